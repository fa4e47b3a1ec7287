"""Pieces in chains along each axis: who is before whom, and how long that makes the chains."""

from collections.abc import Sequence
from functools import cache

from sellerkit.packing.goods import Size

Choice = tuple[int, int, int]  # axis, who is first, who is second
State = tuple[list[int], list[int], list[int], list[int]]


class Chains:
    """The pieces of a search, told by their kinds, and their order along the axes as far as it is settled.

    Per axis: `head` is the least coordinate of a piece, `tail` what must follow it, `before` and `after` the pieces known to
    precede and to follow it, as bits; `along` is its side. `sides`: the pieces as turned.
    """

    def __init__(self, pieces: Sequence[int], inner: Size) -> None:
        self.pieces, self.inner = pieces, inner
        many = len(pieces)
        self.sides: list[Size] = [(0, 0, 0)] * many
        self.head = [[0] * many for _ in range(3)]
        self.tail = [[0] * many for _ in range(3)]
        self.before = [[0] * many for _ in range(3)]
        self.after = [[0] * many for _ in range(3)]
        self.along = [[0] * many for _ in range(3)]
        self.all_differ = len(set(pieces)) == many

    def add(self, piece: int, turn: Size) -> None:
        """A piece turned so, not yet in line with any other."""
        self.sides[piece] = turn
        for axis in (0, 1, 2):
            self.along[axis][piece] = turn[axis]
            self.head[axis][piece] = self.tail[axis][piece] = 0
            self.before[axis][piece] = self.after[axis][piece] = 0

    def open_ways(self, piece: int, others: Sequence[int]) -> list[tuple[int, list[Choice]]]:
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

    def _alike(self, piece: int, other: int) -> bool:
        """Whether swapping the two changes nothing."""
        return self.pieces[piece] == self.pieces[other] and self.sides[piece] == self.sides[other]

    def order(self, axis: int, first: int, second: int) -> bool:
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

    def state(self, axis: int) -> State:
        """What `restore` takes back: the order along an axis as it is now."""
        return self.head[axis], self.tail[axis], self.before[axis], self.after[axis]

    def restore(self, axis: int, state: State) -> None:
        self.head[axis], self.tail[axis], self.before[axis], self.after[axis] = state

    def beside(self, turn: Size, other: int) -> bool:
        """Whether a piece turned so still finds a place beside another."""
        for axis in (0, 1, 2):
            head, tail = self.head[axis][other], self.tail[axis][other]
            if (head if head < tail else tail) + self.along[axis][other] + turn[axis] <= self.inner[axis]:
                return True
        return False


@cache
def _members(bits: int) -> tuple[int, ...]:
    """The numbers of the bits that are set."""
    return tuple(n for n in range(bits.bit_length()) if bits >> n & 1)
