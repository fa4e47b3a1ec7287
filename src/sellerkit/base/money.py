"""Money: integer minor units and a currency, never a float. Rounding happens once, in `minor_units`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

# ISO 4217 minor units; every currency not listed has two.
EXPONENTS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "JOD": 3, "KWD": 3, "OMR": 3, "TND": 3}

_SIGNS = str.maketrans({"−": "-", "－": "-", "–": "-", "＋": "+", "，": ",", "．": ".", "￥": "¥", "\u00a0": " "})
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_WORDS = re.compile(
    r"^(?:[A-Z]{0,3}\s?[¥$€£₽฿₹₺₪₫₱₩₴₦]|CNY|RMB|USD|EUR|GBP|CHF|kr\.?|人民币)\s*"
    r"|\s*(?:元|圆|¥|€|£|\$|₺|₫|руб\.?|kr\.?|zł|kč|CNY|RMB|USD|EUR|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|CAD|AUD|JPY)$",
    re.I,
)


@lru_cache(maxsize=64)
def exponent(currency: str) -> int:
    """How many digits the currency's minor unit has: 2 for CNY, 0 for JPY."""
    return EXPONENTS.get(currency.upper(), 2)


def decimal_of(text: str, *, decimal_comma: bool = False) -> Decimal:
    """A number as people write it: `¥1,299.00`, `１２`, `−129.99`, `(5.00)`, `$21.83`, `12,50` with decimal_comma.

    Raises ValueError when it is not exactly one finite number.
    """
    cleaned = text.translate(_SIGNS).translate(_DIGITS).strip()
    negative = False
    if cleaned.startswith("(") and cleaned.endswith(")"):
        negative, cleaned = True, cleaned[1:-1].strip()
    if cleaned[:1] in "+-" and cleaned[:1]:
        negative, cleaned = negative != (cleaned[0] == "-"), cleaned[1:].strip()
    bare = _WORDS.sub("", _WORDS.sub("", cleaned)).strip()
    worded, cleaned = bare != cleaned, bare
    if worded and cleaned[:1] in "+-" and cleaned[:1]:
        negative, cleaned = negative != (cleaned[0] == "-"), cleaned[1:].strip()
    if decimal_comma:
        cleaned = cleaned.replace(" ", "")
        if not re.fullmatch(r"(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?", cleaned):
            raise ValueError(text)
        cleaned = cleaned.replace(".", "").replace(",", ".")
    elif "," in cleaned:
        if not re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", cleaned):
            raise ValueError(text)
        cleaned = cleaned.replace(",", "")
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", cleaned):
        raise ValueError(text)
    try:
        value = Decimal(cleaned)
    except InvalidOperation as error:  # pragma: no cover - the pattern above leaves nothing to fail
        raise ValueError(text) from error
    return -value if negative else value


def minor_units(amount: Decimal, currency: str) -> int:
    """The amount in the currency's minor unit, rounded half up (away from zero): the one place that rounds money."""
    return int(amount.scaleb(exponent(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def is_exact(amount: Decimal, currency: str) -> bool:
    """Whether the amount needs no rounding in this currency."""
    return amount == amount.quantize(Decimal(1).scaleb(-exponent(currency)))


@lru_cache(maxsize=4096)
def decimal_string(minor: int, currency: str) -> str:
    """Minor units as the decimal string that JSON and CSV carry: 125000 CNY → "1250.00"."""
    return str(Decimal(minor).scaleb(-exponent(currency)))


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in one currency. Adding two currencies raises ValueError."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> Money:
        value = amount if isinstance(amount, Decimal) else decimal_of(str(amount))
        return cls(minor_units(value, currency), currency)

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} + {other.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + Money(-other.minor, other.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __str__(self) -> str:
        return decimal_string(self.minor, self.currency)
