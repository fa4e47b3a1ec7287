"""Rows of a file → rate cards: the neutral table of this program, or the tables that Chinese couriers hand out.

The caller reads the file; a row is its number in the spreadsheet and its cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from sellerkit.base.language import _
from sellerkit.base.problems import Outcome, Place
from sellerkit.rates.areas import Area
from sellerkit.rates.card import RateCard, Zone
from sellerkit.rates.cells import Cells
from sellerkit.rates.neutral import HEADER_KEYS, neutral_header, neutral_line
from sellerkit.rates.parts import Found, Line
from sellerkit.rates.tables import chinese_header, chinese_lines

# A heading stands somewhere in the first rows, below a title and a few remarks.
_HEADER_WITHIN = 40
_COURIERS = ("中通", "圆通", "申通", "韵达", "顺丰", "极兔", "德邦", "邮政", "京东", "百世", "安能", "EMS")


def card_from_rows(
    rows: Sequence[tuple[int, Sequence[object]]], name: str, currency: str, file: str, sheet: str = ""
) -> Outcome[RateCard]:
    """Every rate card that the rows hold, and every problem at once.

    One card for each carrier and service that the table names; `name` is the carrier where it names none, `currency`
    where it states none. Titles and remarks come back as notes. A row with a problem is in no card.
    """
    found = Found(Place(file, sheet))
    table = [(number, [_text(cell) for cell in cells]) for number, cells in rows]
    table = [(number, cells) for number, cells in table if any(cells)]
    lines, header = _lines(table, found)
    if not lines and not found.problems:
        message = _("{file} holds no table of prices that sellerkit recognises.").format(file=file)
        found.problem(
            "no-rate-table", message, hint=_("It needs a heading row: areas and base, or 区域, 首重 and 续重.")
        )
    lines.sort(key=lambda line: (line.carrier, line.service, line.currency))
    cards = []
    for key, group in groupby(lines, key=lambda line: (line.carrier, line.service, line.currency)):
        cards.append(_card(key, list(group), name, currency, header, found))
    return Outcome(tuple(cards), tuple(found.problems), found.ignored, tuple(found.notes))


def rows_of_tables(data: Mapping[str, object]) -> list[tuple[int, list[object]]]:
    """A rate card as TOML gives it (`carrier = "zto"`, `[[rows]]`) as the rows of the neutral table.

    Raises ValueError when it has no `rows`. Row numbers count the `[[rows]]` from 1; headings have number 0.
    """
    entries = data.get("rows")
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise ValueError(_("A rate card in TOML needs [[rows]] tables."))
    headings = list(dict.fromkeys(key for entry in entries for key in entry))
    head: list[tuple[int, list[object]]] = [(0, [key, value]) for key, value in data.items() if key in HEADER_KEYS]
    head.append((0, list(headings)))
    return head + [(n, [entry.get(key) for key in headings]) for n, entry in enumerate(entries, start=1)]


def _lines(table: list[tuple[int, list[str]]], found: Found) -> tuple[list[Line], dict[str, str]]:
    """The price lines below whichever heading is recognised, and what stood above it as `key, value`."""
    header: dict[str, str] = {}
    for index, (_number, cells) in enumerate(table[:_HEADER_WITHIN]):
        if (heading := neutral_header(cells)) is not None:
            names, elsewhere = heading
            unused = [cell for cell, name in zip(cells, names, strict=True) if cell and not name]
            found.notes += [_("The column {name} is not used.").format(name=name) for name in unused]
            read = [neutral_line(Cells(number, names, row, found), elsewhere) for number, row in table[index + 1 :]]
            return [line for line in read if line], header
        if (columns := chinese_header(cells, table[index + 1][1] if index + 1 < len(table) else [])) is not None:
            return chinese_lines(columns, table[index + 1 :], found), header
        key = cells[0].lower().replace(" ", "_")
        if key in HEADER_KEYS and len(cells) > 1 and cells[1]:
            header[key] = cells[1]
        else:
            found.notes.append(" ".join(cell for cell in cells if cell))
    found.notes.clear()
    return [], header


def _card(
    key: tuple[str, str, str], lines: list[Line], name: str, currency: str, header: Mapping[str, str], found: Found
) -> RateCard:
    words = ("carrier", "service", "currency")
    carrier, service, stated = (own or header.get(word, "") for own, word in zip(key, words, strict=True))
    first, last = (_day(header.get(word, ""), word, found) for word in ("valid_from", "valid_to"))
    return RateCard(
        name,
        carrier or _courier_in(found.place.sheet, *found.notes) or name,
        (stated or currency).upper(),
        _zones(lines, found),
        service,
        next((line.origin for line in lines if line.origin), header.get("origin", "")),
        min((line.valid_from for line in lines if line.valid_from), default=first),
        max((line.valid_to for line in lines if line.valid_to), default=last),
        found.place.file,
    )


def _courier_in(*texts: str) -> str:
    """A courier that a sheet's name or title mentions: many tables say it nowhere else."""
    return next((courier for text in texts for courier in _COURIERS if courier in text), "")


def _zones(lines: list[Line], found: Found) -> tuple[Zone, ...]:
    """Lines of one zone together, their brackets in order of weight."""
    zones: dict[str, list[Line]] = {}
    for line in lines:
        zones.setdefault(line.zone, []).append(line)
    owners: dict[Area, str] = {}
    return tuple(_zone(name, own, owners, found) for name, own in zones.items())


def _zone(name: str, lines: list[Line], owners: dict[Area, str], found: Found) -> Zone:
    areas = tuple(dict.fromkeys(area for line in lines for area in line.areas))
    for area in areas:
        if owners.setdefault(area, name) != name:
            text = _("{zone} names a place that {other} names already.").format(zone=name, other=owners[area])
            found.problem("place-twice", text, row=lines[0].row, value=name)
    brackets = sorted((b for line in lines for b in line.brackets), key=lambda b: (b.upto_kg is None, b.upto_kg or 0))
    ends = [bracket.upto_kg for bracket in brackets]
    if len(set(ends)) < len(ends):
        found.problem("bracket-twice", _("{zone} has two prices for one weight.").format(zone=name), row=lines[-1].row)
    stated = {word: _first(lines, word) for word in ("divisor", "max_kg", "max_side_cm")}
    zero = Decimal(0)
    return Zone(
        name,
        areas,
        tuple(brackets),
        stated["divisor"],
        _first(lines, "volumetric_from_cm") or zero,
        _first(lines, "min_kg") or zero,
        stated["max_kg"],
        stated["max_side_cm"],
        next((line.refuse for line in lines if line.refuse), ""),
    )


def _first(lines: list[Line], word: str) -> Decimal | None:
    return next((value for line in lines if (value := getattr(line, word)) is not None), None)


def _day(text: str, word: str, found: Found) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        found.problem(
            "not-a-date", _("{value} is not a date like 2026-11-11.").format(value=text), column=word, value=text
        )
        return None


def _text(cell: object) -> str:
    """A cell as text: None is empty, a list (TOML) its parts, a float without its machine tail."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, list | tuple):
        return "、".join(_text(part) for part in cell)
    return str(cell).replace("\u00a0", " ").replace("\u200b", "").strip()
