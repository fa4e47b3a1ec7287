"""Where everything stands on a label. Measures are mm; text sizes are points, smaller on a narrower label."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from sellerkit.base.language import _, ngettext
from sellerkit.output.barcodes import CODE128_QUIET, DOT_MM, QR_QUIET, code128, module_dots, qr
from sellerkit.output.canvas import PT_MM, Canvas, Frame
from sellerkit.output.cells import STAMP
from sellerkit.output.label_data import LabelProblem, LabelToPrint, Party

_PAD = 1.5
_LEADING = 1.28  # base line to base line, in sizes
_ASCENT = 0.88


def draw_label(canvas: Canvas, frame: Frame, label: LabelToPrint, *, practice: bool) -> list[LabelProblem]:
    """Draw one label into the frame; return what could not be shown as it should."""
    order_id = label.order_ids[0] if label.order_ids else label.waybill
    problems = [LabelProblem(order_id, characters)] if (characters := missing_on(canvas, label)) else []
    sheet = Sheet(canvas, frame, min(1.0, frame.w / 94), order_id, problems)
    if practice:
        stamp(canvas, frame)
    bands = list(cut(frame, practice=practice))
    canvas.frame(frame.x, frame.y, frame.w, frame.h)
    for band in bands[1:]:
        canvas.rule(frame.x, band.y, frame.x + frame.w, band.y)
    sheet.head(bands[0], label)
    sheet.route(bands[1], label)
    sheet.barcode(bands[2], label.waybill)
    sheet.party(bands[3], _("TO"), label.recipient, 14.5, strong=True)
    sheet.party(bands[4], _("FROM"), label.sender, 9.5, strong=False)
    sheet.inside(bands[5], label)
    if practice:
        canvas.rectangle(frame.x, bands[6].y, frame.w, bands[6].h)
        canvas.text(frame.x + frame.w / 2, bands[6].y + 4.4, STAMP, 12, bold=True, grey=1, align="centre")
    return problems


def missing_on(canvas: Canvas, label: LabelToPrint) -> str:
    """The characters of everything on the label that the font lacks."""
    texts = [label.courier, label.route, label.wave, label.station, label.position, label.service, label.note]
    for party in (label.recipient, label.sender):
        texts += [party.name, party.phone, party.address]
    return canvas.font.missing("".join([*texts, *label.contents, *label.order_ids]))


def cut(frame: Frame, *, practice: bool) -> Iterator[Frame]:
    """Head, route, barcode, recipient, sender, contents and, in practice, the stamp's strip; in this order down."""
    unit = frame.h / 144
    heights = [13 * unit, 15 * unit, 23.0, 33 * unit, 15 * unit]
    strip = 6.0 if practice else 0.0
    heights += [frame.h - sum(heights) - strip, strip]
    y = frame.y
    for height in heights[: 7 if practice else 6]:
        yield Frame(frame.x, y, frame.w, height)
        y += height


def stamp(canvas: Canvas, frame: Frame) -> None:
    """PRACTICE 练习 from corner to corner, grey, under everything."""
    angle = math.atan2(frame.h, frame.w)
    slope = (math.cos(angle), math.sin(angle))
    size = canvas.fitting_size(STAMP, math.hypot(frame.w, frame.h) * 0.8, 60, 20, bold=True)
    drop = size * PT_MM * 0.35
    middle = (frame.x + frame.w / 2 + drop * slope[1], frame.y + frame.h / 2 + drop * slope[0])
    canvas.text(*middle, STAMP, size, bold=True, grey=0.88, align="centre", slope=slope)


class Placed(Protocol):
    """Whatever has a place in the packing order."""

    @property
    def wave(self) -> str: ...
    @property
    def station(self) -> str: ...
    @property
    def position(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sheet:
    """One label while it is drawn. `scale` shrinks the text of narrow labels."""

    canvas: Canvas
    frame: Frame
    scale: float
    order_id: str
    problems: list[LabelProblem]

    def head(self, band: Frame, label: LabelToPrint) -> None:
        """The courier on the left; wave, station and position in the corner."""
        corner = self.corner(band, label)
        room = band.w - corner - 2 * _PAD
        self.line(band.x + _PAD, band.y, band.h * (0.72 if label.service else 1), room, label.courier, 19, bold=True)
        if label.service:
            self.line(band.x + _PAD, band.y + band.h * 0.62, band.h * 0.36, room, label.service, 8.5)

    def corner(self, band: Frame, label: Placed) -> float:
        """Draw the corner mark, white on black; return its width."""
        wave = _("Wave {wave}").format(wave=label.wave) if label.wave else ""
        station = _("Station {station}").format(station=label.station) if label.station else ""
        small = [text for text in (wave, station) if text]
        if not small and not label.position:
            return 0.0
        width = 34 * self.scale if small else 22 * self.scale
        left = band.x + band.w - width
        self.canvas.rectangle(left, band.y, width, band.h)
        room = 13 * self.scale if small else 0.0
        for number, text in enumerate(small):
            top = band.y + band.h * (0.5 * number if len(small) == 2 else 0.25)
            self.line(left + 1, top, band.h * 0.5, room - 1, text, 9, grey=1)
        box = width - room
        self.line(left + room + 1, band.y, band.h, box - 2, label.position, 24, bold=True, grey=1, middle=True)
        return width

    def route(self, band: Frame, label: LabelToPrint) -> None:
        self.line(band.x + _PAD, band.y, band.h, band.w - 2 * _PAD, label.route, 34, bold=True, middle=True)

    def barcode(self, band: Frame, waybill: str) -> None:
        """Code 128 with its quiet zones on a white ground, modules a whole number of printer dots, number beneath."""
        self.canvas.rectangle(band.x + 0.3, band.y + 0.3, band.w - 0.6, band.h - 0.6, grey=1)
        low = band.y + band.h - 5.6
        self.line(band.x + 1, low, 5.2, band.w - 2, spaced(waybill), 11, bold=True, middle=True)
        try:
            runs, modules = code128(waybill)
            module = module_dots(modules + 2 * CODE128_QUIET, band.w - 1) * DOT_MM
        except ValueError:
            self.problems.append(LabelProblem(self.order_id, code="waybill-not-a-barcode", message=waybill))
            return
        left = on_a_dot(band.x + (band.w - modules * module) / 2)
        self.canvas.modules(left, on_a_dot(band.y + 2), [runs], module, band.h - 8)

    def party(self, band: Frame, caption: str, party: Party, size: float, *, strong: bool) -> None:
        """Caption, name and phone, and the address in the largest size at which all of it fits."""
        mark = 9.0 * self.scale
        if strong:
            self.canvas.rectangle(band.x, band.y, mark, band.h)
        self.line(band.x + 0.5, band.y, band.h, mark - 1, caption, size, bold=strong, grey=float(strong), middle=True)
        box = Frame(band.x + mark, band.y, band.w - mark, band.h).inside(_PAD)
        names = "  ".join(part for part in (party.name, party.phone) if part)
        size *= self.scale
        fitted = self.fit(box, size, lambda s: [(names, s * 1.08, strong)], lambda s: [(party.address, s, False)])
        self.lines(box, fitted)

    def inside(self, band: Frame, label: LabelToPrint) -> None:
        """Contents and order numbers on the left, the QR code on the right."""
        side = min(27.0 * self.scale, band.h)
        box = Frame(band.x, band.y, band.w - side, band.h).inside(_PAD)
        self.qr(Frame(band.x + band.w - side, band.y, side, side), label.waybill)
        if label.note:
            low = Frame(band.x + band.w - side, band.y + side, side, band.h - side).inside(1)
            self.lines(low, self.fit(low, 11 * self.scale, lambda s: [(label.note, s, True)], lambda s: []))
        orders = self.fit(
            Frame(box.x, box.y, box.w, box.h * 0.4),
            8 * self.scale,
            lambda s: [(order_line(label), s, False)],
            lambda s: [],
        )
        used = self.lines(box, orders) + 1
        self.contents(Frame(box.x, box.y + used, box.w, box.h - used), label.contents)

    def contents(self, box: Frame, contents: tuple[str, ...]) -> None:
        """As many lines as fit; then how many there are besides."""
        for size in (10.5, 9.5, 8.5, 7.5, 6.5):
            wrapped = [self.canvas.wrapped(text, box.w, size * self.scale) for text in contents]
            step = size * self.scale * PT_MM * _LEADING
            room = int(box.h / step)
            if sum(map(len, wrapped)) <= room:
                break
        shown: list[str] = []
        for number, lines in enumerate(wrapped):
            last = number == len(wrapped) - 1
            if len(shown) + len(lines) > room - (0 if last else 1):
                more = len(wrapped) - number
                shown.append(ngettext("… and {count} more line", "… and {count} more lines", more).format(count=more))
                break
            shown += lines
        self.lines(box, [(line, size * self.scale, False) for line in shown])

    def qr(self, box: Frame, waybill: str) -> None:
        try:
            rows, modules = qr(waybill)
            module = module_dots(modules + 2 * QR_QUIET, box.w, most=12) * DOT_MM
        except ValueError:
            return  # the barcode's problem says it
        self.canvas.rectangle(box.x + 0.3, box.y + 0.3, box.w - 0.6, box.h - 0.6, grey=1)
        pad = (box.w - modules * module) / 2
        self.canvas.modules(on_a_dot(box.x + pad), on_a_dot(box.y + pad), rows, module, module)

    # Text in boxes

    def fit(self, box: Frame, size: float, head: Parts, body: Parts) -> list[Line]:
        """The parts wrapped in the largest size, from `size` down to 5.5 points, at which all stand in the box."""
        while True:
            lines = [
                (line, points, bold)
                for text, points, bold in (*head(size), *body(size))
                if text
                for line in self.canvas.wrapped(text, box.w, points, bold=bold)
            ]
            if sum(points for _line, points, _bold in lines) * PT_MM * _LEADING <= box.h:
                return lines
            if size <= 5.5:
                self.problems.append(LabelProblem(self.order_id, code="text-too-long", message=head(size)[0][0]))
                return lines[: int(box.h / (size * 1.08 * PT_MM * _LEADING))]
            size -= 0.5

    def lines(self, box: Frame, lines: list[Line]) -> float:
        """Draw the lines from the top of the box; return the height they took."""
        y = box.y
        for text, size, bold in lines:
            self.canvas.text(box.x, y + size * PT_MM * _ASCENT, text, size, bold=bold)
            y += size * PT_MM * _LEADING
        return y - box.y

    def line(
        self,
        x: float,
        y: float,
        height: float,
        room: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        grey: float = 0,
        middle: bool = False,
    ) -> None:
        """One line in the middle of a band of that height, set smaller until it fits the room."""
        if not text:
            return
        size = min(size * self.scale, height / PT_MM / 1.15)
        size = self.canvas.fitting_size(text, room, size, 4, bold=bold)
        if self.canvas.width(text, size, bold=bold) > room + 0.01:
            self.problems.append(LabelProblem(self.order_id, code="text-too-long", message=text))
            text = self.canvas.wrapped(text, room, size, bold=bold)[0]
        base = y + height / 2 + size * PT_MM * 0.36
        self.canvas.text(
            x + room / 2 if middle else x, base, text, size, bold=bold, grey=grey, align="centre" if middle else "left"
        )


Line = tuple[str, float, bool]
"""Text, size in points, bold."""
Parts = Callable[[float], list[Line]]


def order_line(label: LabelToPrint) -> str:
    return _("Order {numbers}").format(numbers="  ".join(label.order_ids)) if label.order_ids else ""


def spaced(waybill: str) -> str:
    """Groups of four are easier to read aloud: SF12 3456 7890 123."""
    return " ".join(waybill[start : start + 4] for start in range(0, len(waybill), 4))


def on_a_dot(mm: float) -> float:
    return round(mm / DOT_MM) * DOT_MM
