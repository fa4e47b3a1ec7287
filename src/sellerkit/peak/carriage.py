"""What a courier asks for a parcel, as the packing engine wants to be told: by gross weight and outer sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.model.order import Buyer, OrderToPack
from sellerkit.packing.costs import Price
from sellerkit.packing.goods import Size
from sellerkit.rates.card import Quote, RateCard
from sellerkit.rates.cards import card_from_rows
from sellerkit.sheets import read_tables
from sellerkit.trade.shop import Shop

_SMALLEST = (1, 1, 1)


def cards_in(path: Path, currency: str) -> tuple[RateCard, ...]:
    """The rate cards of a .csv or .xlsx file. Raises InputRejected with every bad cell, or for a file without prices."""
    found = [
        card_from_rows([(n, list(cells)) for n, cells in table.rows], path.stem, currency, path.name, table.name)
        for table in read_tables(path) if not table.hidden
    ]  # fmt: skip
    problems = [problem for outcome in found for problem in outcome.problems]
    cards = tuple(card for outcome in found for card in outcome.good)
    if problems or not cards:
        raise InputRejected(
            _("The rate card {file} cannot be used.").format(file=path.name),
            hint=problems[0].hint if problems else _("It needs a heading row: areas and base, or 区域, 首重 and 续重."),
            code="wrong-rate-card",
            problems=problems,
        )
    return cards


def price_of(cards: Sequence[RateCard], place: str, on: date) -> Price:
    """The cheapest of the cards for parcels to a place ("浙江", "浙江 杭州"); None when none of them goes there."""
    province, _space, city = place.strip().partition(" ")

    def price(weight_g: int, size_mm: Size) -> int | None:
        quotes = [card.quote(weight_g, size_mm, province, city.strip(), on) for card in cards]
        return min((quote.minor for quote in quotes if isinstance(quote, Quote)), default=None)

    return remembered(price)


def remembered(price: Callable[[int, Size], int | None]) -> Price:
    """The same, asked once for each weight and size."""
    return cache(price)


def prices_of(shop: Shop, on: date) -> Callable[[OrderToPack], Price | None]:
    """Prices for each order's place, by the shop's rate cards and rules; `[packing] price_to` stands for a hidden address.

    Raises ConfigError for a rate card that cannot be read.
    """
    from sellerkit.trade.quotes import Facts, choose_courier, tariffs

    known = tariffs(shop)
    prices: dict[object, Price | None] = {}

    def price_for(order: OrderToPack) -> Price | None:
        buyer = order.buyer if order.buyer and order.buyer.province else _buyer_at(shop.config.packing.price_to)
        if buyer is None or not any(known.cards.values()):
            return None
        total = order.total_minor if known.rules else None
        like = (buyer.country, buyer.province, buyer.city, buyer.postcode, total, order.currency, order.channel)

        def price(weight_g: int, size_mm: Size) -> int | None:
            facts = Facts(buyer, weight_g, size_mm, "", total, order.currency, order.channel)
            quote = choose_courier(known, facts, on).quote
            return quote.minor if quote and quote.currency == shop.currency else None

        if like not in prices:
            priced = remembered(price)
            # Nobody sends the lightest parcel there, or nobody knows for how much: then money cannot decide.
            prices[like] = priced if priced(1, _SMALLEST) is not None else None
        return prices[like]

    return price_for


def _buyer_at(place: str) -> Buyer | None:
    province, _space, city = place.strip().partition(" ")
    return Buyer(province=province, city=city.strip()) if province else None
