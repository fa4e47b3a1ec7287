"""The products' own texts: one Markdown file each, named by SKU or product, with `.en` before the ending for English."""

from __future__ import annotations

from pathlib import Path

from sellerkit.listings.sources import names_in, text_in

KEY = "listings.texts"
ENDINGS = (".md", ".markdown", ".txt")


class OwnTexts:
    """The folder that `[listings] texts` names, listed once. Raises ChannelBroken when it is not there."""

    def __init__(self, folder: Path, named: str) -> None:
        self._folder, self._named = folder, named
        self._files = {name.casefold(): name for name in names_in(folder, KEY, named)} if named else {}
        self._read: dict[str, str] = {}

    def of(self, sku: str, name: str, language: str) -> str:
        """The Markdown of a product in the language; without one in that language, the file without a language."""
        if not self._files:
            return ""
        ways = [f".{language}", ""] if language else [""]
        for way in ways:
            for key in (sku, name):
                for ending in ENDINGS:
                    if key and (file := self._files.get(f"{key}{way}{ending}".casefold())):
                        return self._text(file)
        return ""

    def _text(self, file: str) -> str:
        if file not in self._read:
            self._read[file] = text_in(self._folder, KEY, str(Path(self._named) / file))
        return self._read[file]
