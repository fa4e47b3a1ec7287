"""The plain sheet of a chat group (代发): one row a parcel, recipient in three columns or in one free text."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from sellerkit.base.language import _
from sellerkit.model.order import Buyer, Order, OrderLine
from sellerkit.orders.exports import EXPORTS
from sellerkit.orders.exports.grouping import (
    Context,
    Entry,
    Group,
    OrdersRead,
    RowWrong,
    long_number,
    minor,
    read_orders,
    stored,
    total,
)
from sellerkit.orders.recipients import divided, phone_text, recipient_of, weighed_again
from sellerkit.orders.rules import first_filled, own_number
from sellerkit.sheets import Row, Sheet, Table, Value, column
from sellerkit.sheets.cells import CellError, identifier, moment, money, quantity, reference

_CODES, _QUANTITIES, _RECIPIENTS = EXPORTS["plain"].required
_RECIPIENT_FIELDS = ("recipient", "name", "phone", "address")


def pieces(value: Value) -> int:
    """A number of pieces, one at least."""
    number = quantity(value)
    if number == 0:
        raise CellError(_("is zero"), "zero-quantity", _("Fill in how many, or delete the row."))
    return number


class PlainRow(NamedTuple):
    """One row as it says it; "" where it says nothing."""

    code: str
    quantity: int
    recipient: str
    name: str
    phone: str
    province: str
    city: str
    district: str
    address: str
    title: str
    properties: str
    price: Decimal | None
    note: str
    seller_note: str
    order_id: str
    placed_at: datetime.datetime | None


SHEET: Sheet[PlainRow] = Sheet(
    PlainRow,
    code=column(*_CODES[:9], read=identifier, default=""),
    quantity=column(*_QUANTITIES, read=pieces),
    recipient=column(*_RECIPIENTS[:7], "Ship to", default=""),
    name=column("姓名", "收件人", "收货人", "收件人姓名", "收货人姓名", "客户姓名", "Recipient", "Name", default=""),
    phone=column(
        "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "联系手机", "收件人电话", "收货人电话", "收件人手机", "收货人手机", "Phone", "Mobile",
        read=reference, default="",
    ),
    province=column("省", "省份", "Province", "State", default=""),
    city=column("市", "城市", "City", default=""),
    district=column("区", "区县", "District", default=""),
    address=column("地址", "收货地址", "收件地址", "详细地址", "收件人地址", "收货人地址", "Address", default=""),
    title=column(*_CODES[9:], default=""),
    properties=column("规格", "颜色尺码", "颜色规格", "属性", "颜色", "尺码", "Variant", default=""),
    price=column("单价", "代发价", "价格", "Price", read=money, default=None),
    note=column("备注", "买家留言", "留言", "Note", "Remark", default=""),
    seller_note=column("商家备注", "卖家备注", default=""),
    order_id=column("订单号", "订单编号", "平台订单号", "订单ID", "Order", "Order ID", "Order number", "Order no", read=long_number, default=""),
    placed_at=column("日期", "下单时间", "下单日期", "付款时间", "Date", read=moment, default=None),
)  # fmt: skip


def read(table: Table, context: Context) -> OrdersRead:
    """The orders of a plain sheet; they are paid and wait to be shipped."""
    seen: Counter[str] = Counter()
    continued = _merged_below(table)
    return read_orders(
        table,
        SHEET,
        lambda group: _order(group, context, seen),
        starts=lambda row, _number, columns: row.number not in continued and _has_recipient(row, columns),
    )


def _has_recipient(row: Row, columns: dict[str, str]) -> bool:
    return any(row.text(columns[field]) for field in _RECIPIENT_FIELDS if field in columns)


def _merged_below(table: Table) -> set[int]:
    """Rows whose recipient is merged with the row above: more lines of the same parcel."""
    fields = SHEET.resolve(table)
    columns = {fields[field] for field in _RECIPIENT_FIELDS if field in fields}
    return {
        row
        for (first, column_), (last, _right) in table.raw.merges
        if column_ in columns
        for row in range(first + 1, last + 1)
    }


def _order(group: Group[PlainRow], context: Context, seen: Counter[str]) -> Order:
    rows = [entry.value for entry in group.rows]
    first = next((row for row in rows if row.recipient or row.name or row.phone or row.address), rows[0])
    lines = _lines(group.rows, context.currency)
    order_id = group.number or _numbered(rows, seen)
    placed_at = stored(next((row.placed_at for row in rows if row.placed_at), None), context.zone)
    priced = [None if row.price is None else row.price * row.quantity for row in rows]
    return Order(
        channel=context.channel,
        order_id=order_id,
        status="to-ship",
        currency=context.currency,
        lines=lines,
        placed_at=placed_at,
        paid_at=placed_at,
        total_minor=None if None in priced else minor(total(priced), context.currency),
        buyer=_buyer(first),
        buyer_note=first_filled([row.note for row in rows]),
        seller_note=first_filled([row.seller_note for row in rows]),
        row=group.rows[0].number,
        sheet=group.rows[0].row.table.sheet,
    )


def _numbered(rows: list[PlainRow], seen: Counter[str]) -> str:
    """A number from what the rows say; the n-th equal order of the file gets its n."""
    cells = [
        f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)
        for row in rows
        for cell in row[:-2]
        if cell is not None
    ]
    number = own_number(cells, 1)
    seen[number] += 1
    return own_number(cells, seen[number])


def _lines(rows: list[Entry[PlainRow]], currency: str) -> tuple[OrderLine, ...]:
    """The lines, each with a key of its own, so that a later sheet can add lines to an order with a number."""
    seen: Counter[str] = Counter()
    lines = []
    for number, entry in enumerate(rows, 1):
        row = entry.value
        if not row.code and not row.title:
            raise RowWrong(
                entry.row,
                _CODES[0],
                "missing-value",
                _("This row names no item."),
                _("Fill in the item's code or its name."),
            )
        what = "|".join((row.code or row.title, row.properties))
        seen[what] += 1
        lines.append(
            OrderLine(
                number=number,
                code=row.code,
                name=row.title,
                quantity=row.quantity,
                unit_price_minor=minor(row.price, currency),
                properties=row.properties,
                row=entry.number,
                key=f"{what}|{seen[what]}",
            )
        )
    return tuple(lines)


def _buyer(row: PlainRow) -> Buyer | None:
    free = row.recipient or (row.address if not row.name and not row.phone else "")
    if free and not (row.name and row.phone):
        found = recipient_of(free)
        return _filled(found, row)
    buyer = Buyer(
        name=row.name,
        phone=phone_text(row.phone),
        province=row.province,
        city=row.city,
        district=row.district,
        street=row.address or row.recipient,
    )
    return divided(buyer) if buyer != Buyer() else None


def _filled(found: Buyer, row: PlainRow) -> Buyer | None:
    """What the free text says, with what stands in columns of its own in its place."""
    buyer = replace(
        found, name=row.name or found.name, phone=phone_text(row.phone) or found.phone, province=row.province or found.province,
        city=row.city or found.city, district=row.district or found.district,
    )  # fmt: skip
    if buyer == Buyer():
        return None
    return buyer if buyer == found else weighed_again(buyer, row.recipient or row.address)
