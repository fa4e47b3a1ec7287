"""What `stock expiring` and `stock repack` show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sellerkit.base.clock import duration_text
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.model.item import Lot
from sellerkit.output import Column, Table, View
from sellerkit.stock.expiring import Expiring, ExpiringLot
from sellerkit.stock.repacking import NewGoods, Repacked, Taken
from sellerkit.stock.units import shown_quantity


def expiring_view(found: Expiring) -> View:
    columns = (
        Column("sku", _("SKU")), Column("name", _("Name")), Column("lot", _("Lot")), Column("expires", _("Expires")),
        Column("days_left", _("Days left"), align="right"), Column("quantity", _("Quantity"), align="right"),
        Column("value", _("Worth"), align="right"),
    )  # fmt: skip
    data = [_expiring_record(one) for one in found.lots]
    rows = [
        record | {
            "quantity": shown_quantity(one.lot.on_hand, one.stock.item),
            "days_left": _("expired") if one.days_left < 0 else one.days_left, "value": _money(one.value_minor, one.currency),
        }
        for one, record in zip(found.lots, data, strict=True)
    ]  # fmt: skip
    span = duration_text(found.within)
    empty = _("Nothing expires within {time}.").format(time=span)
    return View(data, (Table(columns, rows, empty=empty),), lines=_expiring_lines(found))


def _expiring_record(one: ExpiringLot) -> dict[str, object]:
    item, lot = one.stock.item, one.lot.lot
    return {
        "sku": item.sku, "name": item.name, "lot": lot.code, "produced": lot.produced, "expires": lot.expires, "origin": lot.origin,
        "days_left": one.days_left, "expired": one.days_left < 0, "quantity": one.lot.on_hand, "unit": item.unit,
        "shown_unit": item.shown_unit, "value": _decimal(one.value_minor, one.currency), "currency": one.currency, "shelf": item.shelf,
    }  # fmt: skip


def _expiring_lines(found: Expiring) -> list[str]:
    """What has expired and what will, in money of each currency; what has no known cost is said."""
    lines = []
    gone = [one for one in found.lots if one.days_left < 0]
    good = [one for one in found.lots if one.days_left >= 0]
    if gone:
        text = ngettext(
            "Expired: {count} lot, worth {value}. It is never available.",
            "Expired: {count} lots, worth {value}. They are never available.", len(gone),
        )  # fmt: skip
        lines.append(text.format(count=len(gone), value=_worth(gone)))
    if good:
        text = ngettext(
            "Still good: {count} lot, worth {value}.", "Still good: {count} lots, worth {value}.", len(good)
        )
        lines.append(text.format(count=len(good), value=_worth(good)))
    return lines


def _worth(lots: Sequence[ExpiringLot]) -> str:
    sums: dict[str, int] = defaultdict(int)
    for one in lots:
        if one.value_minor is not None:
            sums[one.currency or ""] += one.value_minor
    parts = [_money(minor, currency) for currency, minor in sorted(sums.items())]
    unknown = sum(1 for one in lots if one.value_minor is None)
    if unknown:
        parts.append(_("{count} without a known cost").format(count=unknown))
    return " + ".join(parts)


def repack_view(done: Repacked) -> View:
    item = done.before.item
    columns = (
        Column("sku", _("Into")), Column("lot", _("Lot")), Column("expires", _("Expires")),
        Column("quantity", _("Quantity"), align="right"), Column("cost", _("Cost"), align="right"),
    )  # fmt: skip
    rows = [
        _goods_record(one, done.currency)
        | {"quantity": shown_quantity(one.quantity, one.into.item), "cost": _money(one.cost_minor, done.currency)}
        for one in done.goods
    ]
    taken = sum(one.quantity for one in done.taken)
    line = _("{sku}: {before} → {after}, {taken} taken, {loss} of it lost.").format(
        sku=item.sku, before=shown_quantity(done.before.on_hand, item), after=shown_quantity(done.after.on_hand, item),
        taken=shown_quantity(taken, item), loss=done.loss.text,
    )  # fmt: skip
    return View(_repack_data(done), (Table(columns, rows),), lines=(line,), notes=tuple(_repack_notes(done)))


def _repack_data(done: Repacked) -> dict[str, object]:
    item, total = done.before.item, _total(done.goods)
    return {
        "sku": item.sku, "before": done.before.on_hand, "after": done.after.on_hand, "unit": item.unit,
        "taken": [_taken_record(one) for one in done.taken], "loss": done.loss.units, "loss_g": done.loss.weight_g,
        "into": [_goods_record(one, done.currency) for one in done.goods], "cost": _decimal(total, done.currency),
        "currency": done.currency, "available": done.after.available, "batch": done.batch, "dry_run": done.dry_run,
    }  # fmt: skip


def _repack_notes(done: Repacked) -> list[str]:
    notes = []
    item = done.before.item
    if any(one.cost_minor is None for one in done.taken):
        notes.append(_("Nobody said what {sku} cost, so the packed goods carry no cost.").format(sku=item.sku))
    if done.after.available < 0:
        short = shown_quantity(-done.after.available, item)
        notes.append(_("Orders hold {sku}: after this {short} are missing for them.").format(sku=item.sku, short=short))
    if done.dry_run:
        notes.append(_("This was a dry run: nothing was changed."))
    return notes


def _taken_record(one: Taken) -> dict[str, object]:
    cost = {"quantity": one.quantity, "cost": _decimal(one.cost_minor, one.currency)}
    return _lot_record(one.lot.lot if one.lot.lot_id is not None else None) | cost


def _goods_record(one: NewGoods, currency: str | None) -> dict[str, object]:
    more = {"quantity": one.quantity, "unit": one.into.item.unit, "cost": _decimal(one.cost_minor, currency)}
    return {"sku": one.into.item.sku} | _lot_record(one.lot) | more


def _lot_record(lot: Lot | None) -> dict[str, object]:
    return {
        "lot": lot.code if lot else None, "produced": lot.produced if lot else None,
        "expires": lot.expires if lot else None, "origin": lot.origin if lot else None,
    }  # fmt: skip


def _total(goods: Sequence[NewGoods]) -> int | None:
    costs = [one.cost_minor for one in goods]
    return None if None in costs else sum(cost for cost in costs if cost is not None)


def _decimal(minor: int | None, currency: str | None) -> str | None:
    return None if minor is None else decimal_string(minor, currency or "")


def _money(minor: int | None, currency: str | None) -> str:
    return "" if minor is None else f"{decimal_string(minor, currency or '')} {currency or ''}".strip()
