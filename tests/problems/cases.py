"""Every problem code with the smallest shop that shows it, and the few codes that no file can show."""

from __future__ import annotations

from . import (
    cases_after,
    cases_channels,
    cases_files,
    cases_listings,
    cases_money,
    cases_numbers,
    cases_orders,
    cases_rates,
    cases_shipping,
    cases_shop,
    cases_stock,
)

AREAS = {
    "Files and cells": cases_files.CASES,
    "Stock": cases_stock.CASES,
    "Orders": cases_orders.CASES,
    "Listings": [*cases_listings.CASES, *cases_channels.CASES],
    "Money": cases_money.CASES,
    "Plans, couriers and waybills": [*cases_shipping.CASES, *cases_numbers.CASES, *cases_rates.CASES],
    "After the parcels left": cases_after.CASES,
    "The shop, its store and its settings": cases_shop.CASES,
}
CASES = [case for cases in AREAS.values() for case in cases]
_COURIER = "it is a courier's answer: proven with hostile couriers in tests/net, tests/shipments and tests/contracts"
_LOST = "it is the reason inside the sentence of no-courier: proven in tests/rates"
NOT_SHOWN: dict[str, str] = {
    "ask-a-person": _COURIER,
    "sku-spaces": "the stock import takes such spaces away: proven in tests/listings/test_channel_google.py",
    "bad-cell": "only a reader of another package that raises a plain ValueError can show it",
    "barcode-check-digit": "the stock import refuses such a barcode before it can be listed (check-digit)",
    "bought-before-change": "it needs a kill between call and answer: proven in tests/shipments/test_never_changed.py",
    "bought-for-old-address": "it needs a kill between call and answer: proven in tests/shipments/test_never_changed.py",
    "cannot-be-read": "it needs a disk that fails while it is read",
    "clock-fixed": "it ends with 2 and is said in words: a real courier is not called on an invented day",
    "courier-out-of-order": _COURIER,
    "duplicate-handle": "handles are made different before they are compared: proven in tests/listings",
    "failed": _COURIER,
    "handle-too-long": "handles are cut before they are measured: proven in tests/listings",
    "country-unclear": "it needs an order abroad: proven in tests/shipments/test_easypost.py",
    "customs-incomplete": "it needs an order abroad: proven in tests/shipments/test_easypost.py",
    "label-not-a-pdf": "it needs a courier that answers: proven in tests/shipments/test_sf_labels.py",
    "label-not-fetched": "it needs a courier that answers: proven in tests/shipments/test_sf_labels.py",
    "label-too-large": "it needs a courier that answers: proven in tests/shipments/test_sf_labels.py",
    "limit-reached": _COURIER,
    "no-rate": _COURIER,
    "no-such-shipment": _COURIER,
    "no-font": "it needs an installation without its font",
    "no-permission": "it needs a file of somebody else: proven in tests/shop/test_disk_and_death.py",
    "no-store": "a shop.toml without a store gets an empty one; only a store that vanishes meanwhile shows it",
    "no-zone": _LOST,
    "not-for-total": _LOST,
    "not-deliverable": _COURIER,
    "not-valid": _LOST,
    "not-yes-no": "no sheet of ours asks yes or no yet: proven in tests/sheets",
    "pull-parcel": "it needs an order that changes while the courier answers: proven in tests/shipments",
    "rate-limited": _COURIER,
    "refused": _LOST,
    "request-not-built": _COURIER,
    "round-trip": "it needs a file that reads back differently than it was written",
    "shipped-not-paid": "it needs an order that is unpaid and shipped at once: proven in tests/payouts",
    "shop-locked": "it needs another run: proven in tests/shop/test_front_door.py",
    "text-too-long": "it needs a text that the smallest type does not fit: proven in tests/output",
    "too-long": _LOST,
    "too-many-options": "a stock sheet has three options at most: proven in tests/listings",
    "too-many-rows": "it needs five million rows",
    "unreachable": _COURIER,
    "usage": "it ends with 2 and is said in words",
    "waybill-not-a-barcode": _COURIER,
    "waybill-twice": _COURIER,
}
# Codes of commands that are being built: once the command works, its codes need cases.
NOT_YET: dict[str, tuple[str, ...]] = {}
