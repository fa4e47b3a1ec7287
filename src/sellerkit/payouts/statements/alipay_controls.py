"""How an Alipay fund bill proves itself: the footer's counts and sums, and the balance after every row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.money import decimal_of
from sellerkit.model.statement import Control

_TOTAL = re.compile(r"(收入|支出)合计\s*[:：]\s*(\d+)\s*笔\s*[，,]\s*共\s*([-+−]?[\d,]+(?:\.\d+)?)\s*元")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One row's money: what came in, what went out (both positive), the balance after it where the bill states it."""

    row: int
    income: Decimal
    expense: Decimal
    balance: Decimal | None

    @property
    def delta(self) -> Decimal:
        return self.income - self.expense


def footer_controls(comments: Sequence[str], steps: Sequence[Step]) -> tuple[Control, ...]:
    """`#收入合计：N笔，共X元` and `#支出合计：…` against the rows."""
    controls = []
    for comment in comments:
        for side, count, total in _TOTAL.findall(comment):
            name = "income" if side == "收入" else "expense"
            amounts = [step.income if name == "income" else step.expense for step in steps]
            counted = Decimal(sum(1 for amount in amounts if amount))
            controls += [
                Control(f"{name}-count", Decimal(count), counted),
                Control(f"{name}-total", abs(decimal_of(total)), sum(amounts, _ZERO)),
            ]
    return tuple(controls)


def balance_controls(
    steps: Sequence[Step], column: str = "账户余额"
) -> tuple[tuple[Control, ...], Decimal | None, Decimal | None]:
    """balance[n] = balance[n−1] + income − expense, oldest or newest first; then the opening and closing balance."""
    if not any(step.balance is not None for step in steps):
        return (), None, None
    forward, backward = _breaks(steps, column), _breaks(steps[::-1], column)
    ordered, broken = (steps, forward) if len(forward) <= len(backward) else (steps[::-1], backward)
    opening = _opening(ordered)
    closing = opening + sum((step.delta for step in ordered), _ZERO)
    if broken:
        return tuple(broken), opening, closing
    checkable = sum(1 for step in ordered if step.balance is not None) > 1
    last = next(step for step in reversed(ordered) if step.balance is not None)
    after = sum((step.delta for step in ordered[ordered.index(last) + 1 :]), _ZERO)
    control = Control("running-balance", last.balance or _ZERO, closing - after, row=last.row, column=column)
    return ((control,) if checkable else ()), opening, closing


def _opening(ordered: Sequence[Step]) -> Decimal:
    moved = _ZERO
    for step in ordered:
        moved += step.delta
        if step.balance is not None:
            return step.balance - moved
    return _ZERO


def _breaks(ordered: Sequence[Step], column: str) -> list[Control]:
    """Every row whose balance does not follow from the one before."""
    broken: list[Control] = []
    reached: Decimal | None = None
    for step in ordered:
        if reached is not None:
            reached += step.delta
        if step.balance is not None:
            if reached is not None and reached != step.balance:
                broken.append(Control("running-balance", step.balance, reached, row=step.row, column=column))
            reached = step.balance
    return broken
