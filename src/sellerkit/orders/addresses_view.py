"""Addresses to check, mended ones, and how one text is understood → columns and rows to show."""

from __future__ import annotations

from collections.abc import Mapping

from sellerkit.addresses import Recipient, from_text, in_words
from sellerkit.base.language import N_, _
from sellerkit.base.privacy import mask_name, mask_phone, mask_whole_address
from sellerkit.orders.addresses_list import ToCheck
from sellerkit.output import Column, Table, View
from sellerkit.store.order_addresses import OrderAddress
from sellerkit.trade.import_view import import_view
from sellerkit.trade.importing import FileResult

CONFIDENCE = {"exact": N_("exact"), "guessed": N_("guessed"), "failed": N_("not understood"), "mended": N_("mended")}
_FIELDS = {
    "name": N_("Recipient"), "phone": N_("Phone"), "province": N_("Province"), "city": N_("City"),
    "district": N_("District"), "street": N_("Street"), "postcode": N_("Postcode"),
}  # fmt: skip


def to_check_view(found: ToCheck, shown: str, *, show_personal: bool) -> View:
    """How many orders wait for a person's look, and where the list is. Exit 3 while there are any."""
    data = [_order(one, show_personal=show_personal) for one in found.addresses]
    columns = (
        Column("order_id", _("Order")), Column("channel", _("Channel")), Column("name", _("Recipient")), Column("address", _("Address")),
        Column("confidence", _("How sure")), Column("doubt", _("What is doubtful")),
    )  # fmt: skip
    rows = [{**row, "confidence": _(CONFIDENCE[str(row["confidence"])])} for row in data]
    lines = []
    if shown:
        lines.append(
            _("The list is in {file}: mend it there, then hand it back with: sellerkit orders addresses --from {file}").format(file=shown)
        )  # fmt: skip
    return View(
        data={"file": shown or None, "dry_run": found.dry_run, "count": len(data), "orders": data},
        tables=(Table(columns, rows, empty=_("Every address is clear.")),),
        records=data,
        lines=tuple(lines),
        notes=(_("This was a dry run: no file was written."),) if found.dry_run and data else (),
        exit_code=3 if data else 0,
    )


def _order(one: OrderAddress, *, show_personal: bool) -> dict[str, object]:
    """One order; the words of a doubt are shown only with the rest that is personal."""
    buyer, doubts = one.buyer, from_text(one.buyer.doubts)
    shown = doubts if show_personal else tuple(doubt._replace(what="…" if doubt.what else "") for doubt in doubts)
    return {
        "order_id": one.order_id,
        "channel": one.channel,
        "name": buyer.name if show_personal else mask_name(buyer.name),
        "phone": buyer.phone if show_personal else mask_phone(buyer.phone),
        "address": buyer.address if show_personal else mask_whole_address(buyer.address),
        "confidence": buyer.confidence,
        "reasons": [doubt.why for doubt in doubts],
        "doubt": in_words(shown),
    }


def mended_view(result: FileResult) -> View:
    """What came of a list that was handed back."""
    line = _("{file}: addresses mended or confirmed: {changed}; left as they were: {unchanged}.").format(
        file=result.file, changed=result.changed, unchanged=result.unchanged
    )
    return import_view([result], nothing="", lines=(line,))


def try_view(found: Recipient) -> View:
    """How one text is understood; the one who typed it may see it whole."""
    data: Mapping[str, object] = {
        **{field: getattr(found, field) for field in _FIELDS},
        "confidence": found.confidence,
        "reasons": [doubt.why for doubt in found.reasons],
        "doubt": in_words(found.reasons),
    }
    rows = [{"what": _(heading), "value": data[field]} for field, heading in _FIELDS.items()]
    rows += [
        {"what": _("How sure"), "value": _(CONFIDENCE[found.confidence])},
        {"what": _("What is doubtful"), "value": in_words(found.reasons)},
    ]
    columns = (Column("what", _("What")), Column("value", _("Understood as")))
    return View(data=dict(data), tables=(Table(columns, rows),), records=[dict(data)])
