"""Words that the law does not let a listing say, found in a text with the rule they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of one kind. `source` is the article of the law, `instead` what could be written for this word."""

    rule: str
    severity: Literal["error", "warning"]
    source: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A listed word that stands in a text."""

    word: str
    entry: Entry


# The name of a book or a film says nothing of the goods that carry it.
_WORD = re.compile(r"\w+")
_WORK = re.compile("《[^》]{1,40}》")


class WordList:
    """Finds listed words; a phrase that is allowed covers the words inside it. Longest word first.

    `patterns` are regular expressions for what no list can hold, such as figures; `allowed_patterns` begin where a
    listed word begins and cover it, such as ordinals.
    `english` is the list for texts of the same market that are in English.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        allowed: Iterable[str],
        *,
        patterns: Sequence[tuple[str, Entry]] = (),
        allowed_patterns: Iterable[str] = (),
        whole_words: bool = False,
        english: WordList | None = None,
    ) -> None:
        self.entries = entries
        self.allowed = frozenset(allowed)
        self.english = english
        self._whole = whole_words
        # A text that has the longest word of none of them has none of them.
        self._telling = {
            max(_WORD.findall(phrase) or [phrase], key=len).lower() for phrase in (*entries, *self.allowed)
        }
        self._find = _listed([*entries, *self.allowed], whole_words)
        self._fine = re.compile("|".join(allowed_patterns) or r"(?!)").match
        self._patterns = [(re.compile(source).finditer, entry) for source, entry in patterns]

    def said_in(self, text: str, *, names: Iterable[str] = ()) -> Iterator[Said]:
        """Every listed word once, in the order of the text, then what patterns find. `names` (brands) and 《titles of works》 are not read."""
        if not self._whole and text.isascii() and "1" not in text:
            return  # what is listed in Chinese holds a Chinese character, or the 1 of NO.1
        if self._whole and not self._patterns and self._telling.isdisjoint(_WORD.findall(text.lower())):
            return
        for name in filter(None, names):
            text = text.replace(name, " ")
        if "《" in text:
            text = _WORK.sub(" ", text)
        seen: set[str] = set()
        for found in self._find(text):
            word = found[0].lower() if self._whole else found[0]
            if word in seen or word in self.allowed or self._fine(text, found.start()):
                continue
            seen.add(word)
            yield Said(found[0], self.entries[word])
        for find, entry in self._patterns:
            for found in find(text):
                if found[0] not in seen:
                    seen.add(found[0])
                    yield Said(found[0], entry)


def _listed(words: Iterable[str], whole: bool) -> Callable[[str], Iterator[re.Match[str]]]:
    """One expression for all words, the longest first; it has no groups, so that most letters are passed over fast."""
    listed = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b" if whole else listed, re.I if whole else 0).finditer


def china() -> WordList:
    """The list of `words/china.toml` with that of `words/english.toml` beside it."""
    return words_for(())


def words_with(own: Mapping[str, str]) -> WordList:
    """The lists with the shop's own words: `error`, `warning`, or `allowed` for what the seller knows to be right."""
    return words_for(tuple(own.items()))


@lru_cache(maxsize=4)
def words_for(own: tuple[tuple[str, str], ...]) -> WordList:
    english = _read("english.toml", [(word.lower(), kind) for word, kind in own if word.isascii()], None)
    return _read("china.toml", [(word, kind) for word, kind in own if not word.isascii()], english)


def _read(name: str, own: Sequence[tuple[str, str]], english: WordList | None) -> WordList:
    import tomllib
    from importlib.resources import files

    document = tomllib.loads(files("sellerkit.listings.words").joinpath(name).read_text("utf-8"))
    entries = {word: entry for row in document["entry"] for word, entry in _entries(row)}
    allowed = {phrase for row in document["allowed"] for phrase in row.get("phrases", ())}
    for word, kind in own:
        entries.pop(word, None)
        allowed.discard(word)
        if kind == "allowed":
            allowed.add(word)
        else:
            entries[word] = Entry("own-word", "error" if kind == "error" else "warning", "shop.toml [listings.words]")
    return WordList(
        entries,
        allowed,
        patterns=[(source, _entry(row)) for row in document["entry"] for source in row.get("patterns", ())],
        allowed_patterns=[source for row in document["allowed"] for source in row.get("patterns", ())],
        whole_words=name == "english.toml",
        english=english,
    )


def _entries(row: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    instead = row.get("instead", {})
    return ((word, _entry(row, instead.get(word, ""))) for word in row.get("words", ()))


def _entry(row: Mapping[str, Any], instead: str = "") -> Entry:
    return Entry(row["rule"], row["severity"], row["source"], instead)
