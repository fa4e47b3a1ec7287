"""Orders held, released and cancelled by the shop itself, one batch each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sellerkit.base.clock import now
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import N_, _
from sellerkit.base.privacy import mask_numbers
from sellerkit.base.problems import Place, Problem
from sellerkit.store.order_choice import unknown_numbers
from sellerkit.store.order_lists import ListedOrder, list_orders
from sellerkit.store.orders import set_status
from sellerkit.trade.order_status import CANCELLABLE, HOLDABLE, released, status_word
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

Verb = Literal["hold", "release", "cancel"]
_TAKEN: dict[Verb, frozenset[str]] = {
    "hold": HOLDABLE,
    "release": frozenset({"held", "refunding"}),
    "cancel": CANCELLABLE,
}
_REFUSED: dict[Verb, str] = {
    "hold": N_("Order {order} is {status}: there is nothing to hold back."),
    "release": N_("Order {order} is {status}, not held."),
    "cancel": N_("Order {order} is {status} and cannot be cancelled."),
}


@dataclass(frozen=True, slots=True)
class Meant:
    """The orders that a change would touch, and why others that were named stay as they are."""

    orders: tuple[ListedOrder, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed, as (order, its new status). `batch` is None in a dry run or when nothing changed."""

    batch: int | None
    orders: tuple[tuple[ListedOrder, str], ...]
    problems: tuple[Problem, ...]
    dry_run: bool


def meant(shop: Shop, verb: Verb, wanted: Wanted) -> Meant:
    """The orders that `verb` would change. Raises UsageWrong without any choice, InputRejected when none can be."""
    if wanted == Wanted():
        raise UsageWrong(
            _("Which orders?"), hint=_("Name their numbers, or choose them with --channel, --status, --due or --from.")
        )
    found = list_orders(shop.store.db, wanted, now())
    good = [order for order in found if _obstacle(verb, order) is None]
    problems = list(unknown_problems(shop, wanted))
    if wanted.orders:
        problems += [problem for order in found if (problem := _obstacle(verb, order)) is not None]
    if problems and not good:
        raise InputRejected(
            problems[0].message if len(problems) == 1 else _("None of these orders can be changed."),
            hint=problems[0].hint,
            code=problems[0].code,
            problems=problems if len(problems) > 1 else (),
        )
    return Meant(tuple(good), tuple(problems))


def change(shop: Shop, verb: Verb, chosen: Meant, *, reason: str = "", dry_run: bool = False) -> Changed:
    """Give the orders their new status as one batch. Phone numbers in the reason are masked: it is kept for good."""
    reason = mask_numbers(reason)
    target = [(order, _target(verb, order)) for order in chosen.orders]
    if not target:
        return Changed(None, (), chosen.problems, dry_run)
    with shop.store.batch(f"orders {verb}", dry_run=dry_run) as batch:
        for status in dict.fromkeys(status for _order, status in target):
            rows = [order.id for order, its in target if its == status]
            set_status(batch, rows, status, reason="" if verb == "release" else reason)
        batch.note(orders=len(target), reason=reason)
    return Changed(None if dry_run else batch.number, tuple(target), chosen.problems, dry_run)


def unknown_problems(shop: Shop, wanted: Wanted) -> Sequence[Problem]:
    """One problem for each order number that the shop does not have."""
    return [
        Problem(
            "no-such-order",
            _("There is no order {order}.").format(order=number),
            Place(""),
            number,
            _("Look for it with `sellerkit orders list`."),
        )
        for number in unknown_numbers(shop.store.db, wanted)
    ]


def _target(verb: Verb, order: ListedOrder) -> str:
    if verb == "release":
        return released(order.held_from, sent=bool(order.waybill or order.shipped_at))
    return "held" if verb == "hold" else "closed"


def _obstacle(verb: Verb, order: ListedOrder) -> Problem | None:
    if verb == "cancel" and (order.waybill or order.parcels):
        return _problem(
            "has-waybill",
            _("Order {order} has a waybill.").format(order=order.order_id),
            order,
            _("Give it back first: sellerkit shipments void {waybill}").format(waybill=order.waybill or "WAYBILL"),
        )
    if verb == "cancel" and order.status in ("shipped", "done"):
        return _problem(
            "already-shipped",
            _("Order {order} has been shipped.").format(order=order.order_id),
            order,
            _(
                "Give its waybill back first with `sellerkit shipments void`, or wait for the refund in the next export."
            ),
        )
    if order.status in _TAKEN[verb]:
        return None
    return _problem(
        "wrong-status", _(_REFUSED[verb]).format(order=order.order_id, status=status_word(order.status)), order, ""
    )


def _problem(code: str, message: str, order: ListedOrder, hint: str) -> Problem:
    return Problem(code, message, Place(""), order.order_id, hint)
