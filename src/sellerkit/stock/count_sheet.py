"""The workbook to count in: items in shelf order, an empty column to fill, and a mark that makes late counts right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sellerkit.base.clock import now, to_store, today
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.model.item import ItemStock, LotStock
from sellerkit.output import Column, Table
from sellerkit.stock.count_mark import HEADING, CountMark
from sellerkit.stock.units import GRAM
from sellerkit.store.counting import last_batch
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The workbook that was written: how many rows and items, and the batch and UTC time it stands for."""

    file: Path
    rows: int
    items: int
    batch: int
    at: str
    with_expected: bool
    unknown: Sequence[tuple[str, str | None]] = ()


def write_count_sheet(
    shop: Shop, file: Path | None, *, skus: Sequence[str], shelf: str, category: str, with_expected: bool
) -> CountSheet:
    """Write the workbook (default: out/count-DATE.xlsx). Raises UsageWrong for a file that is there already, or no item."""
    from sellerkit.output.form import write_form

    day = today(shop.zone)
    path = file or shop.path("out") / f"count-{day.isoformat()}.xlsx"
    if path.exists():
        raise UsageWrong(
            _("{file} is there already, perhaps with counts in it.").format(file=shop.shown(path)),
            hint=_("Choose another name with -o, or take the old file away."),
        )
    batch, at, shop_id = last_batch(shop.store.db), to_store(now()), shop.store.fact("shop_id") or ""
    stocks = stock_of(shop.store.db, skus or None, today=day)
    chosen = sorted((one for one in stocks.values() if _fits(one, shelf, category)), key=_shelf_order)
    unknown = [(sku, nearest(sku, stocks)) for sku in dict.fromkeys(skus) if sku not in stocks]
    if not chosen:
        raise UsageWrong(
            _("There is no item to count."),
            hint=_("Leave out --shelf, --category and the SKUs to count everything; see what there is with `sellerkit stock list`."),
        )  # fmt: skip
    rows = [row for stock in chosen for row in _rows(stock, CountMark(batch, at, shop_id, "total", 0))]
    table = Table(_columns(rows, with_expected=with_expected), rows, title=_("Stock count"))
    write_form(path, table, to_fill=("counted",), hidden=("mark",), practice=shop.practice)
    return CountSheet(path, len(rows), len(chosen), batch, at, with_expected, unknown)


def _fits(stock: ItemStock, shelf: str, category: str) -> bool:
    item = stock.item
    return (item.shelf or "").casefold().startswith(shelf.casefold()) and category.casefold() in (
        item.category or ""
    ).casefold()


def _shelf_order(stock: ItemStock) -> tuple[bool, list[tuple[int, str]], str]:
    """A-2 before A-10; items without a shelf last."""
    shelf = (stock.item.shelf or "").casefold()
    pieces = [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in _DIGITS.split(shelf) if piece]
    return (not shelf, pieces, stock.item.sku)


def _rows(stock: ItemStock, mark: CountMark) -> Iterator[dict[str, object]]:
    """A row for each lot and one for what has none; an item of which nothing is there has one row too."""
    loose = stock.on_hand - sum(one.on_hand for one in stock.lots)
    for one in stock.lots:
        yield _row(stock, one, CountMark(mark.batch, mark.at, mark.shop_id, "lot", one.on_hand, one.lot_id))
    if loose or not stock.lots:
        of = "loose" if stock.lots else "total"
        yield _row(stock, None, CountMark(mark.batch, mark.at, mark.shop_id, of, loose))


def _row(stock: ItemStock, lot: LotStock | None, mark: CountMark) -> dict[str, object]:
    item, about = stock.item, lot.lot if lot else None
    return {
        "shelf": item.shelf, "sku": item.sku, "name": item.name,
        "variant": " / ".join(filter(None, (item.option1, item.option2, item.option3))),
        "lot": about.code if about else None, "produced": about.produced if about else None,
        "expires": about.expires if about else None,
        # Only goods by weight need their unit to be read back; 箱 beside a count of pieces would multiply it.
        "unit": (item.shown_unit or "g") if item.unit == GRAM else None,
        "booked": f"{(Decimal(mark.booked) / item.shown_factor).normalize():f}", "counted": None, "mark": str(mark),
    }  # fmt: skip


def _columns(rows: Sequence[dict[str, object]], *, with_expected: bool) -> list[Column]:
    """Columns that would be empty are left out; the headings are those that `stock import` knows."""
    columns = [
        Column("shelf", _("Shelf")), Column("sku", _("SKU")), Column("name", _("Name")), Column("variant", _("Variant")),
        Column("lot", _("Lot")), Column("produced", _("Produced")), Column("expires", _("Expires")), Column("unit", _("Unit")),
    ]  # fmt: skip
    kept = [column for column in columns if column.key == "sku" or any(row[column.key] for row in rows)]
    expected = [Column("booked", _("In the books"), align="right")] if with_expected else []
    return [*kept, *expected, Column("counted", _("Counted"), align="right"), Column("mark", HEADING)]
