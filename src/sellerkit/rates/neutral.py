"""The neutral table: one row for each zone and bracket, in plain columns; the same as TOML, CSV or a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.rates.card import Bracket
from sellerkit.rates.cells import Cells
from sellerkit.rates.parts import Line

# What may stand once above the heading row, or as a column.
HEADER_KEYS = ("carrier", "service", "currency", "origin", "valid_from", "valid_to")
NEUTRAL = frozenset({
    *HEADER_KEYS, "zone", "areas", "upto_kg", "base", "free_kg", "rate", "round_to", "min_kg", "divisor",
    "volumetric_from_cm", "max_kg", "max_side_cm", "refuse", "surcharge", "note", "from_total",
})  # fmt: skip
# The rate sheets of karrio: one row for each service, zone and weight, countries instead of provinces.
_KARRIO = {
    "service_code": "service", "zone_label": "zone", "country_codes": "areas", "max_weight": "upto_kg", "rate": "base",
    "max_length": "max_side_cm", "currency": "currency", "base_rate": "base", "carrier_name": "carrier", "shipment_type": "shipment_type",
    "weight_unit": "weight_unit", "dimension_unit": "dimension_unit", "fuel_surcharge": "more", "seasonal_surcharge": "more",
    "customs_surcharge": "more", "energy_surcharge": "more", "road_toll": "more", "security_surcharge": "more",
}  # fmt: skip
_KARRIO_HEADINGS = frozenset({"service_code", "zone_label", "max_weight"})
# What a foreign table may measure in → kg, cm.
_UNITS = {
    "kg": "1",
    "g": "0.001",
    "lb": "0.45359237",
    "oz": "0.028349523125",
    "cm": "1",
    "mm": "0.1",
    "m": "100",
    "in": "2.54",
}
_NO = frozenset({"", "0", "no", "false", "否", "n"})
_YES = frozenset({"1", "yes", "true", "是", "y", "x"})


def neutral_header(cells: Sequence[str]) -> tuple[list[str], str] | None:
    """The columns of a heading row under our names ("" for one that is not ours) and what empty areas mean there."""
    names = [cell.lower().replace(" ", "_") for cell in cells]
    if set(names) >= _KARRIO_HEADINGS and {"rate", "base_rate"} & set(names):
        # Its last zone, the rest of the world, has a label and no countries.
        return [_KARRIO.get(name, "") for name in names], "*"
    if "base" in names and ("areas" in names or "zone" in names):
        return [name if name in NEUTRAL else "" for name in names], ""
    return None


def neutral_line(cells: Cells, elsewhere: str = "") -> Line | None:
    """One row of the table, or None when it has a problem (which is noted). `elsewhere` stands for empty areas."""
    if cells.text("shipment_type").lower() not in ("", "outbound"):
        return None
    refuse, closed = _refused(cells), None
    if refuse and (end := cells.end_at("upto_kg")) is not None:
        closed, refuse = Bracket(end, Decimal(0), refuse=refuse), ""
    areas = cells.areas(cells.text("areas") or elsewhere or cells.text("zone"), "areas")
    if not cells.text("base") and not refuse and not closed:
        cells.missing("base")
    bracket = closed or _bracket(cells)
    line = Line(
        cells.number,
        cells.text("zone") or cells.text("areas"),
        areas,
        () if refuse else (bracket,),
        cells.text("carrier"),
        cells.text("service"),
        cells.text("currency"),
        cells.text("origin"),
        cells.day("valid_from"),
        cells.day("valid_to"),
        cells.above_zero("divisor"),
        cells.number_at("volumetric_from_cm"),
        cells.number_at("min_kg"),
        cells.end_at("max_kg"),
        _in(cells.end_at("max_side_cm"), cells.text("dimension_unit")),
        refuse,
        from_total=cells.number_at("from_total"),
    )
    if cells.text("more") not in ("", "0"):
        cells.wrong("unclear-price", _("A surcharge stands beside the price."), "surcharge", cells.text("more"),
                    _("Put it into the price, or into the column surcharge of a neutral table."))  # fmt: skip
    return None if cells.faulty else line


def _bracket(cells: Cells) -> Bracket:
    zero = Decimal(0)
    base, free, rate, step, more = (
        cells.number_at(name) or zero for name in ("base", "free_kg", "rate", "round_to", "surcharge")
    )
    return Bracket(_in(cells.end_at("upto_kg"), cells.text("weight_unit")), base, free, rate, step, more)


def _in(value: Decimal | None, unit: str) -> Decimal | None:
    """A weight in kg or a length in cm, from the unit that the row names; without one it is that already."""
    return value if value is None or not unit else value * Decimal(_UNITS.get(unit.lower(), "1"))


def _refused(cells: Cells) -> str:
    """Why nothing is sent there: the words of the cell or the note; "" when it is served."""
    text = cells.text("refuse")
    if text.lower() in _NO:
        return ""
    return cells.text("note") or _("no service") if text.lower() in _YES else text
