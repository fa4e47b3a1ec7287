"""Weights in whole grams, lengths in whole millimetres; how people write them and how we show them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from sellerkit.base.money import decimal_of

# The market catty (市斤) is 500 g and its tael (两) 50 g in mainland China (计量法实施 1959); other catties must be declared.
GRAMS: dict[str, int | Decimal] = {
    "g": 1, "克": 1, "г": 1, "gram": 1, "grams": 1,
    "kg": 1000, "公斤": 1000, "千克": 1000, "кг": 1000, "㎏": 1000, "kgs": 1000,
    "斤": 500, "市斤": 500, "两": 50, "市两": 50, "t": 1_000_000, "吨": 1_000_000, "mg": Decimal("0.001"),
    "lb": Decimal("453.59237"), "lbs": Decimal("453.59237"), "oz": Decimal("28.349523125"),
}  # fmt: skip
MILLIMETRES: dict[str, int | Decimal] = {
    "mm": 1, "毫米": 1, "cm": 10, "厘米": 10, "公分": 10, "m": 1000, "米": 1000, "dm": 100,
    "in": Decimal("25.4"), "inch": Decimal("25.4"), "寸": Decimal(100) / 3, "мм": 1, "см": 10,
}  # fmt: skip
# A thousand tonnes, or a thousand kilometres: no parcel of a shop.
_TOO_MUCH = Decimal(10) ** 9
_MEASURE = re.compile(
    r"^\s*([^A-Za-z\u4e00-\u9fff\u0400-\u04ff㎏]+?)\s*([A-Za-z㎏]+|[\u4e00-\u9fff]+|[\u0400-\u04ff]+)?\.?\s*$"
)


def grams(text: str, unit: str = "g") -> int:
    """A weight in whole grams: `500`, `0.5kg`, `1斤`, `2 lbs`; a bare number is in `unit`. Raises ValueError."""
    return _measure(text, unit, GRAMS)


def millimetres(text: str, unit: str = "mm") -> int:
    """A length in whole millimetres: `120`, `12cm`, `4.5 in`; a bare number is in `unit`. Raises ValueError."""
    return _measure(text, unit, MILLIMETRES)


def is_weight_unit(unit: str) -> bool:
    return unit.strip().lower() in GRAMS


def grams_text(weight_g: int) -> str:
    """A weight as a person reads it: 950 g, 1.25 kg."""
    if weight_g < 1000:
        return f"{weight_g} g"
    return f"{Decimal(weight_g) / 1000:f} kg"


def _measure(text: str, unit: str, table: dict[str, int | Decimal]) -> int:
    match = _MEASURE.match(text)
    if not match:
        raise ValueError(text)
    factor = table.get((match[2] or unit).lower())
    if factor is None:
        raise ValueError(text)
    value = decimal_of(match[1]) * factor
    if value < 0:
        raise ValueError(text)
    if value >= _TOO_MUCH:
        raise ValueError(text)
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
