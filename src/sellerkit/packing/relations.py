"""An exact answer for few pieces: is there any way to set each pair side by side along some axis?

Pieces that do not overlap are separated along some axis, so a packing is a choice of turns and, for each pair, of an axis
and who comes first (Onodera, Taniguchi and Tamaru 1991; Fekete and Schepers 2004). A choice works when no chain of pieces
is longer than the carton. Turns that would take more room than there is by a dual feasible function are not tried.
Support is left out: what is impossible here is impossible in any case.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import sub
from typing import NamedTuple

from sellerkit.packing.bounds import excess_of
from sellerkit.packing.chains import Chains, Choice
from sellerkit.packing.columns import Place
from sellerkit.packing.dual import Depth
from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Turns

Accept = Callable[[list[Place]], Sequence[Place] | None]
_Way = tuple[Size, tuple[float, ...]]  # a turn, and the room it takes by each measure
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

    `turns` lists, per kind, the turns that fit the carton (mm); `counts` how many pieces of each kind there are; `depth`: how
    many dual feasible functions to prune by.
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
    """Piece after piece: a turn, then its relation to every piece before it."""

    def __init__(
        self, ways: Sequence[Sequence[_Way]], pieces: Sequence[int], inner: Size, steps: int, accept: Accept
    ) -> None:
        self.ways, self.pieces, self.steps, self.accept = ways, pieces, steps, accept
        self.chains = Chains(pieces, inner)
        self.accepted: Sequence[Place] | None = None
        self.any_found = False

    def place(self, piece: int, room: Sequence[float]) -> bool:
        """Whether this piece and all later ones can be added; `room` is what the turns so far leave by each measure."""
        if piece == len(self.pieces):
            return self._found()
        chains = self.chains
        alike = piece and self.pieces[piece] == self.pieces[piece - 1]
        for turn, more in self.ways[piece]:
            if alike and turn < chains.sides[piece - 1]:
                continue
            left = list(map(sub, room, more))
            if left and min(left) < 0:
                continue
            chains.add(piece, turn)
            if self._relate(piece, range(piece), left):
                return True
        return False

    def _found(self) -> bool:
        self.any_found = True
        self.steps -= _STEPS_TO_ACCEPT
        corners = zip(*self.chains.head, strict=True)
        self.accepted = self.accept(
            [(number, *at, *size) for number, at, size in zip(self.pieces, corners, self.chains.sides, strict=True)]
        )
        return self.accepted is not None

    def _relate(self, piece: int, others: Sequence[int], room: Sequence[float]) -> bool:
        """Whether this piece can be set beside the others and later ones added; the other with fewest ways comes first."""
        choices: list[Choice] = []
        chosen, rest = -1, list[int]()
        for other, ways in self.chains.open_ways(piece, others):
            if not ways:
                return False
            rest.append(other)
            if chosen < 0 or len(ways) < len(choices):
                chosen, choices = other, ways
        if not rest:
            return self._later_fit(piece) and self.place(piece + 1, room)
        rest.remove(chosen)
        return any(self._try(piece, rest, choice, room) for choice in choices)

    def _try(self, piece: int, rest: Sequence[int], choice: Choice, room: Sequence[float]) -> bool:
        self.steps -= 1
        if self.steps < 0:
            raise _TooLong
        axis, first, second = choice
        state = self.chains.state(axis)
        if self.chains.order(axis, first, second) and self._relate(piece, rest, room):
            return True
        self.chains.restore(axis, state)
        return False

    def _later_fit(self, piece: int) -> bool:
        """Whether every later piece still finds, on its own, a place beside each of the pieces so far."""
        beside = self.chains.beside
        for later in range(piece + 1, len(self.pieces)):
            if self.pieces[later] == self.pieces[later - 1] and later > piece + 1:
                continue
            if not any(all(beside(turn, other) for other in range(piece + 1)) for turn, _ in self.ways[later]):
                return False
        return True
