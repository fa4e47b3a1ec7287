"""The small file for price and stock: it speaks only of what the marketplace has, and takes nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sellerkit.base.language import _, ngettext
from sellerkit.listings.changed import found_by
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.findings import Finding
from sellerkit.listings.removals import dropped
from sellerkit.listings.state import Told


@dataclass(slots=True)
class Small:
    """What has to wait for the next whole file. `begun`: there was a file that products can be known from."""

    channel: Channel
    begun: bool
    products: int = 0
    variants: int = 0

    def lost(self, told: Told) -> list[Finding]:
        """Where rows are found by their product, variants that stand in none of them are taken away."""
        if told.before is None or self.channel.update[:1] == (self.channel.key,):
            return []
        header = self.channel.header
        there = {found_by(self.channel, dict(zip(header, row, strict=True))) for row in told.rows}
        lost = [row[self.channel.key] for row in told.before.cells if found_by(self.channel, row) not in {(), *there}]
        if not lost:
            return []
        hint = _("Build with --changed first, so that the marketplace has the same variants.")
        return [replace(dropped(told.product.skus[0], lost, whole=True), suggestion=hint)]

    def is_known(self, told: Told) -> bool:
        """Whether a file told of the product; its variants that are new are counted. Of one not known half would be made."""
        if told.before is None:
            self.products += self.begun
            return not self.begun
        self.variants += len(set(told.product.skus) - set(told.before.skus))
        return True

    def notes(self) -> Iterator[str]:
        """How much waits."""
        if self.products:
            text = ngettext(
                "{count} product is new and stands in no small file; build the whole file first.",
                "{count} products are new and stand in no small file; build the whole file first.",
                self.products,
            )
            yield text.format(count=self.products)
        if self.variants:
            text = ngettext(
                "{count} variant is new and stands in no small file; build with --changed first.",
                "{count} variants are new and stand in no small file; build with --changed first.",
                self.variants,
            )
            yield text.format(count=self.variants)
