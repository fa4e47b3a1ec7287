"""What payouts resolve shows: each exception and what was decided about it."""

from __future__ import annotations

from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.payouts.resolve import Resolution, Resolved
from sellerkit.payouts.wording import code_name, decision_name

Row = dict[str, object]


def resolution_view(found: Resolution) -> View:
    """The decisions as a table and a sentence with the batch that undoes them."""
    rows = [_row(one) for one in found.resolved]
    shown = [
        row | {"code": code_name(str(row["code"])), "decision": decision_name(str(row["decision"]))} for row in rows
    ]
    columns = (
        Column("code", _("Reason")), Column("order_id", _("Order")), Column("difference", _("Difference"), align="right"),
        Column("currency", _("Currency")), Column("decision", _("Decision")), Column("tied_to", _("Belongs to")), Column("note", _("Note")),
    )  # fmt: skip
    notes = [_("This was a dry run: nothing was changed.")] if found.dry_run else []
    data = {"batch": found.batch, "dry_run": found.dry_run, "resolved": rows, "unchanged": found.unchanged}
    empty = _("Nothing new was decided.")
    return View(
        data=data, tables=(Table(columns, shown, empty=empty),), lines=_lines(found), records=rows, notes=tuple(notes)
    )


def _row(one: Resolved) -> Row:
    f = one.finding
    difference = None if f.difference_minor is None else decimal_string(f.difference_minor, f.currency)
    return {
        "code": f.code, "order_id": f.order_id or f.reference, "channel": f.channel or None, "source": f.source,
        "kind": f.kind or None, "difference": difference, "currency": f.currency, "decision": one.decision,
        "tied_to": one.tied_to or None, "note": one.note,
    }  # fmt: skip


def _lines(found: Resolution) -> tuple[str, ...]:
    if found.batch is None:
        return ()
    count = len(found.resolved)
    return (
        ngettext(
            "{count} decision was kept. Undo: sellerkit undo {batch}",
            "{count} decisions were kept. Undo: sellerkit undo {batch}",
            count,
        ).format(count=count, batch=found.batch),
    )
