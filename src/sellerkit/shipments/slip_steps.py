"""How a planned parcel goes into its carton, in words for its slip. Nothing is said where that is not certain."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from sellerkit.base.config.peak_tables import ItemRule, PackingTable
from sellerkit.model.carton import Carton
from sellerkit.model.item import Item, ItemStock
from sellerkit.packing import Item as Piece
from sellerkit.packing import Memo, Rules, pack
from sellerkit.packing.in_words import steps
from sellerkit.shipments.pile import PileParcel

# More pieces than a person reads steps for.
_MOST_PIECES = 40
_NO_RULE = ItemRule()


class PackingSteps:
    """Packs each kind of basket once. Items that are kept apart, or that give way, are packed by the sheets of the plan."""

    def __init__(self, table: PackingTable, stock: Mapping[str, ItemStock]) -> None:
        self._table, self._stock = table, stock
        self._memo, self._known = Memo(), dict[object, tuple[str, ...]]()

    def of(self, one: PileParcel) -> tuple[str, ...]:
        """The steps; none without a plan, for one piece, without sizes, or when the planned carton does not hold it."""
        carton = self._table.cartons.get(one.planned.carton) if one.planned else None
        lines = [(self._stock[line.sku].item, line.quantity) for order in one.orders for line in order.items]
        pieces = sum(quantity for _item, quantity in lines)
        if not carton or not one.planned or not 1 < pieces <= _MOST_PIECES:
            return ()
        if not all(self._plain(item) for item, _quantity in lines):
            return ()
        box = Carton(one.planned.carton, carton.inner_mm, carton.tare_g, carton.max_g)
        question = (box.name, tuple(sorted((item.sku, quantity) for item, quantity in lines)))
        if question not in self._known:
            self._known[question] = self._worked_out(box, lines)
        return self._known[question]

    def _plain(self, item: Item) -> bool:
        """Whether its size says it all: nothing keeps it from others, and no number fills a carton."""
        rule = self._rule(item)
        rules = rule.group or rule.not_with or rule.max_per_carton or rule.per_carton
        return item.size_mm is not None and item.unit != "g" and item.weight_g is not None and not rules

    def _rule(self, item: Item) -> ItemRule:
        """By its SKU, by the longest pattern of SKUs that fits, by its category: as the plan does."""
        items = self._table.items
        fitting = [name for name in items if fnmatchcase(item.sku, name)] if item.sku not in items else [item.sku]
        if fitting:
            return items[max(fitting, key=lambda name: (len(name), name))]
        return self._table.categories.get(item.category or "", _NO_RULE)

    def _piece(self, item: Item) -> Piece:
        rule = self._rule(item)
        return Piece(item.sku, item.size_mm or (0, 0, 0), item.weight_g or 0, rule.upright, rule.fragile)

    def _worked_out(self, box: Carton, lines: list[tuple[Item, int]]) -> tuple[str, ...]:
        goods = [piece for item, quantity in lines for piece in [self._piece(item)] * quantity]
        packing = pack(goods, [box], Rules(max_items=self._table.max_items), self._memo)
        if packing.left_over or len(packing.packed) != 1:
            return ()
        return tuple(steps(packing.packed[0], lambda sku: self._stock[sku].item.name or sku))
