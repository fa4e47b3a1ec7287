"""`shipments slips`: for each parcel what goes in, from which shelf, with which notes; in packing order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sellerkit.base.clock import now
from sellerkit.base.language import _, ngettext
from sellerkit.base.privacy import mask_name, mask_numbers, mask_phone
from sellerkit.model.item import ItemStock
from sellerkit.model.order import Buyer, MatchedLine
from sellerkit.output.slips import SlipLine, SlipToPrint, write_slips
from sellerkit.shipments.labels import amount, label_problem, pickup_time, slot_of
from sellerkit.shipments.manifest import name_of
from sellerkit.shipments.pile import PileParcel, Printed, pile_of
from sellerkit.shipments.slip_steps import PackingSteps
from sellerkit.store.manifests import gifts_of, handed_over, mark_slips
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


def print_slips(
    shop: Shop,
    wanted: Wanted,
    file: Path | None,
    *,
    again: bool = False,
    reverse: bool = False,
    size: str | None = None,
    dry_run: bool = False,
) -> Printed:
    """Write a slip for every parcel with a waybill that waits for its driver and has none yet; `again` takes all."""
    gone = handed_over(shop.store.db)

    def take(one: PileParcel) -> bool:
        return again or (one.papers.slip_at is None and one.row.id not in gone and one.waits)

    pile = pile_of(shop, wanted, take, reverse=reverse)
    if not pile.parcels:
        return Printed(None, 0, 0, None, dry_run, pile.problems, pile.pull)
    path = file or shop.path("out") / f"slips-{now().astimezone(shop.zone):%Y%m%d-%H%M%S}.pdf"
    with TemporaryDirectory() as folder:
        target = Path(folder) / path.name if dry_run else path
        paper = size or shop.config.shipments.label
        found = write_slips(target, _slips(shop, pile.parcels), size=paper, practice=shop.practice)
    fresh = [one.row.id for one in pile.parcels if one.papers.slip_at is None]
    number = None if dry_run or not fresh else _note(shop, fresh)
    problems = (*pile.problems, *map(label_problem, found))
    count = len(pile.parcels)
    return Printed(path, count, count - len(fresh), number, dry_run, problems, pile.pull)


def _note(shop: Shop, fresh: Sequence[int]) -> int:
    with shop.store.batch("shipments slips") as batch:
        mark_slips(batch, fresh)
        batch.note(slips=len(fresh))
    return batch.number


def _slips(shop: Shop, pile: Sequence[PileParcel]) -> list[SlipToPrint]:
    stock = stock_of(shop.store.db, today=now().astimezone(shop.zone).date())
    gifts = gifts_of(shop.store.db, [order.id for one in pile for order in one.orders])
    packing = PackingSteps(shop.config.packing, stock)
    return [
        SlipToPrint(
            one.row.order_ids, shop.config.brand.name or shop.config.shop.name, _recipient(one.order.buyer), name_of(shop, one.row.carrier),
            one.row.waybill, tuple(_lines(one, stock, gifts)), _pieces(one, stock), tuple(_facts(shop, one)), tuple(_notes(one)), packing.of(one),
            wave=str(one.planned.wave) if one.planned else "", station=str(one.planned.station) if one.planned else "",
            position=str(one.planned.position if one.planned else one.row.position or ""),
        )
        for one in pile
    ]  # fmt: skip


def _recipient(buyer: Buyer | None) -> str:
    """Who it is for, masked; no courier needs a slip, so never whole."""
    if buyer is None:
        return ""
    return "  ".join(filter(None, (mask_name(buyer.name), mask_phone(buyer.phone), buyer.province + buyer.city)))


def _lines(one: PileParcel, stock: Mapping[str, ItemStock], gifts: Mapping[tuple[int, str], int]) -> Iterator[SlipLine]:
    """What is taken, in the order of the shelves; gifts and what no item is known for come last."""
    bought: dict[str, int] = {}
    given: dict[str, int] = {}
    for order in one.orders:
        for line in order.items:
            free = min(gifts.get((order.id, line.sku), 0), line.quantity)
            given[line.sku] = given.get(line.sku, 0) + free
            bought[line.sku] = bought.get(line.sku, 0) + line.quantity - free
    for taken, gift in ((bought, False), (given, True)):
        for sku in sorted(taken, key=lambda sku: _walk(stock[sku].item.shelf or "", sku)):
            item = stock[sku].item
            if taken[sku]:
                yield SlipLine(item.shelf or "", item.name or sku, sku, amount(item, taken[sku]), gift)
    for order in one.orders:
        for what in order.unmatched:
            yield SlipLine("", what, _("unknown code"), "?")


def _walk(shelf: str, sku: str) -> tuple[object, ...]:
    """Shelves as one walks past them: A-2 before A-10; items without a shelf last."""
    parts = re.split(r"(\d+)", shelf)
    return (not shelf, [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts], sku)


def _pieces(one: PileParcel, stock: Mapping[str, ItemStock]) -> str:
    """ "12 pieces"; goods by weight are not counted."""
    lines: list[MatchedLine] = [line for order in one.orders for line in order.items]
    count = sum(line.quantity for line in lines if stock[line.sku].item.unit != "g")
    return ngettext("{count} piece", "{count} pieces", count).format(count=count) if count else ""


def _facts(shop: Shop, one: PileParcel) -> Iterator[str]:
    carton = one.planned.carton if one.planned else one.row.carton
    pickup = pickup_time(shop, one.planned.pickup if one.planned else one.row.pickup)
    if slot := slot_of(shop, one):
        yield _("Slot {slot}").format(slot=slot)
    if carton:
        yield _("Carton {carton}").format(carton=carton)
    if pickup:
        yield _("Pick-up {time}").format(time=pickup)


def _notes(one: PileParcel) -> Iterator[str]:
    """Buyers' and sellers' notes, phone numbers in them hidden, and flags."""
    for order in one.orders:
        for text, words in (
            (_("Buyer: {note}"), order.buyer_note), (_("Shop: {note}"), order.seller_note), (_("Flag: {note}"), order.flag),
        ):  # fmt: skip
            if words.strip():
                yield text.format(note=mask_numbers(" ".join(words.split())))
