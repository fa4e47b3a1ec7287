"""Weights and sizes in the unit that a template's heading names. Pure."""

from __future__ import annotations

from decimal import Decimal

from sellerkit.listings.product import Variant
from sellerkit.output.template_filling import CellValue

_GRAMS = {"kg": "1000", "公斤": "1000", "千克": "1000", "g": "1", "克": "1", "斤": "500", "lb": "453.59237"}
_MILLIMETRES = {
    "mm": "1", "毫米": "1", "cm": "10", "厘米": "10", "m": "1000", "米": "1000", "in": "25.4", "inch": "25.4", "英寸": "25.4",
}  # fmt: skip
SIZES = ("length", "width", "height")


def weight(grams: int | None, unit: str) -> CellValue:
    """In the unit that the heading names, kilograms where it names none; "" where the weight is not known."""
    return "" if grams is None else _plain(grams / Decimal(_GRAMS.get(unit, "1000")))


def size(variant: Variant, side: str, unit: str) -> CellValue:
    """One of the `SIZES` in the heading's unit, centimetres where it names none; "" for a pack, of which no size is known."""
    if variant.case > 1 or variant.item.size_mm is None:
        return ""
    return _plain(variant.item.size_mm[SIZES.index(side)] / Decimal(_MILLIMETRES.get(unit, "10")))


def _plain(amount: Decimal) -> Decimal:
    rounded = amount.quantize(Decimal("0.001")).normalize()
    return rounded if rounded.as_tuple().exponent <= 0 else rounded.quantize(Decimal(1))  # type: ignore[operator]
