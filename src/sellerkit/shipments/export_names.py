"""A courier's name as a marketplace writes it: what the shop declared, else the marketplace's own list."""

from __future__ import annotations

from collections.abc import Mapping

from sellerkit.base.config.schema import OrderChannel
from sellerkit.base.config.shipment_tables import CarrierTable
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.shipments.courier_names import NAMES, TradeName, courier_name
from sellerkit.shipments.marketplaces import Marketplace, marketplace, marketplace_of
from sellerkit.store.exported import Gone
from sellerkit.trade.shop import Shop

# The short words that sellers and platforms use; a name that begins with one is that courier.
_STEMS = {name.chinese[:2]: name for name in NAMES.values() if not name.chinese[:2].isascii()} | {
    "邮政": NAMES["chinapost"], "中国": NAMES["chinapost"], "百世": NAMES["best"], "汇通": NAMES["best"],
}  # fmt: skip


def trade_name(carriers: Mapping[str, CarrierTable], carrier: str) -> TradeName | None:
    """Which courier a parcel's `carrier` is, None when nobody can tell."""
    table = carriers.get(carrier)
    platform, _colon, company = carrier.partition(":")
    words = (table.name, table.courier, table.service, carrier) if table else (company if platform == "platform" else carrier,)  # fmt: skip
    return next((found for word in words if word and (found := named(word))), None)


def named(word: str) -> TradeName | None:
    """The courier that a word means: 圆通, 圆通速递, YTO Express, yuantong, EMS经济快递."""
    text = word.strip()
    if "EMS" in text.upper():
        return NAMES["ems"]
    plain = text.lower()
    exact = NAMES.get(plain) or next((n for n in NAMES.values() if plain in (n.english.lower(), n.chinese.lower())), None)  # fmt: skip
    return exact or _STEMS.get(text[:2])


def marketplace_name(shop: Shop, one: Gone, market: Marketplace) -> tuple[str, bool] | None:
    """What the marketplace calls this parcel's courier and whether that is in its list; None when it does not know it."""
    trade = trade_name(shop.config.carriers, one.carrier)
    declared = shop.config.orders.channels.get(one.channel, OrderChannel()).carrier_names
    company = one.carrier.partition(":")[2]
    for key in (one.carrier, company, *(trade or ())):
        if key and key in declared:
            return declared[key], declared[key] in market.names.values()
    if trade and trade.english in market.names:
        return market.names[trade.english], True
    other = trade.english if trade else company or courier_name(shop.config.carriers, one.carrier)
    return (other, False) if market.others and other else None


def target_of(shop: Shop, one: Gone) -> str:
    """The marketplace that an order belongs to: by its channel's format in shop.toml, else by the file it came in."""
    channel = shop.config.orders.channels.get(one.channel)
    return marketplace_of(channel.format if channel and channel.format else one.format)


def sheet_name(shop: Shop, one: Gone) -> str | Problem:
    """The courier as a person, or the marketplace whose own sheet it is, writes it."""
    if target := target_of(shop, one):
        market = marketplace(target)
        found = marketplace_name(shop, one, market)
        return found[0] if found else unknown_courier(one, market)
    declared = shop.config.orders.channels.get(one.channel, OrderChannel()).carrier_names
    return declared.get(one.carrier) or courier_name(shop.config.carriers, one.carrier) or one.company


def unknown_courier(one: Gone, market: Marketplace) -> Problem:
    """The problem of a courier whose name this marketplace would refuse."""
    carrier = one.carrier.partition(":")[2] or one.carrier
    message = _("{marketplace} knows no courier {carrier}; the order is not in its file").format(
        marketplace=market.label, carrier=carrier
    )
    hint = _("Say what it calls it: [orders.channels.{channel}] carrier_names = {example}").format(
        channel=one.channel, example=f'{{ "{carrier}" = "{next(iter(market.names.values()))}" }}'
    )
    return Problem("courier-not-known-there", message, Place(_("order {order}").format(order=one.order_id)), carrier, hint)  # fmt: skip
