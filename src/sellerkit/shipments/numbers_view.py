"""How blocks of waybill numbers look."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.language import _
from sellerkit.output import Column, Table, View
from sellerkit.shipments.numbers import NumbersChange, Quota


def numbers_view(found: Sequence[Quota]) -> View:
    """What is left of every courier's numbers; exit 3 when a person has to look."""
    data = [_record(quota) for quota in found]
    rows = [{**record, "next": quota.next if quota.checked else "?"} for record, quota in zip(data, found, strict=True)]
    columns = (
        Column("carrier", _("Courier")), Column("count", _("Numbers"), "right"), Column("given", _("Used"), "right"),
        Column("spent", _("Spent"), "right"), Column("left", _("Left"), "right"), Column("next", _("Next")),
    )  # fmt: skip
    empty = _('No courier takes its numbers from a block; declare one: [carriers.yto] service = "manifest"')
    notes = []
    for quota in found:
        if not quota.checked:
            text = _(
                "This store was restored or copied. Look which number of {name} was printed last, then say where to go on: "
                "sellerkit shipments numbers next {number} --carrier {name}"
            )
            notes.append(text.format(name=quota.carrier, number=quota.next))
        elif quota.left < quota.warn_below:
            notes.append(
                _("Numbers of {name} left: {left}. Buy the next block in time.").format(
                    name=quota.carrier, left=quota.left
                )
            )
    unsure = any(not quota.checked for quota in found)
    return View(data, (Table(columns, rows, empty=empty),), notes=tuple(notes), exit_code=3 if unsure else 0)


def change_view(change: NumbersChange) -> View:
    """What was taken in or skipped, and what is left now."""
    data = {
        "batch": change.batch, "dry_run": change.dry_run, "carrier": change.carrier, "added": change.added,
        "first": change.first or None, "last": change.last or None, "skipped": change.skipped, "already_imported": change.before,
        "quota": _record(change.quota),
    }  # fmt: skip
    if change.before is not None:
        line = _("This file was taken in before (batch {number}); nothing changed.").format(number=change.before)
    elif change.added:
        line = _("{added} numbers taken in: {first} to {last}. {left} are left.")
        line = line.format(added=change.added, first=change.first, last=change.last, left=change.quota.left)
    else:
        line = _("{skipped} numbers skipped; the next one is {number}, {left} are left.")
        line = line.format(skipped=change.skipped, number=change.quota.next or "-", left=change.quota.left)
    notes = (_("This was a dry run: nothing was changed."),) if change.dry_run else ()
    return View(data, lines=(line,), notes=notes)


def _record(quota: Quota) -> dict[str, object]:
    return {
        "carrier": quota.carrier, "count": quota.count, "given": quota.given, "spent": quota.spent, "left": quota.left,
        "next": quota.next or None, "checked": quota.checked, "warn_below": quota.warn_below,
    }  # fmt: skip
