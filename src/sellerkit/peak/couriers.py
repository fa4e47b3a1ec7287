"""Which courier each order will go with, so that its parcel waits for the right pick-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sellerkit.peak.cartons import OrderPacking
from sellerkit.trade.shop import Shop


def couriers_of(shop: Shop, packings: Sequence[OrderPacking], on: date) -> list[str]:
    """A courier for each order, chosen as `shipments create` will; "" where any will do.

    That is so with one courier, without an address to choose by, and for presale orders. Raises ConfigError for a rate
    card that cannot be read.
    """
    if len(shop.config.carriers) < 2:
        return [""] * len(packings)
    from sellerkit.trade.quotes import Facts, choose_courier, tariffs

    known = tariffs(shop)
    chosen: dict[object, str] = {}
    found = []
    for packing in packings:
        order, buyer = packing.order, packing.order.buyer
        if buyer is None or not buyer.province or order.status == "deposit-paid":
            found.append("")
            continue
        total = order.total_minor if known.rules else None
        facts = Facts(buyer, packing.weight_g, None, packing.carton, total, order.currency, order.channel)
        like = (buyer.country, buyer.province, buyer.city, buyer.postcode, *([facts.weight_g, facts.carton, total, order.currency, order.channel]))  # fmt: skip
        if like not in chosen:
            chosen[like] = choose_courier(known, facts, on).carrier or ""
        found.append(chosen[like])
    return found
