"""Build and check: stock, brand and templates → products → findings → the files of each channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sellerkit.base import clock
from sellerkit.base.language import _
from sellerkit.listings.building import Building, How
from sellerkit.listings.chosen import channel_of, chosen_channels
from sellerkit.listings.findings import Finding
from sellerkit.listings.own_writer import listable
from sellerkit.listings.removals import Removals
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.supply import Supply
from sellerkit.listings.walking import Walk
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """One channel of a run: how much of it can be listed (or stands in the files), what was found, the SKUs left out.

    `files` are the paths as they are shown; without one nothing was written.
    """

    channel: str
    format: str
    products: int
    variants: int
    findings: tuple[Finding, ...] = ()
    skipped: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    dry_run: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def file(self) -> str:
        return self.files[0] if self.files else ""


def build(shop: Shop, names: Sequence[str], how: How) -> list[ChannelResult]:
    """Write the files of these channels (all when none is named) to out/listings/, as one batch that can be undone.

    Raises ConfigError for a channel that shop.toml does not describe rightly, UsageWrong for one it does not have.
    """
    chosen = chosen_channels(shop.config, names)
    supply = Supply(shop.store.db, clock.today(shop.zone))
    results, saved = [], 0
    mode = "changed" if how.changed else "stock-and-price" if how.stock_and_price else ""
    with shop.store.batch("listings build", mode=mode, dry_run=how.dry_run) as batch:
        for one in chosen:
            channel = channel_of(one)
            building = Building(shop, batch, one, channel, supply, how)
            built, walk = building.built(), building.walk
            saved += built.saved
            files, notes = tuple(map(shop.shown, built.files)), (*walk.notes, *built.notes)
            if not files and not walk.broken and not (how.stock_and_price and built.notes):
                notes = (*notes, *_no_file(one.name, changed=how.changed and walk.products > 0, saved=built.saved))
            results.append(
                ChannelResult(
                    one.name, channel.name, building.products, building.variants, walk.findings, walk.skipped, files, how.dry_run, notes
                )
            )  # fmt: skip
        batch.note(channels={result.channel: result.variants for result in results})
        if not saved:
            batch.drop()
    return results


def check(shop: Shop, names: Sequence[str]) -> list[ChannelResult]:
    """Everything these channels and the law would object to; nothing is written."""
    chosen = chosen_channels(shop.config, names)
    supply = Supply(shop.store.db, clock.today(shop.zone))
    results = []
    for one in chosen:
        channel = channel_of(one)
        walk = Walk(shop, one, channel, supply)
        removals = Removals(shop.store.db, one.name, channel, walk)
        try:
            for product in listable(shop, one, channel, walk, removals.remaining(walk)):
                walk.done(product)
            removals.at_the_end()
        except ChannelBroken as error:
            walk.stop(error)
        results.append(
            ChannelResult(
                one.name, channel.name, walk.products, walk.variants, walk.findings, walk.skipped, notes=tuple(walk.notes)
            )
        )  # fmt: skip
    return results


def _no_file(name: str, *, changed: bool, saved: int) -> list[str]:
    """Why there is no file; where something went or must be changed by hand, that is said already."""
    if not changed:
        return [_("{channel}: there is nothing to list, so no file was written.").format(channel=name)]
    text = _("{channel}: nothing has changed since the last build, so no file was written.")
    return [] if saved else [text.format(channel=name)]
