"""Running balances and stated sums, checked while the rows pass: whichever way round a file stands, nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sellerkit.model.statement import Control

ZERO = Decimal(0)
NAME = "running-balance"
# So many broken places are named; a file read the wrong way round breaks at every row.
MOST = 200


@dataclass(slots=True)
class _Way:
    """One way round. `reached` is the balance that the next stated one must be; None until one was stated."""

    reached: Decimal | None = None
    broken: list[Control] = field(default_factory=list)
    breaks: int = 0

    def meet(self, stated: Decimal, row: int, column: str) -> None:
        if self.reached is not None and self.reached != stated:
            self.breaks += 1
            if len(self.broken) < MOST:
                self.broken.append(Control(NAME, stated, self.reached, row=row, column=column))


@dataclass(slots=True)
class Running:
    """balance[n] = balance[n−1] + what moved, oldest or newest first; `column` is the balance's heading."""

    column: str = "账户余额"
    forward: _Way = field(default_factory=_Way)
    backward: _Way = field(default_factory=_Way)
    moved: Decimal = ZERO
    stated: int = 0
    first: tuple[int, Decimal, Decimal, Decimal] | None = None
    last: tuple[int, Decimal, Decimal] | None = None

    def add(self, row: int, delta: Decimal, balance: Decimal | None) -> None:
        """One row: what it moved, and the balance that it states (None for none)."""
        if balance is None:
            if self.forward.reached is not None:
                self.forward.reached += delta
            if self.backward.reached is not None:
                self.backward.reached -= delta
            self.moved += delta
            return
        if self.forward.reached is not None:
            self.forward.reached += delta
        self.forward.meet(balance, row, self.column)
        self.backward.meet(balance, row, self.column)
        self.forward.reached, self.backward.reached = balance, balance - delta
        if self.first is None:
            self.first = (row, balance, self.moved, delta)
        self.moved += delta
        self.last = (row, balance, self.moved)
        self.stated += 1

    def controls(self) -> tuple[Sequence[Control], Decimal | None, Decimal | None]:
        """What the balances prove, the opening and the closing balance (None where no row states one)."""
        if self.first is None or self.last is None:
            return (), None, None
        oldest_first = self.forward.breaks <= self.backward.breaks
        opening, closing = self._forward() if oldest_first else self._backward()
        broken = (self.forward if oldest_first else self.backward).broken
        if broken:
            return broken, opening, closing
        if self.stated < 2:
            return (), opening, closing
        row, balance, at = self.last if oldest_first else self.first[:3]
        computed = opening + at if oldest_first else closing - at
        return (Control(NAME, balance, computed, row=row, column=self.column),), opening, closing

    def _forward(self) -> tuple[Decimal, Decimal]:
        assert self.first is not None
        _row, balance, before, delta = self.first
        opening = balance - before - delta
        return opening, opening + self.moved

    def _backward(self) -> tuple[Decimal, Decimal]:
        """Newest first: the first stated balance holds after its own row, and newer rows without one came later."""
        assert self.first is not None
        _row, balance, before, _delta = self.first
        closing = balance + before
        return closing - self.moved, closing


@dataclass(slots=True)
class Sums:
    """What came in and what went out, counted while the rows pass."""

    income: Decimal = ZERO
    expense: Decimal = ZERO
    incomes: int = 0
    expenses: int = 0

    def add(self, income: Decimal, expense: Decimal) -> None:
        """Both without a sign."""
        if income:
            self.income += income
            self.incomes += 1
        if expense:
            self.expense += expense
            self.expenses += 1

    def controls(self, side: str, count: Decimal, total: Decimal, *, hard: bool = True) -> list[Control]:
        """The stated number and sum of one side ("income" or "expense") against the rows."""
        counted, added = (self.incomes, self.income) if side == "income" else (self.expenses, self.expense)
        return [
            Control(f"{side}-count", count, Decimal(counted), hard=hard),
            Control(f"{side}-total", total, added, hard=hard),
        ]
