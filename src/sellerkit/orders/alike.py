"""A sheet without order numbers whose address or phone was mended: its rows look new, and are held until a person has looked.

An order without a number is known by what its row says, so a mended row makes another order. It is held, never merged and
never sent by itself: of name, phone and address two agree, the items are the same, and the first one came from the same
channel within DAYS and is not in the sheet any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sellerkit.base.clock import now, to_store
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import Order
from sellerkit.store.order_import import SavedOrders
from sellerkit.store.orders import set_status
from sellerkit.store.orders_alike import NumberlessOrder, came_before, numberless
from sellerkit.store.store import Batch

DAYS = 7
# A mistyped phone differs in a digit or two.
_DIGITS = 2


def hold_those_alike(batch: Batch, orders: Sequence[Order], saved: SavedOrders, file: str) -> tuple[Problem, ...]:
    """Hold each new order that is probably one that came before; a problem names both."""
    made = {order.order_id: order for order, one in zip(orders, saved.orders, strict=True) if one.outcome == "created"}
    new = numberless(batch.db, orders[0].channel, list(made)) if made else []
    if not new:
        return ()
    since = to_store(now() - timedelta(days=DAYS))
    before = came_before(batch, orders[0].channel, since, [order.order_id for order in orders])
    found = list(_pairs(new, before))
    set_status(batch, [one.id for one, _old in found], "held", reason=_("Probably an order that came before."))
    return tuple(_problem(made[one.order_id], old.order_id, file) for one, old in found)


def _pairs(
    new: Sequence[NumberlessOrder], before: Sequence[NumberlessOrder]
) -> Iterator[tuple[NumberlessOrder, NumberlessOrder]]:
    """Each new order with the youngest earlier one of the same goods to the same person."""
    same_goods: dict[object, list[NumberlessOrder]] = defaultdict(list)
    for one in before:
        same_goods[one.items].append(one)
    for one in new:
        old = next((old for old in reversed(same_goods[one.items]) if _same_person(one, old)), None)
        if old is not None:
            yield one, old


def _same_person(one: NumberlessOrder, other: NumberlessOrder) -> bool:
    """Two of name, phone and address agree; what is masked or missing agrees with nothing."""
    agree = (
        _whole(one.name) and one.name == other.name,
        _whole(one.phone) and _nearly(one.phone, other.phone),
        _whole(one.street) and "".join(one.street.split()) == "".join(other.street.split()),
    )
    return sum(map(bool, agree)) >= 2


def _whole(text: str) -> bool:
    return bool(text) and "*" not in text


def _nearly(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= _DIGITS


def _problem(order: Order, old: str, file: str) -> Problem:
    return Problem(
        "probably-same-order",
        _("Order {order} is held: it has the goods and the recipient of order {old}, which this file does not list any more.").format(
            order=order.order_id, old=old
        ),
        Place(file, order.sheet, order.row), old,
        _(
            "If it is the same, mended: sellerkit orders cancel {old}, then sellerkit orders release {order} (was {old} sent already: "
            "cancel {order}). If it is another order: sellerkit orders release {order}."
        ).format(order=order.order_id, old=old),
    )  # fmt: skip
