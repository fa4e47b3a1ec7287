"""A PDF page measured in mm from its top left corner, with an embedded Chinese font and exact rectangles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sellerkit.base.files import writing
from sellerkit.base.privacy import paper_mark
from sellerkit.output.barcodes import Runs
from sellerkit.output.cells import pieces
from sellerkit.output.fonts import default_font, is_invisible

POINTS = 72 / 25.4  # points in a mm
PT_MM = 25.4 / 72  # mm in a point
ABSENT = "〓"  # the printers' mark for a character that is not in the case
_NO_LINE_START = frozenset("，。、；：？！）》」』】”’％,.;:?!)]}%")
_BOLD = 0.03  # stroke in em that makes a regular font look bold
_BOLD_SMALL = 0.018  # the same below 12 points, where thick strokes of 重量 run together
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a page, in mm from the top left corner."""

    x: float
    y: float
    w: float
    h: float

    def inside(self, pad: float) -> Frame:
        return Frame(self.x + pad, self.y + pad, self.w - 2 * pad, self.h - 2 * pad)


class Canvas:
    """Pages of one size. Colours are greys from 0 (black) to 1 (white); text stands on its base line."""

    def __init__(self, width_mm: float, height_mm: float, *, title: str = "", language: str = "zh") -> None:
        from fpdf import FPDF

        self.width_mm, self.height_mm = width_mm, height_mm
        self.font = default_font()
        self.pdf = FPDF(unit="mm", format=(width_mm, height_mm))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.add_font("text", fname=str(self.font.path), collection_font_number=self.font.number)
        self.pdf.set_font("text", size=10)
        self.pdf.set_title(title)
        self.pdf.set_lang("zh-CN" if language == "zh" else "en")
        self.pdf.set_creator("sellerkit")
        self.pages: list[list[str]] = []
        self.parts: list[str] = []

    def new_page(self) -> None:
        self.parts = []
        self.pages.append(self.parts)

    def back_to(self, page: int) -> None:
        """Go on drawing on an earlier page (from 0): footers know the number of pages only at the end."""
        self.parts = self.pages[page]

    def save(self, path: Path) -> None:
        """Write the file whole or not at all. Raises CannotWrite."""
        with writing(path) as temporary:
            temporary.write_bytes(self.data())

    def data(self) -> bytes:
        """The file; nothing can be drawn after."""
        for parts in self.pages:
            self.pdf.add_page()
            self.pdf.text(0, 0, " ")  # makes fpdf2 name the font among the page's resources
            # One string a page, straight into its content: the only use of something fpdf2 keeps for itself.
            self.pdf._out("\n".join(parts))
        return bytes(self.pdf.output())

    def mark(self, order_ids: Iterable[str]) -> None:
        """Name the orders whose people are in the file, hidden: it is found by them when buyers are forgotten.

        No text search finds a name among embedded glyphs.
        """
        self.pdf.set_keywords(" ".join(sorted({paper_mark(one) for one in order_ids})))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width in mm of a text set in `size` points."""
        return (self.font.width(text) + (_BOLD if bold else 0)) * size * PT_MM

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        grey: float = 0,
        align: Align = "left",
        slope: tuple[float, float] = (1, 0),
    ) -> None:
        """One line with its base line at `y`; `x` is its left end, middle or right end. `slope` is (cos, sin)."""
        line = self.printable(text)
        if not line.strip():
            return
        if align != "left":
            shift = self.width(line, size, bold=bold) / (2 if align == "centre" else 1)
            x, y = x - shift * slope[0], y + shift * slope[1]
        font = self.pdf.current_font
        assert font is not None
        cos, sin = slope
        where = f"{cos:.4g} {sin:.4g} {-sin:.4g} {cos:.4g} {x * POINTS:.2f} {self._up(y):.2f} Tm"
        stroke = size * (_BOLD if size >= 12 else _BOLD_SMALL)
        weight = f"2 Tr {stroke:.2f} w {grey:.3g} G" if bold else "0 Tr"
        self.parts.append(f"BT /F{font.i} {size:.2f} Tf {grey:.3g} g {weight} {where} {font.encode_text(line)} ET")

    def printable(self, text: str) -> str:
        """The text as it can be set: invisible characters gone, absent ones as 〓 rather than an empty box."""
        advances = self.font.advances
        if text.isprintable() and all(ord(letter) in advances for letter in text):
            return text
        seen = (" " if letter in "\t\r\n" else letter for letter in text)
        return "".join(
            letter if ord(letter) in advances and letter.isprintable() else ABSENT
            for letter in seen
            if not is_invisible(letter)
        )

    def rectangle(self, x: float, y: float, w: float, h: float, *, grey: float = 0) -> None:
        self.parts.append(f"{grey:.3g} g {self._box(x, y, w, h)} f")

    def frame(self, x: float, y: float, w: float, h: float, *, line: float = 0.3, grey: float = 0) -> None:
        self.parts.append(f"{line * POINTS:.2f} w {grey:.3g} G {self._box(x, y, w, h)} S")

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, *, line: float = 0.3, grey: float = 0, dash: float = 0
    ) -> None:
        dashed = f"[{dash * POINTS:.2f}] 0 d " if dash else ""
        ends = f"{x1 * POINTS:.2f} {self._up(y1):.2f} m {x2 * POINTS:.2f} {self._up(y2):.2f} l S"
        self.parts.append(f"{dashed}{line * POINTS:.2f} w {grey:.3g} G {ends}{' [] 0 d' if dash else ''}")

    def modules(self, x: float, y: float, rows: Sequence[Runs], module: float, height: float) -> None:
        """Black runs as rectangles `module` mm wide each, rows `height` mm high, from (x, y) down."""
        boxes = [
            self._box(x + first * module, y + number * height, count * module, height, places=3)
            for number, runs in enumerate(rows)
            for first, count in runs
        ]
        self.parts.append(f"0 g {' '.join(boxes)} f")

    def wrapped(self, text: str, width_mm: float, size: float, *, bold: bool = False) -> list[str]:
        """The text in lines no wider than that; no line begins with a closing mark."""
        lines: list[str] = []
        for paragraph in text.splitlines() or [""]:
            room = width_mm - self.width("", size, bold=bold)
            lines += wrap(self.printable(paragraph), room, lambda part: self.width(part, size))
        return lines

    def fitting_size(self, text: str, width_mm: float, size: float, least: float, *, bold: bool = False) -> float:
        """The largest size up to `size` at which the text stands on one line of that width, at least `least`."""
        natural = self.width(text, 1, bold=bold)
        return size if natural <= 0 else max(least, min(size, width_mm / natural))

    def _up(self, y: float) -> float:
        """PDF counts from the bottom, in points."""
        return (self.height_mm - y) * POINTS

    def _box(self, x: float, y: float, w: float, h: float, *, places: int = 2) -> str:
        left, low = x * POINTS, self._up(y + h)
        return f"{left:.{places}f} {low:.{places}f} {w * POINTS:.{places}f} {h * POINTS:.{places}f} re"


def wrap(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """The text in lines that `width` says are no wider than `room`; a longer word is cut."""
    lines = [""]
    used = 0.0
    for piece in pieces(text):
        wide, bare = width(piece), width(piece.rstrip())
        if used + bare > room and lines[-1]:
            carried = carried_over(lines, piece)
            lines.append(carried)
            used = width(carried)
        for letter in piece if bare > room else (piece,):
            wide = width(letter)
            if used + wide > room and len(letter) == 1 and lines[-1]:
                lines.append("")
                used = 0.0
            lines[-1] += letter
            used += wide
    return [line.rstrip() for line in lines]


def carried_over(lines: list[str], piece: str) -> str:
    """A closing mark takes the character before it along to the next line."""
    line = lines[-1]
    if piece[0] in _NO_LINE_START and len(line) > 1 and not line[-1].isascii():
        lines[-1] = line[:-1]
        return line[-1]
    return ""
