"""How today looks."""

from __future__ import annotations

from sellerkit.base.clock import iso_local, screen_time, to_store
from sellerkit.base.language import _, ngettext
from sellerkit.output import Column, Table, View
from sellerkit.shop.today import Today
from sellerkit.store.shipments import HANDED_IN
from sellerkit.trade.refund_gate import pull_dict
from sellerkit.trade.shop import Shop


def today_view(today: Today, shop: Shop) -> View:
    orders = today.orders
    rows = [{"what": what, "count": count, "more": more} for what, count, more in _facts(today, shop) if count]
    columns = (Column("what", _("What")), Column("count", _("How many"), "right"), Column("more", _("More")))
    data = {
        "at": today.at.astimezone(shop.zone).isoformat(), "shop": shop.config.shop.name,
        "orders": {
            "to_ship": orders.to_ship, "late": orders.late, "due_6h": orders.due_6h, "due_24h": orders.due_24h, "held": orders.held,
            "deposit_paid": orders.deposit_paid, "refunding": orders.refunding, "unpaid": orders.unpaid, "unpaid_long": orders.unpaid_long,
            "unmatched_lines": orders.unmatched_lines, "unmatched_codes": orders.unmatched_codes,
            "next_ship_by": iso_local(orders.next_ship_by, shop.zone),
            "short": [{"sku": s.sku, "name": s.name, "wanted": s.wanted, "there": s.there} for s in orders.short],
        },
        "parcels": {"open": len(today.open_parcels), "to_print": today.to_print, "planned": today.planned, "to_pull": [pull_dict(parcel) for parcel in today.to_pull],
                    "uncollected": len(today.uncollected), "uncollected_late": sum(one.collect_by < today.at for one in today.uncollected)},
        "stock": {"low": today.low, "expiring": today.expiring}, "new_files": today.new_files,
        "last_night": {"started": today.night.started, "exit": today.night.exit_code, "failed": list(today.night.failed)} if today.night else None,
        "next": list(today.commands),
    }  # fmt: skip
    title = _("{shop}, {time}").format(shop=shop.config.shop.name, time=screen_time(to_store(today.at), shop.zone))
    lines = [_("Type next:"), *(f"  {command}" for command in today.commands)] if today.commands else []
    return View(
        data=data,
        tables=(Table(columns, rows, title=title, empty=_("Nothing is open.")),),
        records=rows,
        lines=tuple(lines),
    )


def _facts(today: Today, shop: Shop) -> list[tuple[str, int, str]]:
    orders = today.orders
    files = sum(len(names) for names in today.new_files.values())
    next_due = screen_time(orders.next_ship_by, shop.zone)
    handed_in = sum(p.problem_code == HANDED_IN for p in today.open_parcels)
    doubtful = sum(p.state in ("intended", "unknown") for p in today.open_parcels) - handed_in
    night = today.night
    return [
        (_("Orders to ship"), orders.to_ship, _("next by {time}").format(time=next_due) if next_due else ""),
        (_("  late"), orders.late, _("should have gone already")),
        (_("  due within 6 hours"), orders.due_6h, ""),
        (_("  due within 24 hours"), orders.due_24h, ""),
        (_("Orders held"), orders.held, _("sellerkit orders list --status held")),
        (_("Presale, deposit paid"), orders.deposit_paid, _("may be packed, go out after the balance")),
        (_("Refunds asked for"), orders.refunding, ""),
        (_("Orders unpaid"), orders.unpaid, _("{count} of them for more than 3 days").format(count=orders.unpaid_long) if orders.unpaid_long else ""),
        (_("Unknown codes"), orders.unmatched_codes, ngettext("{count} line waits", "{count} lines wait", orders.unmatched_lines).format(count=orders.unmatched_lines)),
        (_("Items short"), len(orders.short), ", ".join(s.sku for s in orders.short[:5])),
        (_("Waybills unknown"), doubtful, _("sellerkit shipments resume")),
        (_("Waiting for a courier's answer"), handed_in, "sellerkit shipments adopt FILE --carrier NAME"),
        (_("Labels to print"), today.to_print, ""),
        (_("Parcels to pull from the pile"), len(today.to_pull), ", ".join(f"{p.order_id} ({p.waybill})" for p in today.to_pull[:5])),
        (_("Not scanned by the courier yet"), len(today.uncollected), _uncollected(today)),
        (_("Items low"), today.low, _("sellerkit stock low")),
        (_("Lots that expire soon or have expired"), today.expiring, _("within {days} days").format(days=shop.config.stock.expiring.days)),
        (_("New files"), files, "; ".join(f"{command}: {', '.join(names)}" for command, names in today.new_files.items())),
        (_("Last night"), 1 if night and night.exit_code else 0, _("ended with {code}: {steps}").format(code=night.exit_code, steps=", ".join(night.failed)) if night else ""),
    ]  # fmt: skip


def _uncollected(today: Today) -> str:
    if not today.uncollected:
        return ""
    late = sum(one.collect_by < today.at for one in today.uncollected)
    if late:
        return _("{count} of them late: sellerkit orders list --uncollected").format(count=late)
    return _("{hours} hours left for the first").format(hours=today.uncollected[0].hours_left(today.at))
