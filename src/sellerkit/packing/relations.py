"""An exact answer for few pieces: is there any way to set each pair side by side along some axis?

Pieces that do not overlap are separated along some axis, so a packing is a choice of turns and, for each pair, of an axis
and who comes first (Onodera, Taniguchi and Tamaru 1991; Fekete and Schepers 2004). A choice works when no chain of pieces
is longer than the carton. Support is left out: what is impossible here is impossible in any case.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sellerkit.packing.columns import Place
from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Turns

Accept = Callable[[list[Place]], Sequence[Place] | None]
_STEPS_TO_ACCEPT = 15


class Arrangement(NamedTuple):
    """The arrangement accepted, if any; `never`: all ways were weighed up and none keeps the pieces apart."""

    places: Sequence[Place] | None
    never: bool


class _TooLong(Exception):
    """The search needs more steps than it was given."""


def arranged(turns: Mapping[int, Turns], counts: Sequence[int], inner: Size, steps: int, accept: Accept) -> Arrangement:
    """Look for an arrangement that `accept` takes (it may move the pieces), weighing up at most `steps` choices.

    `turns` lists, per kind, the turns that fit the carton (mm); `counts` how many pieces of each kind there are.
    """
    pieces = [number for number, count in enumerate(counts) for _ in range(count)]
    pieces.sort(key=lambda number: (-turns[number][0][0] * turns[number][0][1] * turns[number][0][2], number))
    if not _pairs_fit(turns, counts, inner):
        return Arrangement(None, True)
    search = _Search([turns[number] for number in pieces], pieces, inner, steps, accept)
    try:
        search.place(0)
    except _TooLong:
        return Arrangement(None, False)
    return Arrangement(search.accepted, not search.any_found)


def _pairs_fit(turns: Mapping[int, Turns], counts: Sequence[int], inner: Size) -> bool:
    present = [number for number, count in enumerate(counts) if count]
    least = {number: [min(turn[axis] for turn in turns[number]) for axis in range(3)] for number in present}
    return all(
        any(least[one][axis] + least[two][axis] <= inner[axis] for axis in range(3))
        for one in present
        for two in present
        if one < two or (one == two and counts[one] > 1)
    )


class _Search:
    """Piece after piece: a turn, then its relation to every piece before it.

    Per axis: `head` is the least coordinate of a piece, `tail` what must follow it, `before` and `after` the pieces known to
    precede and to follow it, as bits; `along` is its side.
    """

    def __init__(self, turns: Sequence[Turns], pieces: Sequence[int], inner: Size, steps: int, accept: Accept) -> None:
        self.turns, self.pieces, self.inner, self.steps, self.accept = turns, pieces, inner, steps, accept
        self.accepted: Sequence[Place] | None = None
        self.any_found = False
        many = len(pieces)
        self.sides: list[Size] = [(0, 0, 0)] * many
        self.head = [[0] * many for _ in range(3)]
        self.tail = [[0] * many for _ in range(3)]
        self.before = [[0] * many for _ in range(3)]
        self.after = [[0] * many for _ in range(3)]
        self.along = [[0] * many for _ in range(3)]
        self.all_differ = len(set(pieces)) == many

    def place(self, piece: int) -> bool:
        """Whether this piece and all later ones can be added."""
        if piece == len(self.pieces):
            return self._found()
        ways = self.turns[piece]
        alike = piece and self.pieces[piece] == self.pieces[piece - 1]
        for turn in ways:
            if alike and turn < self.sides[piece - 1]:
                continue
            self.sides[piece] = turn
            for axis in range(3):
                self.along[axis][piece] = turn[axis]
                self.head[axis][piece] = self.tail[axis][piece] = 0
                self.before[axis][piece] = self.after[axis][piece] = 0
            if self._relate(piece, 0):
                return True
        return False

    def _found(self) -> bool:
        self.any_found = True
        self.steps -= _STEPS_TO_ACCEPT
        corners = zip(*self.head, strict=True)
        self.accepted = self.accept(
            [(number, *at, *size) for number, at, size in zip(self.pieces, corners, self.sides, strict=True)]
        )
        return self.accepted is not None

    def _relate(self, piece: int, other: int) -> bool:
        """Whether this piece can be set beside `other` and the ones after it."""
        while other < piece and self._apart(piece, other):
            other += 1
        if other == piece:
            return self._later_fit(piece) and self.place(piece + 1)
        for axis in range(3):
            length = self.inner[axis]
            both = self.sides[piece][axis] + self.sides[other][axis]
            head, tail = self.head[axis], self.tail[axis]
            if head[other] + both + tail[piece] <= length and self._try(piece, other, axis, other, piece):
                return True
            if self._mirrored(piece, other, axis):
                continue
            if head[piece] + both + tail[other] <= length and self._try(piece, other, axis, piece, other):
                return True
        return False

    def _try(self, piece: int, other: int, axis: int, first: int, second: int) -> bool:
        self.steps -= 1
        if self.steps < 0:
            raise _TooLong
        saved = self.head[axis], self.tail[axis], self.before[axis], self.after[axis]
        if self._order(axis, first, second) and self._relate(piece, other + 1):
            return True
        self.head[axis], self.tail[axis], self.before[axis], self.after[axis] = saved
        return False

    def _apart(self, piece: int, other: int) -> bool:
        """Already known to be one before the other along some axis."""
        for axis in (0, 1, 2):
            before, head, tail = self.before[axis], self.head[axis], self.tail[axis]
            if before[piece] >> other & 1 or before[other] >> piece & 1:
                return True
            length = self.inner[axis]
            if length - tail[other] <= head[piece] or length - tail[piece] <= head[other]:
                return True
        return False

    def _mirrored(self, piece: int, other: int, axis: int) -> bool:
        """The mirror image, or the same with two equal pieces swapped, was weighed up already."""
        if piece == 1 and (axis or self.all_differ):
            return True
        return axis == 0 and self.pieces[piece] == self.pieces[other] and self.sides[piece] == self.sides[other]

    def _order(self, axis: int, first: int, second: int) -> bool:
        """Put `first` before `second` and lengthen the chains; False when one gets longer than the carton."""
        head, tail, along, length = self.head[axis][:], self.tail[axis][:], self.along[axis], self.inner[axis]
        before, after = self.before[axis][:], self.after[axis][:]
        earlier, later = _members(before[first] | 1 << first), _members(after[second] | 1 << second)
        for n in later:
            before[n] |= before[first] | 1 << first
        for n in earlier:
            after[n] |= after[second] | 1 << second
        for n in later if len(later) == 1 else sorted(later, key=lambda n: before[n].bit_count()):
            at = head[n]
            for m in _members(before[n]):
                if head[m] + along[m] > at:
                    at = head[m] + along[m]
            if at + along[n] + tail[n] > length:
                return False
            head[n] = at
        for n in earlier if len(earlier) == 1 else sorted(earlier, key=lambda n: after[n].bit_count()):
            rest = tail[n]
            for m in _members(after[n]):
                if tail[m] + along[m] > rest:
                    rest = tail[m] + along[m]
            if head[n] + along[n] + rest > length:
                return False
            tail[n] = rest
        self.head[axis], self.tail[axis], self.before[axis], self.after[axis] = head, tail, before, after
        return True

    def _later_fit(self, piece: int) -> bool:
        """Whether every later piece still finds, on its own, a place beside each of the pieces so far."""
        return all(
            any(all(self._beside(turn, other) for other in range(piece + 1)) for turn in self.turns[later])
            for later in range(piece + 1, len(self.pieces))
        )

    def _beside(self, turn: Size, other: int) -> bool:
        for axis in (0, 1, 2):
            head, tail = self.head[axis][other], self.tail[axis][other]
            if (head if head < tail else tail) + self.along[axis][other] + turn[axis] <= self.inner[axis]:
                return True
        return False


@cache
def _members(bits: int) -> tuple[int, ...]:
    """The numbers of the bits that are set."""
    return tuple(n for n in range(bits.bit_length()) if bits >> n & 1)
