"""Rows of a file → rate cards: the neutral table of this program, or the tables that Chinese couriers hand out.

The caller reads the file; a row is its number in the spreadsheet and its cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from sellerkit.base.language import _
from sellerkit.base.problems import Outcome, Place
from sellerkit.rates.areas import Area, area_text
from sellerkit.rates.card import RateCard, Zone
from sellerkit.rates.cells import Cells, day_of
from sellerkit.rates.couriers import courier_in
from sellerkit.rates.headings import Columns, chinese_header, side_by_side
from sellerkit.rates.magento import magento_header, magento_lines
from sellerkit.rates.neutral import HEADER_KEYS, neutral_header, neutral_line
from sellerkit.rates.parts import Found, Line
from sellerkit.rates.remarks import Remarks, remarks_of
from sellerkit.rates.tables import chinese_lines

# A heading stands somewhere in the first rows, below a title and a few remarks.
_HEADER_WITHIN = 40
Rows: TypeAlias = Sequence[tuple[int, Sequence[object]]]
Key: TypeAlias = tuple[str, str, str, str, str, str, str]


def card_from_rows(
    rows: Rows, name: str, currency: str, file: str, sheet: str = "", *, round_to: Decimal | None = None
) -> Outcome[RateCard]:
    """Every rate card that the rows hold, and every problem at once.

    One card for each carrier, service, origin and span of days that the table names; `name` is the carrier where it names
    none, `currency` where it states none. `round_to` (kg; 0: not at all) says how 续重 and formulas count a part of a kg, where
    neither the heading nor the formula does. Titles and remarks come back as notes. A row with a problem is in no card.
    """
    found = Found(Place(file, sheet))
    table = [(number, [_text(cell) for cell in cells]) for number, cells in rows]
    table = [(number, cells) for number, cells in table if any(cells)]
    lines, header = _lines(table, found, round_to)
    if not lines and not found.problems:
        message = _("{file} holds no table of prices that sellerkit recognises.").format(file=file)
        found.problem(
            "no-rate-table", message, hint=_("It needs a heading row: areas and base, or 区域, 首重 and 续重.")
        )
    groups: dict[Key, list[Line]] = defaultdict(list)
    dated = len({(line.valid_from, line.valid_to) for line in lines if line.valid_from or line.valid_to}) > 1
    several_origins = len({line.origin for line in lines if line.origin}) > 1
    for line in lines:
        groups[_key(line, dated=dated, several_origins=several_origins)].append(line)
    totals = sorted({line.from_total for line in lines if line.from_total is not None})
    cards = [_card(own[0], own, name, currency, header, found, totals) for _key_, own in sorted(groups.items())]
    return Outcome(tuple(cards), tuple(found.problems), found.ignored, tuple(found.notes))


def _key(line: Line, *, dated: bool, several_origins: bool) -> Key:
    """What makes a card of its own. Days and origin do only where the table states more than one."""
    first, last = (str(line.valid_from or ""), str(line.valid_to or "")) if dated else ("", "")
    total = "" if line.from_total is None else f"{line.from_total:020.4f}"
    return line.carrier, line.service, line.currency, line.origin if several_origins else "", first, last, total


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


def _lines(
    table: list[tuple[int, list[str]]], found: Found, round_to: Decimal | None
) -> tuple[list[Line], dict[str, str]]:
    """The price lines below whichever heading is recognised, and what stood above it as `key, value`."""
    header: dict[str, str] = {}
    for index, (_number, cells) in enumerate(table[:_HEADER_WITHIN]):
        if (heading := neutral_header(cells)) is not None:
            names, elsewhere = heading
            unused = [cell for cell, name in zip(cells, names, strict=True) if cell and not name]
            found.notes += [_("The column {name} is not used.").format(name=name) for name in unused]
            read = [neutral_line(Cells(number, names, row, found), elsewhere) for number, row in table[index + 1 :]]
            return [line for line in read if line], header
        if (columns := magento_header(cells)) is not None:
            return magento_lines(columns, table[index + 1 :], found), header
        if _heading(table, index) is not None:
            return _chinese(table, index, found, header, round_to), header
        key = cells[0].lower().replace(" ", "_")
        if key in HEADER_KEYS and len(cells) > 1 and cells[1]:
            header[key] = cells[1]
        else:
            found.notes.append(" ".join(dict.fromkeys(cell for cell in cells if cell)))
    found.notes.clear()
    return [], header


def _heading(table: list[tuple[int, list[str]]], index: int) -> Columns | None:
    return chinese_header(table[index][1], table[index + 1][1] if index + 1 < len(table) else [])


def _chinese(
    table: list[tuple[int, list[str]]], first: int, found: Found, header: dict[str, str], round_to: Decimal | None
) -> list[Line]:
    """Every block of a sheet: a title that may name a courier, a heading, rows of prices; the next block below."""
    remarks = remarks_of(" ".join(cells) for _number, cells in table)
    remarks = remarks if round_to is None else replace(remarks, round_to=round_to)
    lines: list[Line] = []
    title = " ".join(found.notes)
    for columns in side_by_side(table[first][1]):
        lines += _blocks(_only(table, columns), first, title, found, remarks)
    for word, stated in (
        ("valid_from", remarks.valid_from),
        ("valid_to", remarks.valid_to),
        ("currency", remarks.currency),
    ):
        if stated:
            header.setdefault(word, str(stated))
    return [replace(line, divisor=line.divisor or remarks.divisor) for line in lines]


def _only(table: list[tuple[int, list[str]]], columns: range) -> list[tuple[int, list[str]]]:
    """The table with everything outside these columns left empty; all of it when they are all."""
    return [(number, [cell if n in columns else "" for n, cell in enumerate(cells)]) for number, cells in table]


def _blocks(table: list[tuple[int, list[str]]], first: int, title: str, found: Found, remarks: Remarks) -> list[Line]:
    """The blocks below each other, each with its heading."""
    starts: list[tuple[int, Columns]] = []
    for n in range(first, len(table)):
        if (not starts or n >= starts[-1][0] + starts[-1][1].header_rows) and (
            columns := _heading(table, n)
        ) is not None:
            starts.append((n, columns))
    lines: list[Line] = []
    for (n, columns), end in zip(starts, [*(n for n, _columns in starts[1:]), len(table)], strict=True):
        if (twice := columns.twice) is not None:
            message = _("Two columns mean the same price: {heading}.").format(heading=twice.heading)
            found.problem("unclear-price", message, row=table[n][0], column=twice.heading, value=twice.heading)
            continue
        found.notes += [_("The column {name} is not used.").format(name=name) for name in columns.unused]
        noted, rows = len(found.notes), [(number, cells) for number, cells in table[n + 1 : end] if any(cells)]
        own = chinese_lines(columns, rows, found, remarks)
        courier = courier_in(title) or courier_in(found.place.sheet)
        lines += [replace(line, carrier=line.carrier or courier) for line in own]
        # What stands in a row of its own right above the next heading is its title.
        title = " ".join(found.notes[noted:][-1:]) if len(starts) > 1 else title
    return lines


def _card(
    like: Line, lines: list[Line], name: str, currency: str, header: Mapping[str, str], found: Found, totals: Sequence[Decimal]
) -> RateCard:  # fmt: skip
    own = (like.carrier, like.service, like.currency)
    carrier, service, stated = (
        said or header.get(word, "") for said, word in zip(own, ("carrier", "service", "currency"), strict=True)
    )
    first, last = (_day(header.get(word, ""), word, found) for word in ("valid_from", "valid_to"))
    return RateCard(
        name,
        carrier or courier_in(found.place.sheet, *found.notes) or name,
        (stated or currency).upper(),
        _zones(lines, found),
        service,
        next((line.origin for line in lines if line.origin), header.get("origin", "")),
        min((line.valid_from for line in lines if line.valid_from), default=first),
        max((line.valid_to for line in lines if line.valid_to), default=last),
        found.place.file,
        like.from_total,
        next((total for total in totals if like.from_total is not None and total > like.from_total), None),
    )


def _zones(lines: list[Line], found: Found) -> tuple[Zone, ...]:
    """Lines of one zone together, their brackets in order of weight."""
    zones: dict[str, list[Line]] = {}
    for line in lines:
        zones.setdefault(line.zone, []).append(line)
    owners: dict[Area, str] = {}
    made = [_zone(name, own, owners, found) for name, own in zones.items()]
    for line in lines:
        # 广东(除深圳): where no other row names Shenzhen, nothing is sent there.
        if missing := tuple(area for area in line.left_out if not _is_named(area, owners)):
            owners |= dict.fromkeys(missing, line.zone)
            made.append(Zone("、".join(map(area_text, missing)), missing, refuse=_("left out of the table")))
    return tuple(made)


def _is_named(area: Area, owners: Mapping[Area, str]) -> bool:
    return area in owners or Area(area.country, "", area.city) in owners


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
        return day_of(text)
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
