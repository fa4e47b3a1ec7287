"""Prices that a table writes as a formula of the weight: `3.8+(w-1)*1.2`, `ceil(w)*22`, `3.5+0.8/kg`, `首8续2`.

What is written is a sum that grows with the weight `w` in kg, or with `w` rounded up; anything else is refused. Never `eval`.
"""

from __future__ import annotations

import ast
import re
import unicodedata
import warnings
from dataclasses import dataclass, replace
from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.rates.card import Bracket

ZERO, ONE = Decimal(0), Decimal(1)
_FIRST_MORE = re.compile(
    r"首(?:重|费|公斤)?价?\D{0,4}?(\d+(?:\.\d+)?)\D*?续(?:重|费|公斤)?价?\D{0,4}?(\d+(?:\.\d+)?)[^\d]*"
)
_WEIGHT_WORDS = re.compile(r"计费重量|结算重量|实际重量|公斤数|重量|实重|千克|公斤|\bkg\b|(?<![a-z])[wxn](?![a-z])")
_ROUND_UP = re.compile(r"math\.ceil|ceiling|ceil|roundup|向上取整|进位取整|进一取整|进位")
_LONGEST = 120
_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class _Line:
    """`const + rate · u` where u is the weight, rounded up to `step` (0: as it is); `free` is n of a `(w - n)`."""

    const: Decimal = ZERO
    rate: Decimal = ZERO
    step: Decimal = ZERO
    free: Decimal = ZERO


def is_formula(text: str) -> bool:
    """Whether a cell holds more than a number: letters, Chinese words or signs of a sum."""
    return bool(re.search(r"[a-zA-Z一-鿿+*×/]", re.sub(r"[元¥￥]|rmb|cny", "", text, flags=re.I)))


def bracket_of(text: str, upto_kg: Decimal | None, round_to: Decimal | None = None) -> Bracket:
    """The bracket that a formula means. `round_to` (kg) rounds the weight where the formula itself does not.

    Raises ValueError with a sentence that says what cannot be understood.
    """
    plain = _normal(text)
    if pair := _FIRST_MORE.fullmatch(plain):
        return Bracket(upto_kg, Decimal(pair[1]), ONE, Decimal(pair[2]), ONE if round_to is None else round_to)
    line = _line(_tree(plain, text), text)
    if line.rate < 0:
        raise ValueError(_("{text} gets cheaper as the parcel gets heavier.").format(text=f'"{text}"'))
    return _bracket(line, upto_kg, round_to)


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().replace("×", "*").replace("÷", "/").replace("−", "-")
    plain = re.sub(r"[\s¥￥]|元|rmb|cny", "", plain)
    return re.sub(r"^(?:价格|运费|面单费?|快递费)[:=]?|^(?:y|p|=)=?(?=[\d(])", "", plain)


def _tree(plain: str, text: str) -> ast.expr:
    # `0.8/kg` and `每公斤0.8` are 0.8 for each kg.
    sums = re.sub(r"(\d)/(?:1?kg|1?公斤|1?千克)", r"\1*w", plain)
    sums = _ROUND_UP.sub("ceil", _WEIGHT_WORDS.sub("w", sums.replace("面单费", "").replace("续重", "")))
    sums = re.sub(r"(?<=[\d)])(?=w|ceil|\()", "*", sums).replace(")w", ")*w")
    if len(sums) > _LONGEST or not re.fullmatch(r"(?:ceil|max|w|[\d.+\-*/(),])+", sums):
        raise _not_understood(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(sums, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _not_understood(text) from None


def _line(node: ast.expr, text: str) -> _Line:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return _Line(Decimal(repr(node.value)))
    if isinstance(node, ast.Name) and node.id == "w":
        return _Line(rate=ONE)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _called(node.func.id, [_line(argument, text) for argument in node.args], text)
    if isinstance(node, ast.BinOp):
        return _together(_line(node.left, text), node.op, _line(node.right, text), text)
    raise _not_understood(text)


def _called(name: str, given: list[_Line], text: str) -> _Line:
    if name == "max" and len(given) == 2 and any(line == _Line() for line in given):
        # A bracket never counts less than nothing above what is free.
        return given[0] if given[1] == _Line() else given[1]
    if name != "ceil" or not 1 <= len(given) <= 2 or given[0].step or any(line.rate for line in given[1:]):
        raise _not_understood(text)
    # ROUNDUP(w, 0) counts digits, CEILING(w, 0.5) steps.
    unit = given[1].const if len(given) == 2 and given[1].const else ONE
    line = given[0]
    if line.rate <= 0 or unit <= 0 or line.const % unit:
        raise _not_understood(text)
    return replace(line, step=unit / line.rate)


def _together(left: _Line, op: ast.operator, right: _Line, text: str) -> _Line:
    if isinstance(op, ast.Add | ast.Sub):
        sign = ONE if isinstance(op, ast.Add) else -ONE
        if left.rate and right.rate and left.step != right.step:
            raise _not_understood(text)
        free = max(left.free, right.free)
        if isinstance(op, ast.Sub) and left.rate == 1 and not left.const and not right.rate:
            free = right.const
        return _Line(left.const + sign * right.const, left.rate + sign * right.rate, left.step or right.step, free)
    if isinstance(op, ast.Mult) and not (left.rate and right.rate):
        line, factor = (left, right.const) if not right.rate else (right, left.const)
        return replace(line, const=line.const * factor, rate=line.rate * factor)
    if isinstance(op, ast.Div) and not right.rate and right.const:
        return replace(left, const=left.const / right.const, rate=left.rate / right.const)
    raise _not_understood(text)


def _bracket(line: _Line, upto_kg: Decimal | None, round_to: Decimal | None) -> Bracket:
    free, base = line.free, line.const + line.rate * line.free
    if free < 0 or base < 0:
        free, base = (ZERO, line.const) if line.const >= 0 or not line.rate else (-line.const / line.rate, ZERO)
    if base < 0:
        raise ValueError(_("{text} is below zero.").format(text=base))
    if max(base, free, line.rate, line.step) > _MOST:
        raise ValueError(_("{value} is not a price or a weight.").format(value=base))
    step = line.step or (round_to or ZERO if line.rate else ZERO)
    return Bracket(upto_kg, base, free if line.rate else ZERO, line.rate, step)


def _not_understood(text: str) -> ValueError:
    return ValueError(_("{text} is no price that sellerkit can work out.").format(text=f'"{text}"'))
