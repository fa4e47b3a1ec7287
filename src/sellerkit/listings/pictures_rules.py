"""What a channel says about the pictures of a product, from what the files are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from sellerkit.base.language import N_, _
from sellerkit.listings.channels.contract import Limits
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.pictures import Picture, PictureBook
from sellerkit.listings.product import Product

_ENDINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF"}
_TAKEN = ("JPEG", "PNG", "WEBP", "GIF")
_MOSTLY = 0.9  # of the edge must be white
_LEAST = 100  # pixels a side: no marketplace takes less
_TROUBLES = {
    "picture-too-large": N_("The file {file} has {size} MB, so it was not opened."),
    "picture-too-many-pixels": N_("The file {file} unpacks to more pixels than any marketplace takes."),
    "picture-not-an-image": N_("The file {file} is no picture, whatever it is called."),
    "picture-broken": N_("The file {file} stops before its end, or cannot be read."),
}
_ADVICE = N_("It is left out. Take the picture again, or save it again from your program as JPEG or PNG.")


def of_pictures(product: Product, limits: Limits, book: PictureBook) -> Iterator[Finding]:
    """Findings about every local picture; those that cannot be used are left out of the product."""
    seen: dict[str, str] = {}
    for name in product.pictures:
        sku, picture = _owner(product, name), book.of(name)
        if picture.trouble == "picture-missing":
            yield from _missing(product, sku, name)
            continue
        if picture.trouble:
            yield _in_trouble(sku, name, picture)
            continue
        yield from _of_file(sku, name, picture, limits)
        yield from _of_size(sku, name, picture, limits)
        if (other := seen.setdefault(picture.digest, name)) != name:
            message = _("This is the same picture as {other}.").format(other=other)
            yield warning("picture-twice", sku, "pictures", message, name, _("Keep one of the two."))
    first = product.pictures[0] if product.pictures else ""
    if limits.white_first and first and not (picture := book.of(first)).trouble and picture.white < _MOSTLY:
        message = _("The first picture should stand on white; {percent}% of its edge is white.")
        shown = message.format(percent=round(picture.white * 100))
        yield warning(
            "picture-not-white", _owner(product, first), "pictures", shown, first, _("Put the goods on white.")
        )


def _owner(product: Product, name: str) -> str:
    return next((variant.sku for variant in product.variants if name in variant.pictures), product.skus[0])


def _missing(product: Product, sku: str, name: str) -> Iterator[Finding]:
    """A picture that has a public address may well stand on the seller's own server alone."""
    if not any(url.endswith("/" + quote(name)) for url in product.images):
        message = _("There is no file {file} in the shop's folder.").format(file=name)
        yield warning("picture-missing", sku, "pictures", message, name, _("Correct the name, or put the file there."))


def _in_trouble(sku: str, name: str, picture: Picture) -> Finding:
    message = _(_TROUBLES[picture.trouble]).format(file=name, size=_megabytes(picture.size))
    return error(picture.trouble, sku, "pictures", message, name, _(_ADVICE), leaves_blank=True)


def _of_file(sku: str, name: str, picture: Picture, limits: Limits) -> Iterator[Finding]:
    wanted = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    if picture.format not in _TAKEN:
        message = _("This is a {format} file; marketplaces take JPEG and PNG.").format(format=picture.format)
        yield warning("picture-format", sku, "pictures", message, name, _("Save it as JPEG."))
    elif wanted is not None and picture.format != wanted:
        message = _("The file is called {wanted} and holds {format}.").format(wanted=wanted, format=picture.format)
        yield warning(
            "picture-format-differs", sku, "pictures", message, name, _("Save it again under its own ending.")
        )
    if limits.image_bytes is not None and picture.size > limits.image_bytes:
        message = _("The picture has {size} MB; {limit} MB are allowed.")
        shown = message.format(size=_megabytes(picture.size), limit=_megabytes(limits.image_bytes))
        yield warning("picture-too-many-bytes", sku, "pictures", shown, name, _("Save it smaller."))
    if picture.rotated:
        message = _("The picture is only marked as turned; some marketplaces show it lying on its side.")
        yield warning("picture-turned", sku, "pictures", message, name, _("Turn it in your program and save it."))


def _of_size(sku: str, name: str, picture: Picture, limits: Limits) -> Iterator[Finding]:
    width, height = picture.width, picture.height
    least = limits.image_pixels or _LEAST
    if min(width, height) < least:
        message = _("The picture has {width} x {height} pixels; {limit} on the shorter side are wanted.")
        shown = message.format(width=width, height=height, limit=least)
        yield warning("picture-too-small", sku, "pictures", shown, name, _("Take it again, larger; never blow it up."))
    if limits.image_ratio is not None and height:
        low, high = limits.image_ratio
        if not low - 0.01 <= width / height <= high + 0.01:
            message = _("The picture has {width} x {height} pixels, a form that this marketplace crops.")
            yield warning("picture-ratio", sku, "pictures", message.format(width=width, height=height), name,
                          _("Cut it to a square, or to the form the marketplace names."))  # fmt: skip


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
