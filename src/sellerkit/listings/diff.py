"""What an upload would change, add and take away, held against our last build."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base import clock
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.listings.against import Difference, Export, Kind, differences_from, export_of
from sellerkit.listings.against_shapes import OF_PRODUCT
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen, channel_of, chosen_channels
from sellerkit.listings.known_names import named_otherwise, names_there
from sellerkit.listings.own_writer import listable
from sellerkit.listings.product import Product
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.state import OF_VARIANT, cells_of
from sellerkit.listings.supply import Supply
from sellerkit.listings.walking import Walk
from sellerkit.store.listed import Cells, all_listed, last_listed, was_listed
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class ChannelDiff:
    """One channel. `against` is the marketplace's own export, "" for our last build; `begun`: there was one.

    `ruined` are the barcodes of the export that a spreadsheet program made numbers of. `renamed` are products that the
    export has under another name than ours: by its name there, ours.
    """

    channel: str
    differences: tuple[Difference, ...]
    errors: int
    against: str = ""
    begun: bool = True
    ruined: int = 0
    renamed: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def count(self, kind: Kind) -> int:
        return sum(one.kind == kind for one in self.differences)


def diff(shop: Shop, names: Sequence[str], against: Path | None = None) -> list[ChannelDiff]:
    """What each channel's upload would do. Raises UsageWrong for a file and several channels, InputRejected for a file
    that is no export of that marketplace."""
    chosen = chosen_channels(shop.config, names)
    if against is not None and len(chosen) > 1:
        raise UsageWrong(
            _("An export belongs to one channel; name it."), hint=_("For example: {example}").format(example=f"listings diff {chosen[0].name} --against {against}")
        )  # fmt: skip
    return [_of_channel(shop, one, against) for one in chosen]


def _of_channel(shop: Shop, chosen: Chosen, against: Path | None) -> ChannelDiff:
    channel = channel_of(chosen)
    export = None if against is None else export_of(against, channel, chosen.settings.fields)
    walk = Walk(shop, chosen, channel, Supply(shop.store.db, clock.today(shop.zone)))
    renamed: dict[str, str] = {}
    try:
        found = tuple(_differences(shop, chosen, channel, walk, export, renamed))
    except ChannelBroken as error:
        walk.stop(error)
        found = ()
    errors = sum(finding.severity == "error" for finding in walk.findings)
    named = "" if against is None else against.name
    ruined = 0 if export is None else export.ruined
    return ChannelDiff(chosen.name, found, errors, named, was_listed(shop.store.db, chosen.name), ruined, renamed)


def _differences(
    shop: Shop, chosen: Chosen, channel: Channel, walk: Walk, export: Export | None, renamed: dict[str, str]
) -> Iterator[Difference]:
    """The differences; into `renamed` what the export calls otherwise."""
    seen, doubtful = set[str](), list[str]()
    there = names_there(export) if export else {}
    for product in listable(shop, chosen, channel, walk):
        walk.done(product)
        seen.add(product.handle)
        cells = _cells(channel, product)
        if export is not None:
            renamed |= named_otherwise(there, cells, channel.key)
            yield from differences_from(export, cells, channel.key)
            continue
        before = last_listed(shop.store.db, chosen.name, product.handle)
        yield from between(before.cells if before else [], cells, channel, product.handle)
        doubtful += [sku for sku in (before.skus if before else ()) if sku not in product.skus]
    if export is not None:
        doubtful = export.skus_of(seen, walk.is_listed)
    else:
        for _handle, skus in all_listed(shop.store.db, chosen.name, seen):
            doubtful += [sku for sku in skus if not walk.is_wanted(sku)]
    # What another product has now was moved; only at the end it is known what stands nowhere.
    yield from (Difference("removed", sku) for sku in doubtful if not walk.is_listed(sku))


def _cells(channel: Channel, product: Product) -> Cells:
    return cells_of(channel, product, [] if channel.rows is None else list(channel.rows((product,))))


def between(before: Cells, now: Cells, channel: Channel, handle: str) -> Iterator[Difference]:
    """Row by row and field by field; rows without an SKU (further pictures) are named by the product's handle."""
    key = channel.key
    old, new = _by_sku(_headed_as(before, now, channel), key, handle), _by_sku(now, key, handle)
    for sku, row in new.items():
        if sku not in old:
            yield Difference("added", sku)
            continue
        for field in dict.fromkeys((*old[sku], *row)):
            if old[sku].get(field, "") != row.get(field, ""):
                yield Difference("changed", sku, field, old[sku].get(field, ""), row.get(field, ""))


def _headed_as(before: Cells, now: Cells, channel: Channel) -> Cells:
    """The rows before, with what is said once a product in the row that is the first one now: it has not changed."""
    if not before or not now or before[0].get(channel.key) == now[0].get(channel.key):
        return before
    shared = {field: cell for field, cell in before[0].items() if _is_of_product(field, channel)}
    own = [
        {field: cell for field, cell in row.items() if row is not before[0] or field not in shared} for row in before
    ]
    return [shared | row if row.get(channel.key) == now[0].get(channel.key) else row for row in own]


def _is_of_product(field: str, channel: Channel) -> bool:
    if channel.rows is None:
        return field not in OF_VARIANT and field != channel.key
    return channel.together != "" and (field in OF_PRODUCT or field in _FIRST_ALONE)


# Shopify's further fields of the first row.
_FIRST_ALONE = ("Option1 name", "Option2 name", "Option3 name", "Product image URL", "Image position", "Image alt text")


def _by_sku(cells: Cells, key: str, handle: str) -> Mapping[str, dict[str, str]]:
    return {row.get(key) or f"{handle} ({number})": row for number, row in enumerate(cells, start=1)}
