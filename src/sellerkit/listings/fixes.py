"""What can be put right in the stock's own texts without asking anybody: spaces, stray signs, markup, lengths. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sellerkit.listings.barcodes import is_gtin, looks_like_gtin, missing_zeros
from sellerkit.listings.catalogue import clean_text, without_markup
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.findings import is_formula
from sellerkit.listings.measures_text import at_a_break, measured
from sellerkit.model.item import FieldChange, Item

TEXTS = ("name", "category", "option1", "option2", "option3", "origin")
OPTIONS = ("option1", "option2", "option3")
_SIGNED = re.compile(r"[+-]\d")
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
_FULL_WIDTH = {n: n - 0xFEE0 for n in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


class Fix(NamedTuple):
    """One field of one item, before and after, and the rules whose findings it ends."""

    change: FieldChange
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the channels want of names and options together. `titles` are limits of titles that are the bare name."""

    forbidden: str = ""
    titles: tuple[Limits, ...] = ()

    def of(self, field: str, text: str) -> tuple[str, tuple[str, ...]]:
        """The text put right, and the rules that had something to say; a text that would be empty stays."""
        rules: list[str] = []
        for rule, mended in self._steps(field):
            after = mended(text)
            if after != text and after.strip():
                rules.append(rule)
                text = after
        return text, tuple(rules)

    def _steps(self, field: str) -> Iterator[tuple[str, Callable[[str], str]]]:
        if field == "barcode":
            yield "barcode-not-gtin", _barcode
            return
        yield "markup", without_markup
        yield "unseen-signs", _visible
        yield "spaces", clean_text
        if field in OPTIONS:
            yield "full-width", lambda text: text.translate(_FULL_WIDTH)
        if self.forbidden and field in ("name", *OPTIONS):
            yield "forbidden-character", self._allowed
        yield "formula", _no_formula
        if field == "name":
            for limits in self.titles:
                yield "title-too-long", lambda text, limits=limits: _short(text, limits)  # type: ignore[misc]

    def _allowed(self, text: str) -> str:
        """Beside a figure a sign may mean something ($5, 10^6): that waits for a person."""
        return " ".join(re.sub(rf"(?<!\d)[{re.escape(self.forbidden)}](?!\d)", " ", text).split())


def fixes_of(items: Sequence[Item], wanted: Wanted) -> list[Fix]:
    """Every safe rewrite. One that would make two products one, or two variants alike, is left to the seller."""
    fixes = [fix for item in items for fix in _of_item(item, wanted)]
    names = _joined_names(items, fixes)
    fixes = [fix for fix in fixes if fix.change.field != "name" or str(fix.change.new).casefold() not in names]
    alike = _alike(items, fixes)
    return [fix for fix in fixes if fix.change.field not in OPTIONS or fix.change.sku not in alike]


def _of_item(item: Item, wanted: Wanted) -> Iterator[Fix]:
    for field in (*TEXTS, "barcode"):
        text = getattr(item, field)
        if not text:
            continue
        after, rules = wanted.of(field, text)
        if after != text:
            yield Fix(FieldChange(item.sku, field, text, after), rules)


def _joined_names(items: Iterable[Item], fixes: Iterable[Fix]) -> set[str]:
    """New names under which items would come together that were different products before."""
    new = {fix.change.sku: str(fix.change.new) for fix in fixes if fix.change.field == "name"}
    before: dict[str, set[str]] = {}
    for item in items:
        after = clean_text(new.get(item.sku, item.name)).casefold()
        before.setdefault(after, set()).add(clean_text(item.name).casefold())
    return {after for after, names in before.items() if len(names) > 1}


def _alike(items: Iterable[Item], fixes: Iterable[Fix]) -> set[str]:
    """SKUs of one name that would have the same options and had different ones."""
    changes: dict[str, dict[str, str]] = {}
    for fix in fixes:
        if fix.change.field in OPTIONS:
            changes.setdefault(fix.change.sku, {})[fix.change.field] = str(fix.change.new)
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        after = replace(item, **changes[item.sku]) if item.sku in changes else item  # type: ignore[arg-type]
        groups.setdefault((clean_text(item.name).casefold(), *_options(after)), []).append(item)
    return {item.sku for group in groups.values() if len({_options(item) for item in group}) > 1 for item in group}


def _options(item: Item) -> tuple[str, ...]:
    return tuple(clean_text(getattr(item, field)).casefold() for field in OPTIONS)


def _visible(text: str) -> str:
    return _UNSEEN.sub("", text)


def _no_formula(text: str) -> str:
    """Without the sign at its front; `-10 ℃` needs its sign and waits for a person."""
    while is_formula(text) and not _SIGNED.match(text):
        text = text[1:].lstrip()
    return text


def _short(text: str, limits: Limits) -> str:
    if limits.title is None or measured(text, limits.title_unit) <= limits.title:
        return text
    return at_a_break(text, limits.title, limits.title_unit)


def _barcode(code: str) -> str:
    """The same number without signs between its digits, or with the zeros a spreadsheet took; else as it was."""
    digits = "".join(filter(str.isdigit, code.translate(_FULL_WIDTH)))
    if looks_like_gtin(code) or not set(code.translate(_FULL_WIDTH)) <= set("0123456789 -\u00a0\u3000"):
        return code
    return digits if is_gtin(digits) else missing_zeros(digits) or code


def said_by(fixes: Iterable[Fix]) -> Mapping[str, int]:
    """How many fixes each rule led to."""
    counts: dict[str, int] = {}
    for fix in fixes:
        for rule in fix.rules:
            counts[rule] = counts.get(rule, 0) + 1
    return counts
