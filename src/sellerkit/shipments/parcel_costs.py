"""What an order costs to send in the cheapest cartons, courier and filler counted: the packing engine's objective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache

from sellerkit.base.clock import today
from sellerkit.base.config.peak_tables import ItemRule, PackingTable
from sellerkit.base.money import exponent, minor_units
from sellerkit.model.item import Item, ItemStock
from sellerkit.model.order import MatchedLine, OrderToPack
from sellerkit.packing import Carton, Costs, PackedCarton, Rules, pack
from sellerkit.packing import Item as Piece
from sellerkit.trade.quotes import Facts, Tariffs, choose_courier
from sellerkit.trade.shop import Shop

# Larger orders are judged by weight: the search for the cheapest cartons is for what a buyer orders, not for a pallet.
_MOST_PIECES = 60


@dataclass(frozen=True, slots=True)
class Packed:
    """An order in cartons: what it costs in minor units, and what lies in each (SKU, pieces) with its gross weight in g."""

    cost_minor: int
    cartons: tuple[tuple[tuple[tuple[str, int], ...], int], ...]


class ParcelCosts:
    """Costs of orders by the cartons of shop.toml; None where a size is not known or nothing fits."""

    def __init__(self, shop: Shop, stock: Mapping[str, ItemStock], known: Tariffs) -> None:
        table = shop.config.packing
        self._shop, self._stock, self._known, self._table = shop, stock, known, table
        self._cartons = [
            Carton(name, one.inner_mm, one.tare_g + table.insert_g, one.max_g, None, minor_units(one.cost, shop.currency), one.outer_mm)
            for name, one in table.cartons.items()
        ]  # fmt: skip

    def of(self, order: OrderToPack, facts: Facts, *, one_carton: bool = False) -> Packed | None:
        """The cheapest packing; with `one_carton` the cheapest single carton that holds everything."""
        pieces = self._pieces(order.items) if self._cartons else None
        if pieces is None:
            return None
        costs = self._costs(facts)
        rules = Rules(max_items=self._table.max_items)
        if one_carton:
            tried = [pack(pieces, [carton], rules) for carton in self._cartons]
            held = [one.packed[0] for one in tried if len(one.packed) == 1 and not one.left_over]
            whole = [carton for carton in held if costs.of(carton) is not None]
            return min((_packed([one], costs) for one in whole), key=lambda one: one.cost_minor, default=None)
        found = pack(pieces, self._cartons, rules, objective="cost", costs=costs)
        return None if found.left_over or not found.packed else _packed(found.packed, costs)

    def _costs(self, facts: Facts) -> Costs:
        day: date = today(self._shop.zone)

        @cache
        def price(weight_g: int, size_mm: tuple[int, int, int]) -> int | None:
            asked = Facts(facts.buyer, weight_g, size_mm, "", facts.total_minor, facts.currency, facts.channel)
            quote = choose_courier(self._known, asked, day).quote
            return quote.minor if quote and quote.currency == self._shop.currency else None

        return Costs(price, self._table.filler_cost.scaleb(exponent(self._shop.currency)))

    def _pieces(self, lines: Sequence[MatchedLine]) -> list[Piece] | None:
        if sum(line.quantity for line in lines) > _MOST_PIECES:
            return None
        pieces: list[Piece] = []
        for line in lines:
            item = self._stock[line.sku].item
            rule = _rule(self._table, item)
            if item.unit != "piece" or item.size_mm is None or item.weight_g is None or rule is not None:
                return None
            pieces += [Piece(line.sku, item.size_mm, item.weight_g)] * line.quantity
        return pieces


def _rule(table: PackingTable, item: Item) -> ItemRule | None:
    """Whether shop.toml says how the item is packed: then only the plan knows its cartons, and weights decide here."""
    for name, rule in table.items.items():
        if name == item.sku or fnmatchcase(item.sku, name):
            return rule
    return table.categories.get(item.category or "")


def _packed(cartons: Sequence[PackedCarton], costs: Costs) -> Packed:
    held = []
    for carton in cartons:
        counts: dict[str, int] = {}
        for piece in carton.items:
            counts[piece.item.sku] = counts.get(piece.item.sku, 0) + 1
        held.append((tuple(counts.items()), carton.weight_g))
    return Packed(sum(costs.of(carton) or 0 for carton in cartons), tuple(held))
