"""A carton for each order, from the cartons and rules of shop.toml and the sizes in stock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sellerkit.model.carton import Carton
from sellerkit.model.item import Item
from sellerkit.model.order import OrderToPack
from sellerkit.packing import Costs, LeftOver, Memo, PackedCarton, Packing, Rules, pack
from sellerkit.packing import Item as Piece
from sellerkit.packing.memo import ENGINE
from sellerkit.peak.packing_rules import PackingRules
from sellerkit.peak.wishes import Line, Pieces, pieces_of
from sellerkit.store.packing_memo import keep_answers, known_answers, memo_file
from sellerkit.store.store import Store

# A parcel is never lighter than its wrapping.
BAG_TARE_G = 20

# A day with so many orders is planned with less effort an order: half the time for half a percent more carton volume.
MANY_ORDERS, LESS_EFFORT = 5_000, 30


@dataclass(frozen=True, slots=True)
class OrderPacking:
    """How one order is packed: its cartons, gross weight in g, and what found no place.

    There are no cartons when the shop has none, or when an item of the order has no size: then nobody can say which
    carton holds it all. `proven`: no packing is better, by the number of cartons or by money, whichever decides.
    """

    order: OrderToPack
    cartons: tuple[PackedCarton, ...]
    weight_g: int
    left_over: tuple[LeftOver, ...] = ()
    unsized: tuple[str, ...] = ()
    unweighed: tuple[str, ...] = ()
    proven: bool = False

    @property
    def carton(self) -> str:
        """The cartons' names, "no5" or "no5 + no7"; "" where there are none."""
        return " + ".join(c.carton.name for c in self.cartons)


@contextmanager
def kept_memo(store: Store, *, dry_run: bool) -> Iterator[Memo]:
    """What earlier plans worked out, to pack with; what is new is kept for the next, unless it is a dry run."""
    path, memo = memo_file(store), Memo()
    memo.load(known_answers(path, ENGINE))
    known = len(memo)
    yield memo
    if not dry_run and len(memo) > known:
        keep_answers(path, ENGINE, memo.export()[known:])


def pack_orders(
    orders: Sequence[OrderToPack], items: Mapping[str, Item], packing: PackingRules, memo: Memo | None = None
) -> tuple[OrderPacking, ...]:
    """Pack each order by itself; equal baskets are solved once, and not at all when the memo knows them.

    Where only what is in stock may be used, the orders that stand first have the first choice of cartons.
    """
    rules = packing.rules
    if len(orders) > MANY_ORDERS:
        rules = replace(rules, effort=LESS_EFFORT)
    packer = _Packer(items, packing, rules, Memo() if memo is None else memo)
    return tuple(packer.packed(order) for order in orders)


class _Packer:
    """Packs order after order; `left` is what is still there of each carton, None without a limit."""

    def __init__(self, items: Mapping[str, Item], packing: PackingRules, rules: Rules, memo: Memo) -> None:
        self.items, self.packing, self.rules, self.memo = items, packing, rules, memo
        self.left = {carton.name: carton.in_stock for carton in packing.cartons}
        self._priced: dict[object, Packing] = {}

    def packed(self, order: OrderToPack) -> OrderPacking:
        lines = [(self.items[line.sku], line.quantity) for line in order.items]
        unweighed = tuple(item.sku for item, _quantity in lines if _weight_g(item) is None)
        goods_g = sum((_weight_g(item) or 0) * quantity for item, quantity in lines)
        bag_g = BAG_TARE_G + self.packing.insert_g
        if not self.packing.cartons:
            return OrderPacking(order, (), goods_g + bag_g, (), (), unweighed)
        unsized = tuple(item.sku for item, _quantity in lines if not self._sized(item))
        if unsized:
            return OrderPacking(order, (), goods_g + bag_g, (), unsized, unweighed)
        found, proven = self._found(order, lines)
        wrapping_g = sum(one.carton.tare_g - self.packing.spared_g(one) for one in found.packed)
        wrapping_g += bag_g if found.left_over else 0
        return OrderPacking(
            order, found.packed, goods_g + wrapping_g, found.left_over, (), unweighed, proven and not found.left_over
        )  # fmt: skip

    def _sized(self, item: Item) -> bool:
        return (item.size_mm is not None and item.unit != "g") or bool(self.packing.rule_of(item).per_carton)

    def _found(self, order: OrderToPack, lines: Sequence[tuple[Item, int]]) -> tuple[Packing, bool]:
        """The packing, and whether no better one exists; the cartons are taken from those that are left."""
        pieces = pieces_of([self._line(item, quantity) for item, quantity in lines], self.rules)
        cartons = [self._stocked(carton, len(pieces.items)) for carton in self.packing.cartons]
        costs = self.packing.costs_for(order)
        if costs is None:
            found = pack(pieces.items, cartons, pieces.rules, self.memo)
        else:
            found = self._cheapest(pieces, cartons, costs)
        for one in found.packed:
            there = self.left[one.carton.name]
            self.left[one.carton.name] = None if there is None else there - 1
        return found, found.proven and not pieces.stricter

    def _cheapest(self, pieces: Pieces, cartons: Sequence[Carton], costs: Costs) -> Packing:
        """The memo does not remember prices, so equal baskets to one place are remembered here."""
        question = (tuple(pieces.items), tuple(carton.in_stock for carton in cartons), costs.price)
        if question not in self._priced:
            self._priced[question] = pack(
                pieces.items, cartons, pieces.rules, self.memo, objective="cost", costs=costs
            )  # fmt: skip
        return self._priced[question]

    def _stocked(self, carton: Carton, pieces: int) -> Carton:
        """The carton with what is left of it, which is no limit where there are more than pieces."""
        left = self.left[carton.name]
        return carton if left is None else replace(carton, in_stock=left if left < pieces else None)

    def _line(self, item: Item, quantity: int) -> Line:
        rule = self.packing.rule_of(item)
        piece = Piece(
            item.sku, item.size_mm or (0, 0, 0), _weight_g(item) or 0, rule.upright, rule.fragile,
            units_per_carton=tuple(sorted(rule.per_carton.items())),
        )  # fmt: skip
        words = frozenset(filter(None, (item.sku, item.category, rule.group)))
        return Line(piece, quantity, words, frozenset(rule.not_with), rule.max_per_carton)


def _weight_g(item: Item) -> int | None:
    """Grams of one unit; None when it was never weighed."""
    return 1 if item.unit == "g" else item.weight_g
