"""From orders to parcels: who gets one now, who cannot, and what each would cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sellerkit.base.clock import now
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.rates.choose import Choice
from sellerkit.shipments.references import parcel_id
from sellerkit.shipments.shelves import Shelves
from sellerkit.store.orders import orders_to_pack, unknown_numbers
from sellerkit.store.plans import PlannedParcel, current_plan
from sellerkit.store.shipments import IN_DOUBT, orders_taken, parcels
from sellerkit.trade.quotes import Facts, Tariffs, choose_courier, tariffs
from sellerkit.trade.refund_gate import refund_gate
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Ready:
    """A parcel that can go: its courier and price, and what both were found by.

    `order` stands for all `orders` in it, usually one. `pickup` is a UTC text, `full` the courier's earlier ones without room.
    """

    parcel_id: int
    order: OrderToPack
    facts: Facts
    choice: Choice
    planned: PlannedParcel | None
    orders: tuple[OrderToPack, ...] = ()
    pickup: str = ""
    full: tuple[str, ...] = ()

    @property
    def order_ids(self) -> tuple[str, ...]:
        return tuple(order.order_id for order in self.orders or (self.order,))

    @property
    def order_rows(self) -> tuple[int, ...]:
        return tuple(order.id for order in self.orders or (self.order,))

    @property
    def carrier(self) -> str:
        return self.choice.carrier or ""

    @property
    def cost_minor(self) -> int | None:
        return self.choice.quote.minor if self.choice.quote else None

    @property
    def currency(self) -> str:
        return self.choice.quote.currency if self.choice.quote else ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Both halves: parcels that can go, orders whose address the platform hides, and problems of all others."""

    ready: tuple[Ready, ...]
    hidden: tuple[OrderToPack, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def prepare(shop: Shop, wanted: Wanted, *, known: Tariffs | None = None) -> Prepared:
    """Every order that is ready to ship and has no waybill, in packing order; a limit counts parcels that can go.

    Raises InputRejected when order numbers were given and the shop has none of them.
    """
    known = known or tariffs(shop)
    plan = {p.order_row: p for p in current_plan(shop.store.db)}
    taken = orders_taken(shop.store.db)
    shelves, gate = _less_doubts(shop), refund_gate(shop)
    ready: list[Ready] = []
    hidden: list[OrderToPack] = []
    problems = unknown_problems(shop, wanted)
    for order in _in_packing_order(shop, wanted, plan):
        if len(ready) == wanted.limit:
            break
        if order.id in taken:
            continue
        made = gate.refused(order) or _parcel(order, plan.get(order.id), shelves, known)
        if isinstance(made, Ready):
            ready.append(made)
        elif isinstance(made, Problem):
            problems.append(made)
        else:
            hidden.append(order)
    return Prepared(tuple(ready), tuple(hidden), tuple(problems))


def unknown_problems(shop: Shop, wanted: Wanted) -> list[Problem]:
    """A problem for each number that no order has. Raises InputRejected when that is every number."""
    unknown = unknown_numbers(shop.store.db, wanted)
    hint = _("Look for it with `sellerkit orders list`.")
    if unknown and len(unknown) >= len(set(wanted.orders)):
        message = _("No order has one of these numbers: {numbers}.").format(numbers=", ".join(unknown[:10]))
        raise InputRejected(message, hint=hint, code="no-such-order")
    message = _("does not exist.")
    return [Problem("no-such-order", message, _place(number), number, hint) for number in unknown]


def _in_packing_order(shop: Shop, wanted: Wanted, plan: Collection[int]) -> Iterator[OrderToPack]:
    """The planned ones as they are packed, then those due first. Whoever names an order hears why it does not go."""
    statuses = STATUSES if wanted.orders else ("to-ship",)
    orders = orders_to_pack(
        shop.store.db, replace(wanted, statuses=wanted.statuses or statuses, limit=None), today=now()
    )
    position = {row: n for n, row in enumerate(plan)}
    return iter(sorted(orders, key=lambda order: position.get(order.id, len(position))))


def _less_doubts(shop: Shop) -> Shelves:
    """The shelves without the goods of parcels that may have a waybill: nobody else can have those."""
    shelves = Shelves.of(shop)
    numbers = tuple({number for row in parcels(shop.store.db, states=IN_DOUBT) for number in row.order_ids})
    if numbers:
        for order in orders_to_pack(shop.store.db, Wanted(numbers, statuses=STATUSES), today=now()):
            shelves.take(order)
    return shelves


def _parcel(
    order: OrderToPack, planned: PlannedParcel | None, shelves: Shelves, known: Tariffs
) -> Ready | Problem | None:
    """The parcel, why there is none, or None when the platform hides the address."""
    if order.status != "to-ship":
        return _problem(order, "not-to-ship", _("is {status} and gets no waybill.").format(status=order.status),
                        _("Look at it with `sellerkit orders list`."))  # fmt: skip
    if order.unmatched:
        return _problem(order, "unknown-code", _("has codes that no item knows: {codes}").format(codes=", ".join(order.unmatched)),
                        _("Match them with `sellerkit orders match CODE SKU`."))  # fmt: skip
    if order.buyer is None or not order.buyer.address:
        return None
    if not order.buyer.can_be_sent_to or not order.buyer.province or order.buyer.in_doubt:
        return _problem(order, "address-unclear", _("has an address that is not clear enough to send to."),
                        _("See what is doubtful and mend it: sellerkit orders addresses"))  # fmt: skip
    weight = planned.weight_g if planned else shelves.weight(order)
    if weight is None:
        return _problem(order, "no-weight", _("holds an item that was never weighed."),
                        _("Import a sheet with the weight, or plan first."))  # fmt: skip
    return _priced(order, planned, weight, shelves, known)


def _priced(
    order: OrderToPack, planned: PlannedParcel | None, weight_g: int, shelves: Shelves, known: Tariffs
) -> Ready | Problem:
    assert order.buyer is not None
    carton = planned.carton if planned else ""
    facts = Facts(order.buyer, weight_g, None, carton, order.total_minor, order.currency, order.channel)
    choice = choose_courier(known, facts, shelves.today)
    if choice.carrier is None:
        return no_courier(order, choice)
    if missing := shelves.missing(order):
        return _problem(order, "short-stock", _("cannot be packed, too little is left of {skus}.").format(skus=", ".join(missing)),
                        _("Buy more, count again, or cancel the order."))  # fmt: skip
    shelves.take(order)
    return Ready(parcel_id((order,)), order, facts, choice, planned)


def no_courier(order: OrderToPack, choice: Choice) -> Problem:
    """Why nobody takes a parcel, courier by courier."""
    reasons = "; ".join(f"{name}: {reason.rstrip('.。')}" for name, reason in choice.lost.items())
    return _problem(order, "no-courier", _("finds no courier ({reasons})").format(reasons=reasons or choice.why),
                    _("Look at `sellerkit shipments quote`; add a courier or its rate card."))  # fmt: skip


def _problem(order: OrderToPack, code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, _place(order.order_id), order.order_id, hint)


def _place(order_id: str) -> Place:
    return Place(_("order {order}").format(order=order_id))
