"""What a run says of a channel as a whole, beside its findings."""

from __future__ import annotations

from collections.abc import Iterator

from sellerkit.base.language import _, ngettext
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen
from sellerkit.trade.shop import Shop


def walk_notes(shop: Shop, chosen: Chosen, channel: Channel, local_pictures: int, with_tiers: int) -> Iterator[str]:
    """What the file has no place for: so many pictures without an address, so many items with prices by quantity."""
    if local_pictures and channel.public_pictures and not chosen.settings.image_url:
        text = ngettext(
            "{channel}: {count} picture is left out: image_url is not set.",
            "{channel}: {count} pictures are left out: image_url is not set.",
            local_pictures,
        )
        yield text.format(channel=chosen.name, count=local_pictures)
    if with_tiers and chosen.pricing.tiers and not channel.tiers:
        text = ngettext(
            "{channel}: {count} item has prices by quantity; this format has no place for them.",
            "{channel}: {count} items have prices by quantity; this format has no place for them.",
            with_tiers,
        )
        yield text.format(channel=chosen.name, count=with_tiers)
    if shop.practice:
        yield _("This is a practice shop: every product is a draft and carries the tag PRACTICE.")
