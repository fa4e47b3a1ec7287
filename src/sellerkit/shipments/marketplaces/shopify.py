"""Shopify itself takes no file of shipped orders; its order-import app Matrixify does: a fulfilment line for each order and
waybill, in a file whose name holds "Orders" (https://matrixify.app/documentation/orders/)."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.shipments.marketplaces import Marketplace, Told

HEADINGS = (
    "Name", "Command", "Line: Type", "Fulfillment: Status", "Fulfillment: Tracking Company", "Fulfillment: Tracking Number",
    "Fulfillment: Send Receipt",
)  # fmt: skip
# As Shopify writes the couriers it can follow.
NAMES = {
    "SF Express": "SF Express", "EMS": "China Post", "China Post": "China Post", "USPS": "USPS", "UPS": "UPS", "FedEx": "FedEx",
    "DHL": "DHL Express", "Royal Mail": "Royal Mail", "Canada Post": "Canada Post", "YTO Express": "YTO Express",
    "ZTO Express": "ZTO Express", "STO Express": "STO Express", "Yunda Express": "Yunda Express", "J&T Express": "J&T Express",
}  # fmt: skip


def row(told: Told) -> tuple[str, ...]:
    return told.order_id, "UPDATE", "Fulfillment Line", "success", told.carrier, told.waybill, "TRUE"


SHOPIFY = Marketplace(
    "Shopify", ".csv", HEADINGS, row, NAMES, several=True, others=True, stem="Orders-shipped",
    unproven=N_("Shopify takes no such file itself: it is written for the app Matrixify, and not proven there."),
)  # fmt: skip
