"""`shipments quote`: every courier's price for every parcel that could go, and why each lost."""

from __future__ import annotations

from dataclasses import dataclass

from sellerkit.base.clock import now
from sellerkit.base.problems import Problem
from sellerkit.model.order import OrderToPack
from sellerkit.rates.card import NoService, Quote
from sellerkit.rates.choose import Choice
from sellerkit.shipments.parcels import prepare
from sellerkit.trade.quotes import quotes, tariffs
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class OrderQuotes:
    """One parcel: all prices, and the choice."""

    order: OrderToPack
    weight_g: int
    prices: dict[str, Quote | NoService | None]
    choice: Choice


@dataclass(frozen=True, slots=True)
class AllQuotes:
    """Both halves: priced parcels, and orders that cannot be sent as they are."""

    quoted: tuple[OrderQuotes, ...]
    hidden: tuple[OrderToPack, ...]
    problems: tuple[Problem, ...]


def quote_orders(shop: Shop, wanted: Wanted) -> AllQuotes:
    """Nothing is asked of a courier: prices come from the rate cards of shop.toml."""
    known = tariffs(shop)
    prepared = prepare(shop, wanted, known=known)
    today = now().astimezone(shop.zone).date()
    quoted = tuple(
        OrderQuotes(ready.order, ready.facts.weight_g, quotes(known, ready.facts, today), ready.choice)
        for ready in prepared.ready
    )
    return AllQuotes(quoted, prepared.hidden, prepared.problems)
