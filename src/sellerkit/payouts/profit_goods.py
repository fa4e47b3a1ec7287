"""What the goods of each order cost: by the lots that left in its parcels, else by its items; what nobody knows is named."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from sellerkit.model.profit import Part
from sellerkit.payouts.profit_rules import rounded, shared, unit_cost
from sellerkit.store.profit import Goods, Left, goods_that_left, orders_of_parcels
from sellerkit.store.store import Batch

if TYPE_CHECKING:
    from sellerkit.payouts.profit import Books


def add_costs(batch: Batch, books: Books) -> None:
    """Give every order the cost of what left for it, or of what it will take; name the SKUs without a known cost."""
    owners = orders_of_parcels(batch.db)
    out: dict[tuple[int, int], list[Left]] = {}
    back: dict[str, list[Left]] = {}
    seen: set[int] = set()
    for left in goods_that_left(batch.db):
        if left.parcel_id is None:
            back.setdefault(left.reason, []).append(left)
        elif left.parcel_id in owners:
            out.setdefault((left.parcel_id, left.item_id), []).append(left)
            seen.update(owners[left.parcel_id])
    for (parcel, _item), lots in out.items():
        _add_left(books, owners[parcel], lots)
    for row, order in books.orders.items():
        if row not in seen and (order.shipped or books.sales[row].expected or order.status in ("to-ship", "held")):
            _add_items(books, row, back.get(order.order_id, ()))
        elif row in seen:
            _name_unmatched(books, row)


def _add_left(books: Books, rows: list[int], lots: list[Left]) -> None:
    """The lots of one item in one parcel, shared between its orders by how much of it each took."""
    sku = lots[0].sku
    sums: dict[str, Fraction] = {}
    for left in lots:
        cost = unit_cost(left)
        if cost is None:
            if left.quantity:
                _missing(books, rows, left)
        else:
            sums[cost[1]] = sums.get(cost[1], Fraction(0)) + cost[0] * left.quantity
    taken = {str(row): _taken(books.goods.get(row, ()), sku) for row in rows}
    if not any(taken.values()):
        taken = dict.fromkeys(taken, 1)
    for currency, amount in sums.items():
        for row, share in shared(-rounded(amount), taken).items():
            if share:
                part = Part("cost", "goods", currency, share, sku)
                part.places = [_place(left) for left in lots] if books.traced else []
                books.sales[int(row)].parts.append(part)


def _missing(books: Books, rows: list[int], left: Left) -> None:
    takers = [row for row in rows if _taken(books.goods.get(row, ()), left.sku)] or rows
    for row in takers:
        if left.sku not in books.sales[row].missing:
            books.sales[row].missing.append(left.sku)


def _taken(goods: Iterable[Goods], sku: str) -> int:
    return sum(one.taken or 0 for one in goods if one.sku == sku)


def _place(left: Left) -> dict[str, object]:
    return {"sku": left.sku, "lot": left.lot or "", "quantity": left.quantity, "parcel_id": left.parcel_id}


def _add_items(books: Books, row: int, back: Iterable[Left]) -> None:
    """The order's goods at their items' cost, less what came back: no movement says which lots they were."""
    sale = books.sales[row]
    returned: dict[int, int] = {}
    for left in back:
        returned[left.item_id] = returned.get(left.item_id, 0) - left.quantity
    for one in books.goods.get(row, ()):
        if one.item_id is None or one.closed:
            continue
        quantity = (one.taken or 0) - returned.pop(one.item_id, 0)
        if one.cost_minor is None or not one.currency:
            if quantity and one.sku and one.sku not in sale.missing:
                sale.missing.append(one.sku)
            continue
        minor = -rounded(Fraction(one.cost_minor * quantity, one.priced_per or 1))
        if minor:
            part = Part("cost", "items", one.currency, minor, one.sku or "")
            part.places = [{"sku": one.sku, "quantity": quantity}] if books.traced else []
            sale.parts.append(part)
    _name_unmatched(books, row)


def _name_unmatched(books: Books, row: int) -> None:
    """Lines that are no item of ours have no cost; an order without any line went out with goods that nobody knows."""
    sale, goods = books.sales[row], books.goods.get(row, ())
    if not goods and not any(part.column == "cost" for part in sale.parts):
        sale.missing.append("goods")
    for one in goods:
        if one.item_id is None and not one.closed and one.code not in sale.missing:
            sale.missing.append(one.code)
