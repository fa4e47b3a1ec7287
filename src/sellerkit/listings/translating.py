"""The words of the stock sheet in another language, as `[listings.translations]` and a product's own names give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Translation:
    """Words into one language. `language` "" leaves everything as the sheet has it."""

    language: str
    words: Mapping[str, str]

    def of(self, text: str | None) -> str | None:
        """The word in the language; one that nobody translated stays as it is."""
        return self.words.get(text.strip(), text) if text and self.words else text

    def name(self, name: str | None, names: Mapping[str, str]) -> str | None:
        """A product's name: its own in this language, else the translated one."""
        return names.get(self.language) or self.of(name)


def language_of(*texts: str | None) -> str:
    """`zh` for texts with Chinese characters, else `en`."""
    return "zh" if any(_HAN.search(text) for text in texts if text) else "en"
