"""Which column of an unknown sheet means what, and how sure that is. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from sellerkit.sheets import Sheet
from sellerkit.sheets.text import bare_key, heading_key, heading_text
from sellerkit.stock.map_values import Sample, by_values, distinct, is_a_switch, readable

Sure = Literal["declared", "exact", "alike", "values"]
# Fields whose kind of value says something; any text is a name, a shelf or a colour.
_KINDS = {
    "quantity",
    "low",
    "pack",
    "cost",
    "price",
    "weight",
    "length",
    "width",
    "height",
    "produced",
    "expires",
    "shelf_life",
}
# A sheet may name an item twice by mistake; the import shows such rows.
_NEARLY_ALL = 0.95
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field, the column it seems to stand in, and how sure that is.

    "declared": the person said so; "exact": a heading we know; "alike": nearly one; "values": by what the cells hold.
    `taken` says that `stock import` would read it so by itself; else the person has to confirm it.
    """

    field: str
    index: int
    sure: Sure
    taken: bool


def proposals(
    sheet: Sheet[Any], samples: Sequence[Sample], own: Mapping[str, int], declared: Mapping[str, Sequence[str]],
    today: datetime.date,
) -> list[Proposal]:  # fmt: skip
    """One proposal at most for each field and each column. `own` is what the import takes by itself (field → index)."""
    found = [
        Proposal(field, index, _sureness(sheet, samples, field, index, declared), True) for field, index in own.items()
    ]
    free = [one for one in samples if one.index not in own.values()]
    left = [field for field in sheet.columns if field not in own and field != "group"]
    for field, index in _alike(sheet, free, left):
        found.append(Proposal(field, index, "alike", False))
    taken = {one.index for one in found}
    known = {one.field for one in found}
    wanted = [
        field for field in ("barcode", "expires", "produced", "cost", "sku", "quantity", "name") if field not in known
    ]
    if known & {"price", "cost"}:
        wanted = [field for field in wanted if field != "cost"]
    guessed = by_values([one for one in free if one.index not in taken and one.heading], today, wanted=wanted)
    found += [Proposal(field, index, "values", False) for field, index in guessed.items()]
    order = {field: place for place, field in enumerate(sheet.columns)}
    return sorted(found, key=lambda one: order.get(one.field, 0))


def proposed_key(
    samples: Sequence[Sample], found: Sequence[Proposal], rows: Sequence[Sequence[str]]
) -> tuple[str, ...]:
    """Headings that together make a code where no column is one: the name, or the name and one text beside it."""
    by_field = {one.field: one.index for one in found}
    headings = {one.index: one.heading for one in samples}
    barcode, code = by_field.get("barcode"), by_field.get("sku")
    name = by_field.get("name") if code is None else code
    if code is None and barcode is not None and _all_different(rows, [barcode]):
        return (headings[barcode],)
    if code is not None and (_all_different(rows, [code]) or "option1" not in by_field):
        return ()
    if name is None or not headings.get(name):
        return ()
    options = [by_field[field] for field in ("option1", "option2", "option3") if field in by_field]
    used = {one.index for one in found}
    texts = [
        one.index
        for one in samples
        if one.index not in used and one.heading and any(not _is_number(text) for text in one.texts)
    ]
    if code is not None:
        texts = []
    choices = [[name], *([name, *options[: end + 1]] for end in range(len(options))), *([name, one] for one in texts)]
    scored = [
        (distinct([tuple(row[at] if at < len(row) else "" for at in columns) for row in rows]), -number, columns)
        for number, columns in enumerate(choices)
    ]
    best, _number, columns = max(scored)
    return tuple(headings[at] for at in columns) if best >= _NEARLY_ALL else ()


def _all_different(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
    """Whether nearly every row has these cells filled, and unlike all others."""
    said = [tuple(row[at] if at < len(row) else "" for at in columns) for row in rows]
    filled = [one for one in said if all(one)]
    return bool(said) and len(filled) >= _NEARLY_ALL * len(said) and distinct(filled) >= _NEARLY_ALL


def _sureness(
    sheet: Sheet[Any], samples: Sequence[Sample], field: str, index: int, declared: Mapping[str, Sequence[str]]
) -> Sure:
    heading = next((one.heading for one in samples if one.index == index), "")
    if field in declared:
        return "declared"
    known = {heading_key(alias) for alias in sheet.aliases.get(field, ())}
    return "exact" if heading_key(heading) in known else "alike"


def _alike(sheet: Sheet[Any], samples: Sequence[Sample], fields: Sequence[str]) -> list[tuple[str, int]]:
    """Headings that hold, or nearly are, a known one, and whose cells can be read so; the likest first."""
    scored = []
    for one in samples:
        likenesses = {
            field: max((_likeness(one.heading, alias) for alias in sheet.aliases[field]), default=0.0)
            for field in sheet.columns
        }
        like = [field for field, likeness in likenesses.items() if likeness]
        # A heading that holds two known ones (Variant Weight Unit) is like neither.
        if len(like) == 1 and like[0] in fields and _can_be(sheet, like[0], one):
            scored.append((likenesses[like[0]], like[0], one.index))
    found: dict[str, int] = {}
    for _likeness_of, field, index in sorted(scored, key=lambda entry: -entry[0]):
        if field not in found and index not in found.values():
            found[field] = index
    return list(found.items())


def _likeness(heading: str, alias: str) -> float:
    """0 where they have nothing to do with each other; more the more of the heading the alias makes up."""
    one, other = bare_key(heading) or heading_key(heading), heading_key(alias)
    if not one or not other:
        return 0.0
    if other.isascii() or any("\u0400" <= letter <= "\u04ff" for letter in other):
        said, wanted = _words(heading), _words(alias)
        held = len(other) > 2 and any(said[at : at + len(wanted)] == wanted for at in range(len(said)))
    else:
        held = len(other) > 1 and other in one
    if held:
        return 1.0 + len(other) / len(one)
    ratio = SequenceMatcher(None, one, other).ratio() if len(other) > 4 else 0.0
    return ratio if ratio >= 0.85 else 0.0


def _words(heading: str) -> list[str]:
    return _WORDS.findall(heading_text(heading).casefold())


def _can_be(sheet: Sheet[Any], field: str, sample: Sample) -> bool:
    if not sample.values:
        return False
    if field in _KINDS:
        if is_a_switch(sample):
            return False
        return readable(sample, sheet.columns[field].read) >= 0.6
    if field == "sku":
        return distinct([(text,) for text in sample.texts]) >= 0.9
    return field not in ("name", "category", "origin", "shelf", "unit") or not all(map(_is_number, sample.texts))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).isdecimal()
