"""Handles: the last part of a product's web address, ASCII and unique."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from sellerkit.base.fingerprints import Fingerprints

LONGEST = 200


def slug(text: str) -> str:
    """`Stoneware Mug, Blue` → `stoneware-mug-blue`; "" when letters would be lost (红枣 has none in ASCII)."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        if any(c.isalnum() and not c.isascii() for c in plain):
            return ""
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST].strip("-")


def sku_slug(sku: str) -> str:
    """The SKU as a handle; an SKU without ASCII letters gives a short fingerprint that never changes."""
    return slug(sku) or "item-" + hashlib.sha256(sku.encode("utf-8")).hexdigest()[:8]


def handle_for(name: str, sku: str, taken: set[str] | Fingerprints) -> str:
    """The name's slug, else the SKU's; the SKU is added when another product has that handle. Adds it to `taken`."""
    first = slug(name) or sku_slug(sku)
    wanted, number = first, 1
    while wanted in taken:
        number += 1
        wanted = f"{first}-{sku_slug(sku)}" if number == 2 else f"{first}-{sku_slug(sku)}-{number}"
    taken.add(wanted)
    return wanted


class Names:
    """What products are called, in one pass over all of them: as the marketplace knows them already, else anew.

    `handles` and `parents` (SKUs of the row above the variations) are the known ones, by SKU; each is given once.
    """

    def __init__(self, handles: Mapping[str, str], parents: Mapping[str, str]) -> None:
        self._handles, self._parents = handles, parents
        self._free, self._free_parents = set(handles.values()), set(parents.values())
        self._taken = Fingerprints()
        for handle in self._free:
            self._taken.add(handle)

    def handle(self, name: str, skus: Iterable[str], oldest: str) -> str:
        """A handle that no other product has."""
        return _claimed(self._handles, self._free, skus) or handle_for(name, oldest, self._taken)

    def parent(self, skus: Iterable[str]) -> str:
        """The SKU that the marketplace's own product has; "" where it has none."""
        return _claimed(self._parents, self._free_parents, skus)


def _claimed(known: Mapping[str, str], free: set[str], skus: Iterable[str]) -> str:
    found = next((name for sku in skus if (name := known.get(sku, "")) in free), "") if free else ""
    free.discard(found)
    return found
