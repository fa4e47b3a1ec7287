"""`shipments manifest`: what is handed to which driver, one sheet a courier and pick-up; closed once it is signed.

The signed paper is the truth: what was printed is remembered, and `--close` closes exactly that. Parcels that came
later stand on the next sheet, and none on two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Place, Problem
from sellerkit.shipments.courier_names import courier_name
from sellerkit.shipments.manifest_sheets import Sheet, new_sheets, on_sheets, open_sheets, to_close, with_fresh
from sellerkit.shipments.pile import Pile, pile_of
from sellerkit.store.manifests import (
    Manifest,
    add_manifest,
    close_manifest,
    handed_over,
    manifests,
    put_on,
    take_off,
)
from sellerkit.store.shipments import parcels
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

PAPER = (".pdf", ".html", ".csv", ".xlsx")
_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class HandOver:
    """What came of it. `closed`: the driver has signed; `later` parcels wait for the next sheet."""

    sheets: tuple[Sheet, ...]
    closed: bool
    later: int
    batch: int | None
    dry_run: bool
    file: Path | None
    problems: tuple[Problem, ...]
    pull: tuple[dict[str, object], ...]
    missing: str = ""


def hand_over(
    shop: Shop, *, carrier: str | None, pickup: str | None, close: bool, file: Path | None, dry_run: bool
) -> HandOver:
    """The sheets of what is ready; with `file` they are printed and remembered, with `close` recorded as signed.

    Raises UsageWrong for a courier that nobody knows, or a time that is none.
    """
    at = _time(pickup)
    mine, closed = on_sheets(shop)
    gone = handed_over(shop.store.db)
    pile = pile_of(shop, Wanted(), lambda one: one.row.id not in gone and (one.ended is None or (one.row.id, one.row.waybill) in mine))  # fmt: skip
    _known_carrier(shop, carrier, pile)
    pile = _of(pile, carrier)
    sheets = [*open_sheets(shop, pile, mine, carrier, at), *new_sheets(shop, pile, mine, closed, at)]
    later = 0
    if close:
        sheets, later = to_close(sheets)
    else:
        sheets = with_fresh(sheets)
    sheets = [sheet for sheet in sheets if sheet.parcels or sheet.off]
    paper = file if file is not None and file.suffix.lower() in PAPER else None
    batch, missing = None, ""
    if sheets and (close or paper) and not dry_run:
        batch, sheets, missing = _recorded(shop, sheets, paper, close=close)
    problems = (*pile.problems, *_given_back(shop, sheets, pile))
    return HandOver(tuple(sheets), close, later, batch, dry_run, paper, problems, pile.pull, missing)


def name_of(shop: Shop, carrier: str) -> str:
    """The courier's trade name; a platform that names no courier is called so."""
    return courier_name(shop.config.carriers, carrier) or _("Courier of the platform")


def _time(pickup: str | None) -> str:
    """ "17:00"; "" when none was given."""
    if pickup is None:
        return ""
    found = _TIME.fullmatch(pickup.strip())
    if not found:
        raise UsageWrong(_("{value} is not a time of day; write 17:00.").format(value=pickup))
    return f"{int(found[1]):02}:{found[2]}"


def _known_carrier(shop: Shop, carrier: str | None, pile: Pile) -> None:
    known = [*shop.config.carriers, *sorted({one.row.carrier for one in pile.parcels} - set(shop.config.carriers))]
    if carrier is None or carrier in known or any(sheet.carrier == carrier for sheet in manifests(shop.store.db)):
        return
    near = nearest(carrier, known)
    hint = _("Known: {names}").format(names=", ".join(known) or "–")
    if near:
        hint = _("Did you mean {name}?").format(name=near)
    raise UsageWrong(_("There is no courier {name}.").format(name=carrier), hint=hint)


def _recorded(
    shop: Shop, sheets: Sequence[Sheet], paper: Path | None, *, close: bool
) -> tuple[int | None, list[Sheet], str]:
    """Write sheets down and print them, both or neither; a reprint without a change is no batch."""
    if not close and not any(sheet.fresh or sheet.off for sheet in sheets):
        return None, list(sheets), _printed(shop, sheets, paper)
    with shop.store.batch("shipments manifest") as batch:
        done = [_record(batch, sheet, close=close) for sheet in sheets]
        batch.note(closed=close, manifests=[sheet.number for sheet in done], parcels=sum(len(s.lines) for s in done))
        missing = _printed(shop, done, paper)
    return batch.number, done, missing


def _printed(shop: Shop, sheets: Sequence[Sheet], paper: Path | None) -> str:
    """Write the paper (a spreadsheet is written with the answer); the characters that could not be printed."""
    if paper is None or paper.suffix.lower() not in (".pdf", ".html"):
        return ""
    from sellerkit.shipments.manifest_paper import write_sheets

    return write_sheets(shop, sheets, paper)


def _record(batch: Batch, sheet: Sheet, *, close: bool) -> Sheet:
    number = sheet.number or add_manifest(batch, sheet.carrier, sheet.pickup)
    take_off(batch, number, [one.parcel_id for one in sheet.off], "stays")
    if sheet.fresh or not close:
        put_on(batch, number, [(row.id, row.waybill, row.weight_g) for row in sheet.fresh])
    if close and sheet.parcels:
        close_manifest(batch, number)
    return replace(sheet, number=number, closed_at=batch.at if close and sheet.parcels else None)


def _of(pile: Pile, carrier: str | None) -> Pile:
    """The pile of one courier, with what must be pulled from it."""
    if carrier is None:
        return pile
    others = {str(one["waybill"]) for one in pile.pull if one["carrier"] != carrier}
    return Pile(
        tuple(one for one in pile.parcels if one.row.carrier == carrier),
        tuple(problem for problem in pile.problems if problem.value not in others),
        tuple(one for one in pile.pull if one["carrier"] == carrier),
    )


def _given_back(shop: Shop, sheets: Sequence[Sheet], pile: Pile) -> list[Problem]:
    """Numbers that came off a printed sheet because they were given back since; the others are to be pulled anyway."""
    pulled = {problem.value for problem in pile.problems}
    orders = {row.id: row.order_ids for row in parcels(shop.store.db)} if any(s.off for s in sheets) else {}
    found = []
    for sheet in sheets:
        for one in sheet.off:
            if one.waybill in pulled:
                continue
            place = Place(_("order {order}").format(order=", ".join(orders.get(one.parcel_id, ()))))
            message = _("is not to be handed over any more: its waybill {waybill} came off sheet {number}.")
            hint = _("Strike the number out on the paper, or print the sheet again.")
            found.append(Problem("off-manifest", message.format(waybill=one.waybill, number=sheet.number), place, one.waybill, hint))  # fmt: skip
    return found


def list_manifests(shop: Shop, carrier: str | None) -> list[Manifest]:
    """Every sheet, the newest first."""
    return [sheet for sheet in reversed(manifests(shop.store.db)) if carrier in (None, sheet.carrier)]
