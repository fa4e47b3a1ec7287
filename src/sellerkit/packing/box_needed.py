"""How big a carton would some pieces need? The smallest box found that holds them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

from sellerkit.packing.bench import Bench
from sellerkit.packing.columns import Place
from sellerkit.packing.goods import Carton, Item, Rules, Size
from sellerkit.packing.kinds import Counts, Kind, kind_of, lot_of
from sellerkit.packing.result import volume

_PLAIN = Rules()
_BASES = 60  # footprints tried
_EFFORT = 12
_SIDES = 14  # lengths considered for each side of a footprint


@dataclass(frozen=True, slots=True)
class BoxNeeded:
    """Inner sides in mm of the smallest box found; no box with less than `bound_mm3` inside holds the pieces."""

    inner_mm: Size
    bound_mm3: int

    @property
    def proven(self) -> bool:
        """Whether no smaller box can do."""
        return volume(self.inner_mm) == self.bound_mm3


def how_big(items: Sequence[Item], rules: Rules = _PLAIN) -> BoxNeeded | None:
    """The box that holds all pieces together, by least volume found, then by least length of its sides.

    Weight does not count. None when there is nothing to pack, a piece has no size, or pieces may not share a carton.
    """
    by_kind: dict[Kind, int] = {}
    for item in items:
        if min(item.size_mm) <= 0 or item.units_per_carton:
            return None
        kind = kind_of(item, rules.all_upright)
        by_kind[kind] = by_kind.get(kind, 0) + 1
    kinds = sorted(by_kind)
    if not kinds:
        return None
    search = _Search(kinds, tuple([by_kind[kind] for kind in kinds]), rules)
    if search.smallest is None:
        return None
    return BoxNeeded(search.smallest, search.bound)


class _Search:
    """Footprint after footprint, each with the least height that is found to do, then cut down to the pieces."""

    def __init__(self, kinds: Sequence[Kind], counts: Counts, rules: Rules) -> None:
        self.counts, self.rules, self.lot = counts, rules, lot_of(kinds)
        self.mm3 = sum(count * mm3 for count, mm3 in zip(counts, self.lot.volumes, strict=True))
        self.bound = max(self.mm3, _least_around(kinds))
        self.smallest: Size | None = None
        # Nobody wants a pole: no side longer than a piece asks for, or than twice a cube's.
        self.longest = max(*(max(kind.sides) for kind in kinds), 2 * int(self.mm3 ** (1 / 3)))
        for long, wide in _footprints(_lengths(kinds, counts, self.longest), self.mm3 ** (1 / 3)):
            self._lowest(long, wide)
        while self.smallest is None and self.longest < sum(
            count * max(k.sides) for k, count in zip(kinds, counts, strict=True)
        ):
            self.longest *= 2
            self._try((self.longest, self.longest, self.longest))

    def _lowest(self, long: int, wide: int) -> None:
        """The least height over a footprint, by halving."""
        best = volume(self.smallest) if self.smallest else 1 << 62
        low, high = -(-self.bound // (long * wide)), min(self.longest, best // (long * wide))
        if low > high:
            return
        held = self._try((long, wide, high))
        while held is not None and low < held:
            middle = (low + held - 1) // 2
            lower = self._try((long, wide, middle))
            if lower is None:
                low = middle + 1
            else:
                held = min(lower, middle)

    def _try(self, inner: Size) -> int | None:
        """The height taken in a box of this inside, which is noted cut down to the pieces; None when it is too small."""
        places = self._held_by(inner)
        if places is None:
            return None
        x, y, z = (max(place[axis] + place[axis + 3] for place in places) for axis in (1, 2, 3))
        if self._is_better((x, y, z)):
            # Whoever packs will look anew: what was found in the larger box may not be found in the smaller one.
            size = (x, y, z) if self._held_by((x, y, z)) else inner
            self.smallest = size if self._is_better(size) else self.smallest
        return z

    def _held_by(self, inner: Size) -> Sequence[Place] | None:
        bench = Bench(self.lot, [Carton("", inner, 0, 1 << 60)], self.rules, None)
        return bench.holds(0, self.counts, min(_EFFORT, self.rules.effort)).places

    def _is_better(self, size: Size) -> bool:
        return self.smallest is None or _merit(size) < _merit(self.smallest)


def _footprints(sides: Sequence[int], edge: float) -> Iterator[tuple[int, int]]:
    """Footprints made of these sides, those nearest a cube's first."""
    pairs = [(long, wide) for long in sides for wide in sides if long >= wide]
    pairs.sort(key=lambda pair: (abs(pair[0] - edge) + abs(pair[1] - edge), pair))
    yield from pairs[:_BASES]


def _lengths(kinds: Sequence[Kind], counts: Counts, longest: int) -> list[int]:
    """Lengths up to the longest that one or two sorts of sides add up to, thinned out evenly."""
    singles = {
        side * many for kind, count in zip(kinds, counts, strict=True) for side in kind.sides for many in range(1, min(count, 8) + 1)
    }  # fmt: skip
    least = max(min(kind.sides) for kind in kinds)
    sums = sorted({a + b for a in singles for b in {0} | singles if least <= a + b <= longest} | {longest})
    return [sums[n * len(sums) // _SIDES] for n in range(_SIDES)] if len(sums) > _SIDES else sums


def _least_around(kinds: Sequence[Kind]) -> int:
    """The volume of the box whose sides are the longest, middle and shortest that occur: any piece needs as much."""
    return prod(max(sorted(kind.sides)[n] for kind in kinds) for n in range(3))


def _merit(size: Size) -> tuple[int, int, Size]:
    return volume(size), sum(size), size
