"""Make the cartons of an order weigh more alike, without changing which cartons they are."""

from collections.abc import Iterator, Sequence

from sellerkit.packing.bench import Bench, Load, counted

_MOVES = 8
_TRIES = 4
_EFFORT = 3
_Move = tuple[int, int, int, int | None]  # the difference left in g, how many, of which kind, against which


def evened(bench: Bench, loads: Sequence[Load]) -> list[Load]:
    """The same cartons and pieces, pieces moved or swapped between the heaviest and the lightest while that works."""
    loads = list(loads)
    contents = [counted(load.places, len(bench.lot.kinds)) for load in loads]
    for _ in range(_MOVES if len(loads) > 1 else 0):
        gross = [
            bench.cartons[load.carton].tare_g + bench.grams(content)
            for load, content in zip(loads, contents, strict=True)
        ]
        heavy, light = gross.index(max(gross)), gross.index(min(gross))
        moves = sorted(
            _moves(bench.lot.weights, contents[heavy], contents[light], gross[heavy] - gross[light]),
            key=lambda move: (move[:3], -1 if move[3] is None else move[3]),
        )
        if not any(_done(bench, loads, contents, (heavy, light), move) for move in moves[:_TRIES]):
            break
    return loads


def _moves(weights: Sequence[int], heavy: list[int], light: list[int], difference_g: int) -> Iterator[_Move]:
    """Pieces of one kind to the lighter carton, or against as many of a lighter kind, so that the two differ less."""
    for kind, here in enumerate(heavy):
        if not here:
            continue
        for other, there in [(None, here), *enumerate(light)]:
            gain = weights[kind] - (0 if other is None else weights[other])
            if there and 0 < gain < difference_g:
                many = max(1, min(here, there, (difference_g + gain) // (2 * gain)))
                yield abs(difference_g - 2 * gain * many), many, kind, other


def _done(bench: Bench, loads: list[Load], contents: list[list[int]], between: tuple[int, int], move: _Move) -> bool:
    """Make a move if both cartons still hold what is in them then."""
    heavy, light = between
    _, many, kind, other = move
    lighter, heavier = contents[heavy][:], contents[light][:]
    lighter[kind] -= many
    heavier[kind] += many
    if other is not None:
        lighter[other] += many
        heavier[other] -= many
    if not any(lighter):
        return False
    above = bench.holds(loads[light].carton, tuple(heavier), _EFFORT).places
    below = bench.holds(loads[heavy].carton, tuple(lighter), _EFFORT).places if above is not None else None
    if above is None or below is None:
        return False
    loads[light], loads[heavy] = Load(loads[light].carton, above), Load(loads[heavy].carton, below)
    contents[light], contents[heavy] = heavier, lighter
    return True
