"""How to choose what to put in next: fixed strategies, then seeded random ones."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, count, cycle, islice
from random import Random
from typing import NamedTuple

from sellerkit.packing.blocks import Ground
from sellerkit.packing.goods import Size

Way = tuple[int, int, int, float, Size]  # dx, dy, dz, merit of one piece turned so, the turn
_AXES = ((2, 1, 0), (0, 2, 1), (1, 2, 0), (2, 0, 1), (0, 1, 2), (1, 0, 2))
_THROWS = 250
_FEW = 2
_TELLING = 55


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


FIRST = (Strategy(axes=(2, 1, 0)), Strategy(axes=(0, 2, 1)), Strategy(axes=(1, 2, 0)))


@lru_cache(maxsize=64)
def strategies(effort: int) -> tuple[Strategy, ...]:
    """The first `effort` strategies."""
    return tuple(islice(_every_strategy(), effort))


def _every_strategy() -> Iterator[Strategy]:
    yield from FIRST
    for seed in chain(sorted(range(1, _TELLING), key=_least_telling), count(_TELLING)):
        yield Strategy(
            axes=_AXES[seed % 6],
            tight=(0.0, 2.0)[seed // 6 % 2],
            scatter=(0.1, 0.5)[seed % 2],
            noise=10.0,
            seed=seed,
            bulk=(1.0, 0.0, 0.5)[seed % 3],
            flat=(0.0, 1.0, 0.0)[seed % 3],
            corners=True,
            sink=seed % 2 == 0,
        )


def _least_telling(seed: int) -> bool:
    """On made-up orders, by the axes, half of the strategies find what is still open half again as often as the others."""
    return seed % len(_AXES) in (2, 4, 5)


def ways_of(ground: Ground, strategy: Strategy, favour: Sequence[float] | None) -> dict[int, list[Way]]:
    """Per kind, its turns with what one piece is worth; `favour` weighs the kinds."""
    ways: dict[int, list[Way]] = {}
    luck = cycle(_luck(strategy.seed, strategy.noise)) if strategy.noise else None
    for number, liking, turned in ground.merits(strategy.bulk, strategy.flat):
        if favour is not None:
            liking *= favour[number]
        if luck is not None:
            liking *= next(luck)
            ways[number] = [(dx, dy, dz, liking * base * next(luck), turn) for dx, dy, dz, base, turn in turned]
        else:
            ways[number] = [(dx, dy, dz, liking * base, turn) for dx, dy, dz, base, turn in turned]
    if len(ways) > _FEW:
        # What is worth most comes first: most of the rest is then seen to be worth less before it is weighed up.
        return dict(sorted(ways.items(), key=_worth, reverse=True))
    return ways


def _worth(entry: tuple[int, list[Way]]) -> float:
    return entry[1][0][3]


@lru_cache(maxsize=2048)
def dice(seed: int) -> tuple[float, ...]:
    """What a seed throws: numbers from 0 to 1, used again when they run out."""
    random = Random(seed).random
    return tuple([random() for _ in range(_THROWS)])


@lru_cache(maxsize=2048)
def _luck(seed: int, noise: float) -> tuple[float, ...]:
    return tuple([noise**throw for throw in dice(seed)])
