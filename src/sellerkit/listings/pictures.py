"""What a picture file is, by its content: size, format, edge, rotation. Never opened when it is far too large."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 50_000_000  # bytes: a larger file is not opened at all
MOST_PIXELS = 100_000_000  # what is larger is not unpacked: it would fill the memory
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_ORIENTATION = 0x0112
_WHITE = 245  # of 255, as marketplaces measure it


@dataclass(frozen=True, slots=True)
class Picture:
    """`trouble` is the rule that it breaks, so that it cannot be used ("" for a good one). Width and height as it is shown, rotation applied.

    `white` is the part of its edge that is white, 0–1; `print_colours`: CMYK; `moves`: it has more than one frame.
    """

    trouble: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    format: str = ""
    white: float = 0.0
    rotated: bool = False
    digest: str = ""
    print_colours: bool = False
    moves: bool = False


class PictureBook:
    """Looks each file up once: by path, time and size, so that a run never reads one twice.

    Names are files of the `images` folder of the channel, else of the shop's folder; nothing outside it is read.
    """

    def __init__(self, folder: Path, images: str = "") -> None:
        self._folder = folder.resolve()
        self._places = [self._folder / images, self._folder] if images else [self._folder]
        self._named: dict[str, Picture] = {}

    def of(self, name: str) -> Picture:
        """The picture of that name."""
        if name not in self._named:
            self._named[name] = self._found(name)
        return self._named[name]

    def _found(self, name: str) -> Picture:
        outside = False
        for place in self._places:
            try:
                path = (place / name).resolve()
                outside |= not path.is_relative_to(self._folder)
                if path.is_relative_to(self._folder) and path.is_file():
                    return look_at(path)
            except (OSError, ValueError):  # a name that no file can have
                continue
        return Picture("picture-outside" if outside else "picture-missing")


_seen: dict[tuple[str, int, int], Picture] = {}


def look_at(path: Path) -> Picture:
    """What the file is. A file that cannot be read, or is none, is a Picture with its trouble."""
    try:
        about = path.stat()
        key = (str(path), about.st_mtime_ns, about.st_size)
        if key not in _seen:
            _seen[key] = (
                Picture("picture-too-large", about.st_size) if about.st_size > LARGEST else _opened(path, about.st_size)
            )
        return _seen[key]
    except OSError:
        return Picture("picture-broken")


def _opened(path: Path, size: int) -> Picture:
    from PIL import Image, UnidentifiedImageError

    _load_formats()
    digest = _digest(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return Picture(
                        "picture-too-many-pixels", size, image.width, image.height, _format(image), digest=digest
                    )
                return _measured(image, size, digest)
    except Image.DecompressionBombError:
        return Picture("picture-too-many-pixels", size, digest=digest)
    except UnidentifiedImageError:
        return Picture("picture-of-a-phone" if _is_heif(path) else "picture-not-an-image", size, digest=digest)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, ArithmeticError):
        # Pillow's readers of broken files raise any of these; the file is a picture that stops in the middle.
        return Picture("picture-broken", size, digest=digest)


def _is_heif(path: Path) -> bool:
    """HEIC and AVIF begin with a box `ftyp` (ISO/IEC 23008-12) and the brand of a picture."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:] in (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis")


def _load_formats() -> None:
    """Only the readers we trust with a stranger's file; Pillow loads the rest when it sees them."""
    from PIL import (  # noqa: F401
        BmpImagePlugin,
        GifImagePlugin,
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _format(image: Image) -> str:
    return "JPEG" if image.format == "MPO" else str(image.format)


def _measured(image: Image, size: int, digest: str) -> Picture:
    width, height = image.size
    turned = image.getexif().get(_ORIENTATION, 1)
    if turned in (5, 6, 7, 8):
        width, height = height, width
    kind, print_colours = _format(image), image.mode == "CMYK"
    moves = image.format != "MPO" and getattr(image, "is_animated", False)
    image.draft("RGB", (200, 200))  # a JPEG is read at an eighth of its size; the whole file is still gone through
    image.load()
    white = _white_edge(image)
    return Picture("", size, width, height, kind, white, turned not in (0, 1), digest, print_colours, moves)


def _white_edge(image: Image) -> float:
    """How much of the outermost ring is white or transparent, on a copy of at most 200 x 200."""
    small = image.convert("RGBA")
    small.thumbnail((200, 200))
    width, height = small.size
    data = small.tobytes()  # four bytes a pixel: red, green, blue, alpha
    ring = [(x, y) for x in range(width) for y in {0, height - 1}]
    ring += [(x, y) for y in range(1, height - 1) for x in {0, width - 1}]
    return sum(_is_white(data, 4 * (y * width + x)) for x, y in ring) / len(ring)


def _is_white(data: bytes, at: int) -> bool:
    return data[at + 3] == 0 or min(data[at : at + 3]) >= _WHITE
