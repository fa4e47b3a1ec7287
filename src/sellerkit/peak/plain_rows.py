"""The rows of plain files of orders and cartons: lines of orders, and cartons."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sellerkit.base.language import _
from sellerkit.base.money import minor_units
from sellerkit.model.carton import Carton
from sellerkit.packing import Item
from sellerkit.peak.plain_cells import BadCell, Cells
from sellerkit.peak.wishes import Line
from sellerkit.sheets import Row

ORDER_COLUMNS = ("order_id", "sku", "qty", "length_mm", "width_mm", "height_mm", "weight_g")
CARTON_COLUMNS = ("carton_id", "tare_g", "inner_length_mm", "inner_width_mm", "inner_height_mm", "max_gross_g")
MOST_PIECES = 10_000  # of one order; a pallet is no parcel


@dataclass(slots=True)
class Basket:
    """What one order holds; `whole` is False when one of its rows is bad, and then nothing of it is packed."""

    lines: list[Line] = field(default_factory=list)
    whole: bool = True
    pieces: int = 0


def cartons_of(rows: Iterator[Row], cells: Cells, currency: str) -> list[Carton]:
    """Every carton that can be meant; the second of a name is named and left out."""
    boxes: list[Carton] = []
    seen: set[str] = set()
    for row in rows:
        name = row.text("carton_id")
        with suppress(BadCell):
            if name in seen:
                with suppress(BadCell):
                    cells.bad(row, "carton_id", _("stands there twice"), _("Give every carton a name of its own."))
            box = _carton(row, cells, currency)
            boxes += [] if name in seen else [box]
        seen |= {name} - {""}
    return boxes


def _carton(row: Row, cells: Cells, currency: str) -> Carton:
    found: list[Any] = cells.every(
        lambda: cells.name(row, "carton_id"),
        *[lambda side=side: cells.whole(row, f"inner_{side}_mm") for side in ("length", "width", "height")],
        lambda: cells.whole(row, "tare_g", 0),
        lambda: cells.whole(row, "max_gross_g"),
        lambda: cells.maybe(row, "in_stock", 0),
        lambda: cells.money(row, "cost"),
        *[lambda side=side: cells.maybe(row, f"outer_{side}_mm") for side in ("length", "width", "height")],
    )
    name, *inner = found[:4]
    tare, gross, in_stock, cost, *outer = found[4:]
    return Carton(
        name, (inner[0], inner[1], inner[2]), tare, gross, in_stock, None if cost is None else minor_units(cost, currency),
        (outer[0], outer[1], outer[2]) if all(outer) else None,
    )  # fmt: skip


def baskets_of(rows: Iterator[Row], cells: Cells) -> dict[str, Basket]:
    """The pieces of each order; its rows need not stand together."""
    baskets: dict[str, Basket] = {}
    for row in rows:
        number = row.text("order_id")
        basket = baskets.setdefault(number, Basket()) if number else Basket()
        try:
            line = _line(row, cells)
            basket.pieces += line.quantity
            if basket.pieces > MOST_PIECES:
                cells.bad(row, "qty", _("must be less: an order has at most {most} pieces").format(most=MOST_PIECES), _("Split the order."))  # fmt: skip
            basket.lines.append(line)
        except BadCell:
            basket.whole = False
    return baskets


def _line(row: Row, cells: Cells) -> Line:
    table = cells.every(lambda: cells.table(row, "units_per_carton"))[0] if row.text("units_per_carton") else ()
    least = 0 if table and not row.text("length_mm") else 1
    found: list[Any] = cells.every(
        lambda: cells.name(row, "order_id"),
        lambda: cells.name(row, "sku"),
        lambda: cells.whole(row, "qty"),
        *[lambda side=side: cells.whole(row, f"{side}_mm") if least else 0 for side in ("length", "width", "height")],
        lambda: cells.whole(row, "weight_g", 0),
        lambda: cells.yes(row, "keep_upright"),
        lambda: cells.yes(row, "fragile"),
        lambda: cells.maybe(row, "max_per_carton"),
    )
    _order, sku, quantity, *size, grams, upright, fragile, most = found
    item = Item(sku, (size[0], size[1], size[2]), grams, upright, fragile, units_per_carton=table)
    others = frozenset(filter(None, (word.strip() for word in row.text("not_with").replace("；", ";").split(";"))))
    return Line(item, quantity, frozenset(filter(None, (sku, row.text("group")))), others, most)
