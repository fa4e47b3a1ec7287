"""How mixed orders go into their cartons, as drawings: each basket once, the most frequent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from sellerkit.base.language import _
from sellerkit.model.item import Item
from sellerkit.output.carton_drawing import Drawing
from sellerkit.output.document import Section
from sellerkit.packing import PackedCarton, PackedItem
from sellerkit.peak.cartons import pack_orders, shop_cartons
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
    packings = pack_orders([alike[0].order for alike in chosen], items, shop_cartons(shop.config.packing.cartons))
    drawings = [
        _drawing(carton, alike, items)
        for alike, packing in zip(chosen, packings, strict=True) if packing.carton == alike[0].plan.carton
        for carton in packing.cartons
    ]  # fmt: skip
    if not drawings:
        return []
    words = [_("Pack in the order of the numbers; the dashed lines are the carton.")]
    if len(baskets) > MOST:
        words.append(
            _("The {count} most frequent of {all} kinds of mixed orders.").format(count=MOST, all=len(baskets))
        )
    return [Section(_("Into the carton"), words, new_page=True, drawings=drawings)]


def _drawing(carton: PackedCarton, alike: Sequence[Sheet], items: Mapping[str, Item]) -> Drawing:
    order = sorted(carton.items, key=lambda p: (p.at_mm[2], p.at_mm[0] + p.at_mm[1], p.at_mm))
    first = _("{carton}: {order}").format(carton=carton.carton.name, order=alike[0].order.order_id)
    title = first if len(alike) == 1 else _("{order} and {count} alike").format(order=first, count=len(alike) - 1)
    return Drawing(carton.carton.inner_mm, [(p.at_mm, p.size_mm) for p in order], title, _legend(order, items))


def _legend(order: Sequence[PackedItem], items: Mapping[str, Item]) -> list[str]:
    """ "1–3 红枣", one line for neighbours of one kind."""
    lines, number = [], 1
    for sku, alike in groupby(order, key=lambda p: p.item.sku):
        last = number + len(list(alike)) - 1
        numbers = str(number) if last == number else f"{number}–{last}"
        lines.append(f"{numbers}  {name_of(sku, items)}")
        number = last + 1
    return lines
