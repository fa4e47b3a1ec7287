"""Which pictures in a folder belong to which SKU: `M-1.jpg`, `M-1-side.png`, `M-1 (2).jpg`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")
# What phones and scanners save. Marketplaces do not take it; left aside in silence it would be missed too late.
_FOREIGN = (".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff")
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"  # what RFC 3986 lets stand as it is


def pictures_by_sku(names: Iterable[str], skus: Iterable[str]) -> dict[str, list[str]]:
    """File names by SKU, sorted; a name goes to the longest SKU it begins with (`M-10.jpg` is not one of `M-1`).

    `M-1.heic` beside `M-1.jpg` is what that was made from, and is passed over.
    """
    names = list(names)
    if not names:
        return {}
    known = {sku.casefold(): sku for sku in skus}
    found: dict[str, list[str]] = {}
    usable = {name.rpartition(".")[0] for name in names if name.lower().endswith(ENDINGS)}
    for name in sorted(names, key=_order):
        stem = name.rpartition(".")[0]
        if not name.lower().endswith(ENDINGS) and (stem in usable or not name.lower().endswith(_FOREIGN)):
            continue
        sku = _owner(stem.casefold(), known)
        if sku is not None:
            found.setdefault(sku, []).append(name)
    return found


def _order(name: str) -> tuple[int, str]:
    return (len(name), name)


def _owner(stem: str, known: Mapping[str, str]) -> str | None:
    for end in range(len(stem), 0, -1):
        rest = stem[end : end + 1]
        if stem[:end] in known and (not rest.isalnum() or (stem[end - 1].isdigit() and rest.isalpha())):
            return known[stem[:end]]
    return None


def url_of(base: str, name: str) -> str:
    """The public address of a picture: `image_url` and its file name, percent-encoded."""
    return address(base if base.endswith("/") else base + "/") + quote(name)


def address(url: str) -> str:
    """The address with spaces and other letters than ASCII behind its host written as %20, %E7…; what is so already stays."""
    scheme, _slashes, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}{slash}{quote(path, safe=_IN_ADDRESSES)}"
