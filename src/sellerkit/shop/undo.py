"""Take back one batch: exactly, or not at all with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import N_, _
from sellerkit.base.problems import Place, Problem
from sellerkit.store import undo as reversal
from sellerkit.store.batches import BatchRow, batch_row, mark_undone
from sellerkit.trade.shop import Shop

# What rests on a batch, in a shopkeeper's words, by the table it stands in.
RESTING = {
    "lots": N_("lots"), "movements": N_("stock movements"), "reservations": N_("reserved stock"),
    "order_lines": N_("lines of orders"), "parcels": N_("parcels"), "number_uses": N_("waybill numbers"), "block_numbers": N_("waybill numbers"), "payout_lines": N_("lines of statements"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """The batch taken back, and the batch that did it (None on a dry run)."""

    row: BatchRow
    batch: int | None
    dry_run: bool


def undo_batch(shop: Shop, number: int, *, dry_run: bool = False) -> Undone:
    """Undo batch `number`. Raises InputRejected with every obstacle; then nothing has changed."""
    db = shop.store.db
    row = batch_row(db, number)
    if row is None:
        raise InputRejected(
            _("There is no batch {number}.").format(number=number),
            hint=_("`sellerkit history` lists them."),
            code="no-such-batch",
        )
    if row.state == "undone":
        raise InputRejected(
            _("Batch {number} was undone already, by batch {by}.").format(number=number, by=row.undone_by),
            hint=_("To do it again, undo batch {by}.").format(by=row.undone_by),
            code="undone-already",
        )
    _refuse(number, reversal.obstacles(db, number))
    with shop.store.batch("undo", source=str(number), dry_run=dry_run) as batch:
        _refuse(number, reversal.undo(batch, number))
        mark_undone(batch, number)
        batch.note(undoes=number, command=row.command)
    return Undone(row, None if dry_run else batch.number, dry_run)


def _refuse(number: int, obstacles: list[reversal.Obstacle]) -> None:
    if not obstacles:
        return
    problems = tuple(_problem(number, obstacle) for obstacle in obstacles)
    raise InputRejected(
        _("Batch {number} cannot be undone; nothing was changed.").format(number=number),
        hint=problems[0].hint,
        code=problems[0].code,
        problems=problems,
    )


def _problem(number: int, obstacle: reversal.Obstacle) -> Problem:
    message, hint = _words(obstacle)
    value = "" if obstacle.code == "used-later" else obstacle.subject  # there the subject is a table's name
    return Problem(obstacle.code, message, Place(_("batch {number}").format(number=number)), value, hint)


def _words(obstacle: reversal.Obstacle) -> tuple[str, str]:
    subject, later = obstacle.subject, obstacle.batch
    first = _("Undo batch {batch} first.").format(batch=later)
    if obstacle.code == "waybill-bought":
        return (
            _("A waybill was asked for ({waybill}); undo never recalls a waybill.").format(waybill=subject),
            _(
                "Give waybills back with `sellerkit shipments void`; settle open ones with `sellerkit shipments resume`."
            ),
        )
    if obstacle.code == "counted-later":
        return _("{sku} was counted or set again in batch {batch}.").format(sku=subject, batch=later), first
    if obstacle.code == "changed-later":
        return _("{subject} was changed again in batch {batch}.").format(subject=subject, batch=later), first
    if obstacle.code == "used-later":
        resting = _(RESTING.get(subject, subject))
        return _("Batch {batch} rests on what it brought ({subject}).").format(subject=resting, batch=later), first
    if obstacle.code == "stock-negative":
        return (
            _("The stock of {sku} would go below zero.").format(sku=subject),
            _("Some of it was sold or moved since; correct it with `sellerkit stock adjust`."),
        )
    return (
        _("It erased buyers, whose data is not kept for undo."),
        _("Take the file in again instead: `sellerkit orders import FILE`."),
    )
