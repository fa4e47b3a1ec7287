"""What parcels took from each order: the courier's bill, else the price at buying; the carton and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sellerkit.base.money import minor_units
from sellerkit.model.profit import Part
from sellerkit.payouts.profit_rules import shared
from sellerkit.store.profit import BillLine, ParcelRow, bill_lines, orders_of_parcels, parcel_rows
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

if TYPE_CHECKING:
    from sellerkit.payouts.profit import Books


def add_parcels(batch: Batch, books: Books, shop: Shop) -> None:
    """Add shipping and packaging to the orders of every parcel, and to no order what a bill says of unknown parcels."""
    owners = orders_of_parcels(batch.db)
    by_waybill: dict[str, list[int]] = {}
    for order in books.orders.values():
        if order.waybill:
            by_waybill.setdefault(order.waybill.upper(), []).append(order.id)
    billed = set()
    for bill in bill_lines(batch.db):
        rows = owners.get(bill.parcel_id, []) if bill.parcel_id else by_waybill.get(bill.waybill.upper(), [])
        _add_bill(books, bill, rows)
        billed.add(bill.parcel_id)
    for parcel in parcel_rows(batch.db):
        if parcel.confirmed:
            rows = owners.get(parcel.parcel_id, [])
            if parcel.parcel_id not in billed and parcel.cost_minor is not None:
                place: dict[str, object] = {"parcel": parcel.reference, "waybill": parcel.waybill}
                _add(books, rows, "shipping", "parcel", parcel.currency or shop.currency, -parcel.cost_minor, place)
            _add_packaging(books, rows, parcel, shop)
    for row, sale in books.sales.items():
        known = any(part.column == "shipping" for part in sale.parts)
        sale.without_shipping = bool(books.orders[row].shipped) and not known


def _add_bill(books: Books, bill: BillLine, rows: list[int]) -> None:
    place: dict[str, object] = {
        "bill_line": bill.line,
        "file": bill.file,
        "sheet": bill.sheet,
        "row": bill.row,
        "waybill": bill.waybill,
    }
    if rows:
        _add(books, rows, "shipping", "courier-bill", bill.currency, -bill.minor, place)
    elif bill.minor:
        at = f"{bill.day}T12:00:00Z" if bill.day else None
        part = Part("shipping", "courier-bill", bill.currency, -bill.minor)
        part.places = [place] if books.traced else []
        books.without_order("", at).parts.append(part)


def _add_packaging(books: Books, rows: list[int], parcel: ParcelRow, shop: Shop) -> None:
    carton = shop.config.packing.cartons.get(parcel.carton)
    cost = (carton.cost if carton else 0) + shop.config.payouts.packaging
    minor = -minor_units(cost, shop.currency)
    _add(
        books,
        rows,
        "packaging",
        "packaging",
        shop.currency,
        minor,
        {"parcel": parcel.reference, "carton": parcel.carton},
    )


def _add(
    books: Books, rows: list[int], column: str, kind: str, currency: str, minor: int, place: dict[str, object]
) -> None:
    """Share between the orders of a parcel by their value."""
    if not rows:
        return
    weights = {str(row): books.orders[row].total_minor or 0 for row in rows}
    for row, share in shared(minor, weights).items():
        if share or column == "shipping":
            part = Part(column, kind, currency, share)
            part.places = [{**place, "amount_minor": share}] if books.traced else []
            books.sales[int(row)].parts.append(part)
