"""Which cartons there are, and which pieces can go into none of them."""

from collections.abc import Sequence

from sellerkit.packing.costs import Costs
from sellerkit.packing.goods import Carton, Item, Rules
from sellerkit.packing.kinds import Kind, kind_of, turns_of
from sellerkit.packing.latest import latest
from sellerkit.packing.result import LeftOver, Reason, volume


def usable_cartons(cartons: Sequence[Carton]) -> tuple[Carton, ...]:
    """The cartons there are, by inner volume."""
    return _usable(tuple(cartons))


@latest
def _usable(cartons: tuple[Carton, ...]) -> tuple[Carton, ...]:
    there = [carton for carton in cartons if min(carton.inner_mm) > 0 and carton.in_stock != 0]
    return tuple(sorted(there, key=lambda c: (volume(c.inner_mm), c.inner_mm, c.tare_g, c.max_g, c.name)))


def sorted_out(
    items: Sequence[Item], cartons: Sequence[Carton], rules: Rules, costs: Costs | None, *, any_known: bool
) -> tuple[dict[Kind, list[Item]], list[LeftOver]]:
    """The pieces by kind, and those that no carton can take."""
    by_kind: dict[Kind, list[Item]] = {}
    left_over: list[LeftOver] = []
    last: Item | None = None
    alike: list[Item] = []
    for item in items:
        # The same piece many times in a row is looked at once.
        if item is not last:
            kind = kind_of(item, rules.all_upright, cartons)
            found = by_kind.get(kind)
            if found is None:
                reason = _reason(kind, cartons, costs, any_known)
                if reason is not None:
                    left_over.append(LeftOver(item, reason))
                    continue
                found = by_kind[kind] = []
            last, alike = item, found
        alike.append(item)
    return by_kind, left_over


def _reason(kind: Kind, cartons: Sequence[Carton], costs: Costs | None, any_known: bool) -> Reason | None:
    """Why a piece can go into none of the cartons, or None when it can."""
    if kind.sides[0] <= 0 or kind.sides[2] <= 0:
        return "no-size"
    if not cartons and any_known:
        return "no-carton-left"
    if costs is None and cartons and not kind.units and _holds_one(kind, cartons[-1]):
        return None
    fitting = [carton for number, carton in enumerate(cartons) if _fits(kind, number, carton)]
    if not fitting:
        return "too-big"
    strong = [carton for carton in fitting if carton.tare_g + kind.weight_g <= carton.max_g]
    if not strong:
        return "too-heavy"
    if costs is not None and all(costs.of_parcel(c, 0, c.tare_g + kind.weight_g) is None for c in strong):
        return "no-service"
    return None


def _holds_one(kind: Kind, carton: Carton) -> bool:
    return carton.tare_g + kind.weight_g <= carton.max_g and bool(turns_of(kind.sides, kind.upright, carton.inner_mm))


def _fits(kind: Kind, number: int, carton: Carton) -> bool:
    return bool(kind.units[number] if kind.units else turns_of(kind.sides, kind.upright, carton.inner_mm))
