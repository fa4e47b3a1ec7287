"""How the shop's own commands look."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.clock import iso_local, screen_time
from sellerkit.base.language import N_, _
from sellerkit.output import Column, Table, View
from sellerkit.shop.copies import Copy, Restored
from sellerkit.shop.init import NewShop
from sellerkit.shop.settings import Setting
from sellerkit.shop.undo import Undone
from sellerkit.store.batches import BatchRow
from sellerkit.trade.shop import Shop


def init_view(made: NewShop) -> View:
    return View(
        data={"name": made.name, "folder": str(made.folder), "config": str(made.config), "store": str(made.store)},
        lines=(
            _("The shop {name} is ready in {folder}.").format(name=made.name, folder=made.folder),
            _("Next: put a supplier's sheet into inbox/ and type `sellerkit stock import inbox/FILE --as set`."),
        ),
    )


def history_view(batches: Sequence[BatchRow], shop: Shop) -> View:
    data = [
        {
            "batch": b.number, "at": iso_local(b.started_at, shop.zone), "command": b.command, "file": b.file, "source": b.source,
            "mode": b.mode, "state": b.state, "undoes": b.undoes, "undone_by": b.undone_by, "summary": b.summary,
        }
        for b in batches
    ]  # fmt: skip
    rows = [
        {
            "batch": b.number,
            "at": screen_time(b.started_at, shop.zone),
            "command": " ".join(filter(None, (b.command, b.mode))),
            "file": b.file,
            "state": _state(b),
            "summary": _summary(b),
        }
        for b in batches
    ]
    columns = (
        Column("batch", _("Batch"), align="right"), Column("at", _("When")), Column("command", _("Command")), Column("file", _("File")),
        Column("summary", _("What")), Column("state", _("State")),
    )  # fmt: skip
    return View(data=data, tables=(Table(columns, rows, empty=_("Nothing has been done in this shop yet.")),))


def _state(batch: BatchRow) -> str:
    if batch.state == "undone":
        return _("undone by {batch}").format(batch=batch.undone_by)
    return _("done") if batch.state == "done" else _("interrupted")


# The counts that batches note, as a person reads them.
COUNTS = {
    "rows": N_("rows"), "created": N_("created"), "changed": N_("changed"), "unchanged": N_("unchanged"), "rejected": N_("rejected"),
    "orders": N_("orders"), "lines": N_("lines"), "parcels": N_("parcels"), "confirmed": N_("bought"), "refused": N_("refused"),
    "unknown": N_("unknown"), "waiting": N_("waiting"), "late": N_("late"), "labels": N_("labels"), "reprinted": N_("reprinted"),
    "voided": N_("given back"), "change": N_("change"), "new": N_("new exceptions"), "known": N_("known exceptions"), "undoes": N_("undoes batch"),
    "resolved": N_("decisions"), "fields": N_("fields"),
}  # fmt: skip


def _summary(batch: BatchRow) -> str:
    shown = {
        name: value for name, value in batch.summary.items() if name in COUNTS and isinstance(value, int) and value
    }
    words = [str(batch.summary[name]) for name in ("sku", "code", "reason") if batch.summary.get(name)]
    if isinstance(channels := batch.summary.get("channels"), dict):
        words += [f"{channel} {variants}" for channel, variants in channels.items()]
    return ", ".join([*words, *(f"{_(COUNTS[name])} {value}" for name, value in shown.items())])


def undo_view(undone: Undone) -> View:
    row = undone.row
    sentence = (
        _("Batch {number} ({command}) can be undone.")
        if undone.dry_run
        else _("Batch {number} ({command}) was undone as batch {batch}.")
    )
    return View(
        data={"undone": row.number, "command": row.command, "batch": undone.batch, "dry_run": undone.dry_run},
        lines=(sentence.format(number=row.number, command=row.command, batch=undone.batch),),
        notes=(_("This was a dry run: nothing was changed."),) if undone.dry_run else (),
    )


def backup_view(copy: Copy) -> View:
    return View(
        data={"file": str(copy.file), "bytes": copy.size, "verified": True},
        lines=(_("Backed up and checked: {file} ({size} kB).").format(file=copy.file, size=-(-copy.size // 1024)),),
    )


def restore_view(restored: Restored) -> View:
    lines = [_("The store is now {file}.").format(file=restored.file)]
    if restored.kept:
        lines.append(_("The store that was there is kept as {kept}.").format(kept=restored.kept.name))
    lines.append(_("Before the next purchase every order without a waybill is looked up at its courier."))
    return View(
        data={
            "file": str(restored.file),
            "store": str(restored.store),
            "kept": str(restored.kept) if restored.kept else None,
        },
        lines=tuple(lines),
    )


def settings_view(settings: Sequence[Setting]) -> View:
    data = [{"key": s.key, "value": s.value, "origin": s.origin} for s in settings]
    rows = [
        {"key": s.key, "value": _shown(s.value), "origin": _(s.origin) if s.origin == "default" else s.origin}
        for s in settings
    ]
    columns = (Column("key", _("Key")), Column("value", _("Value")), Column("origin", _("From")))
    return View(data=data, tables=(Table(columns, rows),), records=data)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
