"""Magento's table rates: country, region, postcode, a weight or an order total from which a price counts, the price.

https://experienceleague.adobe.com/en/docs/commerce-admin/stores-sales/delivery/basic-methods/shipping-table-rate: the most exact
place counts first, then the highest condition that the order reaches. Weights are taken as kg.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from sellerkit.rates.areas import Area, area_text
from sellerkit.rates.card import Bracket
from sellerkit.rates.cells import Cells
from sellerkit.rates.parts import Found, Line

# The condition is reached at its weight already, a bracket of ours ends there: weights are whole grams.
_ONE_GRAM = Decimal("0.001")
_CONDITIONS = {"order_subtotal": "total", "order_total": "total", "price_vs": "total", "weight": "weight"}
_COUNTRIES = {"USA": "US", "CAN": "CA", "GBR": "GB", "DEU": "DE", "FRA": "FR", "AUS": "AU", "CHN": "CN", "JPN": "JP"}


def magento_header(cells: Sequence[str]) -> list[str] | None:
    """The columns of a heading row of such a table, None for any other."""
    names = [cell.lower().replace("(and above)", "").strip().replace(" ", "_") for cell in cells]
    meant = [{"region/state": "region", "zip/postal_code": "zip", "shipping_price": "price"}.get(n, n) for n in names]
    conditions = [name for name in meant if name in _CONDITIONS]
    if not {"country", "price"} <= set(meant) or len(conditions) != 1:
        return None
    return [_CONDITIONS.get(name, name if name in ("country", "region", "zip", "price") else "") for name in meant]


def magento_lines(names: Sequence[str], table: Sequence[tuple[int, list[str]]], found: Found) -> list[Line]:
    """Each row as a price line; a condition by weight becomes the brackets of its place."""
    places: dict[Area, list[tuple[Decimal, Decimal, int]]] = defaultdict(list)
    for number, row in table:
        cells = Cells(number, names, row, found)
        if not cells.text("price"):
            cells.missing("price")
        from_, price = cells.number_at("total" if "total" in names else "weight"), cells.number_at("price")
        if not cells.faulty and price is not None:
            places[_area(cells)].append((from_ or Decimal(0), price, number))
    if "total" in names:
        return _by_total(places)
    return [line for area, rows in places.items() for line in _by_weight(area, sorted(rows))]


def _area(cells: Cells) -> Area:
    country = cells.text("country").upper()
    land = "" if country in ("*", "0", "") else _COUNTRIES.get(country, country)
    code, region = cells.text("zip").upper().rstrip("*"), cells.text("region")
    if land and code:
        return Area(land, postcodes=(code, code))
    return Area(land, region.upper() if region not in ("*", "0") else "")


def _by_weight(area: Area, rows: list[tuple[Decimal, Decimal, int]]) -> list[Line]:
    """One place: a bracket from each weight to just below the next. What is lighter than the first is not taken."""
    brackets = [] if not rows[0][0] else [Bracket(rows[0][0] - _ONE_GRAM, Decimal(0), refuse=f"< {rows[0][0]} kg")]
    ends = [following[0] - _ONE_GRAM for following in rows[1:]]
    brackets += [Bracket(end, price) for (_from, price, _row), end in zip(rows, [*ends, None], strict=True)]
    return [Line(rows[0][2], area_text(area), (area,), tuple(brackets))]


def _by_total(places: dict[Area, list[tuple[Decimal, Decimal, int]]]) -> list[Line]:
    """For each total at which any price changes: what every place costs from there."""
    steps = sorted({from_ for rows in places.values() for from_, _price, _row in rows})
    lines = []
    for step in steps:
        for area, rows in places.items():
            reached = [row for row in rows if row[0] <= step]
            if reached:
                _from, price, number = max(reached)
                lines.append(Line(number, area_text(area), (area,), (Bracket(None, price),), from_total=step))
    return lines
