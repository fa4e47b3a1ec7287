"""Rate cards as rows of the neutral table, which is read again to exactly the same prices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sellerkit.rates.areas import area_text
from sellerkit.rates.card import Bracket, RateCard, Zone

COLUMNS = (
    "carrier", "service", "currency", "origin", "valid_from", "valid_to", "from_total", "zone", "areas", "upto_kg", "base", "free_kg", "rate",
    "round_to", "min_kg", "divisor", "volumetric_from_cm", "max_kg", "max_side_cm", "surcharge", "refuse",
)  # fmt: skip
_ALWAYS = frozenset({"zone", "areas", "upto_kg", "base", "free_kg", "rate", "round_to"})


def neutral_rows(cards: Sequence[RateCard]) -> list[list[str]]:
    """The heading row and one row for each zone and bracket, without columns that nobody fills."""
    rows = [row for card in cards for zone in card.zones for row in _zone_rows(card, zone)]
    used = [name for name in COLUMNS if name in _ALWAYS or any(row.get(name) for row in rows)]
    return [used, *([row.get(name, "") for name in used] for row in rows)]


def _zone_rows(card: RateCard, zone: Zone) -> list[dict[str, str]]:
    about = {
        "carrier": card.carrier, "service": card.service, "currency": card.currency, "origin": card.origin,
        "valid_from": str(card.valid_from or ""), "valid_to": str(card.valid_to or ""), "from_total": number(card.from_total),
        "zone": zone.name, "areas": "、".join(area_text(area) for area in zone.areas), "min_kg": number(zone.min_kg or None),
        "divisor": number(zone.divisor), "volumetric_from_cm": number(zone.volumetric_from_cm or None), "max_kg": number(zone.max_kg),
        "max_side_cm": number(zone.max_side_cm),
    }  # fmt: skip
    if zone.refuse:
        return [{**about, "refuse": zone.refuse}]
    return [{**about, **_bracket_row(bracket)} for bracket in zone.brackets]


def _bracket_row(bracket: Bracket) -> dict[str, str]:
    end = "inf" if bracket.upto_kg is None else number(bracket.upto_kg)
    if bracket.refuse:
        return {"upto_kg": end, "refuse": bracket.refuse}
    return {
        "upto_kg": end, "base": number(bracket.base), "free_kg": number(bracket.free_kg), "rate": number(bracket.rate),
        "round_to": number(bracket.round_to), "surcharge": number(bracket.surcharge or None),
    }  # fmt: skip


def number(value: Decimal | None) -> str:
    """A number without an exponent and without zeros at its end; "" for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
