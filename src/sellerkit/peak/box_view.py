"""How big a carton would have to be for the orders that go into none whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sellerkit.base.language import _
from sellerkit.output import Column, Table
from sellerkit.packing import BoxNeeded, Packing, Rules, how_big

_MOST_PIECES = 400
"""Nobody looks for one box for more pieces, and the search would take long."""


def orders_to_box(packed: Sequence[tuple[str, Packing]], rules: Rules) -> dict[str, BoxNeeded | None]:
    """For each order that needs several cartons, or has pieces that fit none: the box that holds it all.

    None where there is no such box: the pieces may not lie together, give way, or are too many.
    """
    found: dict[str, BoxNeeded | None] = {}
    for order, packing in packed:
        if len(packing.packed) < 2 and not packing.left_over:
            continue
        goods = [piece.item for one in packing.packed for piece in one.items] + [
            left.item for left in packing.left_over
        ]
        found[order] = how_big(goods, replace(rules, full_first=False)) if len(goods) <= _MOST_PIECES else None
    return found


def box_record(needed: BoxNeeded | None) -> dict[str, object]:
    """Its keys in JSON; nothing where no box is known."""
    if needed is None:
        return {}
    return {"box_needed": {"inner_mm": list(needed.inner_mm), "proven": needed.proven}}


def boxes_table(boxes: Mapping[str, BoxNeeded | None]) -> Table:
    rows = [
        {"order_id": order, "size": box_text(box) if box else _("none holds it all"), "proven": bool(box and box.proven)}
        for order, box in boxes.items()
    ]  # fmt: skip
    columns = (Column("order_id", _("Order")), Column("size", _("Inside (mm)")), Column("proven", _("Proven minimal")))
    return Table(columns, rows, title=_("A carton that would hold the whole order"))


def box_text(needed: BoxNeeded) -> str:
    """ "400 × 300 × 250", the longest side first."""
    return " × ".join(str(side) for side in sorted(needed.inner_mm, reverse=True))
