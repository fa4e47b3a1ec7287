"""WooCommerce: the CSV import of Advanced Shipment Tracking, one row a parcel, dates DD-MM-YYYY; `status_shipped` 1 is
shipped, 2 partially (https://docs.zorem.com/docs/ast-pro/add-tracking-to-orders/csv-import/)."""

from __future__ import annotations

from sellerkit.shipments.marketplaces import Marketplace, Told

HEADINGS = ("order_id", "tracking_provider", "tracking_number", "date_shipped", "status_shipped")
NAMES = {
    "USPS": "USPS", "UPS": "UPS", "FedEx": "Fedex", "DHL": "DHL Express", "Royal Mail": "Royal Mail", "Canada Post": "Canada Post",
    "China Post": "China Post", "EMS": "China EMS", "SF Express": "SF Express", "YTO Express": "YTO Express", "ZTO Express": "ZTO Express",
    "STO Express": "STO Express", "Yunda Express": "Yunda Express", "J&T Express": "J&T Express", "JD Logistics": "JD Logistics",
}  # fmt: skip


def row(told: Told) -> tuple[str, ...]:
    complete = "1" if told.complete else "2"
    return told.order_id, told.carrier, told.waybill, f"{told.shipped_on:%d-%m-%Y}", complete


WOOCOMMERCE = Marketplace("WooCommerce", ".csv", HEADINGS, row, NAMES, several=True)
