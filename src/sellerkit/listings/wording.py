"""Words that the law does not let a listing say, found in a text with the rule they come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sellerkit.listings.disguise import Disguises, narrow


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of one kind. `source` is the article of the law, `law` the same for who reads English, `instead` what could be
    written for this word. `only` names the goods that it says something about: "food", "packed food", "" for all.
    """

    rule: str
    severity: Literal["error", "warning"]
    source: str
    instead: str = ""
    law: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A listed word as it stands in a text, disguise and all."""

    word: str
    entry: Entry


# The name of a book or a film says nothing of the goods that carry it.
_WORD = re.compile(r"\w+", re.ASCII)  # in “best红枣” the English word ends where the Chinese one begins
_SIGN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef1№]")  # a Chinese character or letter, or the 1 of NO.1
_WORK = re.compile("《[^》]{1,40}》")


class WordList:
    """Finds listed words; a phrase that is allowed covers the words inside it. Longest word first.

    `patterns` are regular expressions for what no list can hold, such as figures; `allowed_patterns` begin where a
    listed word begins and cover it, such as ordinals.
    `english` is the list for texts of the same market that are in English; `traditional` are other ways to write a character.
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
        traditional: Mapping[str, str] | None = None,
    ) -> None:
        self.entries = entries
        self.allowed = frozenset(allowed)
        self._allowed_figures = frozenset(phrase.lower() for phrase in self.allowed)
        self.english = english
        self._disguises = Disguises(traditional or {})
        self._whole = whole_words
        # What is listed in Chinese holds such a sign; words of the shop's own may hold none.
        self._signed = not whole_words and all(map(_SIGN.search, entries))
        # A text that has the longest word of none of them has none of them. Looked up by it: all words of the phrase.
        self._telling: dict[str, list[frozenset[str]]] = {}
        for phrase in (*entries, *self.allowed):
            words = _WORD.findall(phrase.lower()) or [phrase.lower()]
            self._telling.setdefault(max(words, key=len), []).append(frozenset(words))
        self._find = _listed([*entries, *self.allowed], whole_words)
        self._fine = re.compile("|".join(allowed_patterns) or r"(?!)").match
        self._patterns = [(re.compile(source).finditer, entry) for source, entry in patterns]
        self._any_pattern = re.compile("|".join(f"(?:{source})" for source, _entry in patterns) or r"(?!)").search

    def said_in(self, text: str, *, names: Iterable[str] = ()) -> Iterator[Said]:
        """Every listed word once, in the order of the text, then what patterns find. `names` (brands) and 《titles of works》 are not read."""
        if self._whole and not self._patterns and not self._may_say(text):
            return
        for name in filter(None, names):
            text = text.replace(name, " ")
        if self._signed and not _SIGN.search(text):
            return
        if "《" in text:
            text = _WORK.sub(" ", text)
        plain = self._disguises.plain(text)
        for start, end, entry in self._found(plain.text):
            yield Said(text[plain.places[start] : plain.places[end - 1] + 1], entry)

    def _found(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Start, end and entry of each word, the first time that it stands there."""
        seen: set[str] = set()
        for found in self._find(text):
            word = found[0].lower() if self._whole else found[0]
            if word in seen or word in self.allowed or self._fine(text, found.start()):
                continue
            seen.add(word)
            yield found.start(), found.end(), self.entries[word]
        if not self._any_pattern(text):
            return
        for find, entry in self._patterns:
            for found in find(text):
                if found[0] not in seen and found[0].lower() not in self._allowed_figures:
                    seen.add(found[0])
                    yield found.start(), found.end(), entry

    def _may_say(self, text: str) -> bool:
        """Whether all words of some listed phrase stand in the text, wherever."""
        words = set(_WORD.findall(narrow(text).lower()))
        return any(phrase <= words for word in words & self._telling.keys() for phrase in self._telling[word])


def _listed(words: Iterable[str], whole: bool) -> Callable[[str], Iterator[re.Match[str]]]:
    """One expression for all words, the longest first; it has no groups, so that most letters are passed over fast."""
    listed = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    return re.compile(rf"\b(?:{listed})\b" if whole else listed, re.I | re.ASCII if whole else 0).finditer


def china() -> WordList:
    """The list of `words/china.toml` with that of `words/english.toml` beside it."""
    return words_for(())


def words_with(own: Mapping[str, str]) -> WordList:
    """The lists with the shop's own words: `error`, `warning`, or `allowed` for what the seller knows to be right."""
    return words_for(tuple(own.items()))


@lru_cache(maxsize=4)
def words_for(own: tuple[tuple[str, str], ...]) -> WordList:
    english = _read("english.toml", [(word.lower(), kind) for word, kind in own if word.isascii()], None)
    # NO.1 is praise in a Chinese text too, so what is allowed is allowed in both.
    return _read("china.toml", [(word, kind) for word, kind in own if not word.isascii() or kind == "allowed"], english)


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
        traditional=dict(document.get("traditional", "").split()),
    )


def _entries(row: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    instead = row.get("instead", {})
    return ((word, _entry(row, instead.get(word, ""))) for word in row.get("words", ()))


def _entry(row: Mapping[str, Any], instead: str = "") -> Entry:
    return Entry(row["rule"], row["severity"], row["source"], instead, row.get("law", ""), row.get("only", ""))
