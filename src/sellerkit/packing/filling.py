"""Fill one carton: put block after block of equal pieces into the empty spaces, by one strategy."""

from collections.abc import Sequence
from itertools import cycle
from operator import itemgetter

from sellerkit.packing.blocks import Block, Ground, shapes
from sellerkit.packing.columns import Place
from sellerkit.packing.goods import Size
from sellerkit.packing.spaces import Space, carve
from sellerkit.packing.strategies import Strategy, dice, ways_of
from sellerkit.packing.support import Top, footings, rests

_SINGLE = (1, 1, 1)
_SINGLES = ((_SINGLE, 1.0),)


class Filling:
    """A carton being filled. `support` is the share of a base that must rest; `favour` weighs the kinds."""

    def __init__(
        self, ground: Ground, strategy: Strategy, support: float, favour: Sequence[float] | None = None
    ) -> None:
        self.ground, self.lot, self.bay, self.strategy = ground, ground.lot, ground.bay, strategy
        self.support = support
        self.left = list(ground.counts)
        self.payload_g, self.pieces = self.bay.payload_g, self.bay.pieces
        self.places: list[Place] = []
        self.tops: dict[int, list[Top]] = {}
        self.ways = ways_of(ground, strategy, favour)
        self.dice = cycle(dice(strategy.seed)) if strategy.corners else None

    def run(self, whole: bool) -> list[Place] | None:
        """Fill until nothing more goes in. `whole`: everything has to go in, or the answer is None."""
        if whole and len(self.ways) < len(self.left) - self.left.count(0):
            return None
        nearest = itemgetter(*self.strategy.axes, 3, 4, 5)
        spaces: list[Space] = [(0, 0, 0, *self.bay.inner)]
        ways, kinds = self.ways, 0
        while ways and spaces:
            space = min(spaces, key=nearest)
            put = self._best(space)
            if put is None:
                spaces.remove(space)
                continue
            block, x, y = put
            if self.dice is not None and space[2] == 0:
                x, y = self._some_corner(space, block)
            taken = self._put(block, x, y, space[2])
            if not ways:
                break
            if len(ways) != kinds:
                kinds, least = len(ways), self._least()
                bulkiest = max(ways, key=self.lot.volumes.__getitem__)
            spaces = carve(spaces, taken, least)
            if whole and not self._room_for(bulkiest, spaces):
                return None
        return None if whole and any(self.left) else self.places

    def _least(self) -> Size:
        least = [self.ground.least[number] for number in self.ways]
        return min([t[0] for t in least]), min([t[1] for t in least]), min([t[2] for t in least])

    def _room_for(self, number: int, spaces: Sequence[Space]) -> bool:
        """Whether the spaces are enough for all that is left of a kind, as far as its volume tells."""
        ways, mm3, left = self.ways[number], self.lot.volumes[number], self.left[number]
        for x0, y0, z0, x1, y1, z1 in spaces:
            wide, deep, high = x1 - x0, y1 - y0, z1 - z0
            for dx, dy, dz, _, _ in ways:
                if dx <= wide and dy <= deep and dz <= high:
                    left -= wide * deep * high // mm3
                    if left <= 0:
                        return True
                    break
        return False

    def _best(self, space: Space) -> tuple[Block, int, int] | None:
        """The best block for a space and the corner it goes to."""
        x, y, z = space[:3]
        resting = z > 0 and self.support > 0
        tops = self.tops.get(z, ())
        if resting and not tops:
            return None
        blocks = self._blocks(space, only_best=not resting)
        if not blocks:
            return None
        if not resting:
            return max(blocks), x, y
        blocks.sort(reverse=True)
        for block in blocks:
            _, _, (dx, dy, _), (nx, ny, _) = block
            for x, y in footings(tops, (space[0], space[1], space[3], space[4]), (nx * dx, ny * dy)):
                if rests(tops, x, y, (dx, dy), (nx, ny), self.support):
                    return block, x, y
        return None

    def _some_corner(self, space: Space, block: Block) -> tuple[int, int]:
        """Mostly the corner nearest to 0, now and then another one."""
        x, y = space[:2]
        if self.dice is not None:
            if next(self.dice) < 0.3:
                x = space[3] - block[2][0] * block[3][0]
            if next(self.dice) < 0.3:
                y = space[4] - block[2][1] * block[3][1]
        return x, y

    def _blocks(self, space: Space, only_best: bool) -> list[Block]:
        """The blocks that go into a space. `only_best`: one that is worth less than one before it may be missing."""
        x0, y0, z0, x1, y1, z1 = space
        wide, deep, high = x1 - x0, y1 - y0, z1 - z0
        air, least = wide * deep * high, 0.0
        tight, flat, growth = self.strategy.tight, self.strategy.flat, self.strategy.bulk - self.strategy.scatter
        (along_x, along_y, along_z), limited, left = self.ground.reach, self.ground.limited, self.left
        blocks: list[Block] = []
        for number, ways in self.ways.items():
            count = self._how_many(number, z1) if limited else left[number]
            if not count:
                continue
            one_high = limited and self.lot.kinds[number].fragile
            for dx, dy, dz, merit, turn in ways:
                if dx > wide or dy > deep or dz > high:
                    continue
                for shape, growing in (
                    _SINGLES if count == 1
                    else shapes(count, wide // dx, deep // dy, 1 if one_high else high // dz, growth, flat)
                ):  # fmt: skip
                    worth = merit * growing
                    if worth < least:
                        continue
                    if tight:
                        nx, ny, nz = shape
                        bx, by, bz = nx * dx, ny * dy, nz * dz
                        usable = (bx + along_x[wide - bx]) * (by + along_y[deep - by]) * (bz + along_z[high - bz])
                        worth *= (usable / air) ** tight
                        if worth < least:
                            continue
                    blocks.append((worth, number, turn, shape))
                    if only_best:
                        least = worth
        return blocks

    def _how_many(self, number: int, ceiling: int) -> int:
        """How many pieces of a kind may still go in, into a space that reaches up to `ceiling`."""
        count, weight = self.left[number], self.lot.weights[number]
        if weight and count * weight > self.payload_g:
            count = self.payload_g // weight
        if self.lot.enemies is not None and number in self.lot.enemies[number]:
            count = min(count, 1)
        if ceiling != self.bay.inner[2] and self.lot.kinds[number].fragile:
            return 0
        return min(count, self.pieces)

    def _put(self, block: Block, x: int, y: int, z: int) -> Space:
        _, number, (dx, dy, dz), shape = block
        nx, ny, nz = shape
        many = 1
        if shape == _SINGLE:
            self.places.append((number, x, y, z, dx, dy, dz))
        else:
            many = nx * ny * nz
            rows, columns = range(y, y + ny * dy, dy), range(x, x + nx * dx, dx)
            self.places += [
                (number, a, b, c, dx, dy, dz) for c in range(z, z + nz * dz, dz) for b in rows for a in columns
            ]
        end = (x + nx * dx, y + ny * dy, z + nz * dz)
        self.left[number] -= many
        if not self.left[number]:
            del self.ways[number]
        if self.support:
            self.tops.setdefault(end[2], []).append((x, y, end[0], end[1]))
        return (x, y, z, *end) if not self.ground.limited else self._put_limited(number, many, (x, y, z), end)

    def _put_limited(self, number: int, many: int, start: Size, end: Size) -> Space:
        """What else to note where more than room may keep pieces out; nothing goes above a fragile piece."""
        self.payload_g -= many * self.lot.weights[number]
        self.pieces -= many
        if self.lot.enemies is not None:
            for enemy in self.lot.enemies[number]:
                self.ways.pop(enemy, None)
        if not self.lot.kinds[number].fragile:
            return (*start, *end)
        return (*start, end[0], end[1], self.bay.inner[2])
