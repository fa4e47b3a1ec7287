"""One item as a channel offers it: price, tiers, stock, content, the lot that goes first."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from sellerkit.base.config.schema import ListedProduct
from sellerkit.base.language import _
from sellerkit.base.money import Money, decimal_string, minor_units
from sellerkit.listings.catalogue import options_of
from sellerkit.listings.contents import net_content
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.offering import Offering
from sellerkit.listings.price_history import OnSale, Sale
from sellerkit.listings.prices import Priced, Pricing, price_of, tier_prices
from sellerkit.listings.product import Tier, Variant
from sellerkit.model.item import Item, ItemStock

_WORTHS = 10_000  # different costs and prices that are kept in mind


class Worth(NamedTuple):
    """Cost and own price of one offered unit in the currency they are kept in, and what the price rule makes of them."""

    cost: Decimal | None
    own: Decimal | None
    priced: Priced
    cost_minor: int | None
    price_minor: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant without its pictures, and what was noticed about its price."""

    variant: Variant
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """How a channel offers any item. `home` is the currency of cost and price in stock, `currency` the channel's.

    Sold by the `pack`, one offered unit is a whole pack: its price, weight and content are those of all pieces in it.
    """

    pricing: Pricing
    offering: Offering
    home: str
    currency: str
    sell_by: Literal["piece", "pack"] = "piece"
    sale: Sale | None = None
    _worths: dict[tuple[object, ...], Worth] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, stock: ItemStock, positions: tuple[int, ...], stated: ListedProduct) -> Offer:
        """The offer of one item; `positions` are the options that its family has."""
        item, case = stock.item, self._case(stock.item)
        worth = self._worth(item, case, self._piece_minor(stock, case))
        (priced, compare_at, sold), price_minor = OnSale(worth.priced), worth.price_minor
        if stated.price is not None or self.sale:
            priced, compare_at, sold = self._own_price(item, stated, priced)
            price_minor = self._minor(priced.price)
        tiers, findings = self._tiers(stock, case, priced) if stock.tiers else ((), ())
        options, lot = options_of(item), self.offering.first_lot(stock) if stock.lots else None
        portion = item.priced_per if item.unit == "g" else case
        by_rule = (worth.cost is not None and self.pricing.from_cost) or stated.price is not None
        variant = Variant(
            item, tuple([options[n] for n in positions]), price_minor, self.offering.units(stock, portion),
            priced.floor, worth.own if priced.raised and not by_rule else None, worth.cost_minor,
            item.barcode.strip() if case == 1 and item.barcode else "", compare_at_minor=compare_at, tiers=tiers, case=case,
            net=net_content(item, stated.net, options, case), produced=lot.produced if lot else None,
            expires=lot.expires if lot else None, origin=(stated.origin or (lot.origin if lot else "") or item.origin or ""),
        )  # fmt: skip
        return Offer(variant, (*self._floor_unknown(variant), *sold, *findings))

    def _own_price(self, item: Item, stated: ListedProduct, priced: Priced) -> OnSale:
        """The price where shop.toml says it, or a sale lowers it."""
        if stated.price is not None:
            priced = Priced(Money.of(stated.price, self.currency).amount, priced.floor)
        return self.sale.of(item.sku, priced) if self.sale else OnSale(priced)

    def _piece_minor(self, stock: ItemStock, case: int) -> int | None:
        """What one piece costs: in a pack what it costs when so many are bought at once."""
        if case == 1 or not stock.tiers or not self.pricing.tiers:
            return stock.item.price_minor
        reached = [tier for tier in stock.tiers if tier.from_quantity <= case and tier.currency == self.home]
        return max(reached, key=lambda tier: tier.from_quantity).price_minor if reached else stock.item.price_minor

    def _worth(self, item: Item, case: int, price_minor: int | None) -> Worth:
        """Colours and sizes of one thing mostly cost the same, so a price is worked out once."""
        key = (item.cost_minor, price_minor, item.unit == "g" or (case, item.priced_per))
        worth = self._worths.get(key)
        if worth is None:
            cost, own = self._amount(item.cost_minor, item, case), self._amount(price_minor, item, case)
            priced = price_of(cost, own, self.pricing, self.currency)
            worth = Worth(cost, own, priced, self._cost(cost), self._minor(priced.price))
            if len(self._worths) < _WORTHS:
                self._worths[key] = worth
        return worth

    def _case(self, item: Item) -> int:
        return item.pack if self.sell_by == "pack" and item.unit != "g" and item.pack and item.pack > 1 else 1

    def _amount(self, minor: int | None, item: Item, case: int) -> Decimal | None:
        """Cost or price of one offered unit, from what is said by the piece, the dozen or the carton."""
        if minor is None:
            return None
        amount = Money(minor, self.home).amount
        return amount if item.unit == "g" else amount * case / max(item.priced_per, 1)

    def _tiers(self, stock: ItemStock, case: int, priced: Priced) -> tuple[tuple[Tier, ...], tuple[Finding, ...]]:
        item = stock.item
        if priced.price is None or not self.pricing.tiers:
            return (), ()
        portion = item.priced_per if item.unit == "g" else case
        kept = [
            (-(-tier.from_quantity // max(portion, 1)), amount)
            for tier in stock.tiers
            if (amount := self._amount(tier.price_minor, item, case)) is not None and tier.currency == self.home
        ]
        wanted = [(start, amount) for start, amount in kept if start > 1]
        good, refused = tier_prices(wanted, priced.price, priced.floor, self.pricing, self.currency)
        tiers = tuple(Tier(start, minor_units(price, self.currency)) for start, price in good)
        return tiers, tuple(self._refused(item, start, price) for start, price in refused)

    def _refused(self, item: Item, start: int, price: Decimal) -> Finding:
        shown = decimal_string(minor_units(price, self.currency), self.currency)
        message = _("From {count} on, {price} does not lie below the price before it, or lies below the floor.").format(
            count=start, price=shown
        )
        hint = _("Prices by quantity must fall with every step and stay above the floor; this step is left out.")
        return warning("tier-not-falling", item.sku, "price", message, shown, hint)

    def _floor_unknown(self, variant: Variant) -> tuple[Finding, ...]:
        if self.pricing.floor is None or variant.floor is not None or variant.price_minor is None:
            return ()
        message = _("The floor cannot be worked out, because the cost is not known; the price is not held against it.")
        shown = decimal_string(variant.price_minor, self.currency)
        return (warning("floor-unknown", variant.sku, "price", message, shown, _("Give the item a cost.")),)

    def _cost(self, cost: Decimal | None) -> int | None:
        return None if cost is None else self._minor(cost / self.pricing.rate)

    def _minor(self, amount: Decimal | None) -> int | None:
        return None if amount is None else minor_units(amount, self.currency)
