"""What a run says of a channel as a whole, beside its findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sellerkit.base import clock
from sellerkit.base.language import _, ngettext
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen
from sellerkit.trade.shop import Shop

RATE_DAYS = 30  # after so many days a rate of exchange is worth another look


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
    yield from _old_rate(shop, chosen)
    if shop.practice:
        yield _("This is a practice shop: every product is a draft and carries the tag PRACTICE.")


def _old_rate(shop: Shop, chosen: Chosen) -> Iterator[str]:
    if (rate := shop.config.shop.rates.get(chosen.currency)) is None or chosen.currency == shop.config.shop.currency:
        return
    days = (clock.today(shop.zone) - date.fromisoformat(rate.date)).days
    if days > RATE_DAYS:
        text = _(
            "{channel}: the rate for {currency} in shop.toml is {days} days old ({date}); prices are reckoned with it."
        )
        yield text.format(channel=chosen.name, currency=chosen.currency, days=days, date=rate.date)
