"""Preview: the products as a small shop of static pages, with what `listings check` says beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sellerkit.base import clock
from sellerkit.base.config.schema import Config, ListingChannel
from sellerkit.base.language import language, speaking
from sellerkit.listings import job
from sellerkit.listings.chosen import Chosen, chosen_channels
from sellerkit.listings.preview_folder import PageFolder
from sellerkit.listings.preview_pictures import Shot, Thumbnails
from sellerkit.listings.preview_products import LANGUAGES, counted_products, spoken_products
from sellerkit.listings.preview_site import Contents, write_site
from sellerkit.listings.product import Product
from sellerkit.listings.sources import ChannelBroken
from sellerkit.model.item import ItemStock
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Preview:
    """What was written: the first page as it is shown, how many products it has, and each channel's findings."""

    index: str
    products: int
    results: tuple[job.ChannelResult, ...]


def preview(shop: Shop, names: Sequence[str], folder: Path | None) -> Preview:
    """Write the pages of these channels (all when none is named). The products are those of the first one that can be made."""
    into = folder or shop.path("out/preview")
    config = shop.config
    chosen = chosen_channels(_with_a_channel(config), names)
    checked = _checked(shop, names)
    stocks = list(stock_of(shop.store.db, today=clock.today(shop.zone)).values())
    with PageFolder(into) as pages:
        products, shots = _shown(shop, chosen, stocks, pages)
        counted = {one.name: counted_products(shop, one, stocks) for one in chosen if config.listings.channels}
        day = clock.today(shop.zone).isoformat()
        write_site(pages, Contents(config.brand.name or config.shop.name, day, products, shots, counted, checked))
    return Preview(shop.shown(into / "index.html"), len(products), tuple(checked[language()]))


def _with_a_channel(config: Config) -> Config:
    """A shop without channels is shown as one plain channel would show it."""
    if config.listings.channels:
        return config
    plain = {"preview": ListingChannel(format="shopify-csv")}
    return replace(config, listings=replace(config.listings, channels=plain))


def _checked(shop: Shop, names: Sequence[str]) -> dict[str, Sequence[job.ChannelResult]]:
    """What the check says, in each language; it is asked twice only where it says anything."""
    here = job.check(shop, names) if shop.config.listings.channels else []
    silent = not any(result.findings or result.notes for result in here)
    found: dict[str, Sequence[job.ChannelResult]] = {language(): here}
    for other in LANGUAGES:
        if other not in found:
            with speaking(other):
                found[other] = here if silent else job.check(shop, names)
    return found


def _shown(
    shop: Shop, chosen: Sequence[Chosen], stocks: Sequence[ItemStock], pages: PageFolder
) -> tuple[list[Mapping[str, Product]], dict[str, tuple[Shot, ...]]]:
    """The products in both languages and copies of their pictures; none when every channel is broken."""
    try:
        one, products = spoken_products(shop, chosen, stocks)
    except ChannelBroken:
        return [], {}
    thumbnails = Thumbnails(shop.folder, one.settings.images, pages.path / "pictures")
    shots = {pair["zh"].handle: thumbnails.shots(pair["zh"]) for pair in products}
    for file in {shot.file for some in shots.values() for shot in some}:
        pages.keep(f"pictures/{file}")
    return products, shots
