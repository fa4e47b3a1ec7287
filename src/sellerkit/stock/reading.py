"""Reading one stock file: its columns, its rows understood, and every problem with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _, ngettext
from sellerkit.model.item import StockLine
from sellerkit.sheets import ReadOptions, Table
from sellerkit.sheets.headings import matched
from sellerkit.sheets.text import bracketed
from sellerkit.sheets.walking import Walk
from sellerkit.stock.barcodes import Claimed, barcode_problems, in_store_note, shared_note
from sellerkit.stock.counting import UpToDate, brought_up_to_date
from sellerkit.stock.known_headings import refuse_changed_headings
from sellerkit.stock.left_out import LeftOut, clashes, left_out_rows, lots_unclear, with_the_rest_of_their_items
from sellerkit.stock.lots import KnownLots, with_known_lots
from sellerkit.stock.matrix import FIELD, declared_sizes, sizes_of, with_sizes
from sellerkit.stock.passed_over import passed_over
from sellerkit.stock.repeats import Repeats, repeats
from sellerkit.stock.sheet import stock_sheet
from sellerkit.stock.stock_words import Policy
from sellerkit.stock.taking import Taking
from sellerkit.stock.totals import wrong_total_rows
from sellerkit.stock.unclear import refuse_unclear
from sellerkit.stock.understanding import Reading
from sellerkit.store.stock import has_lots, known_lots
from sellerkit.store.stock_changes import last_headings
from sellerkit.trade.importing import Contents
from sellerkit.trade.shop import Shop


@dataclass(slots=True)
class StockContents:
    """The rows of one file, ready to be saved."""

    lines: Sequence[StockLine] = ()
    doubles: Sequence[StockLine] = ()
    columns: dict[str, str] = field(default_factory=dict)
    since: Mapping[str, object] = field(default_factory=dict)
    headings: Sequence[str] = ()
    ignored_rows: Sequence[tuple[int, str, str]] = ()
    source: str = ""
    arrived: Sequence[StockLine] = ()
    """Those of `lines` that stand in no row of their own (see `counting`)."""
    count_of: str = ""


def read_stock(
    shop: Shop,
    path: Path,
    source: StockSource,
    name: str,
    mode: str,
    *,
    accept_headers: bool = True,
    claimed: Claimed | None = None,
) -> Contents[StockContents]:
    """Everything in the file, good rows and bad ones. Raises InputRejected when no column says which item a row is."""
    currency = source.currency or shop.currency
    policy = Policy(tuple(source.words.items()), source.at_least)
    sheet = stock_sheet(currency, source.decimal_comma, policy, source.price_range)
    options = ReadOptions(
        source.sheet, source.encoding, source.delimiter, source.decimal_comma, source.header, source.date_order,
        weight_unit=source.weight_unit, length_unit=source.length_unit,
    )  # fmt: skip
    table = sheet.table_in(path, options, source.columns)
    fields = sheet.resolve(table, source.columns)
    if "sku" not in fields and "sku" not in source.columns and not source.key:
        raise _no_code(path, table, name)
    if name and not accept_headers:
        refuse_changed_headings(path, table, last_headings(shop.store.db, name), name)
    refuse_unclear(table, source, fields, currency)
    sizes = sizes_of(table, source, fields)
    if sizes:
        sheet = with_sizes(sheet, sizes)
    walk = sheet.walk(table, {**source.columns, **declared_sizes(sizes)}, source.key)
    columns = {name: table.headings[index] for name, index in walk.fields.items()}
    key = _key_headings(table, source.key)
    code = key or (columns["sku"],)
    columns["sku"] = code[0]
    rows = Taking(
        walk, sheet, columns, key, _reading(source, currency, columns), shop.store.db, sizes, source.size_pattern
    )
    counted = UpToDate(rows.lines)
    if mode == "count":
        counted = brought_up_to_date(shop, table, rows.lines, columns.get("quantity", columns["sku"]))
    lines, unclear = with_known_lots(counted.lines, _lots(shop, counted.lines))
    doubtful = barcode_problems(lines, table, columns.get("barcode", ""), shop.store.db, claimed)
    if doubtful:
        rows_left_out = {problem.place.row for problem in doubtful}
        lines = [line for line in lines if line.row not in rows_left_out]
    found = repeats(lines, mode)
    problems = (
        *rows.problems,
        *walk.problems,
        *wrong_total_rows(table, walk, sizes),
        *counted.problems,
        *doubtful,
        *clashes(found, table, columns["sku"]),
        *lots_unclear(unclear, table, columns),
    )
    left_out = left_out_rows(table, problems, [table.index[heading] for heading in code])
    if mode != "add":
        left_out = with_the_rest_of_their_items(left_out, table, found.lines, columns["sku"])
    said = {field: heading for field, heading in columns.items() if field != "group" and not field.startswith(FIELD)}
    said["sku"] = " + ".join(code)
    if sizes:
        said["quantity"] = ", ".join(sizes)
    contents = _contents(table, walk, rows, found, left_out, said, currency)
    contents.good.since, contents.good.count_of = counted.since, counted.count_of
    if counted.arrived:
        contents.good.arrived = [line for line in contents.good.lines if line in counted.arrived]
        contents = replace(contents, rows=contents.rows - len(contents.good.arrived))
    contents.good.headings = [heading for heading in table.headings if heading]
    contents.good.ignored_rows = walk.ignored
    contents.good.source = name
    return replace(contents, notes=contents.notes + counted.notes)


def _reading(source: StockSource, currency: str, columns: dict[str, str]) -> Reading:
    """What every row is held against: the source's words."""
    return Reading(currency, source.unit, _days_or_months(columns.get("shelf_life", "")))


def _lots(shop: Shop, lines: Sequence[StockLine]) -> KnownLots:
    if not has_lots(shop.store.db):
        return {}
    skus = {line.item.sku for line in lines if line.lot is not None}
    return known_lots(shop.store.db, sorted(skus)) if skus else {}


def _no_code(path: Path, table: Table, name: str) -> InputRejected:
    """Which of the columns is the item's code is never guessed."""
    headings = [heading for heading in table.headings if heading]
    message = _("{file} has no column that says which item a row is (a SKU). Its headings are: {headings}").format(
        file=path.name, headings=", ".join(headings)
    )
    hint = _(
        'Declare in shop.toml, under [stock.sources.{name}], which column is the code: columns = {{ sku = "{heading}" }} — '
        'or, when several cells together make one: key = ["{heading}", "…"]. Declare quantity the same way if there is one.'
    ).format(name=name or "NAME", heading=headings[0] if headings else "…")
    return InputRejected(message, hint=hint, code="no-sku-column")


def _key_headings(table: Table, key: Sequence[str]) -> tuple[str, ...]:
    """The headings of the columns that are declared as the key, as they stand in the sheet."""
    found = matched(table.headings, table.parts, {}, {name: (name,) for name in key})
    return tuple(table.headings[found[name]] for name in key)


def _contents(
    table: Table, walk: Walk, rows: Taking, found: Repeats, left_out: LeftOut,
    columns: dict[str, str], currency: str,
) -> Contents[StockContents]:  # fmt: skip
    lines = [line for line in found.lines if line.row not in left_out.cells] if left_out.cells else found.lines
    return Contents(
        format="stock-sheet",
        good=StockContents(lines, found.doubles, columns),
        rows=len(lines) + len(found.doubles) + len(left_out.cells),
        ignored=walk.ignored_count + rows.captions,
        sheet=table.sheet,
        headings=table.headings,
        bad_rows=left_out.bad_rows(),
        problems=left_out.problems,
        notes=tuple(_notes(table, walk, rows, found.doubles, columns, currency)),
    )


def _days_or_months(heading: str) -> str:
    """The unit of bare shelf lives that the heading names: 保质期(天), Shelf life (months)."""
    words = (bracketed(heading) or heading).lower()
    return next(
        (
            unit
            for unit, signs in (("d", ("天", "day", "дн")), ("m", ("月", "month", "мес")), ("y", ("year",)))
            if any(s in words for s in signs)
        ),
        "",
    )


def _notes(
    table: Table, walk: Walk, rows: Taking, doubles: Sequence[StockLine], columns: dict[str, str], currency: str
) -> Iterator[str]:
    understood = ", ".join(f"{name} = {heading}" for name, heading in columns.items())
    yield _("{file}: read as {columns}.").format(file=table.file, columns=understood)
    if "quantity" not in columns:
        yield _(
            "{file} has no quantity column: only what it says about the items was taken, no stock was changed."
        ).format(file=table.file)
    yield from passed_over(table, walk)
    yield from filter(None, (in_store_note(rows.lines), shared_note(rows.lines)))
    if doubles:
        shown = ", ".join(str(line.row) for line in doubles[:10])
        yield ngettext(
            "Row {rows} says the same as a row above it.", "Rows {rows} say the same as rows above them.", len(doubles)
        ).format(rows=shown)
    if rows.rounded:
        yield ngettext(
            "{count} row has a cost or price with more decimals than {currency} has; it was rounded.",
            "{count} rows have a cost or price with more decimals than {currency} has; they were rounded.", rows.rounded,
        ).format(count=rows.rounded, currency=currency)  # fmt: skip
