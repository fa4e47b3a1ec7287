"""What `peak cartons` prints: one packing an order, as judges of packings read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.output import Column, Table, View
from sellerkit.packing import Item, LeftOver, PackedCarton, Packing, how_big

_AXES = ("x_mm", "y_mm", "z_mm", "dx_mm", "dy_mm", "dz_mm")


def packings_view(packings: Sequence[tuple[str, Packing]]) -> View:
    """One record an order; exit code 3 when an item fits no carton."""
    records = [
        {
            "order_id": order, "proven": packing.proven, "cartons": [placed(c) for c in packing.packed],
            "left_over": left_over(packing.left_over), **gap_to_bound(packing),
        }
        for order, packing in packings
    ]  # fmt: skip
    rows = [
        {
            "order_id": order, "cartons": " + ".join(c.carton.name for c in packing.packed) or "–",
            "fill": " + ".join(f"{100 * c.fill:.0f} %" for c in packing.packed), "proven": packing.proven,
        }
        for order, packing in packings
    ]  # fmt: skip
    columns = (
        Column("order_id", _("Order")), Column("cartons", _("Cartons")), Column("fill", _("Filled"), "right"),
        Column("proven", _("Proven minimal")),
    )  # fmt: skip
    problems = [problem for order, packing in packings for problem in _problems(order, packing)]
    table = Table(columns, rows, empty=_("There is nothing to pack."))
    return View(
        data=records, tables=(table,), records=records, lines=_figures(packings), problems=problems, exit_code=3 if problems else 0
    )  # fmt: skip


def placed(carton: PackedCarton) -> dict[str, object]:
    """One packed carton with every item's corner and sides in whole millimetres, z up."""
    items = [{"sku": p.item.sku, **dict(zip(_AXES, (*p.at_mm, *p.size_mm), strict=True))} for p in carton.items]
    return {"carton": carton.carton.name, "items": items}


def gap_to_bound(packing: Packing) -> dict[str, object]:
    """How many cartons, or mm³ with as many cartons, could be saved at most; nothing of a proven packing."""
    gap = packing.gap
    return {} if gap is None else {"gap": {"cartons": gap.cartons, "mm3": gap.mm3}}


def left_over(items: Sequence[LeftOver]) -> list[dict[str, object]]:
    """What was not packed and why, like items together."""
    counts = Counter((left.item.sku, left.reason) for left in items)
    return [{"sku": sku, "quantity": count, "reason": reason} for (sku, reason), count in counts.items()]


def _figures(packings: Sequence[tuple[str, Packing]]) -> list[str]:
    used = Counter(c.carton.name for _order, packing in packings for c in packing.packed)
    if not used:
        return []
    names = ", ".join(f"{name} × {count}" for name, count in sorted(used.items()))
    return [_("{cartons} cartons for {orders} orders: {names}").format(cartons=used.total(), orders=len(packings), names=names)]  # fmt: skip


def _problems(order: str, packing: Packing) -> list[Problem]:
    place = Place(_("order {order}").format(order=order))
    counts = Counter((left.item.sku, str(left.reason)) for left in packing.left_over)
    pieces = {left.item.sku: left.item for left in packing.left_over}
    return [
        Problem(reason, _("{sku} × {count} fits no carton.").format(sku=sku, count=count), place, sku, _hint(pieces[sku], reason))
        for (sku, reason), count in counts.items()
    ]  # fmt: skip


def _hint(item: Item, reason: str) -> str:
    needed = how_big([item]) if reason == "too-big" else None
    if needed is None:
        return _("Add a larger carton, or mend the size of the item.")
    size = " × ".join(str(side) for side in sorted(needed.inner_mm, reverse=True))
    return _("Add a carton of at least {size} mm inside, or mend the size of the item.").format(size=size)
