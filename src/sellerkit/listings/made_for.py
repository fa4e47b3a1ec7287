"""Everything that the products of one channel are made with, gathered from shop.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sellerkit.base import clock
from sellerkit.base.config.listing_checks import LANGUAGES
from sellerkit.base.config.schema import Config, ListingChannel, StockSource
from sellerkit.listings.catalogue import OPTIONS
from sellerkit.listings.chosen import Chosen, channel_of
from sellerkit.listings.images import pictures_by_sku
from sellerkit.listings.known_names import known_names
from sellerkit.listings.making import Making
from sellerkit.listings.offering import Offering
from sellerkit.listings.own_texts import OwnTexts
from sellerkit.listings.price_history import sale_of
from sellerkit.listings.sources import names_in
from sellerkit.listings.stated import Stated
from sellerkit.listings.texts import Texts
from sellerkit.listings.variants import Offers
from sellerkit.trade.shop import Shop


def making_for(shop: Shop, chosen: Chosen, skus: Iterable[str], language: str = "", *more: str) -> Making:
    """How this channel's products are made; `language` is what the channel speaks, `more` further ones.

    Raises ChannelBroken for a template, a text or a folder that cannot be used.
    """
    config, settings = shop.config, chosen.settings
    key = f"listings.channels.{chosen.name}.images"
    names = names_in(shop.folder, key, settings.images) if settings.images else []
    own = OwnTexts(shop.folder, config.listings.texts)
    channel = channel_of(chosen)
    texts = Texts(
        shop.folder,
        chosen.name,
        settings,
        config.brand,
        config.shop.name,
        chosen.currency,
        own,
        channel.limits,
        channel.html,
    )
    known = known_names(shop.folder, chosen, channel)
    return Making(
        settings, Offers(chosen.pricing, _offering(shop, chosen), shop.currency, chosen.currency, settings.sell_by, sale_of(shop, chosen, clock.today(shop.zone))), texts,
        Stated(config.listings.products, settings.products), pictures_by_sku(names, skus), config.brand.name or config.shop.name,
        tuple(dict.fromkeys((settings.language or language, *more, *(_both(config, settings) if channel.bilingual else ())))), config.listings.translations, declared_options(config.stock.sources), shop.practice,
        channel.checks, {} if channel.parent else known, known if channel.parent else {},
    )  # fmt: skip


def _both(config: Config, settings: ListingChannel) -> tuple[str, ...]:
    """Both languages, where shop.toml says any name or word in another one than the stock sheet's."""
    listings = config.listings
    named = any(one.name for table in (listings.products, settings.products) for one in table.values())
    return LANGUAGES if named or listings.translations else ()


def _offering(shop: Shop, chosen: Chosen) -> Offering:
    sharing = [name for name, one in shop.config.listings.channels.items() if one.share]
    mine = sharing.index(chosen.name) if chosen.name in sharing else None
    return Offering(
        clock.today(shop.zone), chosen.settings.buffer, shares_of(shop.config) if mine is not None else (), mine,
        chosen.settings.fresh_for,
    )  # fmt: skip


def shares_of(config: Config) -> tuple[Decimal, ...]:
    """The shares of one stock as fractions, in the order of shop.toml."""
    return tuple(Decimal(one.share.rstrip("%")) / 100 for one in config.listings.channels.values() if one.share)


def declared_options(sources: Mapping[str, StockSource]) -> tuple[str, str, str]:
    """The sheets' own headings for option1…3 (颜色, 尺码), where all sources agree on one."""
    found = []
    for number in range(1, OPTIONS + 1):
        headings = {heading for source in sources.values() for heading in source.columns.get(f"option{number}", ())[:1]}
        found.append(headings.pop() if len(headings) == 1 else "")
    return (found[0], found[1], found[2])
