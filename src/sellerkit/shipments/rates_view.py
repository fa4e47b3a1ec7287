"""What was understood of a price table: zones by brackets, example prices, and everything that was left aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sellerkit.base.language import N_, _
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.rates.areas import Area, area_text
from sellerkit.rates.card import Bracket, Quote, RateCard, Zone
from sellerkit.rates.written import number
from sellerkit.shipments.rates_import import TableRead, Understood, several_services
from sellerkit.shipments.rates_saving import Kept

EXAMPLES_G = (800, 2300, 5000)
# A remark of this kind changes what is paid: it is for a person to put into the prices.
_MONEY = re.compile(r"加收|另加|附加|上浮|加价|含税|燃油|折|费|surcharge", re.I)
_STATES = {
    "new": N_("{file} was written: the prices of {name}."), "changed": N_("{file} was written anew; what stood there is kept as {before}."),
    "unchanged": N_("{file} holds exactly these prices already."),
}  # fmt: skip
_WOULD = {
    "new": N_("{file} would be written: the prices of {name}."), "changed": N_("{file} would be written anew: the prices of {name} change."),
    "unchanged": N_("{file} holds exactly these prices already."),
}  # fmt: skip


def rates_view(read: Sequence[TableRead], kept: Sequence[Kept], on: date, *, dry_run: bool) -> View:
    by_name = {one.name: one for one in kept}
    data = [_file(one, by_name, on, dry_run=dry_run) for one in read]
    problems = tuple(problem for one in read for problem in one.problems)
    tables = tuple(_table(courier, card, on) for one in read for courier in one.couriers for card in courier.cards)
    lines = [
        _(_WOULD[k.state] if dry_run else _STATES[k.state]).format(file=k.file, name=k.name, before=k.before)
        for k in kept
    ]
    return View(
        data=data, tables=tables, records=[row for one in data for row in _records(one)], lines=tuple(lines), problems=problems,
        notes=_notes(read, kept, dry_run=dry_run), exit_code=3 if problems else 0,
    )  # fmt: skip


def _notes(read: Sequence[TableRead], kept: Sequence[Kept], *, dry_run: bool) -> tuple[str, ...]:
    money = _("In {file} stands money that is in no price: {text}")
    beside = _("In {file}, beside the prices: {text}")
    notes = [
        (money if _MONEY.search(note) else beside).format(file=one.file, text=note)
        for one in read
        for note in one.notes
    ]
    for courier in (courier for one in read for courier in one.couriers):
        if services := several_services(courier):
            text = _("{name} has several services here ({services}); the cheapest counts. Keep one with --service.")
            notes.append(text.format(name=courier.name, services=", ".join(services)))
    notes += [
        _("shop.toml does not use it yet: write {line} into [carriers.{name}], or import it with --save.").format(line=f'rates = "{k.file}"', name=k.name)
        for k in kept if not k.named
    ]  # fmt: skip
    return (*notes, _("This was a dry run: nothing was changed.")) if dry_run else tuple(notes)


def _table(courier: Understood, card: RateCard, on: date) -> Table:
    ends = sorted({b.upto_kg for z in card.zones for b in z.brackets}, key=lambda end: (end is None, end or 0))
    titles = {end: _("above") if end is None else f"≤ {number(end)} kg" for end in ends}
    rows = []
    for zones in _alike(card):
        zone = zones[0]
        row: dict[str, object] = {"places": _places(zones), "volume": number(zone.divisor)}
        row |= (
            {f"upto{n}": _in_words(_at(zone, end)) for n, end in enumerate(ends)}
            if not zone.refuse
            else {"upto0": zone.refuse}
        )
        rows.append(row | {f"example{g}": _example(card, zone, g, on) for g in EXAMPLES_G})
    columns = [Column("places", _("Places")), *(Column(f"upto{n}", titles[end]) for n, end in enumerate(ends))]
    if any(zone.divisor for zone in card.zones):
        columns.append(Column("volume", _("cm³ a kg"), "right"))
    columns += [Column(f"example{g}", f"{number(Decimal(g) / 1000)} kg =", "right") for g in EXAMPLES_G]
    return Table(tuple(columns), rows, title=_title(courier, card))


def _title(courier: Understood, card: RateCard) -> str:
    parts = [courier.name, card.carrier if card.carrier != courier.name else "", card.service, card.currency]
    if card.origin:
        parts.append(_("from {place}").format(place=card.origin))
    if card.valid_from or card.valid_to:
        parts.append(f"{card.valid_from or '…'} – {card.valid_to or '…'}")
    if card.from_total is not None:
        parts.append(_("orders from {total}").format(total=number(card.from_total)))
    return " · ".join(part for part in parts if part)


def _alike(card: RateCard) -> list[list[Zone]]:
    """Zones with the same prices together, in the order of the table."""
    found: dict[object, list[Zone]] = {}
    for zone in card.zones:
        key = (
            zone.brackets,
            zone.divisor,
            zone.refuse,
            zone.min_kg,
            zone.max_kg,
            zone.max_side_cm,
            zone.volumetric_from_cm,
        )
        found.setdefault(key, []).append(zone)
    return list(found.values())


def _places(zones: Sequence[Zone]) -> str:
    areas: list[Area] = [area for zone in zones for area in zone.areas]
    return "、".join(_("everywhere else") if area in (Area(), Area("CN")) else area_text(area) for area in areas)


def _at(zone: Zone, end: Decimal | None) -> Bracket | None:
    return next((bracket for bracket in zone.brackets if bracket.upto_kg == end), None)


def _in_words(bracket: Bracket | None) -> str:
    """A bracket as a person would write it: `3.8 + 1.2 × (⌈w⌉ − 1)`."""
    if bracket is None:
        return ""
    if bracket.refuse:
        return bracket.refuse
    text = number(bracket.base)
    if bracket.rate:
        weight = {Decimal(0): "w", Decimal(1): "⌈w⌉"}.get(
            bracket.round_to, f"⌈w/{number(bracket.round_to)}⌉×{number(bracket.round_to)}"
        )
        above = f"({weight} − {number(bracket.free_kg)})" if bracket.free_kg else weight
        text = (f"{text} + " if bracket.base else "") + f"{number(bracket.rate)} × {above}"
    return f"{text} + {number(bracket.surcharge)}" if bracket.surcharge else text


def _example(card: RateCard, zone: Zone, grams: int, on: date) -> str:
    """The price of a parcel to the zone, on a day on which the card is valid."""
    area, day = zone.areas[0], max(filter(None, (on, card.valid_from)))
    day = min(filter(None, (day, card.valid_to)))
    postcode = area.postcodes[0] if area.postcodes else ""
    quote = card.quote(
        grams,
        None,
        area.province,
        area.city,
        day,
        country=area.country or "CN",
        postcode=postcode,
        total=card.from_total,
    )
    return decimal_string(quote.minor, quote.currency) if isinstance(quote, Quote) else "–"


def _file(read: TableRead, kept: dict[str, Kept], on: date, *, dry_run: bool) -> dict[str, object]:
    return {
        "file": read.file, "dry_run": dry_run, "notes": list(read.notes), "problems": [p.as_dict() for p in read.problems],
        "couriers": [
            {"carrier": courier.name, "rates": kept[courier.name].file if courier.name in kept else None,
             "state": kept[courier.name].state if courier.name in kept else None, "cards": [_card(card, on) for card in courier.cards]}
            for courier in read.couriers
        ],
    }  # fmt: skip


def _card(card: RateCard, on: date) -> dict[str, object]:
    return {
        "courier": card.carrier, "service": card.service, "currency": card.currency, "origin": card.origin,
        "valid_from": str(card.valid_from) if card.valid_from else None, "valid_to": str(card.valid_to) if card.valid_to else None,
        "from_total": number(card.from_total) or None, "zones": [_zone(card, zone, on) for zone in card.zones],
    }  # fmt: skip


def _zone(card: RateCard, zone: Zone, on: date) -> dict[str, object]:
    names = ("base", "free_kg", "rate", "round_to", "surcharge")
    return {
        "zone": zone.name, "areas": [area_text(area) for area in zone.areas], "divisor": number(zone.divisor) or None, "refuse": zone.refuse or None,
        "brackets": [
            {"upto_kg": None if b.upto_kg is None else number(b.upto_kg), **{name: number(getattr(b, name)) for name in names}, "refuse": b.refuse or None}
            for b in zone.brackets
        ],
        "examples": [{"weight_g": g, "cost": price if price != "–" else None} for g in EXAMPLES_G for price in [_example(card, zone, g, on)]],
    }  # fmt: skip


def _records(file: dict[str, object]) -> list[dict[str, object]]:
    """One row for each zone and bracket, for CSV and JSON lines."""
    rows = []
    for courier in file["couriers"]:  # type: ignore[attr-defined]
        for card in courier["cards"]:
            for zone in card["zones"]:
                about = {
                    "file": file["file"],
                    "carrier": courier["carrier"],
                    "service": card["service"],
                    "currency": card["currency"],
                }
                place = {"zone": zone["zone"], "areas": "、".join(zone["areas"])}
                rows += [{**about, **place, **bracket} for bracket in zone["brackets"] or [{"refuse": zone["refuse"]}]]
    return rows
