"""What `peak cartons` could not pack, and what to do about it."""

from __future__ import annotations

from collections import Counter

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.packing import Item, Packing, how_big
from sellerkit.peak.box_view import box_text


def problems_of(order: str, packing: Packing) -> list[Problem]:
    """One problem for each item of an order and reason."""
    place = Place(_("order {order}").format(order=order))
    counts = Counter((left.item.sku, str(left.reason)) for left in packing.left_over)
    pieces = {left.item.sku: left.item for left in packing.left_over}
    return [
        Problem(reason, _said(reason).format(sku=sku, count=count), place, sku, _hint(pieces[sku], reason))
        for (sku, reason), count in counts.items()
    ]  # fmt: skip


def _said(reason: str) -> str:
    if reason == "no-carton-left":
        return _("{sku} × {count} has no carton: they are used up.")
    if reason == "no-service":
        return _("{sku} × {count} goes with no courier.")
    return _("{sku} × {count} fits no carton.")


def _hint(item: Item, reason: str) -> str:
    if reason == "no-carton-left":
        return _("Buy cartons, or allow more in in_stock.")
    if reason == "no-service":
        return _("Look at the weight and size limits of the rate card.")
    needed = how_big([item]) if reason == "too-big" else None
    if needed is None:
        return _("Add a larger carton, or mend the size of the item.")
    return _("Add a carton of at least {size} mm inside, or mend the size of the item.").format(size=box_text(needed))
