"""Which courier each order will go with, so that its parcel waits for the right pick-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.peak.cartons import OrderPacking
from sellerkit.peak.findings import named
from sellerkit.trade.shop import Shop

if TYPE_CHECKING:
    from sellerkit.trade.quotes import Facts, Tariffs


@dataclass(frozen=True, slots=True)
class Couriers:
    """A courier for each order, chosen as `shipments create` will; "" where any will do.

    That is so without an address to choose by, with one courier that takes everything, and for presale orders. `others`
    are those that would take it too, `refused` says of orders that nobody takes why not; both by the order's number.
    """

    chosen: tuple[str, ...]
    others: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Answer:
    carrier: str
    others: tuple[str, ...]
    refused: str


_ANY = _Answer("", (), "")


def couriers_of(shop: Shop, packings: Sequence[OrderPacking], on: date) -> Couriers:
    """Choose for every order. Rate cards are read only when there is an order to choose for; raises ConfigError for one
    that cannot be read and that a choice depends on."""
    carriers = shop.config.carriers
    if not carriers or (len(carriers) == 1 and not any(carrier.rates for carrier in carriers.values())):
        return Couriers(("",) * len(packings))
    chooser = _Chooser(shop, on)
    found = [chooser.answer(packing) if _chosen(packing) else _ANY for packing in packings]
    return Couriers(
        tuple(one.carrier for one in found),
        {n: one.others for n, one in enumerate(found) if one.others},
        {n: one.refused for n, one in enumerate(found) if one.refused},
    )


def missing_cards(shop: Shop) -> list[str]:
    """The rate cards that shop.toml names and that are not there."""
    named = dict.fromkeys(carrier.rates for carrier in shop.config.carriers.values() if carrier.rates)
    return [file for file in named if not shop.path(file).is_file()]


def _chosen(packing: OrderPacking) -> bool:
    buyer = packing.order.buyer
    return buyer is not None and bool(buyer.province) and packing.order.status != "deposit-paid"


class _Chooser:
    """Chooses by the rate cards that are there; a choice by price waits for all of them."""

    def __init__(self, shop: Shop, on: date) -> None:
        self.shop, self.on, self.missing = shop, on, frozenset(missing_cards(shop))
        self.known: Tariffs | None = None
        self.answers: dict[object, _Answer] = {}

    def answer(self, packing: OrderPacking) -> _Answer:
        from sellerkit.trade.quotes import Facts

        order, buyer = packing.order, packing.order.buyer
        assert buyer is not None
        known = self.known = self.known or self._tariffs()
        total = order.total_minor if known.rules else None
        facts = Facts(buyer, packing.weight_g, None, packing.carton, total, order.currency, order.channel)
        like = (buyer.country, buyer.province, buyer.city, buyer.postcode, facts.weight_g, facts.carton, total, order.currency, order.channel)  # fmt: skip
        if like not in self.answers:
            self.answers[like] = self._answer(known, facts)
        return self.answers[like]

    def _answer(self, known: Tariffs, facts: Facts) -> _Answer:
        from sellerkit.rates.card import NoService
        from sellerkit.trade.quotes import choose_courier, quotes

        offers = quotes(known, facts, self.on)
        takes = [name for name, quote in offers.items() if not isinstance(quote, NoService)]
        if not takes:
            reasons = (f"{name}: {quote.reason}" for name, quote in offers.items() if isinstance(quote, NoService))
            return _Answer("", (), "; ".join(reasons))
        if len(offers) == 1:
            return _ANY
        choice = choose_courier(known, facts, self.on)
        if self.missing and not choice.by_rule:
            self._complain()
        if choice.carrier is None:
            # Several could take it and none has a price: any of them, but none of those that refuse.
            return _ANY if len(takes) == len(offers) else _Answer(takes[0], tuple(takes[1:]), "")
        return _Answer(choice.carrier, tuple(name for name in takes if name != choice.carrier), "")

    def _tariffs(self) -> Tariffs:
        """What is known without the cards that are not there; their couriers have no price then."""
        from sellerkit.trade.quotes import tariffs

        carriers = {
            name: replace(carrier, rates="") if carrier.rates in self.missing else carrier
            for name, carrier in self.shop.config.carriers.items()
        }
        return tariffs(replace(self.shop, config=replace(self.shop.config, carriers=carriers)))

    def _complain(self) -> None:
        """Raise the ConfigError that names the missing card."""
        from sellerkit.trade.quotes import tariffs

        tariffs(self.shop)


def refusals(packings: Sequence[OrderPacking], refused: Mapping[int, str]) -> list[Problem]:
    """One problem for each province and reason, with the orders that cannot leave."""
    hit: dict[tuple[str, str], list[str]] = defaultdict(list)
    for n, why in refused.items():
        buyer = packings[n].order.buyer
        hit[buyer.province if buyer else "", why].append(packings[n].order.order_id)
    hint = _("Write a courier that goes there into [carriers], or mend its rate card; until then they are not planned.")
    return [
        Problem("no-service", _("No courier takes parcels to {province} ({why}); orders: {orders}.").format(province=province, why=why, orders=named(orders)),
                Place(_("province {province}").format(province=province)), province, hint)
        for (province, why), orders in sorted(hit.items())
    ]  # fmt: skip
