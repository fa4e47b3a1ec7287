"""Preview: the products as a small shop of static pages, with what `listings check` says beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sellerkit.base import clock
from sellerkit.base.config.schema import Config, ListingChannel
from sellerkit.base.files import refused_writes, write_bytes
from sellerkit.listings import job, preview_pages
from sellerkit.listings.catalogue import families
from sellerkit.listings.chosen import Chosen, chosen_channels
from sellerkit.listings.findings import Finding
from sellerkit.listings.made_for import making_for
from sellerkit.listings.preview_pictures import Thumbnails
from sellerkit.listings.product import Product
from sellerkit.listings.sources import ChannelBroken
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Preview:
    """What was written: the first page as it is shown ("" for none), and each channel's findings."""

    index: str
    products: int
    results: tuple[job.ChannelResult, ...]


def preview(shop: Shop, names: Sequence[str], folder: Path | None) -> Preview:
    """Write the pages of these channels (all when none is named). The products are those of the first one."""
    into = folder or shop.path("out/preview")
    chosen = chosen_channels(_with_a_channel(shop.config), names)
    results = tuple(job.check(shop, names)) if shop.config.listings.channels else ()
    products: list[Product] = []
    first = next((one for one in chosen if not _broken(results, one)), None)
    if first is not None:
        products = _products(shop, first)
        _write(shop, first, products, results, into)
    return Preview(shop.shown(into / "index.html") if first else "", len(products), results)


def _with_a_channel(config: Config) -> Config:
    """A shop without channels is shown as one plain channel would show it."""
    if config.listings.channels:
        return config
    plain = {"preview": ListingChannel(format="shopify-csv")}
    return replace(config, listings=replace(config.listings, channels=plain))


def _broken(results: Sequence[job.ChannelResult], one: Chosen) -> bool:
    return any(
        result.channel == one.name and any(f.severity == "error" and not f.sku for f in result.findings) for result in results
    )  # fmt: skip


def _products(shop: Shop, chosen: Chosen) -> list[Product]:
    stocks = list(stock_of(shop.store.db, today=clock.today(shop.zone)).values())
    taken: set[str] = set()
    try:
        making = making_for(shop, chosen, [stock.item.sku for stock in stocks], "", "zh", "en")
        made = [making.made(family, taken).product for family in families(stocks)]
    except ChannelBroken:
        return []
    return [product for product in made if product is not None]


def _write(
    shop: Shop, chosen: Chosen, products: Sequence[Product], results: Sequence[job.ChannelResult], into: Path
) -> None:  # fmt: skip
    with refused_writes(into):
        (into / "pictures").mkdir(parents=True, exist_ok=True)
        (into / "products").mkdir(exist_ok=True)
    for asset in preview_pages.ASSETS:
        write_bytes(into / asset, (preview_pages.FOLDER / asset).read_bytes())
    thumbnails = Thumbnails(shop.folder, chosen.settings.images, into / "pictures")
    pictures = {one.handle: list(filter(None, map(thumbnails.of, one.pictures))) for one in products}
    shared = {"shop_name": shop.config.brand.name or shop.config.shop.name, "channels": [r.channel for r in results]}
    by_sku = {result.channel: _by_sku(result) for result in results}
    for one in products:
        found = [(r.channel, f) for r in results for sku in one.skus for f in by_sku[r.channel].get(sku, ())]
        made = preview_pages.page(
            "product", product=one, pictures=pictures[one.handle], found=found, root="../", **shared
        )
        write_bytes(into / "products" / f"{one.handle}.html", made)
    for result in results:
        made = preview_pages.page(
            "channel", result=result, found=by_sku[result.channel], products=products, root="", **shared
        )
        write_bytes(into / f"channel-{result.channel}.html", made)
    write_bytes(
        into / "index.html", preview_pages.page("index", products=products, pictures=pictures, root="", **shared)
    )


def _by_sku(result: job.ChannelResult) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in result.findings:
        found.setdefault(finding.sku, []).append(finding)
    return found
