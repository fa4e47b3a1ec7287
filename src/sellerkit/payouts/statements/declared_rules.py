"""Rules that every row of a declared statement keeps: `net = amount - fee`, `opening + amount = closing`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

# Fields that hold money; everything else of a declared format is text.
AMOUNTS = ("amount", "income", "expense", "fee", "net", "balance", "opening", "closing", "tax")
FIELDS = (*AMOUNTS, "posted", "order", "type", "direction", "currency", "payout", "id", "sku", "note")
WHOLE = ("balance", "totals")
_TERM = re.compile(r"\s*([+-]?)\s*([a-z]+)\s*")


@dataclass(frozen=True, slots=True)
class RowRule:
    """Two sums of fields that must be equal; `field` is the first of them."""

    name: str
    field: str
    first: tuple[tuple[int, str], ...]
    second: tuple[tuple[int, str], ...]

    def left(self, amounts: Mapping[str, Decimal]) -> Decimal:
        return sum((sign * amounts[name] for sign, name in self.first), Decimal(0))

    def right(self, amounts: Mapping[str, Decimal]) -> Decimal:
        return sum((sign * amounts[name] for sign, name in self.second), Decimal(0))


def row_rules(rules: Sequence[str]) -> list[RowRule]:
    """The rules about rows; `balance` and `totals` are about the whole file. Raises ValueError for one nobody can read."""
    return [row_rule(rule) for rule in rules if rule not in WHOLE]


def row_rule(text: str) -> RowRule:
    """`net = amount - fee` as two sums. Raises ValueError."""
    left, equals, right = text.partition("=")
    first, second = _sum(left), _sum(right)
    if not equals or not first or not second:
        raise ValueError(text)
    return RowRule(" ".join(text.split()), first[0][1], first, second)


def _sum(text: str) -> tuple[tuple[int, str], ...]:
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TERM.match(text, at)
        if not match or match[2] not in AMOUNTS or (found and not match[1]):
            raise ValueError(text)
        found.append((-1 if match[1] == "-" else 1, match[2]))
        at = match.end()
    return tuple(found)
