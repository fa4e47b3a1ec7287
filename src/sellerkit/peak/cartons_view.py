"""What `peak cartons` prints: one packing an order, as judges of packings read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.packing import LeftOver, PackedCarton, Packing, steps
from sellerkit.packing.result import volume
from sellerkit.peak.box_view import box_record, boxes_table, orders_to_box
from sellerkit.peak.cartons import OrderPacking
from sellerkit.peak.cartons_findings import problems_of
from sellerkit.peak.plain import Packed, Wanted, litres

_AXES = ("x_mm", "y_mm", "z_mm", "dx_mm", "dy_mm", "dz_mm")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown besides the packings: the steps in words, and the box that an order would need."""

    steps: bool = False
    how_big: bool = False


def packings_view(found: Packed, wanted: Wanted, shown: Shown) -> View:
    """One record an order; exit code 3 when an item fits no carton or a row is bad."""
    packed = [(order, packing) for order, packing in found.packings if packing is not None]
    boxes = orders_to_box(packed, wanted.rules) if shown.how_big else {}
    records = [
        _record(order, packing, wanted, shown) | box_record(boxes.get(order)) for order, packing in found.packings
    ]
    problems = [*found.problems, *(problem for order, packing in packed for problem in problems_of(order, packing))]
    tables = [_table(found, wanted)]
    if shown.steps:
        tables.append(_steps_table(packed))
    if boxes:
        tables.append(boxes_table(boxes))
    return View(
        data=records, tables=tables, records=records, lines=_figures(packed, wanted), problems=problems, notes=_notes(found, wanted),
        exit_code=3 if problems else 0,
    )  # fmt: skip


def _record(order: str, packing: Packing | None, wanted: Wanted, shown: Shown) -> dict[str, object]:
    if packing is None:
        return {"order_id": order, "proven": False, "cartons": [], "left_over": [], "left_out": "bad-rows"}
    cartons = [placed(one) | ({"steps": steps(one)} if shown.steps else {}) for one in packing.packed]
    cost = {} if packing.cost_minor is None else {"cost": decimal_string(packing.cost_minor, wanted.currency)}
    gap = gap_to_bound(packing, wanted.currency)
    return {"order_id": order, "proven": packing.proven, "cartons": cartons, "left_over": left_over(packing.left_over), **cost, **gap}  # fmt: skip


def placed(carton: PackedCarton) -> dict[str, object]:
    """One packed carton with every item's corner and sides in whole millimetres, z up."""
    items = [{"sku": p.item.sku, **dict(zip(_AXES, (*p.at_mm, *p.size_mm), strict=True))} for p in carton.items]
    return {"carton": carton.carton.name, "items": items}


def gap_to_bound(packing: Packing, currency: str = "CNY") -> dict[str, object]:
    """How many cartons, or mm³ with as many cartons, or how much money could be saved at most; nothing when proven."""
    gap = packing.gap
    if gap is None:
        return {}
    money = {} if gap.cost_minor is None else {"cost": decimal_string(gap.cost_minor, currency)}
    return {"gap": {"cartons": gap.cartons, "mm3": gap.mm3, **money}}


def left_over(items: Sequence[LeftOver]) -> list[dict[str, object]]:
    """What was not packed and why, like items together."""
    counts = Counter((left.item.sku, left.reason) for left in items)
    return [{"sku": sku, "quantity": count, "reason": reason} for (sku, reason), count in counts.items()]


def _table(found: Packed, wanted: Wanted) -> Table:
    priced = wanted.objective == "cost"
    rows = [
        {
            "order_id": order, "cartons": " + ".join(c.carton.name for c in packing.packed) or "–",
            "fill": " + ".join(f"{100 * c.fill:.0f} %" for c in packing.packed), "proven": packing.proven and not packing.left_over,
            "gain": _gain(packing, wanted), "cost": "" if packing.cost_minor is None else decimal_string(packing.cost_minor, wanted.currency),
        }
        for order, packing in found.packings if packing is not None
    ]  # fmt: skip
    columns = [
        Column("order_id", _("Order")), Column("cartons", _("Cartons")), Column("fill", _("Filled"), "right"),
        Column("proven", _("Proven minimal")), Column("gain", _("To save at most"), "right"),
    ]  # fmt: skip
    if priced:
        columns.insert(3, Column("cost", _("Cost ({currency})").format(currency=wanted.currency), "right"))
    return Table(tuple(columns), rows, empty=_("There is nothing to pack."))


def _gain(packing: Packing, wanted: Wanted) -> str:
    """What no packing at all can save more than; "" when it is proven that nothing can be saved."""
    gap = packing.gap
    if gap is None:
        return ""
    if gap.cost_minor is not None:
        return decimal_string(gap.cost_minor, wanted.currency)
    if gap.cartons:
        return _("cartons: {count}").format(count=gap.cartons)
    return f"{litres(gap.mm3)} L" if gap.mm3 else ""


def _steps_table(packed: Sequence[tuple[str, Packing]]) -> Table:
    rows = [
        {"order_id": order, "carton": one.carton.name, "step": number, "words": words}
        for order, packing in packed for one in packing.packed for number, words in enumerate(steps(one), 1)
    ]  # fmt: skip
    columns = (Column("order_id", _("Order")), Column("carton", _("Carton")), Column("step", _("Step"), "right"), Column("words", _("How to pack it")))  # fmt: skip
    return Table(columns, rows, title=_("Packing steps"))


def _figures(packed: Sequence[tuple[str, Packing]], wanted: Wanted) -> list[str]:
    used = Counter(c.carton.name for _order, packing in packed for c in packing.packed)
    if not used:
        return []
    names = ", ".join(f"{name} × {count}" for name, count in sorted(used.items()))
    lines = [_("{cartons} cartons for {orders} orders: {names}").format(cartons=used.total(), orders=len(packed), names=names)]  # fmt: skip
    room = sum(volume(c.carton.inner_mm) for _order, packing in packed for c in packing.packed)
    goods = sum(volume(p.size_mm) for _order, packing in packed for c in packing.packed for p in c.items)
    proven = sum(packing.proven and not packing.left_over for _order, packing in packed)
    lines.append(
        _("{litres} litres of carton, {fill} % filled. Proven minimal: {proven} of {orders} orders ({share} %).").format(
            litres=litres(room), fill=round(100 * goods / room), proven=proven, orders=len(packed), share=round(100 * proven / len(packed), 1)
        )
    )  # fmt: skip
    if wanted.objective == "cost":
        cost = sum(packing.cost_minor or 0 for _order, packing in packed)
        lines.append(_("Cost of all parcels: {cost} {currency}.").format(cost=decimal_string(cost, wanted.currency), currency=wanted.currency))  # fmt: skip
    return lines


def proof_lines(packings: Sequence[OrderPacking]) -> list[str]:
    """How good the cartons of a plan are, in one sentence; nothing where there are none."""
    boxes = [one for packing in packings for one in packing.cartons]
    if not boxes:
        return []
    whole = [packing for packing in packings if packing.cartons]
    proven = sum(packing.proven for packing in whole)
    room = litres(sum(volume(one.carton.inner_mm) for one in boxes))
    text = _(
        "Cartons: {cartons}, {litres} litres in all. Proven that nothing better exists: {proven} of {orders} orders."
    )
    return [text.format(cartons=len(boxes), litres=room, proven=proven, orders=len(whole))]


def _notes(found: Packed, wanted: Wanted) -> list[str]:
    notes = []
    out = sum(packing is None for _order, packing in found.packings)
    if out:
        notes.append(_("Left out because of bad rows: {count} orders.").format(count=out))
    if wanted.objective == "cost" and wanted.costs.price is None:
        notes.append(_("Without --rates the courier counts as free, so many small cartons may win."))
    return notes
