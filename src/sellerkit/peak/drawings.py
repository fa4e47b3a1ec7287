"""How mixed orders go into their cartons, as drawings: each basket once, the most frequent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sellerkit.base.language import _
from sellerkit.model.item import Item
from sellerkit.output.carton_drawing import Drawing
from sellerkit.output.document import Section
from sellerkit.packing import PackedCarton
from sellerkit.packing.in_words import Step, steps_of
from sellerkit.peak.cartons import pack_orders
from sellerkit.peak.packing_rules import packing_rules
from sellerkit.peak.sheets import Sheet, name_of
from sellerkit.trade.shop import Shop

MOST = 24
"""So many baskets are drawn; the wall is only so large."""


def carton_drawings(sheets: Sequence[Sheet], items: Mapping[str, Item], shop: Shop) -> list[Section]:
    """One drawing a carton. Baskets whose carton the plan chose otherwise (shop.toml has changed) are left out."""
    baskets: dict[tuple[tuple[str, int], ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if sheet.plan.kind == "mixed" and sheet.plan.carton:
            baskets[tuple(sorted((line.sku, line.quantity) for line in sheet.order.items))].append(sheet)
    chosen = sorted(baskets.values(), key=lambda alike: -len(alike))[:MOST]
    packings = pack_orders([alike[0].order for alike in chosen], items, packing_rules(shop, sheets[0].start.date()))
    drawings = [
        _drawing(carton, alike, items)
        for alike, packing in zip(chosen, packings, strict=True) if packing.carton == alike[0].plan.carton
        for carton in packing.cartons
    ]  # fmt: skip
    if not drawings:
        return []
    words = [
        _("Pack in the order of the numbers; the dashed lines are the carton."),
        _("The lower left side of a drawing is the front, its lower right side the right."),
    ]
    if len(baskets) > MOST:
        words.append(
            _("The {count} most frequent of {all} kinds of mixed orders.").format(count=MOST, all=len(baskets))
        )
    return [Section(_("Into the carton"), words, new_page=True, drawings=drawings)]


def _drawing(carton: PackedCarton, alike: Sequence[Sheet], items: Mapping[str, Item]) -> Drawing:
    """Pieces numbered as the steps in words put them in; the words and the drawing have y = 0 at the back."""
    said = steps_of(carton, lambda sku: name_of(sku, items))
    first = _("{carton}: {order}").format(carton=carton.carton.name, order=alike[0].order.order_id)
    title = first if len(alike) == 1 else _("{order} and {count} alike").format(order=first, count=len(alike) - 1)
    boxes = [(piece.at_mm, piece.size_mm) for step in said for piece in step.pieces]
    return Drawing(carton.carton.inner_mm, boxes, title, _legend(said))


def _legend(said: Sequence[Step]) -> list[str]:
    """ "1–3  3 × 红枣: …", the numbers of a step before its words."""
    lines, first = [], 1
    for step in said:
        last = first + len(step.pieces) - 1
        numbers = str(first) if last == first else f"{first}–{last}"
        lines.append(f"{numbers}  {step.words}")
        first = last + 1
    return lines
