"""The font that everything printed is set in: Noto Sans SC, else a Chinese font of this computer."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sellerkit.base.errors import CannotWrite
from sellerkit.base.language import _

# Where Linux, macOS and Windows keep fonts with Chinese characters, the best first.
_SYSTEM = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/Library/Fonts/Arial Unicode.ttf",
)
_NOTO_SC = 2  # the collection holds JP, KR, SC, TC, HK in this order
_WINDOWS = ("msyh.ttc", "msyh.ttf", "simhei.ttf", "simsun.ttc")


@dataclass(frozen=True)
class Font:
    """A font file and how wide each character stands, in em."""

    path: Path
    number: int
    advances: dict[int, float]

    def width(self, text: str) -> float:
        """The width of the text in em."""
        advances = self.advances
        return sum([advances.get(ord(letter), 1.0) for letter in text])

    def missing(self, text: str) -> str:
        """Each character once that this font can't draw."""
        absent = (letter for letter in text if ord(letter) not in self.advances and not is_invisible(letter))
        return "".join(dict.fromkeys(absent))


@lru_cache(maxsize=1)
def default_font() -> Font:
    """The font to print with. Raises CannotWrite when this computer has none with Chinese characters."""
    for path in candidates():
        if path.is_file():
            font = opened(path, _NOTO_SC if path.name.startswith("NotoSansCJK") else 0)
            if ord("收") in font.advances:
                return font
    raise CannotWrite(
        _("No font with Chinese characters was found."),
        hint=_("Install the package pylopdf-fonts-zh-cn, or a Chinese font such as Noto Sans CJK."),
        code="no-font",
    )


def candidates() -> Iterator[Path]:
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        pass
    else:
        yield Path(sans_path())
    yield from map(Path, _SYSTEM)
    windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    yield from (windows / name for name in _WINDOWS)


@lru_cache(maxsize=4)
def opened(path: Path, number: int = 0) -> Font:
    """Read a font file's widths; of a collection, its font with that number."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(path, lazy=True, fontNumber=number) as file:
        em = file["head"].unitsPerEm
        widths = file["hmtx"].metrics
        advances = {code: widths[glyph][0] / em for code, glyph in file.getBestCmap().items()}
    return Font(path, number, advances)


def missing_characters(text: str) -> str:
    """Each character of the text, once, that the font we print with lacks; "" when it can be printed whole."""
    return default_font().missing(text)


def is_invisible(letter: str) -> bool:
    """Control and format characters and variation selectors: nothing to draw, so nothing to miss."""
    return unicodedata.category(letter) in ("Cc", "Cf") or "\ufe00" <= letter <= "\ufe0f" or letter in "\u2028\u2029"
