"""A carton for each order, from the cartons of shop.toml and the sizes in stock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sellerkit.base.config.schema import CartonTable
from sellerkit.model.carton import Carton
from sellerkit.model.item import Item
from sellerkit.model.order import OrderToPack
from sellerkit.packing import Item as Piece
from sellerkit.packing import LeftOver, Memo, PackedCarton, Rules, pack
from sellerkit.packing.memo import ENGINE
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
    carton holds it all.
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


def shop_cartons(table: Mapping[str, CartonTable]) -> tuple[Carton, ...]:
    """The cartons of shop.toml. Their stock is no limit for a plan: what is short is bought."""
    return tuple(Carton(name, c.inner_mm, c.tare_g, c.max_g) for name, c in table.items())


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
    orders: Sequence[OrderToPack], items: Mapping[str, Item], cartons: Sequence[Carton], memo: Memo | None = None
) -> tuple[OrderPacking, ...]:
    """Pack each order by itself; equal baskets are solved once, and not at all when the memo knows them."""
    memo = Memo() if memo is None else memo
    rules = Rules() if len(orders) <= MANY_ORDERS else Rules(effort=LESS_EFFORT)
    return tuple(_packed(order, items, cartons, rules, memo) for order in orders)


def _packed(
    order: OrderToPack, items: Mapping[str, Item], cartons: Sequence[Carton], rules: Rules, memo: Memo
) -> OrderPacking:
    lines = [(items[line.sku], line.quantity) for line in order.items]
    unweighed = tuple(item.sku for item, _quantity in lines if _weight_g(item) is None)
    goods_g = sum((_weight_g(item) or 0) * quantity for item, quantity in lines)
    unsized = (
        tuple(item.sku for item, _quantity in lines if item.size_mm is None or item.unit == "g") if cartons else ()
    )
    if unsized or not cartons:
        return OrderPacking(order, (), goods_g + BAG_TARE_G, (), unsized, unweighed)
    pieces: list[Piece] = []
    for item, quantity in lines:
        pieces += [Piece(item.sku, item.size_mm or (0, 0, 0), _weight_g(item) or 0)] * quantity
    packing = pack(pieces, cartons, rules, memo)
    wrapping_g = sum(c.carton.tare_g for c in packing.packed) + (BAG_TARE_G if packing.left_over else 0)
    return OrderPacking(
        order, packing.packed, goods_g + wrapping_g, packing.left_over, (), unweighed, packing.proven and not packing.left_over
    )  # fmt: skip


def _weight_g(item: Item) -> int | None:
    """Grams of one unit; None when it was never weighed."""
    return 1 if item.unit == "g" else item.weight_g
