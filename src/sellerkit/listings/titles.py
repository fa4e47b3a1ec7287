"""A title from its parts: when it is too long for the channel, the least important part goes, and the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sellerkit.base.language import _
from sellerkit.listings.channels.contract import LengthUnit
from sellerkit.listings.findings import Finding
from sellerkit.listings.measures_text import measured

_KEEP = re.compile(r"\s*keep\s*=?\s*(\d{1,2})\s*:\s*", re.I)
_UNMARKED = 100
_NAME = 99  # a title that says a place and no goods helps nobody


class Part(NamedTuple):
    """One template of `title` and how soon it may go: the highest `rank` first."""

    rank: int
    template: str


class Title(NamedTuple):
    """A title, and the parts that there was no room for."""

    text: str
    dropped: tuple[str, ...] = ()


def part_of(source: str, place: int) -> Part:
    """`keep 1: …` is kept longest, then `keep 2: …`, then the name, then what has no mark, the later the sooner gone."""
    mark = _KEEP.match(source)
    if mark is None:
        return Part(_NAME if "item.name" in source else _UNMARKED + place, source)
    return Part(int(mark[1]), source[mark.end() :])


def composed(parts: Sequence[tuple[int, str]], limit: int | None, unit: LengthUnit = "characters") -> Title:
    """The parts that came to something, in their order, with a space between them; as many as fit.

    The last one left is never dropped: whether it fits is for the check to say.
    """
    whole = " ".join([text for _rank, text in parts if text])
    if limit is None or measured(whole, unit) <= limit:
        return Title(whole)
    left = [(rank, place, text) for place, (rank, text) in enumerate(parts) if text]
    dropped: list[tuple[int, int, str]] = []
    while len(left) > 1 and measured(_joined(left), unit) > limit:
        least = max(left)
        left.remove(least)
        dropped.append(least)
    return Title(_joined(left), tuple(text for _rank, _place, text in sorted(dropped, key=lambda part: part[1])))


def with_options(title: str, options: Sequence[str], limit: int, unit: LengthUnit = "characters") -> Title:
    """The title of one variant with its options behind it; where there is no room the last option goes first."""
    return composed([(0, title), *enumerate(options, start=1)], limit, unit)


def options_note(sku: str, title: Title) -> Finding:
    """The options of a variant that its title has no room for."""
    gone = " / ".join(title.dropped)
    message = _("There was no room in the title for: {parts}.").format(parts=gone)
    return Finding("title-parts-dropped", "note", sku, "title", message, gone, _("Make the name shorter."))


def _joined(parts: Sequence[tuple[int, int, str]]) -> str:
    return " ".join(text for _rank, _place, text in parts)


def dropped_note(sku: str, title: Title) -> Finding:
    """What there was no room for: nothing is wrong, the seller should only know."""
    gone = " / ".join(title.dropped)
    message = _("There was no room in the title for: {parts}.").format(parts=gone)
    hint = _("Mark what matters most in the list title of the channel, for example: {example}").format(
        example='"keep 1: {{ item.name }}"'
    )
    return Finding("title-parts-dropped", "note", sku, "title", message, gone, hint)
