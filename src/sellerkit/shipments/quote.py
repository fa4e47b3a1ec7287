"""`shipments quote`: every courier's price for every parcel that could go, why each lost, and what would cost less."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sellerkit.base.clock import now
from sellerkit.base.problems import Problem
from sellerkit.model.order import OrderToPack
from sellerkit.rates.card import NoService, Quote
from sellerkit.rates.choose import Choice
from sellerkit.shipments.arranging import arranged
from sellerkit.shipments.parcels import Ready
from sellerkit.shipments.proposals import Proposal, proposals
from sellerkit.trade.quotes import quotes, tariffs
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class OrderQuotes:
    """One parcel: all prices, and the choice. `full` are pick-ups of the chosen courier that have no room."""

    order: OrderToPack
    order_ids: tuple[str, ...]
    weight_g: int
    prices: dict[str, Quote | NoService | None]
    choice: Choice
    pickup: str = ""
    full: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllQuotes:
    """Both halves: priced parcels, and orders that cannot be sent as they are; what would cost less; what all cost."""

    quoted: tuple[OrderQuotes, ...]
    hidden: tuple[OrderToPack, ...]
    problems: tuple[Problem, ...]
    proposals: tuple[Proposal, ...] = ()
    notes: tuple[str, ...] = ()
    total: Counter[str] | None = None


def quote_orders(shop: Shop, wanted: Wanted, *, merge: bool | None = None) -> AllQuotes:
    """Nothing is asked of a courier: prices come from the rate cards of shop.toml. `merge` as `create` takes it."""
    known = tariffs(shop)
    together = shop.config.shipments.merge if merge is None else merge
    prepared = arranged(shop, wanted, merge=together, apart=merge is False, known=known)
    today = now().astimezone(shop.zone).date()

    def quoted(ready: Ready) -> OrderQuotes:
        prices = quotes(known, ready.facts, today)
        return OrderQuotes(
            ready.order, ready.order_ids, ready.facts.weight_g, prices, ready.choice, ready.pickup, ready.full
        )

    total: Counter[str] = Counter()
    for ready in prepared.ready:
        if ready.cost_minor is not None:
            total[ready.currency] += ready.cost_minor
    found = proposals(shop, prepared.ready, known)
    all_quoted = tuple(quoted(ready) for ready in prepared.ready)
    return AllQuotes(all_quoted, prepared.hidden, prepared.problems, tuple(found), prepared.notes, total)
