"""Etsy takes no file of shipped orders: this sheet is to type from (or for an app), with the names of its courier list."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.shipments.marketplaces import Marketplace, Told

NAMES = {
    "USPS": "USPS", "UPS": "UPS", "FedEx": "FedEx", "DHL": "DHL Express", "Royal Mail": "Royal Mail", "Canada Post": "Canada Post",
    "China Post": "China Post", "EMS": "China EMS (ePacket)", "SF Express": "SF Express",
}  # fmt: skip


def row(told: Told) -> tuple[str, ...]:
    return told.order_id, told.shipped_on.isoformat(), told.carrier, told.waybill


ETSY = Marketplace(
    "Etsy", ".csv", ("Order ID", "Date Shipped", "Shipping Carrier", "Tracking Code"), row, NAMES, several=True, others=True,
    unproven=N_("Etsy takes no file of shipped orders: type from it on the page, or give it to an app."),
)  # fmt: skip
