"""Rows of a declared layout → orders."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from sellerkit.base.clock import zone
from sellerkit.base.language import _
from sellerkit.model.order import SUMMARY, Buyer, Order, OrderLine
from sellerkit.orders.exports.grouping import (
    Context,
    Entry,
    Group,
    OrdersRead,
    RowWrong,
    minor,
    read_orders,
    stored,
    total,
)
from sellerkit.orders.exports.layout import Layout, LineRow, sheet_for
from sellerkit.orders.recipients import divided, phone_text, recipient_of, weighed_again
from sellerkit.orders.rules import first_filled, own_number
from sellerkit.sheets import Table
from sellerkit.trade.order_status import SETTLED, combined


def orders_of(table: Table, context: Context, layout: Layout) -> OrdersRead:
    """The orders of a table in this layout. Times without a zone of their own are meant in the layout's, else the shop's."""
    clock = zone(layout.zone) if layout.zone else context.zone
    seen: Counter[str] = Counter()
    # One row a parcel: a row without a number of its own is an order of its own.
    starts = (lambda _row, _number, _columns: True) if layout.parcels else None
    return read_orders(
        table, sheet_for(table.options, layout), lambda group: _order(group, context, layout, clock, seen),
        code="code", starts=starts, declared=layout.declared,
    )  # fmt: skip


def _order(
    group: Group[LineRow], context: Context, layout: Layout, clock: datetime.tzinfo, seen: Counter[str]
) -> Order:
    rows = [entry.value for entry in group.rows]
    own = [_status(row, rows, layout) for row in rows]
    status = combined(own)
    gone = status in SETTLED
    currency = first_filled([row.currency for row in rows]).upper() or layout.currency or context.currency
    paid = _first(rows, "paid_at") or (
        _first(rows, "placed_at") if status not in ("unpaid", "deposit-paid", "closed") else None
    )
    return Order(
        channel=context.channel,
        order_id=group.number or _numbered(rows, seen),
        status=status,
        currency=currency,
        lines=_lines(group.rows, own, status, currency, layout),
        placed_at=stored(_first(rows, "placed_at"), clock),
        paid_at=stored(paid, clock),
        ship_by=stored(_first(rows, "ship_by"), clock),
        shipped_at=stored(_first(rows, "shipped_at"), clock) if gone else None,
        platform_status=" / ".join(dict.fromkeys(row.status.word for row in rows if row.status)),
        total_minor=minor(_total(rows, layout), currency),
        goods_minor=minor(_goods(rows, layout), currency),
        shipping_minor=minor(_first(rows, "shipping"), currency),
        buyer=_buyer(rows),
        buyer_note=first_filled([row.buyer_note for row in rows]),
        seller_note=first_filled([row.seller_note for row in rows]),
        flag=first_filled([row.flag for row in rows]),
        waybill=first_filled([row.waybill for row in rows]) if gone else "",
        carrier_name=first_filled([row.carrier_name for row in rows]) if gone else "",
        row=group.rows[0].number,
        sheet=group.rows[0].row.table.sheet,
        guessed=not layout.sure,
    )


def _first(rows: Sequence[LineRow], name: str) -> Any:
    """The first value that a row of the order has: order cells stand on the first row, or on every row."""
    return next((value for row in rows if (value := getattr(row, name)) is not None), None)


def _status(row: LineRow, rows: Sequence[LineRow], layout: Layout) -> str:
    if layout.own is not None and (found := layout.own(row)):
        return found
    known = row.status or next((other.status for other in rows if other.status), None)
    return known.ours if known else layout.status


def _total(rows: Sequence[LineRow], layout: Layout) -> Decimal | None:
    if layout.paid is not None:
        return layout.paid(rows[0])
    if layout.amounts == "rows":
        return total(row.total for row in rows)
    return cast("Decimal | None", _first(rows, "total"))


def _goods(rows: Sequence[LineRow], layout: Layout) -> Decimal | None:
    stated = total(row.goods for row in rows) if layout.amounts == "rows" else _first(rows, "goods")
    return stated if stated is not None else total(row.line_total for row in rows)


def _numbered(rows: Sequence[LineRow], seen: Counter[str]) -> str:
    """A number from what the rows say, for a file that numbers no orders."""
    cells = [str(cell) for row in rows for cell in row if cell is not None]
    number = own_number(cells, 1)
    seen[number] += 1
    return own_number(cells, seen[number])


def _lines(
    entries: Sequence[Entry[LineRow]], own: Sequence[str], status: str, currency: str, layout: Layout
) -> tuple[OrderLine, ...]:
    if layout.lines == "none":
        return ()
    keys: Counter[str] = Counter()
    made = tuple(_made(entries, own, status, currency, _counted(layout), keys))
    if layout.amounts != "rows":
        return made
    return tuple(_with_amounts(line, entry.value, currency) for line, entry in zip(made, entries, strict=True))


def _with_amounts(line: OrderLine, row: LineRow, currency: str) -> OrderLine:
    """The line with its own part of the order's amounts."""
    due = row.line_total if row.goods is None else row.goods
    return replace(line, paid_minor=minor(row.total, currency), due_minor=minor(due, currency))


def _made(
    entries: Sequence[Entry[LineRow]], own: Sequence[str], status: str, currency: str, summary: str, keys: Counter[str]
) -> Iterator[OrderLine]:
    for number, (entry, its) in enumerate(zip(entries, own, strict=True), 1):
        row = entry.value
        if not row.code and not row.code2 and not row.title and not summary:
            raise RowWrong(
                entry.row, entry.row.table.headings[0], "missing-value", _("This row names no item."),
                _("Fill in the item's code or its name."),
            )  # fmt: skip
        count = 1 if row.quantity is None else row.quantity
        each = row.price
        if each is None and row.line_total is not None and count:
            each = row.line_total / count
        keys[row.key] += 1
        again = f"|{keys[row.key]}" if row.key and keys[row.key] > 1 else ""
        yield OrderLine(
            number=number,
            code=row.code or row.code2,
            name=row.title or summary,
            quantity=count,
            unit_price_minor=None if summary else minor(each, currency),
            properties=row.properties,
            row=entry.number,
            key=SUMMARY if summary else row.key + again,
            closed=(its in SETTLED or count == 0) and status not in SETTLED,
        )


def _counted(layout: Layout) -> str:
    """What names a line that only counts: the heading of the count; "" when the rows are lines."""
    return layout.sheet.columns["quantity"].aliases[0] if layout.lines == "summary" else ""


def _buyer(rows: Sequence[LineRow]) -> Buyer | None:
    one = next((row for row in rows if row.recipient or row.name or row.street or row.phone or row.postcode), rows[0])
    if one.recipient:
        found = recipient_of(one.recipient)
        whole = replace(found, name=one.name or found.name, phone=phone_text(one.phone) or found.phone)
        return whole if whole == found else weighed_again(whole, one.recipient)
    buyer = Buyer(
        name=" ".join(part for part in (one.name, one.last_name) if part),
        phone=phone_text(one.phone),
        country=one.country,
        province=one.province,
        city=one.city,
        district=one.district,
        street=" ".join(part for part in (one.street, one.street2) if part),
        postcode=one.postcode,
        email=one.email,
    )
    return divided(buyer) if buyer != Buyer() else None
