"""The small language of `[[shipments.rules]] when`: comparisons of a parcel's facts, never `eval`.

    province in ['新疆', '西藏'] and weight_g < 3000
    channel == 'taobao' and not (city == '深圳' or total >= 500)

Names: province, city, weight_g, carton, total, channel, country. Provinces and cities match under their short and their
full names.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.rates.areas import short_city, short_province

Value: TypeAlias = str | Decimal | None
_TEXTS = ("province", "city", "carton", "channel", "country")
_NUMBERS = ("weight_g", "total")
NAMES = (*_TEXTS[:2], "weight_g", "carton", "total", "channel", "country")
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    """What a rule may ask. `total` is what the buyer paid, None when unknown: no comparison with it holds."""

    province: str = ""
    city: str = ""
    weight_g: int = 0
    carton: str = ""
    total: Decimal | None = None
    channel: str = ""
    country: str = "CN"


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed `when`; `text` is how it was written."""

    text: str
    _test: Callable[[Mapping[str, Value]], bool]

    def holds(self, facts: ParcelFacts) -> bool:
        return self._test(_named(facts))


def parse_when(text: str) -> Condition:
    """Read a condition. Raises ValueError with a sentence that names what cannot be understood."""
    if len(text) > _LONGEST:
        raise ValueError(_("The condition is too long."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(_("{text} is not a condition.").format(text=f'"{text}"')) from error
    return Condition(text.strip(), _test(tree.body))


def _named(facts: ParcelFacts) -> dict[str, Value]:
    return {
        "province": short_province(facts.province) or facts.province.strip(),
        "city": short_city(facts.city),
        "weight_g": Decimal(facts.weight_g),
        "carton": facts.carton,
        "total": facts.total,
        "channel": facts.channel,
        "country": facts.country,
    }


def _test(node: ast.expr) -> Callable[[Mapping[str, Value]], bool]:
    """A node that is true or false."""
    if isinstance(node, ast.BoolOp):
        tests = [_test(part) for part in node.values]
        joined = all if isinstance(node.op, ast.And) else any
        return lambda facts: joined(test(facts) for test in tests)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _test(node.operand)
        return lambda facts: not inner(facts)
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        parts = [_comparison(left, op, right) for left, op, right in zip(sides, node.ops, sides[1:], strict=False)]
        return lambda facts: all(part(facts) for part in parts)
    raise _not_understood(node)


def _comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Callable[[Mapping[str, Value]], bool]:
    name = next((side.id for side in (left, right) if isinstance(side, ast.Name)), "")
    if not name:
        for side in (left, right):
            if not isinstance(side, ast.Constant | ast.List | ast.Tuple | ast.Set):
                raise _not_understood(side)
        raise ValueError(_("A comparison must ask about one of: {names}.").format(names=", ".join(NAMES)))
    if isinstance(op, ast.In | ast.NotIn):
        wanted, among = isinstance(op, ast.In), _several(right, name)
        asked = _value(left, name)
        return lambda facts: (asked(facts) in among) is wanted
    compare = _OPERATORS.get(type(op))
    if compare is None:
        raise ValueError(_("Use ==, !=, <, <=, >, >=, in or not in."))
    if name in _TEXTS and not isinstance(op, ast.Eq | ast.NotEq):
        raise ValueError(_("{name} is a text: use ==, != or in.").format(name=name))
    first, second = _value(left, name), _value(right, name)
    return lambda facts: compare(first(facts), second(facts))


_OPERATORS: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a is not None and b is not None and a != b,
    ast.Lt: lambda a, b: isinstance(a, Decimal) and isinstance(b, Decimal) and a < b,
    ast.LtE: lambda a, b: isinstance(a, Decimal) and isinstance(b, Decimal) and a <= b,
    ast.Gt: lambda a, b: isinstance(a, Decimal) and isinstance(b, Decimal) and a > b,
    ast.GtE: lambda a, b: isinstance(a, Decimal) and isinstance(b, Decimal) and a >= b,
}


def _several(node: ast.expr, name: str) -> frozenset[Value]:
    if not isinstance(node, ast.List | ast.Tuple | ast.Set):
        raise ValueError(_("After in stands a list: ['新疆', '西藏']."))
    return frozenset(_constant(element, name) for element in node.elts)


def _value(node: ast.expr, name: str) -> Callable[[Mapping[str, Value]], Value]:
    """A side of a comparison: the fact of that name, or a constant that it may be compared with."""
    if isinstance(node, ast.Name):
        asked = node.id
        if asked not in NAMES:
            near = nearest(asked, NAMES)
            hint = _("Did you mean {key}?").format(key=near) if near else ", ".join(NAMES)
            raise ValueError(_("{name} is not something a rule can ask.").format(name=f'"{asked}"') + " " + hint)
        return lambda facts: facts[asked]
    constant = _constant(node, name)
    return lambda facts: constant


def _constant(node: ast.expr, name: str) -> Value:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _constant(node.operand, name)
        if isinstance(inner, Decimal):
            return -inner
    if not isinstance(node, ast.Constant):
        raise _not_understood(node)
    value = node.value
    if isinstance(value, str) and name not in _NUMBERS:
        short = {"province": short_province, "city": short_city}.get(name)
        return (short(value) or value) if short else value
    if isinstance(value, int | float) and not isinstance(value, bool) and name not in _TEXTS:
        # `repr` gives the digits as they were written, so that 0.1 is exactly a tenth.
        return Decimal(repr(value))
    raise ValueError(_("{name} cannot be compared with {value}.").format(name=name, value=repr(value)))


def _not_understood(node: ast.expr) -> ValueError:
    return ValueError(_("{part} cannot stand in a rule.").format(part=f'"{ast.unparse(node)}"'))
