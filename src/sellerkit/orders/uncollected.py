"""`orders list --uncollected`: marked as shipped, yet no courier has scanned it; and the hours left until that is fined."""

from __future__ import annotations

from sellerkit.base.clock import iso_local, now, screen_time, to_store
from sellerkit.base.language import _, ngettext
from sellerkit.orders.lists import listed
from sellerkit.output import Column, Table, View
from sellerkit.trade.shop import Shop
from sellerkit.trade.uncollected import Waiting, waiting_for_scan
from sellerkit.trade.wanted import Wanted


def chosen_waiting(shop: Shop, wanted: Wanted) -> list[Waiting]:
    """Only those of the orders that are meant; `due` counts the time left until the scan.

    Raises InputRejected when numbers were given and none of them is known.
    """
    if wanted.orders:
        listed(shop, wanted)
    until = now() + wanted.due if wanted.due is not None else None
    found = [
        one for one in waiting_for_scan(shop)
        if (not wanted.orders or one.order_id in wanted.orders) and wanted.channel in (None, one.channel)
        and (until is None or one.collect_by <= until) and (not wanted.statuses or "shipped" in wanted.statuses)
    ]  # fmt: skip
    return found[: wanted.limit]


def waiting_view(waiting: list[Waiting], shop: Shop) -> View:
    at, zone = now(), shop.zone
    data = [
        {
            "order_id": one.order_id, "channel": one.channel, "waybill": one.waybill, "carrier": one.carrier,
            "marked_at": iso_local(one.marked_at, zone), "collect_by": iso_local(to_store(one.collect_by), zone),
            "hours_left": one.hours_left(at), "late": one.collect_by < at,
        }
        for one in waiting
    ]  # fmt: skip
    columns = (
        Column("order_id", _("Order")), Column("channel", _("Channel")), Column("waybill", _("Waybill")), Column("carrier", _("Courier")),
        Column("collect_by", _("Scan by")), Column("hours_left", _("Hours left"), "right"),
    )  # fmt: skip
    rows = [{**row, "collect_by": screen_time(to_store(one.collect_by), zone)} for row, one in zip(data, waiting, strict=True)]  # fmt: skip
    late = sum(one.collect_by < at for one in waiting)
    lines = []
    if waiting:
        lines.append(
            ngettext("{count} order waits for its first scan.", "{count} orders wait for their first scan.", len(waiting)).format(count=len(waiting))
        )  # fmt: skip
        lines.append(_("Scanned after all? sellerkit shipments scans FILE, or --scanned WAYBILL"))
    if late:
        lines.append(_("Late already: {count}. Call the courier.").format(count=late))
    return View(
        data=data, tables=(Table(columns, rows, empty=_("Everything that is marked as shipped was scanned.")),), records=data, lines=tuple(lines),
        exit_code=3 if late else 0,
    )  # fmt: skip
