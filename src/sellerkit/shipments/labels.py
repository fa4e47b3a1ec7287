"""`shipments labels`: the pile of labels in packing order, with masked people; a reprint is never a new waybill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sellerkit.base.clock import from_store, now
from sellerkit.base.language import N_, _
from sellerkit.base.privacy import mask_address, mask_name, mask_phone
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import Item
from sellerkit.model.order import Buyer
from sellerkit.output.labels import CourierLabel, LabelProblem, LabelToPrint, Party, write_labels
from sellerkit.shipments.adopted import is_platform
from sellerkit.shipments.courier_names import courier_name
from sellerkit.shipments.label_files import label_path
from sellerkit.shipments.pile import PileParcel, Printed, pile_of
from sellerkit.shipments.references import sender_of
from sellerkit.store.shipments import mark_printed
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

# What a courier's own label can be instead of a label; that parcel's label is not in the pile.
UNUSABLE = {
    "label-missing": N_("has a label of its courier, {name}, that is not there any more"),
    "label-not-a-pdf": N_("has a label of its courier, {name}, that is not a PDF"),
    "label-encrypted": N_("has a label of its courier, {name}, that is locked with a password"),
    "label-empty": N_("has a label of its courier, {name}, without a page"),
}


def print_labels(
    shop: Shop,
    wanted: Wanted,
    file: Path | None,
    *,
    again: bool = False,
    reverse: bool = False,
    size: str | None = None,
    dry_run: bool = False,
) -> Printed:
    """Write the labels of every confirmed parcel that was not printed yet; `again` takes the printed ones too."""

    def take(one: PileParcel) -> bool:
        return not is_platform(one.row.carrier) and (again or one.row.printed_at is None)

    pile = pile_of(shop, wanted, take, reverse=reverse)
    path = file or shop.path("out") / f"labels-{now().astimezone(shop.zone):%Y%m%d-%H%M%S}.pdf"
    if not pile.parcels:
        return Printed(None, 0, 0, None, dry_run, pile.problems, pile.pull)
    found = _written(shop, path, pile.parcels, size, dry_run)
    left_out = {problem.order_id for problem in found if problem.code in UNUSABLE}
    out = [one.row for one in pile.parcels if ", ".join(one.row.order_ids) not in left_out]
    fresh = [row.id for row in out if row.printed_at is None]
    reprinted = len(out) - len(fresh)
    number = None if dry_run or not fresh else _note(shop, fresh, reprinted)
    problems = (*pile.problems, *map(label_problem, found))
    return Printed(path if out else None, len(out), reprinted, number, dry_run, problems, pile.pull)


def _written(shop: Shop, path: Path, pile: Sequence[PileParcel], size: str | None, dry_run: bool) -> list[LabelProblem]:
    """Write the file (a dry run writes it where nobody looks) and say what is not as it should be on it."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / path.name if dry_run else path
        return write_labels(
            target, _labels(shop, pile), size=size or shop.config.shipments.label, practice=shop.practice
        )


def label_problem(found: LabelProblem) -> Problem:
    """What a person reads of it."""
    place = Place(_("order {order}").format(order=found.order_id))
    if found.code in UNUSABLE:
        message = _(UNUSABLE[found.code]).format(name=found.message)
        hint = _("Its label was not printed: delete {name} and fetch it again with `sellerkit shipments resume`.")
        hint = hint.format(name=found.message)
        return Problem("label-unusable", message, place, found.message, hint)
    if found.code == "missing-characters":
        message = _("has characters that no font here can print: {characters}").format(characters=found.characters)
        hint = _("They stand as 〓 on the paper: write them by hand, or install a font that has them.")
    elif found.code == "text-too-long":
        message = _("has a text that is too long for the paper; its end was left out.")
        hint = _("Print a larger size with --size, or shorten the text.")
    else:
        message = _("has a waybill that no bar code can hold: {waybill}").format(waybill=found.message)
        hint = _("Look at the number in the file that it came from.")
    return Problem(found.code, message, place, found.characters or found.message, hint)


def _note(shop: Shop, fresh: Sequence[int], reprinted: int) -> int:
    with shop.store.batch("shipments labels") as batch:
        mark_printed(batch, fresh)
        batch.note(labels=len(fresh) + reprinted, reprinted=reprinted)
    return batch.number


def _labels(shop: Shop, pile: Sequence[PileParcel]) -> list[LabelToPrint | CourierLabel]:
    sender, stock = sender_of(shop), stock_of(shop.store.db, today=now().astimezone(shop.zone).date())
    party = Party(mask_name(sender.name), mask_phone(sender.phone), sender.address)
    made: list[LabelToPrint | CourierLabel] = []
    for one in pile:
        row = one.row
        # Where the courier has a label of its own, ours is no postage: one that was not fetched is named, not replaced.
        if one.papers.label_file or row.label_url:
            made.append(CourierLabel(row.order_ids, shop.path(one.papers.label_file or label_path(row.reference))))
            continue
        lines = [line for order in one.orders for line in order.items]
        contents = tuple(f"{stock[line.sku].item.name or line.sku} ×{amount(stock[line.sku].item, line.quantity)}" for line in lines)  # fmt: skip
        made.append(
            LabelToPrint(
                row.order_ids, row.waybill, courier_name(shop.config.carriers, row.carrier), _party(shop, row.carrier, one.order.buyer or Buyer()),
                party, route=row.route, contents=contents, wave=str(one.planned.wave) if one.planned else "",
                station=str(one.planned.station) if one.planned else "", position=str(one.planned.position if one.planned else row.position or ""),
                service=" ".join(filter(None, (row.carton, pickup_time(shop, row.pickup)))), note=_("Slot {slot}").format(slot=slot_of(shop, one)) if slot_of(shop, one) else "",
            )
        )  # fmt: skip
    return made


def amount(item: Item, quantity: int) -> str:
    """How many, as the shop says it: "2", or for goods by weight "1.5斤" and "750g"."""
    if item.unit != "g":
        return str(quantity)
    if item.shown_factor > 1:
        return f"{quantity / item.shown_factor:g}{item.shown_unit}"
    return f"{quantity}g"


def pickup_time(shop: Shop, pickup: str) -> str:
    """ "17:00" in the shop's zone; "" without a pick-up."""
    return from_store(pickup).astimezone(shop.zone).strftime("%H:%M") if pickup else ""


def slot_of(shop: Shop, one: PileParcel) -> str:
    """Round and slot on the put wall, "2-07", as the plan's sheets name it; "" where there is none."""
    if not one.planned or not one.planned.slot:
        return ""
    round_, slot = divmod(one.planned.slot - 1, shop.config.peak.wall_slots)
    return f"{round_ + 1}-{slot + 1:02}"


def _party(shop: Shop, carrier: str, buyer: Buyer) -> Party:
    """The recipient, masked unless shop.toml says that this courier needs people whole."""
    table = shop.config.carriers.get(carrier)
    mask = shop.config.shipments.mask if table is None or table.mask is None else table.mask
    if not mask:
        return Party(buyer.name, buyer.phone, buyer.address)
    return Party(mask_name(buyer.name), mask_phone(buyer.phone), mask_address(buyer.address))
