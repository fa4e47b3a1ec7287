"""An exact answer for few pieces: is there any way to set each pair side by side along some axis?

Pieces that do not overlap are separated along some axis, so a packing is a choice of turns and, for each pair, of an axis
and who comes first (Onodera, Taniguchi and Tamaru 1991; Fekete and Schepers 2004). A choice works when no chain of pieces
is longer than the carton. Turns that would take more room than there is by a dual feasible function are not tried. Support is left out: what is impossible here is impossible in any case.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sellerkit.packing.bounds import Depth, excess_of
from sellerkit.packing.columns import Place
from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Turns

Accept = Callable[[list[Place]], Sequence[Place] | None]
_Way = tuple[Size, tuple[float, ...]]  # a turn, and the room it takes by each measure
_Choice = tuple[int, int, int]  # axis, who is first, who is second
_STEPS_TO_ACCEPT = 15
_MEASURES = 40


class Arrangement(NamedTuple):
    """The arrangement accepted, if any; `never`: all ways were weighed up and none keeps the pieces apart.

    `exhausted`: all ways were weighed up.
    """

    places: Sequence[Place] | None
    never: bool
    exhausted: bool = True


class _TooLong(Exception):
    """The search needs more steps than it was given."""


def arranged(
    turns: Mapping[int, Turns], counts: Sequence[int], inner: Size, steps: int, depth: Depth, accept: Accept
) -> Arrangement:
    """Look for an arrangement that `accept` takes (it may move the pieces), weighing up at most `steps` choices.

    `depth`: how many dual feasible functions to prune by.

    `turns` lists, per kind, the turns that fit the carton (mm); `counts` how many pieces of each kind there are.
    """
    pieces = [number for number, count in enumerate(counts) for _ in range(count)]
    pieces.sort(key=lambda number: (-turns[number][0][0] * turns[number][0][1] * turns[number][0][2], number))
    if not _pairs_fit(turns, counts, inner):
        return Arrangement(None, True)
    excess = excess_of(turns, counts, inner, depth, _MEASURES)
    if excess.room and excess.room[0] < 0:
        return Arrangement(None, True)
    ways = [list(zip(turns[number], excess.more[number], strict=True)) for number in pieces]
    search = _Search(ways, pieces, inner, steps, accept)
    try:
        search.place(0, excess.room)
    except _TooLong:
        return Arrangement(None, False, False)
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

    def __init__(
        self, ways: Sequence[Sequence[_Way]], pieces: Sequence[int], inner: Size, steps: int, accept: Accept
    ) -> None:
        self.ways, self.pieces, self.inner, self.steps, self.accept = ways, pieces, inner, steps, accept
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

    def place(self, piece: int, room: Sequence[float]) -> bool:
        """Whether this piece and all later ones can be added; `room` is what the turns so far leave by each measure."""
        if piece == len(self.pieces):
            return self._found()
        alike = piece and self.pieces[piece] == self.pieces[piece - 1]
        for turn, more in self.ways[piece]:
            if alike and turn < self.sides[piece - 1]:
                continue
            left = [have - less for have, less in zip(room, more, strict=True)]
            if left and min(left) < 0:
                continue
            self.sides[piece] = turn
            for axis in range(3):
                self.along[axis][piece] = turn[axis]
                self.head[axis][piece] = self.tail[axis][piece] = 0
                self.before[axis][piece] = self.after[axis][piece] = 0
            if self._relate(piece, range(piece), left):
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

    def _relate(self, piece: int, others: Sequence[int], room: Sequence[float]) -> bool:
        """Whether this piece can be set beside the others and later ones added; the other with fewest ways comes first."""
        choices: list[_Choice] = []
        chosen, rest = -1, list[int]()
        for other, ways in self._open_ways(piece, others):
            if not ways:
                return False
            rest.append(other)
            if chosen < 0 or len(ways) < len(choices):
                chosen, choices = other, ways
        if not rest:
            return self._later_fit(piece) and self.place(piece + 1, room)
        rest.remove(chosen)
        return any(self._try(piece, rest, choice, room) for choice in choices)

    def _open_ways(self, piece: int, others: Sequence[int]) -> list[tuple[int, list[_Choice]]]:
        """Per other piece that is not yet known to be apart: along which axes one of the two can still come first."""
        views = []
        for axis in (0, 1, 2):
            length, head, tail, before = self.inner[axis], self.head[axis], self.tail[axis], self.before[axis]
            along, over, under = self.along[axis], length - head[piece], length - tail[piece]
            # As long as nothing is set along an axis, what comes first is as good as its mirror image.
            free = (axis > 0 or self.all_differ) and not any(before)
            views.append((axis, over, under, head, tail, along, along[piece], before, before[piece], free))
        found = []
        for other in others:
            ways = []
            for axis, over, under, head, tail, along, side, before, earlier, free in views:
                first, last = head[other], tail[other]
                if last >= over or first >= under or earlier >> other & 1 or before[other] >> piece & 1:
                    break
                both = along[other] + side
                if first + both <= under:
                    ways.append((axis, other, piece))
                if not free and last + both <= over and not (axis == 0 and self._alike(piece, other)):
                    ways.append((axis, piece, other))
            else:
                found.append((other, ways))
        return found

    def _try(self, piece: int, rest: Sequence[int], choice: _Choice, room: Sequence[float]) -> bool:
        self.steps -= 1
        if self.steps < 0:
            raise _TooLong
        axis, first, second = choice
        saved = self.head[axis], self.tail[axis], self.before[axis], self.after[axis]
        if self._order(axis, first, second) and self._relate(piece, rest, room):
            return True
        self.head[axis], self.tail[axis], self.before[axis], self.after[axis] = saved
        return False

    def _alike(self, piece: int, other: int) -> bool:
        """Whether swapping the two changes nothing."""
        return self.pieces[piece] == self.pieces[other] and self.sides[piece] == self.sides[other]

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
            any(all(self._beside(turn, other) for other in range(piece + 1)) for turn, _ in self.ways[later])
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
