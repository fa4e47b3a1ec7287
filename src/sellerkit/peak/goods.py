"""Which orders can be packed: their status, their codes, and the goods on the shelves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sellerkit.base.clock import now
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import Item, ItemStock
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.peak.findings import named
from sellerkit.store.orders import orders_to_pack, unknown_numbers
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

PACKED_STATUSES = ("to-ship", "deposit-paid")
"""What is packed: what may go out, and presale orders that are packed ahead of their balance."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An order that is not planned, and why."""

    order_id: str
    channel: str
    code: str
    skus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToPack:
    """Both halves, and the items of the shop by SKU."""

    ready: tuple[OrderToPack, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    items: Mapping[str, Item]


def orders_and_goods(shop: Shop, wanted: Wanted, day: date, packed: Container[int] = ()) -> ToPack:
    """The orders that can be packed on that day, those due first. Goods that are short go to them in that order.

    Orders whose rows are in `packed` have their goods already and are not packed again.

    A lot that expires before the day is not counted. Raises UsageWrong for a status that is never packed, InputRejected
    when no order has one of the numbers given.
    """
    problems = _unknown_numbers(shop, wanted)
    orders = _chosen(shop, wanted)
    today = max(day, now().astimezone(shop.zone).date())
    stock = stock_of(shop.store.db, today=today)
    left_out: list[LeftOut] = []
    whole: list[OrderToPack] = []
    for order in sorted(orders, key=lambda order: order.id not in packed):
        problem = None if order.id in packed else _not_packed(order)
        if problem is None:
            whole.append(order)
        else:
            problems.append(problem)
            left_out.append(LeftOut(order.order_id, order.channel, problem.code))
    ready, short = _with_goods(whole, stock, today)
    ready, short = [o for o in ready if o.id not in packed], [one for one in short if one[0].id not in packed]
    problems += _short_problems(short, stock, today)
    left_out += [LeftOut(order.order_id, order.channel, "short-stock", tuple(skus)) for order, skus in short]
    return ToPack(tuple(ready), tuple(left_out), tuple(problems), {sku: one.item for sku, one in stock.items()})


def _chosen(shop: Shop, wanted: Wanted) -> list[OrderToPack]:
    other = [status for status in wanted.statuses if status not in PACKED_STATUSES]
    if other:
        raise UsageWrong(
            _("Orders that are {status} are not packed.").format(status=other[0]),
            hint=_("Known: {names}").format(names=", ".join(PACKED_STATUSES)),
        )
    if not wanted.statuses:
        wanted = replace(wanted, statuses=STATUSES if wanted.orders else PACKED_STATUSES)
    found = orders_to_pack(shop.store.db, wanted, today=now())
    return sorted(found, key=lambda order: order.status == "deposit-paid")


def _unknown_numbers(shop: Shop, wanted: Wanted) -> list[Problem]:
    unknown = unknown_numbers(shop.store.db, wanted) if wanted.orders else ()
    hint = _("Look for it with `sellerkit orders list`.")
    if unknown and len(unknown) >= len(set(wanted.orders)):
        message = _("No order has one of these numbers: {numbers}.").format(numbers=", ".join(unknown[:10]))
        raise InputRejected(message, hint=hint, code="no-such-order")
    return [Problem("no-such-order", _("does not exist."), _place(number), number, hint) for number in unknown]


def _not_packed(order: OrderToPack) -> Problem | None:
    place = _place(order.order_id)
    if order.status not in PACKED_STATUSES:
        return Problem("not-to-pack", _("is {status} and is not packed.").format(status=order.status), place, order.order_id,
                       _("Look at it with `sellerkit orders list`."))  # fmt: skip
    if order.unmatched:
        return Problem("unknown-code", _("has codes that no item knows: {codes}").format(codes=", ".join(order.unmatched)), place,
                       ", ".join(order.unmatched), _("Match them with `sellerkit orders match CODE SKU`."))  # fmt: skip
    if not order.items:
        return Problem("nothing-to-send", _("has no line that is still to be sent."), place, order.order_id,
                       _("Look at it with `sellerkit orders list`."))  # fmt: skip
    return None


def _with_goods(
    orders: Sequence[OrderToPack], stock: Mapping[str, ItemStock], today: date
) -> tuple[list[OrderToPack], list[tuple[OrderToPack, list[str]]]]:
    left = {sku: good_quantity(one, today) for sku, one in stock.items()}
    ready, short = [], []
    for order in orders:
        lacking = [line.sku for line in order.items if left[line.sku] < line.quantity]
        if lacking:
            short.append((order, lacking))
            continue
        for line in order.items:
            left[line.sku] -= line.quantity
        ready.append(order)
    return ready, short


def good_quantity(stock: ItemStock, today: date) -> int:
    """What is on the shelves and has not expired."""
    good = (lot for lot in stock.takeable if not (lot.lot.expires and lot.lot.expires < today.isoformat()))
    return sum(max(lot.on_hand, 0) for lot in good)


def _short_problems(
    short: Sequence[tuple[OrderToPack, Sequence[str]]], stock: Mapping[str, ItemStock], today: date
) -> list[Problem]:
    """One problem for each item that is short, with the orders it hits."""
    hit: dict[str, list[str]] = defaultdict(list)
    for order, skus in short:
        for sku in skus:
            hit[sku].append(order.order_id)
    return [_short(sku, orders, stock[sku], today) for sku, orders in sorted(hit.items())]


def _short(sku: str, orders: Sequence[str], stock: ItemStock, today: date) -> Problem:
    good = good_quantity(stock, today)
    message = _("Too little of {sku}: {good} are there. Orders that wait for it: {orders}.")
    if stock.on_hand > good:
        message = _("Too little of {sku}: {good} are there beside what has expired. Orders that wait for it: {orders}.")
    return Problem("short-stock", message.format(sku=sku, good=good, orders=named(orders)), Place(_("item {sku}").format(sku=sku)), sku,
                   _("Buy more or count again, then plan again."))  # fmt: skip


def _place(order_id: str) -> Place:
    return Place(_("order {order}").format(order=order_id))
