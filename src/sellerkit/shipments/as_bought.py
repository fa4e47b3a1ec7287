"""Parcels as their courier was told of them, once they have a waybill."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.clock import now
from sellerkit.model.order import STATUSES
from sellerkit.model.shipment import ParcelToSend
from sellerkit.shipments.merging import together
from sellerkit.shipments.references import sender_of, to_send
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.shipments import ParcelRow
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


def as_bought(shop: Shop, rows: Sequence[ParcelRow]) -> list[tuple[ParcelRow, ParcelToSend]]:
    """Each parcel beside what a courier knows of it."""
    sender, stock = sender_of(shop), stock_of(shop.store.db, today=now().astimezone(shop.zone).date())
    numbers = tuple({order_id for row in rows for order_id in row.order_ids})
    found = orders_to_pack(shop.store.db, Wanted(orders=numbers, statuses=STATUSES), today=now())
    orders = {order.id: order for order in found}
    return [
        (
            row,
            to_send(
                together([orders[at] for at in row.order_rows]), row.id, row.reference, row.weight_g, stock, sender
            ),
        )
        for row in rows
    ]
