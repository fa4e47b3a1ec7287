"""What `listings check --fix` shows: each field before and after, then what is left to object to."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.language import _, ngettext
from sellerkit.listings.fixes_job import Fixed
from sellerkit.listings.job import ChannelResult
from sellerkit.listings.view import check_view
from sellerkit.output import Column, Table, View


def fix_view(fixed: Fixed, left: Sequence[ChannelResult]) -> View:
    """The fixes above the findings that are left; the exit code is that of what is left."""
    columns = (
        Column("sku", _("SKU")), Column("field", _("Field")), Column("before", _("Before")), Column("after", _("After")),
        Column("rule", _("Rule")),
    )  # fmt: skip
    rows = [
        {"sku": one.change.sku, "field": one.change.field, "before": one.change.old, "after": one.change.new,
         "rule": ", ".join(one.rules)}
        for one in fixed.fixes
    ]  # fmt: skip
    rest = check_view(left)
    data = {"batch": fixed.batch, "dry_run": fixed.dry_run, "fixes": rows, "channels": rest.data}
    tables = (Table(columns, rows), *rest.tables) if rows else rest.tables
    return View(data, tables, [*_lines(fixed), *rest.lines], records=rows, notes=rest.notes, exit_code=rest.exit_code)


def _lines(fixed: Fixed) -> list[str]:
    count = len(fixed.fixes)
    if not count:
        return [_("There is nothing that can be put right without you.")]
    if fixed.dry_run:
        text = ngettext("{count} field would be put right.", "{count} fields would be put right.", count)
        return [text.format(count=count), _("This was a dry run: nothing was changed.")]
    text = ngettext("{count} field was put right.", "{count} fields were put right.", count)
    undo = _("To take it back: sellerkit undo {number}").format(number=fixed.batch)
    return [text.format(count=count), undo]
