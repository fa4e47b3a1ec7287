"""What is said about a barcode: length, check digit, ranges that no marketplace knows. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.barcodes import (
    check_digit,
    is_coupon,
    is_gtin,
    is_in_store,
    is_made_up,
    looks_like_gtin,
    missing_zeros,
)
from sellerkit.listings.findings import Finding, error, too_long, warning


def of_barcode(sku: str, code: str, limit: int | None) -> Iterator[Finding]:
    """At most one finding; a wrong number is left out of the file, a doubtful one stands and is named."""
    if limit is not None and len(code) > limit:
        yield dataclasses.replace(too_long("barcode", sku, code, limit), leaves_blank=True)
    elif not looks_like_gtin(code):
        message = _("This is not a barcode of 8, 12, 13 or 14 digits.")
        yield warning("barcode-not-gtin", sku, "barcode", message, code, _what_instead(code))
    elif is_made_up(code):
        message = _("This number only fills the box; no goods carry it.")
        yield warning("barcode-made-up", sku, "barcode", message, code, _("Leave it empty or read the package."))
    elif not is_gtin(code):
        message = _("The barcode's last digit does not fit the others; it is left out of the file.")
        hint = _("Read it from the package again; these digits would end with {digit}.").format(
            digit=check_digit(code[:-1])
        )
        yield error("barcode-check-digit", sku, "barcode", message, code, hint, leaves_blank=True)
    elif is_in_store(code):
        message = _("This number is for use inside one shop; a marketplace does not know it.")
        yield warning("barcode-in-store", sku, "barcode", message, code, _("Ask GS1 for numbers, or leave it empty."))
    elif is_coupon(code):
        message = _("This is the number of a coupon or a refund slip, not of goods.")
        yield warning("barcode-coupon", sku, "barcode", message, code, _("Read the barcode from the package again."))


def _what_instead(code: str) -> str:
    if full := missing_zeros(code):
        return _("A spreadsheet may have taken the zeros at its front away: {code}").format(code=full)
    digits = "".join(filter(str.isdecimal, code))
    if digits != code and is_gtin(digits):
        return _("Without the signs between them the digits are right: {code}").format(code=digits)
    return _("Read it from the package again, or leave it empty.")
