"""What stock commands show, and the keys their JSON promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.base.money import exponent
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import Item, ItemStock
from sellerkit.output import Column, Table, View
from sellerkit.stock.adjusting import Adjustment
from sellerkit.stock.rules import LowItem
from sellerkit.stock.units import shown_quantity
from sellerkit.trade.import_view import import_view
from sellerkit.trade.importing import FileResult


def stock_import_view(results: Sequence[FileResult]) -> View:
    return import_view(
        results,
        nothing=_("There is no new file to take in."),
        extra_columns=(Column("quantity_in", _("In"), align="right"), Column("quantity_out", _("Out"), align="right")),
    )


def stock_list_view(items: Sequence[ItemStock], unknown: Sequence[tuple[str, str | None]], today: date) -> View:
    """Unknown SKUs are problems: the answer then ends with 3."""
    columns = (
        Column("sku", _("SKU")), Column("name", _("Name")), Column("on_hand", _("On hand"), align="right"),
        Column("reserved", _("Reserved"), align="right"), Column("expired", _("Expired"), align="right"),
        Column("available", _("Available"), align="right"), Column("cost", _("Cost"), align="right"), Column("lots", _("Lots")),
    )  # fmt: skip
    rows = [_shown_row(stock) for stock in items]
    problems = [unknown_item(sku, near) for sku, near in unknown]
    data = [stock_record(stock, today) for stock in items]
    return View(
        data, (Table(columns, rows, empty=_("No item fits.") if unknown else _("There are no items yet: take a sheet in with `sellerkit stock import`.")),),
        problems=problems, exit_code=3 if problems else 0,
    )  # fmt: skip


def stock_record(stock: ItemStock, today: date) -> dict[str, object]:
    """One item with the keys that --json promises; cost and price are for one `unit`."""
    item = stock.item
    return {
        "sku": item.sku, "name": item.name, "on_hand": stock.on_hand, "reserved": stock.reserved, "available": stock.available,
        "expired": stock.expired, "unit": item.unit, "shown_unit": item.shown_unit, "cost": unit_money(item.cost_minor, item),
        "price": unit_money(item.price_minor, item), "currency": item.currency, "barcode": item.barcode, "pack": item.pack,
        "category": item.category, "option1": item.option1, "option2": item.option2, "option3": item.option3, "shelf": item.shelf,
        "weight_g": item.weight_g, "size_mm": list(item.size_mm) if item.size_mm else None, "origin": item.origin, "image": item.image,
        "tiers": [{"from": tier.from_quantity, "price": unit_money(tier.price_minor, item)} for tier in stock.tiers],
        "lots": [
            {
                "lot": one.lot.code, "produced": one.lot.produced, "expires": one.lot.expires, "origin": one.lot.origin,
                "on_hand": one.on_hand, "expired": one.lot.expires is not None and one.lot.expires < today.isoformat(),
            }
            for one in stock.lots
        ],
    }  # fmt: skip


def unit_money(minor: int | None, item: Item) -> str | None:
    """What one unit costs, exact: 19.90 for a piece, 0.0398 for a gram of something that costs 19.90 the 斤."""
    if minor is None:
        return None
    value = Decimal(minor).scaleb(-exponent(item.currency or ""))
    if item.priced_per == 1:
        return str(value)
    part = value / item.priced_per
    return f"{part:f}" if len(part.as_tuple().digits) <= 12 else f"{part:.6f}"


def low_view(lows: Sequence[LowItem]) -> View:
    columns = (
        Column("sku", _("SKU")), Column("name", _("Name")), Column("available", _("Available"), align="right"),
        Column("reserved", _("Reserved"), align="right"), Column("low", _("Level"), align="right"),
        Column("suggested", _("Suggested to buy"), align="right"), Column("cost", _("About"), align="right"),
    )  # fmt: skip
    rows = [
        {
            "sku": low.stock.item.sku, "name": low.stock.item.name, "available": _quantity(low.stock, low.stock.available),
            "reserved": _quantity(low.stock, low.stock.reserved), "low": _quantity(low.stock, low.level),
            "suggested": _quantity(low.stock, low.suggested), "cost": _about(low),
        }
        for low in lows
    ]  # fmt: skip
    data = [
        {
            "sku": low.stock.item.sku, "name": low.stock.item.name, "on_hand": low.stock.on_hand, "reserved": low.stock.reserved,
            "available": low.stock.available, "low": low.level, "suggested": low.suggested, "unit": low.stock.item.unit,
            "pack": low.stock.item.pack, "cost": unit_money(low.stock.item.cost_minor, low.stock.item), "currency": low.stock.item.currency,
        }
        for low in lows
    ]  # fmt: skip
    return View(data, (Table(columns, rows, empty=_("Nothing is low.")),))


def adjust_view(done: Adjustment) -> View:
    data = {
        "sku": done.before.item.sku, "before": done.before.on_hand, "after": done.after.on_hand, "change": done.change,
        "unit": done.before.item.unit, "reason": done.reason, "batch": done.batch, "dry_run": done.dry_run,
        "lots": [
            {"lot": lot.code if lot else None, "expires": lot.expires if lot else None, "change": change}
            for lot, change in done.lots
        ],
    }  # fmt: skip
    before, after = _quantity(done.before, done.before.on_hand), _quantity(done.after, done.after.on_hand)
    if not done.change:
        line = _("{sku} has {there} already; nothing changed.").format(sku=done.before.item.sku, there=before)
    else:
        line = _("{sku}: {before} → {after}").format(sku=done.before.item.sku, before=before, after=after)
        line += _lots_changed(done)
    notes = (_("This was a dry run: nothing was changed."),) if done.dry_run else ()
    return View(data, lines=(line,), notes=notes)


def _lots_changed(done: Adjustment) -> str:
    """Which lots it came from, where there are lots."""
    if not any(lot for lot, _change in done.lots):
        return ""
    parts = [f"{lot.code or lot.expires or '–'} {_signed(done.before, change)}" for lot, change in done.lots if lot]
    loose = sum(change for lot, change in done.lots if lot is None)
    if loose:
        parts.append(_("without a lot {change}").format(change=_signed(done.before, loose)))
    return f" ({', '.join(parts)})"


def _signed(stock: ItemStock, change: int) -> str:
    return ("+" if change > 0 else "−") + _quantity(stock, abs(change))


def _shown_row(stock: ItemStock) -> dict[str, object]:
    row: dict[str, object] = {
        name: _quantity(stock, getattr(stock, name)) for name in ("on_hand", "reserved", "expired", "available")
    }
    item = stock.item
    cost = (
        None
        if item.cost_minor is None
        else f"{Decimal(item.cost_minor).scaleb(-exponent(item.currency or ''))} {item.currency}"
    )
    lots = ", ".join(
        f"{one.lot.code or one.lot.expires or '–'} × {_quantity(stock, one.on_hand)}" for one in stock.lots
    )
    return row | {"sku": item.sku, "name": item.name, "cost": cost, "lots": lots}


def _quantity(stock: ItemStock, quantity: int) -> str:
    return shown_quantity(quantity, stock.item)


def _about(low: LowItem) -> str:
    """What buying the suggestion would cost at the last known cost."""
    item = low.stock.item
    if item.cost_minor is None:
        return ""
    total = (Decimal(item.cost_minor) * low.suggested / item.priced_per).scaleb(-exponent(item.currency or ""))
    return f"{total.quantize(Decimal(1).scaleb(-exponent(item.currency or '')))} {item.currency}"


def unknown_item(sku: str, near: str | None) -> Problem:
    """A SKU that there is no item of, with the nearest one there is."""
    hint = _("Did you mean {name}?").format(name=near) if near else ""
    return Problem("unknown-sku", _("There is no item {sku}.").format(sku=sku), Place(""), sku, hint)
