"""Where another division into parcels costs less: orders of one buyer together, one order just above a step in two.

Proposals only say so. Merging is done by `create --merge`; dividing an order is for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sellerkit.model.item import ItemStock
from sellerkit.model.order import OrderToPack
from sellerkit.shipments.arranging import Merger, groups_of, price
from sellerkit.shipments.parcel_costs import ParcelCosts
from sellerkit.shipments.parcels import Ready
from sellerkit.shipments.shelves import BAG_TARE_G, Shelves
from sellerkit.trade.quotes import Tariffs, choose_courier
from sellerkit.trade.shop import Shop

# Different weights that a part of an order may have: more are not tried.
_MOST_PARTS = 4000


@dataclass(frozen=True, slots=True)
class Part:
    """One parcel of a proposal: its orders or its goods (SKU, quantity), weight in g and price in minor units."""

    order_ids: tuple[str, ...]
    items: tuple[tuple[str, int], ...]
    weight_g: int
    carrier: str
    cost_minor: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """`kind` is "merge" or "split"; costs in minor units before and after. `with_cartons`: cartons and filler are counted."""

    kind: str
    order_ids: tuple[str, ...]
    before_minor: int
    after_minor: int
    currency: str
    parts: tuple[Part, ...]
    with_cartons: bool = False

    @property
    def saves_minor(self) -> int:
        return self.before_minor - self.after_minor


def proposals(shop: Shop, ready: Sequence[Ready], known: Tariffs) -> list[Proposal]:
    """Every division that costs less, the largest saving first."""
    shelves, merger = Shelves.of(shop), Merger(shop, known)
    costs = ParcelCosts(shop, shelves.stock, known)
    groups = groups_of(ready)
    found = [proposal for group in groups for proposal in _merges(group, merger, costs)]
    grouped = {order_id for proposal in found for order_id in proposal.order_ids}
    splitter = Splitter(shelves, known, costs)
    found += [made for one in ready if not grouped & set(one.order_ids) and (made := splitter.of(one))]
    return sorted(found, key=lambda proposal: (-proposal.saves_minor, proposal.order_ids))


def _merges(group: Sequence[Ready], merger: Merger, costs: ParcelCosts) -> list[Proposal]:
    by_id = {order_id: one for one in group for order_id in one.order_ids}
    found = []
    for parcel in merger.cheapest(group):
        if len(parcel.order_ids) < 2:
            continue
        members = [by_id[order_id] for order_id in parcel.order_ids]
        found.append(_merge(parcel, members, costs))
    return [proposal for proposal in found if proposal and proposal.saves_minor > 0]


def _merge(parcel: Ready, members: Sequence[Ready], costs: ParcelCosts) -> Proposal | None:
    """By the packing engine where every size is known, with cartons; else by weight."""
    part = Part(parcel.order_ids, _goods(parcel.order), parcel.facts.weight_g, parcel.carrier, parcel.cost_minor or 0)
    apart = [costs.of(one.order, one.facts) for one in members]
    whole = costs.of(parcel.order, parcel.facts, one_carton=True)
    if all(apart) and costs.of(parcel.order, parcel.facts):
        if whole is None:
            return None
        before = sum(one.cost_minor for one in apart if one)
        part = replace(part, weight_g=whole.cartons[0][1], cost_minor=whole.cost_minor)
        return Proposal("merge", parcel.order_ids, before, whole.cost_minor, parcel.currency, (part,), True)
    alone = price(members)
    return (
        None if alone is None else Proposal("merge", parcel.order_ids, alone, part.cost_minor, parcel.currency, (part,))
    )


class Splitter:
    """Whether two parcels are cheaper than one, for one order after the other."""

    def __init__(self, shelves: Shelves, known: Tariffs, costs: ParcelCosts) -> None:
        self._shelves, self._known, self._costs = shelves, known, costs

    def of(self, one: Ready) -> Proposal | None:
        """The cheapest two parcels, None when one is as cheap."""
        if one.cost_minor is None:
            return None
        single = self._costs.of(one.order, one.facts, one_carton=True)
        if single is not None:
            best = self._costs.of(one.order, one.facts)
            if best is None or len(best.cartons) < 2 or best.cost_minor >= single.cost_minor:
                return None
            parts = tuple(Part(one.order_ids, goods, grams, *self._price(one, grams)) for goods, grams in best.cartons)
            return Proposal("split", one.order_ids, single.cost_minor, best.cost_minor, one.currency, parts, True)
        return self._by_weight(one)

    def _by_weight(self, one: Ready) -> Proposal | None:
        units = _units(one.order, self._shelves.stock)
        if units is None or not one.cost_minor:
            return None
        total = sum(grams * count for grams, count, _sku in units)
        best: tuple[int, tuple[Part, Part]] | None = None
        for grams, goods in _weights(units).items():
            if not 0 < grams <= total // 2:
                continue
            rest = Counter(dict(_goods(one.order))) - Counter(goods)
            parts = tuple(
                Part(one.order_ids, tuple(held.items()), weight + BAG_TARE_G, *self._price(one, weight + BAG_TARE_G))
                for held, weight in ((goods, grams), (rest, total - grams))
            )
            cost = sum(part.cost_minor for part in parts)
            if all(part.carrier for part in parts) and (best is None or cost < best[0]):
                best = cost, (parts[0], parts[1])
        if best is None or best[0] >= one.cost_minor:
            return None
        return Proposal("split", one.order_ids, one.cost_minor, best[0], one.currency, best[1])

    def _price(self, one: Ready, grams: int) -> tuple[str, int]:
        """Courier and price of a part; ("", 0) when nobody takes it at a price in the same currency."""
        choice = choose_courier(self._known, replace(one.facts, weight_g=grams, carton=""), self._shelves.today)
        if choice.carrier is None or choice.quote is None or choice.quote.currency != one.currency:
            return "", 0
        return choice.carrier, choice.quote.minor


def _goods(order: OrderToPack) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for line in order.items:
        counts[line.sku] += line.quantity
    return tuple(counts.items())


def _units(order: OrderToPack, stock: Mapping[str, ItemStock]) -> list[tuple[int, int, str]] | None:
    """(g each, how many, SKU); None when something was never weighed or is sold by weight: nobody divides a bag."""
    units = []
    for sku, count in _goods(order):
        item = stock[sku].item
        if item.unit == "g" or not item.weight_g:
            return None
        units.append((item.weight_g, count, sku))
    return units


def _weights(units: Sequence[tuple[int, int, str]]) -> dict[int, Counter[str]]:
    """Every weight that a part of the order can have, and goods of which it is made."""
    found: dict[int, Counter[str]] = {0: Counter()}
    for grams, count, sku in units:
        for weight, goods in list(found.items()):
            for n in range(1, count + 1):
                if len(found) >= _MOST_PARTS:
                    return found
                found.setdefault(weight + grams * n, goods + Counter({sku: n}))
    return found
