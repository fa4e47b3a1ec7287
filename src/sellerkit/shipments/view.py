"""How parcels, labels and what was given back look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sellerkit.base.language import N_, _
from sellerkit.base.money import Money, decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.shipments.asking import amounts
from sellerkit.shipments.pile import Printed
from sellerkit.shipments.result import WAITING, Sent, Shipped
from sellerkit.shipments.void import Voiding
from sellerkit.trade.shop import Shop

# The code of an answer that only a person can find out.
ASK = "ask-a-person"
STATES = {
    "planned": N_("would be bought"), "confirmed": N_("bought"), "refused": N_("refused"), "unknown": N_("unknown"), "waiting": N_("waiting"),
    "voided": N_("given back"), "would-be-voided": N_("would be given back"),
}  # fmt: skip


def shipped_view(shipped: Shipped, shop: Shop) -> View:
    counts = Counter(parcel.state for parcel in shipped.parcels)
    data = {
        "batch": shipped.batch, "dry_run": shipped.dry_run,
        **{state: counts[state] for state in ("confirmed", "refused", "unknown", "waiting", "planned")},
        "price": {currency: str(Money(minor, currency)) for currency, minor in shipped.price.items()}, "parcels": [_parcel(p) for p in shipped.parcels],
        "platform_orders": [order.order_id for order in shipped.hidden], "platform_files": {channel: str(file) for channel, file in shipped.paste_files.items()},
        "problems": [p.as_dict() for p in shipped.problems],
    }  # fmt: skip
    rows = [
        {"orders": ", ".join(p.order_ids), "carrier": p.carrier, "state": _(STATES[p.state]), "waybill": p.waybill,
         "cost": _cost(p), "problem": p.problem}
        for p in shipped.parcels
    ]  # fmt: skip
    columns = (
        Column("orders", _("Order")), Column("carrier", _("Courier")), Column("state", _("State")), Column("waybill", _("Waybill")),
        Column("cost", _("Price"), "right"), Column("problem", _("Problem")),
    )  # fmt: skip
    open_ones = counts["refused"] + counts["unknown"] + counts["waiting"]
    return View(
        data=data, tables=(Table(columns, rows, empty=_("Nothing is open and nothing is ready to be bought.")),), records=data["parcels"],  # type: ignore[arg-type]
        lines=_summary(shipped, counts), problems=shipped.problems, notes=_notes(shipped, counts, shop),
        exit_code=3 if open_ones or shipped.problems else 0,
    )  # fmt: skip


def _summary(shipped: Shipped, counts: Mapping[str, int]) -> tuple[str, ...]:
    if not shipped.parcels:
        return ()
    if shipped.dry_run:
        text = _("{count} parcels would be bought: {amount}.")
        return (text.format(count=counts["planned"], amount=amounts(shipped.price)),)
    text = _("{confirmed} bought, {refused} refused, {unknown} unknown, {waiting} waiting.")
    return (text.format(**{name: counts[name] for name in ("confirmed", "refused", "unknown", "waiting")}),)


def _notes(shipped: Shipped, counts: Mapping[str, int], shop: Shop) -> tuple[str, ...]:
    notes = []
    if shipped.dry_run:
        notes.append(_("This was a dry run: nothing was changed."))
    if shipped.hidden:
        text = _(
            "{count} orders have their address hidden by the platform: print them on its own page, then adopt its sheet."
        )
        notes.append(text.format(count=len(shipped.hidden)))
    for channel, file in shipped.paste_files.items():
        text = _("The numbers of {channel} in packing order: {file}")
        notes.append(text.format(channel=channel, file=shop.shown(file)))
    asked = [parcel for parcel in shipped.parcels if parcel.state == "unknown" and parcel.problem_code == ASK]
    if asked:
        notes.append(
            _(
                "Ask the courier about {references}. It has a waybill: write order and waybill into a sheet and adopt it. "
                "It has none: sellerkit shipments resume --not-bought ORDER"
            ).format(references=", ".join(parcel.reference for parcel in asked[:10]))
        )
    handed_in = [parcel for parcel in shipped.parcels if parcel.problem_code == WAITING]
    for name in dict.fromkeys(parcel.carrier for parcel in handed_in):
        text = _(
            "Give the workbook to {name}, then read its answer back: sellerkit shipments adopt FILE --carrier {name}"
        )
        notes.append(text.format(name=name))
    if counts["unknown"] + counts["waiting"] > len(asked) + len(handed_in):
        notes.append(_("Settle what is open with: sellerkit shipments resume"))
    return tuple(notes)


def _parcel(parcel: Sent) -> dict[str, object]:
    problem = (
        {"code": parcel.problem_code, "message": parcel.problem} if parcel.problem_code or parcel.problem else None
    )
    row: dict[str, object] = {
        "parcel": parcel.reference, "order_ids": list(parcel.order_ids), "carrier": parcel.carrier, "state": parcel.state,
        "waybill": parcel.waybill or None, "cost": None if parcel.cost_minor is None else decimal_string(parcel.cost_minor, parcel.currency),
        "currency": parcel.currency or None, "problem": problem,
    }  # fmt: skip
    if len(parcel.order_ids) == 1:
        row["order_id"] = parcel.order_ids[0]
    return row


def _cost(parcel: Sent) -> str:
    return "" if parcel.cost_minor is None else decimal_string(parcel.cost_minor, parcel.currency)


def labels_view(printed: Printed, shop: Shop) -> View:
    data = {
        "file": str(printed.file) if printed.file else None, "labels": printed.count, "reprinted": printed.reprinted, "batch": printed.batch,
        "dry_run": printed.dry_run, "pull": list(printed.pull), "problems": [p.as_dict() for p in printed.problems],
    }  # fmt: skip
    if printed.file is None:
        line = _("No label is waiting to be printed; --again prints earlier ones.")
    elif printed.dry_run:
        line = _("{count} labels would be printed.").format(count=printed.count)
    else:
        line = _("{count} labels in packing order: {file}").format(count=printed.count, file=shop.shown(printed.file))
    return View(data=data, lines=(line,), problems=printed.problems, exit_code=3 if printed.problems else 0)


def voided_view(voiding: Voiding) -> View:
    waybills: Sequence[dict[str, object]] = [
        {
            "waybill": v.waybill,
            "order_ids": list(v.order_ids),
            "carrier": v.carrier,
            "state": v.state,
            "problem": v.problem or None,
        }
        for v in voiding.waybills
    ]
    rows = [
        {
            "waybill": v.waybill,
            "orders": ", ".join(v.order_ids),
            "carrier": v.carrier,
            "state": _(STATES[v.state]),
            "problem": v.problem,
        }
        for v in voiding.waybills
    ]
    columns = (
        Column("waybill", _("Waybill")), Column("orders", _("Order")), Column("carrier", _("Courier")), Column("state", _("State")),
        Column("problem", _("Problem")),
    )  # fmt: skip
    bad = [v for v in voiding.waybills if v.state in ("refused", "unknown")]
    notes = (_("This was a dry run: nothing was changed."),) if voiding.dry_run else ()
    return View(
        data={"batch": voiding.batch, "dry_run": voiding.dry_run, "waybills": list(waybills)}, tables=(Table(columns, rows),), records=waybills,
        notes=notes, exit_code=3 if bad else 0,
    )  # fmt: skip
