"""What the rate card says that a parcel on a courier's bill may cost."""

from __future__ import annotations

from collections.abc import Mapping

from sellerkit.base.clock import from_store, today
from sellerkit.base.language import _
from sellerkit.model.order import Buyer
from sellerkit.rates.card import Quote
from sellerkit.shipments.bill_rules import BillLine, Expected, OurParcel
from sellerkit.store.bills import BilledParcel
from sellerkit.trade.quotes import Facts, Tariffs, quotes, tariffs
from sellerkit.trade.shop import Shop


class Prices:
    """What the courier's rate card says of a parcel on the day of its line."""

    def __init__(self, shop: Shop, carrier: str, ours: Mapping[str, BilledParcel]) -> None:
        self._shop, self._carrier, self._ours = shop, carrier, ours
        self._cards = Tariffs({carrier: tariffs(shop).cards.get(carrier, ())}, ())
        self._tolerance = shop.config.carriers[carrier].scale_tolerance_g

    def expected(self, parcel: OurParcel, line: BillLine) -> Expected:
        """The price at the weight packed (theirs where it was never weighed), and with what scales may differ."""
        ours = self._ours[parcel.waybill.upper()]
        weight_g = ours.weight_g or line.weight_g or 0
        if not weight_g:
            return Expected(None, None, _("never weighed"))
        price = self._quote(ours, line, weight_g)
        if not isinstance(price, Quote):
            return Expected(None, None, price)
        heavy = self._quote(ours, line, weight_g + self._tolerance)
        return Expected(price.minor, heavy.minor if isinstance(heavy, Quote) else None, price.explanation)

    def _quote(self, ours: BilledParcel, line: BillLine, weight_g: int) -> Quote | str:
        """The price, or why there is none. A hidden address goes where the bill says."""
        shop = self._shop
        buyer = ours.buyer if ours.buyer and (ours.buyer.province or ours.buyer.country not in ("", "CN")) else None
        buyer = buyer or Buyer(province=line.province, city=line.city)
        carton = shop.config.packing.cartons.get(ours.carton)
        size = (carton.outer_mm or carton.inner_mm) if carton else None
        sent = from_store(ours.confirmed_at).astimezone(shop.zone).date() if ours.confirmed_at else today(shop.zone)
        facts = Facts(buyer, weight_g, size, ours.carton, ours.total_minor, shop.currency)
        found = quotes(self._cards, facts, sent)[self._carrier]
        if found is None:
            return _("{carrier} has no rate card").format(carrier=self._carrier)
        if not isinstance(found, Quote):
            return found.reason
        if found.currency != shop.currency:
            return _("the rate card is in {currency}").format(currency=found.currency)
        return found
