"""Where everything stands on a packing slip. Measures are mm, sizes points; a slip takes as many frames as it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sellerkit.base.language import _
from sellerkit.output.canvas import PT_MM, Canvas, Frame
from sellerkit.output.cells import STAMP
from sellerkit.output.label_data import LabelProblem
from sellerkit.output.label_layout import Sheet, spaced, stamp
from sellerkit.output.slip_data import SlipLine, SlipToPrint

_PAD = 1.5
_LEADING = 1.3
_FOOT = 4.5
_STRIP = 6.0


@dataclass(frozen=True, slots=True)
class Block:
    """Something as wide as the slip: how high it is, and how to draw it with its top at y."""

    height: float
    draw: Callable[[Frame, float], None]


def draw_slip(
    canvas: Canvas, next_frame: Callable[[], Frame], slip: SlipToPrint, *, practice: bool
) -> list[LabelProblem]:
    """Draw one slip over as many frames as it needs; return what could not be shown as it should."""
    order_id = ", ".join(slip.order_ids) or slip.waybill
    missing = canvas.font.missing("".join(_texts(slip)))
    problems = [LabelProblem(order_id, missing)] if missing else []
    first = next_frame()
    layout = Layout(canvas, slip, first.w, min(1.0, first.w / 94))
    pages: list[tuple[int, Frame]] = []
    frame, y = first, layout.begin(first, problems, order_id, practice=practice, again=False)
    for block in layout.blocks():
        if y + block.height > frame.y + frame.h - _FOOT - (_STRIP if practice else 0):
            pages.append((len(canvas.pages) - 1, frame))
            frame = next_frame()
            y = layout.begin(frame, problems, order_id, practice=practice, again=True)
        block.draw(frame, y)
        y += block.height
    pages.append((len(canvas.pages) - 1, frame))
    last = len(canvas.pages) - 1
    for number, (page, there) in enumerate(pages, start=1):
        canvas.back_to(page)
        layout.foot(there, number, len(pages), practice=practice)
    canvas.back_to(last)
    return problems


def _texts(slip: SlipToPrint) -> Iterator[str]:
    yield from (slip.shop, slip.recipient, slip.courier, slip.waybill, slip.pieces, *slip.order_ids)
    yield from (*slip.facts, *slip.notes, *slip.steps)
    for line in slip.lines:
        yield from (line.shelf, line.name, line.sku, line.amount)


@dataclass(frozen=True, slots=True)
class Layout:
    """One slip while it is drawn. `width` is that of its frames, `scale` shrinks the text of narrow ones."""

    canvas: Canvas
    slip: SlipToPrint
    width: float
    scale: float

    def begin(self, frame: Frame, problems: list[LabelProblem], order_id: str, *, practice: bool, again: bool) -> float:
        """The head of a frame: shop and place in the packing order; returns where the rest begins."""
        if practice:
            stamp(self.canvas, frame)
        self.canvas.frame(frame.x, frame.y, frame.w, frame.h)
        band = Frame(frame.x, frame.y, frame.w, 12 * self.scale + 1)
        sheet = Sheet(self.canvas, frame, self.scale, order_id, problems)
        room = band.w - sheet.corner(band, self.slip) - 2 * _PAD
        title = _("{shop} · continued").format(shop=self.slip.shop) if again else self.slip.shop
        sheet.line(band.x + _PAD, band.y, band.h, room, title, 14, bold=True)
        self.canvas.rule(frame.x, band.y + band.h, frame.x + frame.w, band.y + band.h)
        return band.y + band.h + 1

    def foot(self, frame: Frame, number: int, count: int, *, practice: bool) -> None:
        """Order and page at the foot of a frame."""
        low = frame.y + frame.h - (_STRIP if practice else 0)
        orders = "  ".join(self.slip.order_ids)
        page = _("Page {page} of {pages}").format(page=number, pages=count)
        self.canvas.text(frame.x + frame.w - _PAD, low - 1.5, page, 7 * self.scale, align="right")
        size = self.canvas.fitting_size(orders, frame.w * 0.7, 7 * self.scale, 4)
        self.canvas.text(frame.x + _PAD, low - 1.5, self.canvas.wrapped(orders, frame.w * 0.7, size)[0], size)
        if practice:
            self.canvas.rectangle(frame.x, low, frame.w, _STRIP)
            self.canvas.text(frame.x + frame.w / 2, low + 4.4, STAMP, 12, bold=True, grey=1, align="centre")

    def blocks(self) -> Iterator[Block]:
        slip = self.slip
        yield from self.text(_("Order {numbers}").format(numbers="  ".join(slip.order_ids)), 10.5, bold=True)
        if slip.recipient:
            yield from self.text(slip.recipient, 8.5)
        yield from self.text("  ".join(filter(None, (slip.courier, spaced(slip.waybill)))), 8.5)
        if slip.facts:
            yield from self.text(" · ".join(slip.facts), 10, bold=True)
        for note in slip.notes:
            yield self.note(note)
        yield self.rule()
        for line in slip.lines:
            yield self.line(line)
        if slip.pieces:
            yield from self.text(slip.pieces, 9, bold=True)
        if slip.steps:
            yield self.rule()
            yield from self.text(_("How to pack it"), 9, bold=True)
            for number, step in enumerate(slip.steps, start=1):
                yield from self.text(f"{number}. {step}", 8.5)

    def text(self, text: str, size: float, *, bold: bool = False) -> Iterator[Block]:
        """A paragraph, each of its lines a block of its own."""
        size *= self.scale
        step = size * PT_MM * _LEADING
        for words in self.canvas.wrapped(text, self.width - 2 * _PAD, size, bold=bold):

            def draw(frame: Frame, y: float, words: str = words) -> None:
                self.canvas.text(frame.x + _PAD, y + size * PT_MM, words, size, bold=bold)

            yield Block(step, draw)

    def note(self, note: str) -> Block:
        """What must not be overlooked, in a frame of its own; a very long one is cut to what a page holds."""
        size = 10 * self.scale
        step = size * PT_MM * _LEADING
        lines = self.canvas.wrapped(note, self.width - 4 * _PAD, size, bold=True)[:16]

        def draw(frame: Frame, y: float) -> None:
            self.canvas.frame(frame.x + _PAD, y + 0.5, frame.w - 2 * _PAD, len(lines) * step + 1.5, line=0.5)
            for number, words in enumerate(lines):
                base = y + 1 + size * PT_MM + number * step
                self.canvas.text(frame.x + 2 * _PAD, base, words, size, bold=True)

        return Block(len(lines) * step + 3, draw)

    def rule(self) -> Block:
        def draw(frame: Frame, y: float) -> None:
            self.canvas.rule(frame.x, y + 0.8, frame.x + frame.w, y + 0.8, line=0.2, grey=0.3)

        return Block(1.6, draw)

    def line(self, line: SlipLine) -> Block:
        """Shelf, a box to tick, name with SKU, and how many in large type on the right."""
        size, small = 9 * self.scale, 6.5 * self.scale
        step, low = size * PT_MM * _LEADING, small * PT_MM * _LEADING
        shelf, many = 15 * self.scale, 12 * self.scale
        room = self.width - shelf - many - 2 * _PAD - 4 * self.scale
        name = f"{_('[gift]')} {line.name}" if line.gift else line.name
        names = self.canvas.wrapped(name, room, size)
        sku = line.sku if line.sku != line.name else ""

        def draw(frame: Frame, y: float) -> None:
            base = y + size * PT_MM
            left = frame.x + _PAD
            fitting = self.canvas.fitting_size(line.shelf, shelf - 1, size, 4, bold=True)
            self.canvas.text(left, base, line.shelf, fitting, bold=True)
            self.canvas.frame(left + shelf, y + 0.6, 2.6 * self.scale, 2.6 * self.scale, line=0.2)
            for number, words in enumerate(names):
                self.canvas.text(left + shelf + 4.5 * self.scale, base + number * step, words, size)
            if sku:
                at = y + len(names) * step + small * PT_MM
                fit = self.canvas.fitting_size(sku, room, small, 4)
                self.canvas.text(left + shelf + 4.5 * self.scale, at, sku, fit, grey=0.25)
            amount = f"×{line.amount}"
            wide = self.canvas.fitting_size(amount, many - 1, 13 * self.scale, 5, bold=True)
            self.canvas.text(frame.x + frame.w - _PAD, base + 0.3, amount, wide, bold=True, align="right")

        return Block(len(names) * step + (low if sku else 0) + 1, draw)
