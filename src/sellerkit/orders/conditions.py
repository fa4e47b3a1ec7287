"""The small language of `[[orders.gifts]] when`: comparisons of what an order holds, never `eval`. Pure.

    total >= 200 and 'DATE-500' in order
    channel == 'taobao' and (pieces >= 3 or sku in ['BOX-1', 'BOX-2'])

Names: total (of the order, in its currency), pieces (of all lines), channel, currency, sku (each SKU of the order), order (all
of them). `sku == 'A'` holds when one of the order's SKUs is A.
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

Fact: TypeAlias = str | Decimal | frozenset[str] | None
Test: TypeAlias = Callable[[Mapping[str, Fact]], bool]
NAMES = ("total", "pieces", "channel", "currency", "sku", "order")
_NUMBERS = ("total", "pieces")
_LONGEST = 1000
_COMPARE: Mapping[type[ast.cmpop], Callable[[Decimal, Decimal], bool]] = {
    ast.Eq: lambda a, b: a == b, ast.NotEq: lambda a, b: a != b, ast.Lt: lambda a, b: a < b, ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b, ast.GtE: lambda a, b: a >= b,
}  # fmt: skip
_TURNED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What a rule may ask. `total` is None when the export does not say it: no comparison with it holds."""

    total: Decimal | None
    pieces: int
    channel: str
    currency: str
    skus: frozenset[str]


def parse_condition(text: str) -> Callable[[OrderFacts], bool]:
    """Read a condition; "" always holds. Raises ValueError with a sentence that names what cannot be understood."""
    if not text.strip():
        return lambda facts: True
    if len(text) > _LONGEST:
        raise ValueError(_("The condition is too long."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval")
        test = _test(tree.body)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(_("{text} is not a condition.").format(text=f'"{text}"')) from error
    return lambda facts: test(_named(facts))


def _named(facts: OrderFacts) -> dict[str, Fact]:
    return {
        "total": facts.total, "pieces": Decimal(facts.pieces), "channel": facts.channel, "currency": facts.currency,
        "sku": facts.skus, "order": facts.skus,
    }  # fmt: skip


def _test(node: ast.expr) -> Test:
    """A node that is true or false."""
    if isinstance(node, ast.BoolOp):
        tests = [_test(part) for part in node.values]
        joined = all if isinstance(node.op, ast.And) else any
        return lambda facts: joined(test(facts) for test in tests)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _test(node.operand)
        return lambda facts: not inner(facts)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _comparison(node.left, node.ops[0], node.comparators[0])
    raise _not_understood(node)


def _comparison(left: ast.expr, op: ast.cmpop, right: ast.expr) -> Test:
    if isinstance(op, ast.In | ast.NotIn):
        return _membership(left, isinstance(op, ast.In), right)
    if isinstance(left, ast.Constant) and isinstance(right, ast.Name):
        left, right, op = right, left, _TURNED.get(type(op), type(op))()
    name, compare = _name(left), _COMPARE.get(type(op))
    if compare is None or name == "order":
        raise ValueError(_("Use ==, !=, <, <=, >, >=, in or not in."))
    if name in _NUMBERS:
        number = _number(right, name)
        return lambda facts: isinstance(fact := facts[name], Decimal) and compare(fact, number)
    if not isinstance(op, ast.Eq | ast.NotEq):
        raise ValueError(_("{name} is a text: use ==, != or in.").format(name=name))
    return _among(name, frozenset({_text(right, name)}), isinstance(op, ast.Eq))


def _membership(left: ast.expr, wanted: bool, right: ast.expr) -> Test:
    """`'A' in order`, or `sku in ['A', 'B']`."""
    if isinstance(right, ast.Name) and isinstance(left, ast.Constant):
        name = _name(right)
        if name not in ("order", "sku"):
            raise _not_understood(right)
        return _among(name, frozenset({_text(left, name)}), wanted)
    if not isinstance(right, ast.List | ast.Tuple | ast.Set):
        raise ValueError(_("After in stands order, or a list: ['BOX-1', 'BOX-2']."))
    name = _name(left)
    if name in _NUMBERS:
        raise ValueError(_("{name} is a number: compare it with <, >=, ==.").format(name=name))
    return _among(name, frozenset(_text(one, name) for one in right.elts), wanted)


def _among(name: str, texts: frozenset[str], wanted: bool) -> Test:
    def test(facts: Mapping[str, Fact]) -> bool:
        fact = facts[name]
        found = bool(fact & texts) if isinstance(fact, frozenset) else fact in texts
        return found is wanted

    return test


def _name(node: ast.expr) -> str:
    if not isinstance(node, ast.Name):
        raise ValueError(_("A comparison must ask about one of: {names}.").format(names=", ".join(NAMES)))
    if node.id not in NAMES:
        near = nearest(node.id, NAMES)
        hint = _("Did you mean {key}?").format(key=near) if near else ", ".join(NAMES)
        raise ValueError(_("{name} is not something a rule can ask.").format(name=f'"{node.id}"') + " " + hint)
    return node.id


def _text(node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError(_("{name} cannot be compared with {value}.").format(name=name, value=ast.unparse(node)))


def _number(node: ast.expr, name: str) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        # `repr` gives the digits as they were written, so that 0.1 is exactly a tenth.
        return Decimal(repr(node.value))
    raise ValueError(_("{name} cannot be compared with {value}.").format(name=name, value=ast.unparse(node)))


def _not_understood(node: ast.expr) -> ValueError:
    return ValueError(_("{part} cannot stand in a rule.").format(part=f'"{ast.unparse(node)}"'))
