"""What a channel says about the pictures of a product, from what the files are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
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
_MILLION = 1_000_000
_TROUBLES = {
    "picture-outside": N_("The file {file} lies outside the shop's folder, so it was not opened."),
    "picture-too-large": N_("The file {file} has {size} MB, so it was not opened."),
    "picture-too-many-pixels": N_("The file {file} unpacks to more pixels than any marketplace takes."),
    "picture-not-an-image": N_("The file {file} is no picture, whatever it is called."),
    "picture-of-a-phone": N_("The file {file} is HEIC or AVIF, as phones save it; marketplaces do not take that."),
    "picture-broken": N_("The file {file} stops before its end, or cannot be read."),
}
_ADVICE = N_("It is left out. Take the picture again, or save it again from your program as JPEG or PNG.")


def of_pictures(product: Product, limits: Limits, book: PictureBook) -> Iterator[Finding]:
    """Findings about every local picture; those that cannot be used are left out of the product."""
    seen: dict[str, str] = {}
    left_out: set[str] = set()
    for name in product.pictures:
        sku, picture = _owner(product, name), book.of(name)
        if picture.trouble == "picture-missing":
            yield from _missing(product, sku, name)
            continue
        for finding in _of_picture(sku, name, picture, limits):
            if finding.leaves_blank:
                left_out.add(name)
            yield finding
        if not picture.trouble and (other := seen.setdefault(picture.digest, name)) != name:
            message = _("This is the same picture as {other}.").format(other=other)
            yield warning("picture-twice", sku, "pictures", message, name, _("Keep one of the two."))
    if limits.white_picture is not None:
        yield from _of_white(product, limits.white_picture, book)
    if limits.image_public and left_out:
        yield from _none_left(product, left_out)


def _of_picture(sku: str, name: str, picture: Picture, limits: Limits) -> Iterator[Finding]:
    if picture.trouble:
        yield _in_trouble(sku, name, picture)
        return
    yield from _of_file(sku, name, picture)
    yield from _of_weight(sku, name, picture, limits)
    yield from _of_size(sku, name, picture, limits)


def _of_white(product: Product, place: int, book: PictureBook) -> Iterator[Finding]:
    name = product.pictures[place - 1] if len(product.pictures) >= place else ""
    if name and not (picture := book.of(name)).trouble and picture.white < _MOSTLY:
        message = _("Picture {number} should stand on white; {percent}% of its edge is white.")
        shown = message.format(number=place, percent=round(picture.white * 100))
        yield warning("picture-not-white", _owner(product, name), "pictures", shown, name, _("Put the goods on white."))


def _none_left(product: Product, left_out: Collection[str]) -> Iterator[Finding]:
    ends = tuple("/" + quote(name) for name in left_out)
    if product.images and all(url.endswith(ends) for url in product.images):
        message = _("No picture is left, and this marketplace wants one.")
        hint = _("Take the pictures again as it wants them.")
        yield error("image-missing", product.skus[0], "image", message, hint=hint, whole=True)


def _owner(product: Product, name: str) -> str:
    return next((variant.sku for variant in product.variants if name in variant.pictures), product.skus[0])


def _missing(product: Product, sku: str, name: str) -> Iterator[Finding]:
    """A picture that has a public address may well stand on the seller's own server alone."""
    if not any(url.endswith("/" + quote(name)) for url in product.images):
        message = _("There is no file {file} in the shop's folder.").format(file=name)
        yield warning("picture-missing", sku, "pictures", message, name, _("Correct the name, or put the file there."))


def _in_trouble(sku: str, name: str, picture: Picture) -> Finding:
    message = _(_TROUBLES[picture.trouble]).format(file=name, size=_megabytes(picture.size))
    hint = _(_ADVICE)
    if picture.trouble == "picture-outside":
        hint = _("Copy the file into the shop's folder and name it from there.")
    return error(picture.trouble, sku, "pictures", message, name, hint, leaves_blank=True)


def _of_file(sku: str, name: str, picture: Picture) -> Iterator[Finding]:
    wanted = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    if picture.format not in _TAKEN:
        message = _("This is a {format} file; marketplaces take JPEG and PNG.").format(format=picture.format)
        yield warning("picture-format", sku, "pictures", message, name, _("Save it as JPEG."))
    elif wanted is not None and picture.format != wanted:
        message = _("The file is called {wanted} and holds {format}.").format(wanted=wanted, format=picture.format)
        yield warning(
            "picture-format-differs", sku, "pictures", message, name, _("Save it again under its own ending.")
        )
    if picture.print_colours:
        message = _("The picture has the colours of print (CMYK); on a screen they can look wrong.")
        yield warning("picture-cmyk", sku, "pictures", message, name, _("Save it as RGB."))
    if picture.moves:
        message = _("The picture moves; many marketplaces show its first frame only, or refuse it.")
        yield warning("picture-moves", sku, "pictures", message, name, _("Save one frame of it as JPEG or PNG."))
    if picture.rotated:
        message = _("The picture is only marked as turned; some marketplaces show it lying on its side.")
        yield warning("picture-turned", sku, "pictures", message, name, _("Turn it in your program and save it."))


def _of_weight(sku: str, name: str, picture: Picture, limits: Limits) -> Iterator[Finding]:
    """Bytes and pixels in all."""
    refused, pixels = limits.images_refused, picture.width * picture.height
    if limits.image_bytes is not None and picture.size > limits.image_bytes:
        message = _("The picture has {size} MB; {limit} MB are allowed.")
        shown = message.format(size=_megabytes(picture.size), limit=_megabytes(limits.image_bytes))
        yield _beyond("picture-too-many-bytes", sku, name, shown, _("Save it smaller."), refused=refused)
    if limits.image_pixels_most is not None and pixels > limits.image_pixels_most:
        message = _("The picture has {count} million pixels; {limit} million are allowed.")
        shown = message.format(count=f"{pixels / _MILLION:.1f}", limit=f"{limits.image_pixels_most / _MILLION:g}")
        yield _beyond("picture-too-many-pixels", sku, name, shown, _("Save it smaller."), refused=refused)


def _beyond(rule: str, sku: str, name: str, message: str, hint: str, *, refused: bool) -> Finding:
    if refused:
        return error(rule, sku, "pictures", message, name, hint, leaves_blank=True)
    return warning(rule, sku, "pictures", message, name, hint)


def _of_size(sku: str, name: str, picture: Picture, limits: Limits) -> Iterator[Finding]:
    width, height = picture.width, picture.height
    side, least = (max if limits.image_longer else min)(width, height), limits.image_pixels or _LEAST
    if side < least:
        message = _("The picture has {width} x {height} pixels; {limit} on the shorter side are wanted.")
        if limits.image_longer:
            message = _("The picture has {width} x {height} pixels; {limit} on the longer side are wanted.")
        shown, hint = message.format(width=width, height=height, limit=least), _("Take it again, larger; never blow it up.")  # fmt: skip
        yield _beyond("picture-too-small", sku, name, shown, hint, refused=limits.images_refused and side < _LEAST)
    if limits.image_ratio is not None and height:
        low, high = limits.image_ratio
        if not low - 0.01 <= width / height <= high + 0.01:
            message = _("The picture has {width} x {height} pixels, a form that this marketplace crops.")
            yield warning("picture-ratio", sku, "pictures", message.format(width=width, height=height), name,
                          _("Cut it to a square, or to the form the marketplace names."))  # fmt: skip


def _megabytes(size: int) -> str:
    return f"{size / _MILLION:.1f}"
