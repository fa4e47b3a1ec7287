"""What a build says of products and variants that its files no longer have: no upload takes them off by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sellerkit.base.language import ngettext
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.removals import Removals, knows_products


def removal_notes(name: str, channel: Channel, removals: Removals, gone: Sequence[str]) -> Iterator[str]:
    """One line for the products that are `gone`, one for variants that went alone, one for those that changed places."""
    if gone and knows_products(channel):
        text = ngettext(
            "{channel}: {count} product is in no file any more; take it off the marketplace there: {products}",
            "{channel}: {count} products are in no file any more; take them off the marketplace there: {products}",
            len(gone),
        )
        yield text.format(channel=name, count=len(gone), products=_some(gone))
    if removals.off:
        text = ngettext(
            "{channel}: {count} variant is in no file any more; see that nobody can buy it there: {skus}",
            "{channel}: {count} variants are in no file any more; see that nobody can buy them there: {skus}",
            len(removals.off),
        )
        yield text.format(channel=name, count=len(removals.off), skus=_some(removals.off))
    if removals.moved and channel.parent:
        text = ngettext(
            "{channel}: {count} variant belongs to another product now; delete it there before you upload: {skus}",
            "{channel}: {count} variants belong to another product now; delete them there before you upload: {skus}",
            len(removals.moved),
        )
        yield text.format(channel=name, count=len(removals.moved), skus=_some(removals.moved))


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
