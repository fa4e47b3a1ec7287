"""Orders and what was done to them → columns and rows to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from sellerkit.base.clock import iso_local, screen_time
from sellerkit.base.language import N_, _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.base.privacy import mask_name, mask_numbers, mask_phone, mask_whole_address
from sellerkit.base.problems import Problem
from sellerkit.model.order import Buyer
from sellerkit.orders.changes import Changed
from sellerkit.output import Column, Table, View
from sellerkit.store.order_lists import ListedLine, ListedOrder
from sellerkit.trade.import_view import import_view
from sellerkit.trade.importing import FileResult
from sellerkit.trade.matching import Matched, Similar
from sellerkit.trade.order_status import status_word

_DONE = {
    "hold": N_("Orders held: {count}."),
    "release": N_("Orders released: {count}."),
    "cancel": N_("Orders cancelled: {count}; their stock is free again."),
}


def orders_import_view(results: Sequence[FileResult]) -> View:
    """One line a file; what older files did not change, and what waits for a person."""
    lines = []
    for result in results:
        if result.error or result.known:
            continue
        lines.append(
            _("{file}: {created} orders new, {changed} changed, {unchanged} as they were.").format(
                file=result.file,
                created=result.extra["orders_created"],
                changed=result.extra["orders_changed"],
                unchanged=result.extra["orders_unchanged"],
            )
        )
        if result.extra["gifts"]:
            lines.append(_("{file}: gifts added: {count}.").format(file=result.file, count=result.extra["gifts"]))
        if result.extra["older"]:
            lines.append(
                _("{file}: {count} orders are further on than this file says; they stay as they are.").format(
                    file=result.file, count=result.extra["older"]
                )
            )
    to_check = sum(int(str(result.extra.get("to_check", 0))) for result in results)
    if to_check:
        lines.append(
            _("Addresses that are not clear: {count}. See them with: sellerkit orders addresses").format(count=to_check)
        )
    codes = {problem.value for result in results for problem in result.problems if problem.code == "unknown-code"}
    if codes:
        lines.append(
            _("Codes without an item: {count}. See them with: sellerkit orders match").format(count=len(codes))
        )
    return import_view(
        results, nothing=_("No new order file."), extra_columns=(Column("format", _("Format")),), lines=lines
    )


def orders_view(
    orders: Sequence[ListedOrder], zone: tzinfo, *, show_personal: bool, problems: Sequence[Problem] = ()
) -> View:
    """The list of orders; notes and buyers are masked unless they may be shown."""
    data = [order_data(order, zone, show_personal=show_personal) for order in orders]
    columns = (
        Column("order_id", _("Order")), Column("channel", _("Channel")), Column("status", _("Status")),
        Column("ship_by", _("Ship by")), Column("what", _("Items")), Column("total", _("Total"), align="right"),
        Column("remarks", _("Remarks")),
    )  # fmt: skip
    rows = [
        {
            **one,
            "status": status_word(order.status),
            "ship_by": screen_time(order.ship_by, zone),
            "what": ", ".join(_short(line) for line in order.lines if not line.closed),
            "total": f"{one['total']} {order.currency}" if one["total"] is not None else "",
            "remarks": " · ".join(
                str(text) for text in (order.hold_reason, one["flag"], one["buyer_note"], one["seller_note"]) if text
            ),
        }
        for order, one in zip(orders, data, strict=True)
    ]
    count = ngettext("{count} order.", "{count} orders.", len(orders)).format(count=len(orders))
    return View(
        data=data,
        tables=(Table(columns, rows, empty=_("No orders.")),),
        lines=(count,) if orders else (),
        records=data,
        problems=tuple(problems),
        exit_code=3 if problems else 0,
    )


def order_data(order: ListedOrder, zone: tzinfo, *, show_personal: bool) -> dict[str, object]:
    """The keys that `orders list --json` promises, and more."""
    return {
        "order_id": order.order_id,
        "channel": order.channel,
        "placed_at": iso_local(order.placed_at, zone),
        "paid_at": iso_local(order.paid_at, zone),
        "ship_by": iso_local(order.ship_by, zone),
        "shipped_at": iso_local(order.shipped_at, zone),
        "status": order.status,
        "platform_status": order.platform_status,
        "hold_reason": order.hold_reason,
        "currency": order.currency,
        "total": None if order.total_minor is None else decimal_string(order.total_minor, order.currency),
        "refunded": None if order.refunded_minor is None else decimal_string(order.refunded_minor, order.currency),
        "buyer_note": order.buyer_note if show_personal else mask_numbers(order.buyer_note),
        "seller_note": order.seller_note if show_personal else mask_numbers(order.seller_note),
        "flag": order.flag,
        "waybill": order.waybill,
        "carrier": order.carrier_name,
        "buyer": _buyer(order.buyer, show_personal=show_personal),
        "lines": [_line(line, order) for line in order.lines],
    }


def _line(line: ListedLine, order: ListedOrder) -> dict[str, object]:
    """`sku` is the shop's own once the line is matched to one item, else the code as the export has it."""
    price = line.unit_price_minor
    return {
        "sku": line.items[0][0] if len(line.items) == 1 else line.code,
        "name": line.name,
        "quantity": line.quantity,
        "unit_price": None if price is None else decimal_string(price, order.currency),
        "code": line.code,
        "properties": line.properties,
        "matched": bool(line.items),
        "items": [{"sku": sku, "quantity": quantity} for sku, quantity in line.items],
        "settled": line.closed,
        "gift": line.gift,
    }


def _buyer(buyer: Buyer | None, *, show_personal: bool) -> dict[str, str] | None:
    if buyer is None:
        return None
    if not show_personal:
        return {
            "name": mask_name(buyer.name), "phone": mask_phone(buyer.phone), "address": mask_whole_address(buyer.address),
        }  # fmt: skip
    return {
        "name": buyer.name, "phone": buyer.phone, "address": buyer.address, "country": buyer.country,
        "province": buyer.province, "city": buyer.city, "district": buyer.district, "street": buyer.street,
        "postcode": buyer.postcode, "email": buyer.email,
    }  # fmt: skip


def _short(line: ListedLine) -> str:
    if not line.items:
        return f"{line.code or line.name} ×{line.quantity} ?"
    items = " + ".join(f"{sku} ×{quantity}" for sku, quantity in line.items)
    return _("{items} (gift)").format(items=items) if line.gift else items


def changed_view(verb: str, result: Changed) -> View:
    """What holding, releasing or cancelling came to."""
    orders = [
        {"order_id": order.order_id, "channel": order.channel, "was": order.status, "status": status}
        for order, status in result.orders
    ]
    columns = (
        Column("order_id", _("Order")), Column("channel", _("Channel")), Column("was", _("Was")), Column("status", _("Status")),
    )  # fmt: skip
    data = {
        "batch": result.batch, "dry_run": result.dry_run, "orders": orders, "problems": [p.as_dict() for p in result.problems],
    }  # fmt: skip
    shown = [{**one, "was": status_word(one["was"]), "status": status_word(one["status"])} for one in orders]
    return View(
        data=data,
        tables=(Table(columns, shown, empty=_("No orders meant.")),),
        records=orders,
        lines=(_(_DONE[verb]).format(count=len(orders)),) if orders else (),
        problems=result.problems,
        notes=(_("This was a dry run: nothing was changed."),) if result.dry_run else (),
        exit_code=3 if result.problems else 0,
    )


def waiting_view(codes: Sequence[Similar]) -> View:
    """The codes that lines wait for, with the SKUs that look like them."""
    rows = [
        {
            "channel": one.code.key.channel, "code": one.code.key.code, "title": one.code.key.title,
            "properties": one.code.key.properties, "lines": one.code.lines, "orders": one.code.orders, "similar": list(one.skus),
        }
        for one in codes
    ]  # fmt: skip
    columns = (
        Column("code", _("Code")), Column("title", _("Title")), Column("properties", _("Properties")), Column("channel", _("Channel")),
        Column("lines", _("Lines"), align="right"), Column("similar", _("Looks like")),
    )  # fmt: skip
    shown = [{**row, "similar": ", ".join(one.skus)} for row, one in zip(rows, codes, strict=True)]
    lines = (_("Say what one means with: sellerkit orders match CODE SKU"),) if rows else ()
    return View(
        data=rows, tables=(Table(columns, shown, empty=_("Every line has its item.")),), lines=lines, records=rows
    )


def matched_view(result: Matched, *, dry_run: bool) -> View:
    """What a code means from now on, and how many lines were waiting for it."""
    items = [{"sku": sku, "quantity": quantity} for sku, quantity in result.items.items()]
    data = {
        "batch": result.batch, "dry_run": dry_run, "channel": result.key.channel, "code": result.key.code,
        "title": result.key.title, "properties": result.key.properties, "items": items, "lines": result.lines,
    }  # fmt: skip
    means = " + ".join(f"{sku} ×{quantity}" for sku, quantity in result.items.items())
    line = _("{code} means {items} from now on; open lines that waited for it: {count}.").format(
        code=result.key.code or result.key.title, items=means, count=result.lines
    )
    notes = (_("This was a dry run: nothing was changed."),) if dry_run else ()
    return View(data=data, lines=(line,), records=[data], notes=notes)
