"""What `stock list --movements` and `stock count` show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from sellerkit.base.clock import iso_local, screen_time
from sellerkit.base.language import N_, _, ngettext
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import Item
from sellerkit.output import Column, Table, View
from sellerkit.stock.count_sheet import CountSheet
from sellerkit.stock.units import shown_quantity
from sellerkit.store.ledger import Entry

KINDS = {
    "set": N_("stated"), "add": N_("came in"), "count": N_("counted"), "adjust": N_("corrected"), "ship": N_("sent out"),
    "return": N_("came back"), "repack": N_("repacked"), "loss": N_("lost"),
}  # fmt: skip


def movements_view(
    entries: Sequence[Entry], items: Mapping[str, Item], unknown: Sequence[Problem], zone: tzinfo
) -> View:
    """The ledger of one item, or of several one below the other."""
    columns = [
        Column("at", _("When")), Column("batch", _("Batch"), align="right"), Column("kind", _("Movement")),
        Column("delta", _("Change"), align="right"), Column("balance", _("Then there"), align="right"), Column("lot", _("Lot")),
        Column("reason", _("Reason")), Column("from", _("Source")),
    ]  # fmt: skip
    if len(items) > 1:
        columns.insert(0, Column("sku", _("SKU")))
    data = [_entry_record(one, items[one.sku], zone) for one in entries]
    rows = [_entry_row(one, items[one.sku], zone) for one in entries]
    empty = _("Nothing has moved yet.") if items else _("No item fits.")
    return View(data, (Table(columns, rows, empty=empty),), problems=tuple(unknown), exit_code=3 if unknown else 0)


def _entry_record(one: Entry, item: Item, zone: tzinfo) -> dict[str, object]:
    return {
        "sku": one.sku, "at": iso_local(one.at, zone), "batch": one.batch, "command": one.command, "kind": one.kind,
        "delta": one.delta, "balance": one.balance, "unit": item.unit, "lot": one.lot, "expires": one.expires,
        "reason": one.reason, "waybill": one.waybill or None, "file": one.file or None, "sheet": one.sheet or None, "row": one.row,
    }  # fmt: skip


def _entry_row(one: Entry, item: Item, zone: tzinfo) -> dict[str, object]:
    sign = "+" if one.delta > 0 else ""
    source = str(Place(one.file, one.sheet, one.row)) if one.file else one.waybill
    return {
        "sku": one.sku, "at": screen_time(one.at, zone), "batch": one.batch, "kind": _(KINDS[one.kind]),
        "delta": sign + shown_quantity(one.delta, item), "balance": shown_quantity(one.balance, item),
        "lot": one.lot or one.expires, "reason": one.reason, "from": source,
    }  # fmt: skip


def count_view(written: CountSheet, shown: str, zone: tzinfo, unknown: Sequence[Problem]) -> View:
    data = {
        "file": str(written.file), "rows": written.rows, "items": written.items, "batch": written.batch,
        "at": iso_local(written.at, zone), "with_expected": written.with_expected,
        "problems": [one.as_dict() for one in unknown],
    }  # fmt: skip
    text = ngettext("{file}: {count} row to count.", "{file}: {count} rows to count.", written.rows)
    lines = (
        text.format(file=shown, count=written.rows),
        _("Write what is physically there into the coloured column, reserved goods too; leave empty what was not counted."),
        _("Then: sellerkit stock import {file} --as count --dry-run").format(file=_quoted(shown)),
    )  # fmt: skip
    notes = (_("Orders may go on meanwhile: what moves from now on is added to the count when it is read back."),)
    return View(data, lines=lines, problems=tuple(unknown), notes=notes, exit_code=3 if unknown else 0)


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
