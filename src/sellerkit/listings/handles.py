"""Handles: the last part of a product's web address, ASCII and unique."""

from __future__ import annotations

import hashlib
import re
import unicodedata

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


def handle_for(name: str, sku: str, taken: set[str]) -> str:
    """The name's slug, else the SKU's; the SKU is added when another product has that handle. Adds it to `taken`."""
    first = slug(name) or sku_slug(sku)
    wanted, number = first, 1
    while wanted in taken:
        number += 1
        wanted = f"{first}-{sku_slug(sku)}" if number == 2 else f"{first}-{sku_slug(sku)}-{number}"
    taken.add(wanted)
    return wanted
