"""Let a packing that floats sink: push every piece down, back and to the side, then look whether all of them rest."""

from collections.abc import Iterable, Iterator, Sequence

from sellerkit.packing.columns import Place
from sellerkit.packing.goods import Size
from sellerkit.packing.kinds import Lot
from sellerkit.packing.support import resting_area

_WAYS: tuple[tuple[int, ...], ...] = ((2,), (2, 0, 1, 2), (0, 1, 2))


def settled(places: Sequence[Place], inner: Size, lot: Lot, share: float) -> list[Place] | None:
    """The same pieces, pushed together in a few ways until each rests on `share` of its base; None when none works.

    Also tried upside down. Pieces are moved, never turned.
    """
    for start in (list(places), [(*p[:3], inner[2] - p[3] - p[6], *p[4:]) for p in places]):
        for way in _WAYS:
            moved: list[Place] = start
            for axis in way:
                moved = _pushed(moved, axis)
            if stands(moved, lot, share):
                return moved
    return None


def stands(places: Sequence[Place], lot: Lot, share: float) -> bool:
    """Whether every piece rests on the floor or on enough tops, and nothing is above a fragile one."""
    for _, x, y, z, dx, dy, _ in places:
        if z:
            tops = [(p[1], p[2], p[1] + p[4], p[2] + p[5]) for p in places if p[3] + p[6] == z]
            if resting_area(tops, x, y, dx, dy) < share * dx * dy:
                return False
    return not any(lot.kinds[place[0]].fragile and any(_above(place, places)) for place in places)


def _above(below: Place, places: Iterable[Place]) -> Iterator[bool]:
    _, x, y, z, dx, dy, dz = below
    top = z + dz
    for p in places:
        yield p[3] >= top and p[1] < x + dx and x < p[1] + p[4] and p[2] < y + dy and y < p[2] + p[5]


def _pushed(places: Sequence[Place], axis: int) -> list[Place]:
    """Every piece as far towards 0 along the axis as the pieces before it allow."""
    a, b = [1 + other for other in range(3) if other != axis]
    along = 1 + axis
    done: list[Place] = []
    for place in sorted(places, key=lambda p: (p[along], p)):
        a0, a1, b0, b1 = place[a], place[a] + place[a + 3], place[b], place[b] + place[b + 3]
        at = 0
        for p in done:
            if a0 < p[a] + p[a + 3] and p[a] < a1 and b0 < p[b] + p[b + 3] and p[b] < b1:
                at = max(at, p[along] + p[along + 3])
        done.append((*place[:along], at, *place[along + 1 :]))  # type: ignore[arg-type]
    return done
