"""The pictures of a preview: small copies beside its pages, made once for each picture file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sellerkit.base.files import writing
from sellerkit.listings.pictures import PictureBook
from sellerkit.listings.product import Product, Variant

WIDEST = 800


class Shot(NamedTuple):
    """A copy beside the pages, and the SKUs that it shows."""

    file: str
    skus: frozenset[str]

    def options(self, product: Product) -> str:
        """`红色 / L`: what these variants alone have; "" for a picture of all of them."""
        if len(self.skus) == len(product.variants):
            return ""
        values = (value for variant in product.variants if variant.sku in self.skus for value in variant.options)
        return " / ".join(dict.fromkeys(filter(None, values)))


class Thumbnails:
    """Copies at most 800 pixels wide and high, named by content; a file that is no picture has none."""

    def __init__(self, shop_folder: Path, images: str, folder: Path) -> None:
        self._shop, self._folder = shop_folder.resolve(), folder
        self._places = [self._shop / images, self._shop] if images else [self._shop]
        self._book = PictureBook(shop_folder, images)

    def of(self, name: str) -> str:
        """The copy's file name, "" where there is none (`listings check` says why)."""
        picture = self._book.of(name)
        if picture.trouble:
            return ""
        target = self._folder / f"{picture.digest[:20]}.jpg"
        if not target.is_file():
            self._make(name, target)
        return target.name

    def shots(self, product: Product) -> tuple[Shot, ...]:
        """The pictures that can be shown, in the product's order, each once."""
        shown: dict[str, set[str]] = {}
        for name in product.pictures:
            if file := self.of(name):
                shown.setdefault(file, set()).update(v.sku for v in product.variants if name in v.pictures)
        return tuple(Shot(file, frozenset(skus)) for file, skus in shown.items())

    def _make(self, name: str, target: Path) -> None:
        from PIL import Image, ImageOps

        paths = [(place / name).resolve() for place in self._places]
        path = next(path for path in paths if path.is_relative_to(self._shop) and path.is_file())
        with Image.open(path) as image:
            image.draft("RGB", (WIDEST, WIDEST))
            upright = ImageOps.exif_transpose(image).convert("RGBA")
        upright.thumbnail((WIDEST, WIDEST))
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright, mask=upright.getchannel("A"))
        with writing(target) as temporary:
            flat.save(temporary, "JPEG", quality=82)


def first_of(shots: tuple[Shot, ...], variant: Variant) -> int:
    """The place (from 1) of the first picture of this variant, 0 where it has none."""
    return next((place for place, shot in enumerate(shots, start=1) if variant.sku in shot.skus), 0)
