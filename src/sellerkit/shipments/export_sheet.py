"""A 代发 sheet given back: the seller's own file with 快递公司 and 单号 filled in, all else as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.files import write_bytes
from sellerkit.output.filled import fill_workbook
from sellerkit.output.structured import harmless
from sellerkit.output.view import Column, Table
from sellerkit.output.workbook import write_workbook
from sellerkit.sheets import Row, Sheet, column
from sellerkit.sheets.cells import identifier, text
from sellerkit.sheets.tables import Table as SheetTable
from sellerkit.sheets.text import text_of


@dataclass(frozen=True, slots=True)
class SheetRow:
    order_id: str
    company: str
    waybill: str


SHEET = Sheet(
    SheetRow,
    order_id=column("订单号", "订单编号", "主订单编号", "Order ID", "Order", "Order number", "order-id", "order_id", "单据编号", read=identifier, default=""),
    company=column("快递公司", "物流公司", "快递", "物流", "承运商", "Courier", "Carrier", "Shipping Carrier", read=text, default=""),
    waybill=column("快递单号", "单号", "运单号", "物流单号", "运单编号", "快递单号/运单号", "Tracking Number", "Waybill", "tracking-number", read=text, default=""),
)  # fmt: skip
# What else a row of orders holds: it finds the heading row of a sheet without order numbers.
_BESIDE = (("姓名", "收件人", "收货人", "收件人姓名", "Recipient"), ("地址", "收货地址", "收件地址", "Address"), ("货号", "SKU", "商品", "品名"), ("数量", "件数", "Qty"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of a sheet: the orders that got a number, and cells that held another one already, (row, order, found).

    `plain`: the copy is a new workbook without the looks of the old one.
    """

    orders: tuple[str, ...]
    taken: tuple[tuple[int, str, str], ...]
    plain: bool = False


def table_of(path: Path, sheet: str = "") -> SheetTable:
    """The sheet's table. Raises InputRejected for a file that cannot be read or has no headings."""
    from sellerkit.sheets import ReadOptions, find_table

    return find_table(path, [*SHEET.aliases.values(), *_BESIDE], ReadOptions(sheet=sheet))


def has_numbers(table: SheetTable) -> bool:
    return "order_id" in SHEET.resolve(table)


def order_ids(table: SheetTable) -> dict[int, str]:
    """Row number → the order number that stands in it."""
    at = SHEET.resolve(table).get("order_id")
    return {} if at is None else {row.number: text_of(_cell(row, at)) for row in table.rows if text_of(_cell(row, at))}


def fill(
    source: Path, target: Path | None, table: SheetTable, orders: Mapping[int, str], names: Mapping[str, Sequence[tuple[str, str]]]
) -> Filled:  # fmt: skip
    """Fill the rows of `orders` (row → order) with what `names` has for them, (courier, waybill) for each parcel.

    A cell that holds another number stays. Without a target nothing is written. Raises CannotWrite.
    """
    columns = SHEET.resolve(table)
    width = max([len(table.headings), *(len(row.cells) for row in table.rows)])
    company_at, waybill_at = columns.get("company"), columns.get("waybill")
    fresh = [at is None for at in (company_at, waybill_at)]
    company_at = width if company_at is None else company_at
    waybill_at = width + fresh[0] if waybill_at is None else waybill_at
    cells: dict[tuple[int, int], str] = {}
    taken, done = [], []
    for row in table.rows:
        order = orders.get(row.number, "")
        if order not in names:
            continue
        waybills = ",".join(waybill for _name, waybill in names[order])
        there = text_of(_cell(row, waybill_at))
        if there and there != waybills and there not in {waybill for _name, waybill in names[order]}:
            taken.append((row.number, order, there))
            continue
        done.append(order)
        cells[row.number, waybill_at + 1] = waybills
        cells[row.number, company_at + 1] = ",".join(dict.fromkeys(name for name, _waybill in names[order]))
    plain = False
    if cells:
        heads = [("快递公司", company_at, fresh[0]), ("快递单号", waybill_at, fresh[1])]
        if table.headings and all(heading.isascii() for heading in table.headings):
            heads = [("Courier", company_at, fresh[0]), ("Tracking Number", waybill_at, fresh[1])]
        cells |= {(table.header_end, at + 1): head for head, at, new in heads if new}
        if target is not None:
            plain = not _write(source, target, table, cells)
    return Filled(tuple(dict.fromkeys(done)), tuple(taken), plain)


def keeps_looks(path: Path) -> bool:
    """Whether the copy can be the same kind of file with its styles: .xlsx and text; others become a plain .xlsx."""
    with path.open("rb") as file:
        start = file.read(4)
    return start != b"\xd0\xcf\x11\xe0" and path.suffix.lower() not in (".ods", ".xlsb", ".xls")


def _write(source: Path, target: Path, table: SheetTable, cells: Mapping[tuple[int, int], str]) -> bool:
    """Write the copy; False when its looks were lost."""
    if "delimiter" in table.raw.notes:
        _write_text(target, table, cells)
        return True
    if keeps_looks(source) and fill_workbook(source, target, table.sheet, cells):
        return True
    lines = list(_lines(table, cells))
    width = max(map(len, lines))
    heads = [Column(str(at), text_of(lines[0][at]) if at < len(lines[0]) else "") for at in range(width)]
    rows = [{str(at): value for at, value in enumerate(line)} for line in lines[1:]]
    write_workbook(target, [Table(heads, rows, title=table.sheet)])
    return False


def _write_text(target: Path, table: SheetTable, cells: Mapping[tuple[int, int], str]) -> None:
    """The same encoding and delimiter; only our own cells are made harmless, theirs stay as they were."""
    made = io.StringIO()
    ours = {place: harmless(text) for place, text in cells.items()}
    csv.writer(made, delimiter=table.raw.notes["delimiter"], lineterminator="\r\n").writerows(_lines(table, ours))
    write_bytes(target, made.getvalue().encode(table.raw.notes["encoding"], "replace"))


def _lines(table: SheetTable, cells: Mapping[tuple[int, int], str]) -> Iterable[list[object]]:
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, at), text_ in cells.items():
        by_row.setdefault(row, []).append((at, text_))
    for number, values in table.raw.rows:
        line: list[object] = list(values)
        for at, text_ in sorted(by_row.get(number, ())):
            line += [""] * (at - len(line))
            line[at - 1] = text_
        yield line


def _cell(row: Row, at: int) -> object:
    return row.cells[at] if at < len(row.cells) else None
