"""How noted first scans look."""

from __future__ import annotations

from sellerkit.base.language import _
from sellerkit.output import View
from sellerkit.shipments.scans import ByHand


def by_hand_view(done: ByHand) -> View:
    data = {
        "batch": done.batch, "dry_run": done.dry_run, "waybills": list(done.waybills), "created": done.created, "changed": done.changed,
    }  # fmt: skip
    line = _("First scans noted: {created}; known before: {known}.").format(
        created=done.created, known=len(done.waybills) - done.created
    )
    notes = (_("This was a dry run: nothing was changed."),) if done.dry_run else ()
    return View(data=data, lines=(line,), records=[{"waybill": waybill} for waybill in done.waybills], notes=notes)
