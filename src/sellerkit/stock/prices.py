"""Price cells: one amount, tiers by quantity (1-9件 25; 10-99件 22; 100+ 19), or a range that a source must settle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from sellerkit.base.language import _
from sellerkit.sheets import Value
from sellerkit.sheets.bulk import BULK
from sellerkit.sheets.cells import CellError
from sellerkit.sheets.text import stripped
from sellerkit.stock.cells import amount_minor, money_column

_PIECES = re.compile(r"\s*[;；\n|]\s*|\s*[,，]\s*(?=\D{0,2}\d+\s*(?:[-~–—至+]|件|个|以上|起))")
_TIER = re.compile(
    r"[≥>]?=?\s*(?P<start>\d+)\s*(?:[-~–—至]\s*(?P<end>\d+)|\+)?\s*(?:[^\W\d_]*?)\s*(?:及?以上|起|\+)?\s*(?:[:=]\s*|\s+|(?=[¥$€]))"
    r"(?P<price>[^\s\d]{0,3}\s?\d[\d.,]*\s*[^\W\d_]{0,2})$"
)
_RANGE = re.compile(
    r"(?P<low>[^\s\d]{0,3}\s?\d[\d,]*(?:\.\d+)?)\s*(?:元)?\s*[-~–—至]\s*(?P<high>[^\s\d]{0,3}\s?\d[\d,]*(?:\.\d+)?\s*(?:元)?)$"
)


class Tiers(NamedTuple):
    """From how many pieces each price holds, in minor units; the first is the price of one."""

    steps: tuple[tuple[int, int | Decimal], ...]


def price_in(
    currency: str, *, decimal_comma: bool = False, price_range: str = ""
) -> Callable[[Value], int | Decimal | Tiers]:
    """A reader of prices in this currency; `price_range` ("low" or "high") settles what 19.90-29.90 means."""
    return partial(_price, currency=currency, decimal_comma=decimal_comma, price_range=price_range)


def _price(value: Value, *, currency: str, decimal_comma: bool, price_range: str) -> int | Decimal | Tiers:
    read = partial(amount_minor, currency=currency, decimal_comma=decimal_comma)
    if type(value) is str and any(sign in value for sign in "-~–—至+;；\n|以起"):
        written = unicodedata.normalize("NFKC", stripped(value))
        tiers = _tiers(written, read)
        if tiers is not None:
            return tiers
        found = _RANGE.match(written)
        if found:
            if not price_range:
                raise CellError(
                    _("is a range of prices"),
                    "price-range",
                    _('Write one price, or declare price_range = "low" or "high" in the source.'),
                )
            return read(found[price_range])
    return read(value)


def _tiers(written: str, read: Callable[[Value], int | Decimal]) -> Tiers | None:
    pieces = [piece for piece in _PIECES.split(written) if piece]
    found = [_TIER.match(piece) for piece in pieces]
    if len(pieces) < 2 or not any(found):
        return None
    steps: list[tuple[int, int | Decimal]] = []
    end = 0
    for match in found:
        start = int(match["start"]) if match else 0
        # After "1-9" only 10 follows; after an open "1件" any larger number does.
        if match is None or (start != end + 1 if end else start <= (steps[-1][0] if steps else 0)):
            raise _not_tiers()
        end = int(match["end"] or 0)
        if end and end < start:
            raise _not_tiers()
        steps.append((start, read(match["price"].strip())))
    return Tiers(tuple(steps))


def _not_tiers() -> CellError:
    return CellError(
        _("has price tiers that overlap or leave a gap"),
        "not-a-price-tier",
        _("Write them as 1-9件 25; 10-99件 22; 100+ 19."),
    )


def _price_column(cells: Sequence[Any], types: set[type], *, price_range: str, **about: Any) -> Sequence[Any] | None:
    return money_column(cells, types, **about)


BULK[_price] = _price_column
