"""A channel that writes files of its own: run in its place, or in a folder that is thrown away, to see what it says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sellerkit.listings.channels.contract import Channel, Target, Written
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.product import Product
from sellerkit.listings.sources import inside
from sellerkit.listings.walking import Walk
from sellerkit.trade.shop import Shop


def written_to(path: Path, shop: Shop, chosen: Chosen, channel: Channel, products: Sequence[Product]) -> Written:
    """What the channel's writer made at that path. Raises ChannelBroken for a template outside the shop's folder."""
    assert channel.write is not None
    settings, key = chosen.settings, f"listings.channels.{chosen.name}.template"
    template = inside(shop.folder, key, settings.template) if settings.template else None
    fields = {"images": settings.images, **settings.fields} if settings.images else settings.fields
    return channel.write(products, Target(path, shop.folder, chosen.currency, template, fields))


def listable(
    shop: Shop, chosen: Chosen, channel: Channel, walk: Walk, offered: Iterable[Product] | None = None
) -> Iterator[Product]:
    """The products as the channel's file would have them; what its writer objects to joins the walk's findings.

    `offered` are those that come to the file: all of the walk when none are given.
    """
    offered = walk if offered is None else offered
    if channel.write is None or not channel.objects:
        yield from offered
        return
    products = list(offered)
    with TemporaryDirectory(prefix="sellerkit-") as name:
        written = written_to(Path(name, f"{chosen.name}{channel.ending}"), shop, chosen, channel, products)
    walk.add(written.findings)
    for product in products:
        if (part := part_in(product, written.skus)) is not None:
            yield part


def part_in(product: Product, skus: Collection[str]) -> Product | None:
    """The product with those of its variants that a file has; None without any."""
    there = tuple(variant for variant in product.variants if variant.sku in skus)
    if len(there) == len(product.variants):
        return product
    return replace(product, variants=there) if there else None


def is_broken(written: Written) -> bool:
    """Whether nothing could be written because of the channel's template or settings, not because of the products."""
    return not written.files and any(one.severity == "error" and not one.sku for one in written.findings)
