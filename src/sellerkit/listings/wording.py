"""Words that the law does not let a listing say, found in a text with the rule they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """Words of one kind. `source` is the article of the law."""

    rule: str
    severity: Literal["error", "warning"]
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """A listed word that stands in a text."""

    word: str
    entry: Entry


class WordList:
    """Finds listed words; a phrase that is allowed covers the words inside it. Longest word first."""

    def __init__(self, entries: Mapping[str, Entry], allowed: Iterable[str]) -> None:
        self.entries = entries
        self.allowed = frozenset(allowed)
        self._pattern = _longest_first([*entries, *self.allowed])

    def said_in(self, text: str, *, names: Iterable[str] = ()) -> Iterator[Said]:
        """Every listed word once, in the order of the text. `names` (the shop's own brand) are not read."""
        for name in filter(None, names):
            text = text.replace(name, " ")
        seen: set[str] = set()
        for found in self._pattern.finditer(text):
            word = found[0]
            if word not in self.allowed and word not in seen:
                seen.add(word)
                yield Said(word, self.entries[word])


def _longest_first(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)))


@lru_cache(maxsize=1)
def china() -> WordList:
    """The list of `words/china.toml`."""
    import tomllib
    from importlib.resources import files

    document = tomllib.loads(files("sellerkit.listings.words").joinpath("china.toml").read_text("utf-8"))
    entries = {
        word: Entry(row["rule"], row["severity"], row["source"]) for row in document["entry"] for word in row["words"]
    }
    return WordList(entries, (phrase for row in document["allowed"] for phrase in row["phrases"]))
