"""Price rules: cost → markup → floor → ending → floor again. Decimal only, never a float; pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, DivisionByZero, InvalidOperation

from sellerkit.base.money import Money, exponent

_LONGEST = 200
_NAMES = ("cost", "price")


@dataclass(frozen=True, slots=True)
class Pricing:
    """A price rule that was understood. `markup` and `margin` are fractions (0.35), `floor` an expression, `ending` as written.

    `rate` is what one unit of the listing's currency is worth in the currency that cost and price are kept in.
    """

    markup: Decimal | None = None
    floor: Floor | None = None
    ending: str = ""
    margin: Decimal | None = None
    rate: Decimal = Decimal(1)
    tiers: bool = True

    @property
    def from_cost(self) -> bool:
        return self.markup is not None or self.margin is not None


@dataclass(frozen=True, slots=True)
class Priced:
    """What a rule made of one item, in the currency's main unit. `raised` says that the floor lifted it."""

    price: Decimal | None
    floor: Decimal | None = None
    raised: bool = False


class Floor:
    """A small expression of numbers, `cost`, `price`, + - * / and brackets; read once, worked out for every item.

    Raises ValueError, whose words finish "the floor …", when the text is anything else.
    """

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise ValueError(f"is longer than {_LONGEST} characters")
        try:
            self._tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise ValueError(text) from None
        self._text = text.strip()
        self._numbers: dict[ast.expr, Decimal] = {}
        self.names = frozenset(self._check(self._tree))

    def _check(self, node: ast.expr) -> set[str]:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            return self._check(node.left) | self._check(node.right)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            return self._check(node.operand)
        if isinstance(node, ast.Name) and node.id in _NAMES:
            return {node.id}
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            self._numbers[node] = self._number(node)
            return set()
        raise ValueError(self._text)

    def _number(self, node: ast.expr) -> Decimal:
        """The number as it is written: 1.1 stays 1.1, which the float in the tree is not."""
        written = ast.get_source_segment(self._text, node) or ""
        if not re.fullmatch(r"\d{1,15}(\.\d{0,9})?|\.\d{1,9}", written):
            raise ValueError(self._text)
        return Decimal(written)

    def of(self, values: Mapping[str, Decimal | None]) -> Decimal | None:
        """The floor for these values, or None when one that it needs is unknown or it divides by zero."""
        if any(values.get(name) is None for name in self.names):
            return None
        try:
            return self._work_out(self._tree, values)
        except (DivisionByZero, InvalidOperation, ZeroDivisionError):
            return None

    def _work_out(self, node: ast.expr, values: Mapping[str, Decimal | None]) -> Decimal:
        if isinstance(node, ast.Name):
            value = values[node.id]
            assert value is not None
            return value
        if isinstance(node, ast.UnaryOp):
            value = self._work_out(node.operand, values)
            return -value if isinstance(node.op, ast.USub) else value
        if isinstance(node, ast.BinOp):
            left, right = self._work_out(node.left, values), self._work_out(node.right, values)
            return _OPERATIONS[type(node.op)](left, right)
        return self._numbers[node]


_OPERATIONS = {
    ast.Add: Decimal.__add__,
    ast.Sub: Decimal.__sub__,
    ast.Mult: Decimal.__mul__,
    ast.Div: Decimal.__truediv__,
}


def pricing(
    markup: str,
    floor: str,
    ending: str,
    currency: str,
    *,
    margin: str = "",
    rate: Decimal = Decimal(1),
    tiers: bool = True,
) -> Pricing:
    """The rule of shop.toml, understood. Raises ValueError(key, text) for a floor or an ending that cannot be meant."""
    try:
        understood = Floor(floor) if floor.strip() else None
    except ValueError:
        raise ValueError("floor", floor) from None
    if ending and (not re.fullmatch(r"\d{0,4}(\.\d{1,3})?", ending) or _digits(ending) > exponent(currency)):
        raise ValueError("ending", ending)
    return Pricing(_fraction(markup), understood, ending, _fraction(margin), rate, tiers)


def _fraction(percent: str) -> Decimal | None:
    return Decimal(percent.rstrip("%")) / 100 if percent else None


def _digits(ending: str) -> int:
    return len(ending.partition(".")[2])


def price_of(cost: Decimal | None, price: Decimal | None, rule: Pricing, currency: str) -> Priced:
    """The price to list: cost × (1 + markup) or cost ÷ (1 − margin), else the item's own price, else its floor; then
    the listing's currency, floor and ending.

    `cost` and `price` are in the currency they are kept in, the answer is in the listing's. The ending is only ever
    reached upwards, so what passed the floor stays at or above it.
    """
    floor = rule.floor.of({"cost": cost, "price": price}) if rule.floor else None
    wanted = _from_cost(cost, rule) if cost is not None and rule.from_cost else price
    if rule.rate != 1:
        floor = None if floor is None else floor / rule.rate
        wanted = None if wanted is None else wanted / rule.rate
    if wanted is None:
        if floor is None:
            return Priced(None)
        wanted = floor
    listed = Money.of(wanted, currency).amount
    raised = floor is not None and floor > listed
    if listed > 0 or raised:
        listed = with_ending(max(listed, floor) if floor is not None else listed, rule.ending, currency)
    return Priced(listed, floor, raised)


def _from_cost(cost: Decimal, rule: Pricing) -> Decimal:
    return cost * (1 + rule.markup) if rule.markup is not None else cost / (1 - (rule.margin or Decimal(0)))


def tier_prices(
    tiers: Iterable[tuple[int, Decimal]], first: Decimal, floor: Decimal | None, rule: Pricing, currency: str
) -> tuple[list[tuple[int, Decimal]], list[tuple[int, Decimal]]]:
    """Tiers (from how many, price in the currency kept) as they can be listed, and those that cannot.

    Each lies below the one before it and not below the floor; the ending is kept where that leaves it falling.
    """
    good: list[tuple[int, Decimal]] = []
    refused: list[tuple[int, Decimal]] = []
    last = first
    for start, kept in sorted(tiers):
        plain = Money.of(kept / rule.rate, currency).amount
        ended = with_ending(plain, rule.ending, currency)
        listed = ended if ended < last else plain
        if listed < last and listed > 0 and (floor is None or listed >= floor):
            good.append((start, listed))
            last = listed
        else:
            refused.append((start, plain))
    return good, refused


def with_ending(amount: Decimal, ending: str, currency: str) -> Decimal:
    """The lowest price at or above `amount` that ends so: ".90" → 13.90, "8" → 18, "9.90" → 19.90, "" → whole minor units."""
    unit = Decimal(1).scaleb(-exponent(currency))
    exact = amount.quantize(unit, rounding=ROUND_CEILING)
    if not ending:
        return exact
    whole, _point, fraction = ending.partition(".")
    step = Decimal(10) ** len(whole)
    tail = Decimal(f"{whole or 0}.{fraction or 0}")
    times = ((exact - tail) / step).to_integral_value(rounding=ROUND_CEILING)
    return (max(times, Decimal(0)) * step + tail).quantize(unit)
