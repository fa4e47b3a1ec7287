"""Stock files in, the list, what is low, corrections: each story straight down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sellerkit.base.clock import today
from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import ConfigError, InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Place
from sellerkit.model.item import ItemStock
from sellerkit.model.stock_lines import column_of
from sellerkit.sheets.rows import collector_resting
from sellerkit.stock.differences import told
from sellerkit.stock.old_sheets import as_data, problems_of, put_back
from sellerkit.stock.reading import StockContents, read_stock
from sellerkit.stock.repeats import merged
from sellerkit.stock.rules import LowItem, low_item
from sellerkit.store.counting import moves_since
from sellerkit.store.ledger import Entry, movements_of
from sellerkit.store.stock_intake import Mode, save_intake
from sellerkit.store.stock_new import last_id
from sellerkit.store.store import Batch
from sellerkit.trade.availability import stock_of
from sellerkit.trade.importing import Contents, FileResult, FileWanted, Saved, files_wanted, take_all, take_in
from sellerkit.trade.shop import Shop


def import_stock(
    shop: Shop,
    files: Sequence[Path],
    *,
    source: str | None,
    mode: Mode | None,
    dry_run: bool,
    skip_bad_rows: bool,
    again: bool,
    accept_headers: bool = False,
    agreed: Callable[[FileResult], bool] | None = None,
) -> list[FileResult]:
    """Take in the files given, else those of the sources. Raises UsageWrong, or InputRejected when none could be taken.

    A count is tried first and `agreed` asked about its differences; without agreement it stays a try.
    """
    sources = shop.config.stock.sources
    if source is not None and source not in sources:
        raise _unknown_source(source, list(sources))
    if not files and not any(one.files for one in sources.values()):
        raise UsageWrong(
            _("No file was named, and no source in shop.toml names one."),
            hint=_('Name the file, or add to shop.toml: [stock.sources.NAME] files = "inbox/*.xlsx".'),
        )
    wanted = files_wanted(shop, files, {name: one.files for name, one in sources.items()}, source)
    modes = {file: mode or _declared_mode(shop, file) for file in wanted}
    # A dry run saves nothing, so that a later file would not meet what an earlier one brought.
    claimed: dict[str, tuple[str, str | None]] = {}

    def taken(file: FileWanted, *, dry_run: bool) -> FileResult:
        about = sources.get(file.source, StockSource())
        return take_in(
            shop, file, command="stock import", mode=modes[file], dry_run=dry_run, again=again,
            skip_bad_rows=skip_bad_rows or about.bad_rows == "skip",
            read=lambda found: read_stock(
                shop, found.path, about, found.source, modes[file], accept_headers=accept_headers, claimed=claimed
            ),
            save=lambda batch, contents: _claiming(
                claimed if dry_run and len(wanted) > 1 else None, contents, _save(shop, batch, contents, file, modes[file])
            ),
        )  # fmt: skip

    @collector_resting()
    def one(file: FileWanted) -> FileResult:
        if modes[file] == "count" and agreed is not None and not dry_run:
            with suppress(InputRejected):  # the real run says why, and writes the rows that are wrong
                tried = taken(file, dry_run=True)
                if tried.extra.get("differences") and not agreed(tried):
                    return tried
        return taken(file, dry_run=dry_run)

    return take_all(wanted, one, shop)


def items_with_stock(
    shop: Shop, skus: Sequence[str], search: str
) -> tuple[list[ItemStock], list[tuple[str, str | None]]]:
    """The items asked for, and each SKU that there is none of with the nearest one there is."""
    found = stock_of(shop.store.db, skus or None, today=today(shop.zone))
    text = search.casefold()
    items = [stock for stock in found.values() if not text or any(text in word.casefold() for word in _words(stock))]
    unknown = [sku for sku in dict.fromkeys(skus) if sku not in found]
    known = stock_of(shop.store.db, today=today(shop.zone)) if unknown else {}
    return items, [(sku, nearest(sku, known)) for sku in unknown]


def ledger_of(shop: Shop, items: Sequence[ItemStock]) -> list[Entry]:
    """Every movement of these items, oldest first."""
    return movements_of(shop.store.db, [stock.item.sku for stock in items])


def low_items(shop: Shop) -> list[LowItem]:
    """Items whose available quantity is at or below their level, the emptiest first."""
    level = shop.config.stock.low
    found = [
        low for stock in stock_of(shop.store.db, today=today(shop.zone)).values() if (low := low_item(stock, level))
    ]
    return sorted(found, key=lambda low: (low.stock.available - low.level, low.stock.item.sku))


def _save(shop: Shop, batch: Batch, contents: Contents[StockContents], file: FileWanted, mode: Mode) -> Saved:
    lines = contents.good.lines
    since = {table: last_id(batch.db, table) for table in ("items", "movements")}
    done = save_intake(batch, lines, merged, mode, sheet=contents.sheet)
    batch.note(headings=list(contents.good.headings))
    extra: dict[str, object] = {
        "as": mode, "movements": done.movements, "quantity_in": done.pieces_in, "quantity_out": done.pieces_out,
        "columns": contents.good.columns,
        "ignored_rows": [{"row": row, "kind": kind, "text": text} for row, kind, text in contents.good.ignored_rows],
        **told(batch, column_of(lines, "sku"), mode, since, contents.good.source, complete=not contents.bad_rows),
    }  # fmt: skip
    changed, unchanged = done.changed, done.unchanged + len(contents.good.doubles)
    if contents.good.since:
        extra["since"] = contents.good.since
        batch.note(count_of=contents.good.count_of)
        moved = moves_since(batch.db, sorted({line.item.sku for line in contents.good.arrived}), batch.number - 1)
        in_changed = sum(line.item.sku in moved for line in contents.good.arrived)
        changed, unchanged = changed - in_changed, unchanged - len(contents.good.arrived) + in_changed
    back = put_back(batch, file.path, shop.zone, since["movements"], file.source) if mode == "set" else []
    if back:
        extra["put_back"] = as_data(back)
    where = Place(shop.shown(file.path), contents.sheet, None, contents.good.columns.get("quantity", ""))
    return Saved(done.created, changed, unchanged, problems_of(back, where), extra)


def _claiming(
    claimed: dict[str, tuple[str, str | None]] | None, contents: Contents[StockContents], saved: Saved
) -> Saved:
    for line in contents.good.lines if claimed is not None else ():
        if line.item.barcode and claimed is not None:
            claimed.setdefault(line.item.barcode, (line.item.sku, line.item.name))
    return saved


def _declared_mode(shop: Shop, file: FileWanted) -> Mode:
    about = shop.config.stock.sources.get(file.source)
    if about is not None and about.as_ is not None:
        return about.as_
    raise UsageWrong(
        _("Say how the quantities of {file} are meant.").format(file=shop.shown(file.path)),
        hint=_(
            "Add --as set (this is what is there), --as add (this came in) or --as count (this was counted), "
            'or write as = "set" under [stock.sources.{name}] in shop.toml.'
        ).format(name=file.source or "NAME"),
    )


def _unknown_source(source: str, known: list[str]) -> ConfigError:
    near = nearest(source, known)
    return ConfigError(
        _("shop.toml has no [stock.sources.{name}].").format(name=source),
        hint=_("Did you mean {name}?").format(name=near)
        if near
        else _("Its sources are: {names}").format(names=", ".join(known) or "–"),
        code="unknown-source",
    )


def _words(stock: ItemStock) -> list[str]:
    item = stock.item
    return [
        word
        for word in (item.sku, item.name, item.barcode, item.category, item.option1, item.option2, item.option3)
        if word
    ]
