"""How the files for marketplaces look on the screen, and what was left out of them."""

from __future__ import annotations

from sellerkit.base.language import _, ngettext
from sellerkit.output import Column, Table, View
from sellerkit.shipments.export import Exported
from sellerkit.trade.shop import Shop


def exported_view(done: Exported, shop: Shop) -> View:
    files = [
        {"file": shop.shown(out.path), "channel": out.channel, "marketplace": out.marketplace or None, "orders": len({one.order_row for one, _n in out.told}),
         "waybills": len({one.waybill for one, _n in out.told})}
        for out in done.files
    ]  # fmt: skip
    orders = [
        {"order_id": one.order_id, "channel": one.channel, "waybill": one.waybill, "carrier": name, "again": one.told_at is not None, "file": file["file"]}
        for file, out in zip(files, done.files, strict=True)
        for one, name in out.told
    ]  # fmt: skip
    left = {name: done.left[name] for name in ("waiting", "told", "known", "ended", "not-now")}
    data = {
        "batch": done.batch, "dry_run": done.dry_run, "before_pickup": done.before_pickup, "files": files, "orders": orders,
        "waiting": left["waiting"], "told_before": left["told"], "known_there": left["known"], "ended": left["ended"], "not_now": left["not-now"],
        "problems": [p.as_dict() for p in done.problems],
    }  # fmt: skip
    columns = (
        Column("file", _("File")), Column("channel", _("Channel")), Column("marketplace", _("Marketplace")),
        Column("orders", _("Orders"), "right"), Column("waybills", _("Waybills"), "right"),
    )  # fmt: skip
    rows = [{**one, "marketplace": one["marketplace"] or _("own sheet")} for one in files]
    return View(
        data=data, tables=(Table(columns, rows, empty=_("Nothing new was handed over.")),), records=orders, lines=_lines(done),
        problems=done.problems, notes=_notes(done), exit_code=3 if done.problems else 0,
    )  # fmt: skip


def _lines(done: Exported) -> tuple[str, ...]:
    lines = []
    if count := done.left["waiting"]:
        lines.append(
            ngettext(
                "{count} parcel waits: its hand-over sheet is not closed. Told earlier, a marketplace may fine it as a fake shipment.",
                "{count} parcels wait: their hand-over sheets are not closed. Told earlier, a marketplace may fine them as fake shipments.",
                count,
            ).format(count=count)
        )
    if count := done.left["told"]:
        lines.append(_("Told before, so not again: {count}; --again writes them once more.").format(count=count))
    if count := done.left["known"]:
        lines.append(_("The marketplace's own export says shipped already: {count}.").format(count=count))
    return tuple(lines)


def _notes(done: Exported) -> tuple[str, ...]:
    notes = list(dict.fromkeys(out.note for out in done.files if out.note))
    if done.before_pickup and any(one.closed_at is None for out in done.files for one, _name in out.told):
        notes.append(
            _("Some of these parcels are not handed over: without a first scan in time the marketplace may fine them.")
        )
    if done.dry_run:
        notes.append(_("This was a dry run: nothing was changed."))
    return tuple(notes)
