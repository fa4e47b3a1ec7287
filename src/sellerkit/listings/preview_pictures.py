"""The pictures of a preview: small copies beside its pages, made once for each picture file."""

from __future__ import annotations

from pathlib import Path

from sellerkit.base.files import writing
from sellerkit.listings.pictures import PictureBook

WIDEST = 800


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
