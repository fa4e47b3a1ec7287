"""Orders for `orders list`."""

from __future__ import annotations

from dataclasses import dataclass

from sellerkit.base.clock import now
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.orders.changes import unknown_problems
from sellerkit.store.order_lists import ListedOrder, list_orders
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Listed:
    """The orders found, and a problem for each number that the shop does not have."""

    orders: tuple[ListedOrder, ...]
    problems: tuple[Problem, ...]


def listed(shop: Shop, wanted: Wanted) -> Listed:
    """Every order of the choice. Raises InputRejected when numbers were given and none of them is known."""
    problems = tuple(unknown_problems(shop, wanted))
    if wanted.orders and len(problems) >= len(set(wanted.orders)):
        raise InputRejected(
            _("No order has one of these numbers: {numbers}.").format(
                numbers=", ".join(p.value for p in problems[:10])
            ),
            hint=_("Look for it with `sellerkit orders list`."),
            code="no-such-order",
        )
    return Listed(tuple(list_orders(shop.store.db, wanted, now())), problems)
