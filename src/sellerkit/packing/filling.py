"""Fill one carton: put block after block of equal pieces into the empty spaces, by one strategy."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from sellerkit.packing.blocks import Block, Ground, shapes
from sellerkit.packing.columns import Place
from sellerkit.packing.goods import Size
from sellerkit.packing.spaces import Space, carve
from sellerkit.packing.support import Top, footings, rests

_SINGLE = (1, 1, 1)
_Way = tuple[int, int, int, float, Size]  # dx, dy, dz, merit of one piece turned so, the turn


class Strategy(NamedTuple):
    """How to choose.

    `axes`: the axes by which the next space is chosen, nearest to 0 first. A block's merit is volume^bulk × base^flat ×
    (share of the space that it and later ones can still use)^tight ÷ pieces^scatter × a random liking for each kind and
    turn, up to `noise` squared. `corners`: blocks on the floor may go to the far corners. `sink`: fill without looking
    at support, then let the pieces settle.
    """

    axes: Size = (2, 1, 0)
    tight: float = 2.0
    scatter: float = 0.1
    noise: float = 0.0
    seed: int = 0
    bulk: float = 1.0
    flat: float = 0.0
    corners: bool = False
    sink: bool = False


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
        self.ways = self._ways(favour)
        self.random = Random(strategy.seed).random if strategy.corners else None

    def run(self, whole: bool) -> list[Place] | None:
        """Fill until nothing more goes in. `whole`: everything has to go in, or the answer is None."""
        if whole and len(self.ways) < sum(1 for count in self.left if count):
            return None
        i, j, k = self.strategy.axes
        spaces: list[Space] = [(0, 0, 0, *self.bay.inner)]
        while self.ways and spaces:
            space = min([(s[i], s[j], s[k], s) for s in spaces])[3]
            put = self._best(space)
            if put is None:
                spaces.remove(space)
                continue
            block, x, y = put
            if self.random is not None and space[2] == 0:
                x, y = self._some_corner(space, block)
            taken = self._put(block, x, y, space[2])
            if not self.ways:
                break
            spaces = carve(spaces, taken, self._least())
            if whole and not self._bulkiest_fits(spaces):
                return None
        return None if whole and any(self.left) else self.places

    def _ways(self, favour: Sequence[float] | None) -> dict[int, list[_Way]]:
        """Per kind, its turns with what one piece is worth."""
        s = self.strategy
        random = Random(s.seed).random
        ways: dict[int, list[_Way]] = {}
        for number, turns in self.ground.turns.items():
            liking = float(self.lot.volumes[number] ** s.bulk)
            if favour is not None:
                liking *= favour[number]
            if s.noise:
                liking *= s.noise ** random()
            ways[number] = [
                (t[0], t[1], t[2], liking * (t[0] * t[1]) ** s.flat * (s.noise ** random() if s.noise else 1.0), t)
                for t in turns
            ]
        return ways

    def _least(self) -> Size:
        least = [self.ground.least[number] for number in self.ways]
        return min([t[0] for t in least]), min([t[1] for t in least]), min([t[2] for t in least])

    def _bulkiest_fits(self, spaces: Sequence[Space]) -> bool:
        """Whether some space is left for the kind with the largest pieces."""
        ways = self.ways[max(self.ways, key=self.lot.volumes.__getitem__)]
        for x0, y0, z0, x1, y1, z1 in spaces:
            for dx, dy, dz, _, _ in ways:
                if dx <= x1 - x0 and dy <= y1 - y0 and dz <= z1 - z0:
                    return True
        return False

    def _best(self, space: Space) -> tuple[Block, int, int] | None:
        """The best block for a space and the corner it goes to."""
        blocks = self._blocks(space)
        if not blocks:
            return None
        x, y, z = space[:3]
        if z == 0 or not self.support:
            return max(blocks), x, y
        tops = self.tops.get(z)
        if not tops:
            return None
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
        if self.random is not None:
            if self.random() < 0.3:
                x = space[3] - block[2][0] * block[3][0]
            if self.random() < 0.3:
                y = space[4] - block[2][1] * block[3][1]
        return x, y

    def _blocks(self, space: Space) -> list[Block]:
        x0, y0, z0, x1, y1, z1 = space
        wide, deep, high = x1 - x0, y1 - y0, z1 - z0
        air = wide * deep * high
        tight, flat, growth = self.strategy.tight, self.strategy.flat, self.strategy.bulk - self.strategy.scatter
        along_x, along_y, along_z = self.ground.reach
        blocks: list[Block] = []
        for number, ways in self.ways.items():
            count = self._how_many(number, z1)
            if not count:
                continue
            for dx, dy, dz, merit, turn in ways:
                if dx > wide or dy > deep or dz > high:
                    continue
                if count == 1:
                    if tight:
                        usable = (dx + along_x[wide - dx]) * (dy + along_y[deep - dy]) * (dz + along_z[high - dz])
                        merit *= (usable / air) ** tight
                    blocks.append((merit, number, turn, _SINGLE))
                    continue
                upwards = 1 if self.lot.kinds[number].fragile else high // dz
                for shape in shapes(count, wide // dx, deep // dy, upwards):
                    nx, ny, nz = shape
                    worth = merit * (nx * ny * nz) ** growth
                    if flat:
                        worth *= (nx * ny) ** flat
                    if tight:
                        bx, by, bz = nx * dx, ny * dy, nz * dz
                        usable = (bx + along_x[wide - bx]) * (by + along_y[deep - by]) * (bz + along_z[high - bz])
                        worth *= (usable / air) ** tight
                    blocks.append((worth, number, turn, shape))
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
        _, number, (dx, dy, dz), (nx, ny, nz) = block
        for level in range(nz):
            for row in range(ny):
                for place in range(nx):
                    self.places.append((number, x + place * dx, y + row * dy, z + level * dz, dx, dy, dz))
        many = nx * ny * nz
        self.left[number] -= many
        self.payload_g -= many * self.lot.weights[number]
        self.pieces -= many
        if not self.left[number]:
            del self.ways[number]
        if self.lot.enemies is not None:
            for enemy in self.lot.enemies[number]:
                self.ways.pop(enemy, None)
        top = z + nz * dz
        if self.lot.kinds[number].fragile:
            return x, y, z, x + nx * dx, y + ny * dy, self.bay.inner[2]
        self.tops.setdefault(top, []).append((x, y, x + nx * dx, y + ny * dy))
        return x, y, z, x + nx * dx, y + ny * dy, top
