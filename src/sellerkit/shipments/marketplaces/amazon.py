"""Amazon: the flat file Shipping Confirmation, tab-separated, one row an order; without items it confirms all of the order.

Fields and their words: Seller Central help, "Shipping Confirmation Template" (order-id, ship-date yyyy-mm-dd,
carrier-code from a list that differs by country, else Other with carrier-name).
"""

from __future__ import annotations

from sellerkit.shipments.marketplaces import Marketplace, Told

HEADINGS = (
    "order-id", "order-item-id", "quantity", "ship-date", "carrier-code", "carrier-name", "tracking-number", "ship-method",
)  # fmt: skip
NAMES = {
    name: name for name in ("USPS", "UPS", "FedEx", "DHL", "Royal Mail", "Canada Post", "China Post", "SF Express")
}


def row(told: Told) -> tuple[str, ...]:
    code, name = (told.carrier, "") if told.listed else ("Other", told.carrier)
    return told.order_id, "", "", told.shipped_on.isoformat(), code, name, told.waybill, ""


AMAZON = Marketplace("Amazon", ".txt", HEADINGS, row, NAMES, others=True)
