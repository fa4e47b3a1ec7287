"""Build and check: stock, brand and templates → products → findings → one file a channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sellerkit.base import clock
from sellerkit.base.config.schema import ListingChannel
from sellerkit.base.language import _, ngettext
from sellerkit.listings.catalogue import families
from sellerkit.listings.channels import channel_called
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen, chosen_channels
from sellerkit.listings.findings import Finding, errors_first
from sellerkit.listings.made_for import making_for
from sellerkit.listings.product import Product
from sellerkit.listings.rules import findings_of, kept
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.wording import china
from sellerkit.listings.writing import write_rows
from sellerkit.model.item import ItemStock
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Listed:
    """What a channel can be given: the products without what errors keep out, and everything that was found."""

    products: tuple[Product, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """One channel of a run. `file` is the path as it is shown, "" when nothing was written; `skipped` are SKUs."""

    channel: str
    format: str
    file: str
    listed: Listed
    dry_run: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def variants(self) -> int:
        return sum(len(product.variants) for product in self.listed.products)


def build(shop: Shop, names: Sequence[str], *, dry_run: bool) -> list[ChannelResult]:
    """Write out/listings/CHANNEL.csv for these channels (all when none is named); nothing in the store changes.

    Raises ConfigError for a channel that shop.toml does not describe rightly, UsageWrong for one it does not have.
    """
    results = []
    for chosen, channel, listed in _all_listed(shop, names):
        path = shop.path("out/listings") / f"{chosen.name}{channel.ending}"
        if not listed.products:
            results.append(ChannelResult(chosen.name, channel.name, "", listed, dry_run, (_nothing(chosen.name),)))
            continue
        if not dry_run and channel.rows is not None:
            write_rows(path, channel.header, channel.rows(listed.products))
        results.append(ChannelResult(chosen.name, channel.name, shop.shown(path), listed, dry_run))
    return results


def check(shop: Shop, names: Sequence[str]) -> list[ChannelResult]:
    """Everything these channels and the law would object to; nothing is written."""
    return [
        ChannelResult(chosen.name, channel.name, "", listed) for chosen, channel, listed in _all_listed(shop, names)
    ]


def _all_listed(shop: Shop, names: Sequence[str]) -> list[tuple[Chosen, Channel, Listed]]:
    chosen = chosen_channels(shop.config, names)
    stocks = list(stock_of(shop.store.db, today=clock.today(shop.zone)).values())
    return [
        (one, channel, _listed(shop, one, channel, stocks))
        for one in chosen
        for channel in (channel_called(one.format),)
    ]


def _listed(shop: Shop, chosen: Chosen, channel: Channel, stocks: Sequence[ItemStock]) -> Listed:
    """The story of one channel: families → products → what is wrong with them → what is left."""
    skus = [stock.item.sku for stock in stocks]
    try:
        making = making_for(shop, chosen, skus, channel.language)
        taken: set[str] = set()
        made = [making.made(family, taken) for family in families(stocks)]
    except ChannelBroken as error:
        return Listed(findings=(error.finding,), skipped=tuple(skus))
    products = [one.product for one in made if one.product is not None]
    findings = [finding for one in made for finding in one.findings]
    findings += findings_of(products, channel, china(), shop.config.brand.name)
    left = tuple(kept(products, findings))
    there = {sku for product in left for sku in product.skus}
    wanted = (stock.item.sku for stock in stocks if not making.stated.of(stock.item).skip)
    skipped = tuple(sku for sku in wanted if sku not in there)
    return Listed(
        left,
        tuple(errors_first(_once(findings))),
        skipped,
        tuple(_notes(chosen.settings, making.pictures, stocks, shop.practice)),
    )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The same remark about every description is one remark about the template: the first product stands for all."""
    seen: set[tuple[str, str]] = set()
    left = []
    for finding in findings:
        key = (finding.rule, finding.value)
        if finding.severity == "warning" and finding.field in ("description", "tags"):
            if key in seen:
                continue
            seen.add(key)
        left.append(finding)
    return left


def _notes(
    settings: ListingChannel, pictures: Mapping[str, Sequence[str]], stocks: Sequence[ItemStock], practice: bool
) -> list[str]:
    notes = []
    count = sum(map(len, pictures.values())) + sum(
        1 for stock in stocks if stock.item.image and "://" not in stock.item.image
    )
    if count and not settings.image_url:
        text = ngettext(
            "{count} picture is left out: image_url is not set.",
            "{count} pictures are left out: image_url is not set.",
            count,
        )
        notes.append(text.format(count=count))
    if practice:
        notes.append(_("This is a practice shop: every product is a draft and carries the tag PRACTICE."))
    return notes


def _nothing(name: str) -> str:
    return _("{channel}: there is nothing to list, so no file was written.").format(channel=name)
