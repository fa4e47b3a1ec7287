"""A document as A4 pages: text down the page, tables whose headings come again, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.language import _, language
from sellerkit.output.bar_chart import CHART_MM, draw_chart
from sellerkit.output.canvas import PT_MM, Canvas, Frame
from sellerkit.output.carton_drawing import Drawing, draw_carton
from sellerkit.output.cells import STAMP, shown
from sellerkit.output.document_data import Section
from sellerkit.output.paper_table import CELL_PAD, LEADING, PaperTable
from sellerkit.output.view import Table

A4_MM = (210.0, 297.0)
_MARGIN = 15.0
_TOP_OF_FOOTER = 284.0
_ROOM = A4_MM[0] - 2 * _MARGIN
_DRAWING_MM = 52.0
_SIGNATURE_MM = 20.0
_LEGEND_LINES = 40  # more would not stand below a drawing on one page


def write_pdf(
    path: Path,
    title: str,
    sections: Sequence[Section],
    *,
    practice: bool = False,
    footer: str = "",
    order_ids: Sequence[str] = (),
) -> str:
    """Write the document; return the characters the font lacks. Raises CannotWrite."""
    writer = Writer(Canvas(*A4_MM, title=title, language=language()), practice=practice)
    writer.paragraph(title, 19, bold=True, after=3)
    for section in sections:
        writer.section(section)
    writer.number_pages(footer)
    writer.canvas.mark(order_ids)
    writer.canvas.save(path)
    return writer.canvas.font.missing("".join(texts_of(title, sections, footer)))


def texts_of(title: str, sections: Sequence[Section], footer: str) -> list[str]:
    """Every text of the document."""
    found = [title, footer]
    for section in sections:
        found += [section.heading, *section.paragraphs, *section.signatures, section.signed_for]
        found += [text for drawing in section.drawings for text in (drawing.title, *drawing.legend)]
        if section.table:
            found += [section.table.title, section.table.empty, *(column.title for column in section.table.columns)]
            found += [shown(row.get(column.key)) for row in section.table.rows for column in section.table.columns]
        if section.chart:
            found += [section.chart.title, section.chart.unit]
            found += [text for bar in section.chart.bars for text in (bar.label, bar.marker)]
    return found


class Writer:
    """Fills pages from top to bottom; `y` is where the next thing begins."""

    def __init__(self, canvas: Canvas, *, practice: bool) -> None:
        self.canvas, self.practice = canvas, practice
        self.y = 0.0
        self.new_page()

    def new_page(self) -> None:
        self.canvas.new_page()
        self.y = _MARGIN
        if self.practice:
            self.canvas.rectangle(_MARGIN, 7, _ROOM, 6.5)
            self.canvas.text(A4_MM[0] / 2, 11.7, STAMP, 11, bold=True, grey=1, align="centre")
            self.y += 3

    def need(self, height: float) -> None:
        """Begin a page when there is not that much room on this one."""
        if self.y + height > _TOP_OF_FOOTER and self.y > _MARGIN + 4:
            self.new_page()

    def section(self, section: Section) -> None:
        if section.new_page:
            self.new_page()
        if section.heading:
            self.y += 3
            self.need(30)  # no heading alone at the foot of a page
            self.paragraph(section.heading, 13, bold=True, after=1.5)
        for text in section.paragraphs:
            self.paragraph(text, 10, after=1.5)
        if section.chart and section.chart.bars:
            self.need(CHART_MM)
            draw_chart(self.canvas, Frame(_MARGIN, self.y, _ROOM, CHART_MM - 4), section.chart)
            self.y += CHART_MM
        self.drawings(section.drawings)
        if section.table:
            self.table(section.table)
        if section.signatures:
            self.signatures(section.signatures, section.signed_for)

    def signatures(self, captions: Sequence[str], signed_for: str) -> None:
        """Two lines side by side to write on, each with its caption beneath; all of them on one page."""
        rows = [captions[n : n + 2] for n in range(0, len(captions), 2)]
        self.need(len(rows) * _SIGNATURE_MM + 12)
        self.paragraph(signed_for, 11, bold=True)
        for row in rows:
            self.y += _SIGNATURE_MM
            for place, caption in enumerate(row):
                x = _MARGIN + place * _ROOM / 2
                self.canvas.rule(x, self.y - 5, x + _ROOM / 2 - 8, self.y - 5)
                size = self.canvas.fitting_size(caption, _ROOM / 2 - 8, 9, 6)
                self.canvas.text(x, self.y - 1, caption, size)

    def drawings(self, drawings: Sequence[Drawing]) -> None:
        """Two side by side; title above, legend below."""
        for n in range(0, len(drawings), 2):
            pair = drawings[n : n + 2]
            legend = max(len(self.legend(one)) for one in pair) * 4.2
            self.need(8 + _DRAWING_MM + legend)
            for place, one in enumerate(pair):
                x = _MARGIN + place * _ROOM / 2
                size = self.canvas.fitting_size(one.title, _ROOM / 2 - 4, 10, 6, bold=True)
                self.canvas.text(x, self.y + 4, one.title, size, bold=True)
                draw_carton(self.canvas, Frame(x, self.y + 6, _ROOM / 2 - 8, _DRAWING_MM), one)
                for row, line in enumerate(self.legend(one)):
                    self.canvas.text(x, self.y + _DRAWING_MM + 11 + row * 4.2, line, 9)
            self.y += _DRAWING_MM + legend + 13

    def legend(self, drawing: Drawing) -> list[str]:
        return [line for text in drawing.legend for line in self.canvas.wrapped(text, _ROOM / 2 - 8, 9)][:_LEGEND_LINES]

    def paragraph(self, text: str, size: float, *, bold: bool = False, after: float = 0) -> None:
        step = size * PT_MM * LEADING
        for line in self.canvas.wrapped(text, _ROOM, size, bold=bold):
            self.need(step)
            self.canvas.text(_MARGIN, self.y + size * PT_MM, line, size, bold=bold)
            self.y += step
        self.y += after

    def table(self, table: Table) -> None:
        if table.title:
            self.need(20)
            self.paragraph(table.title, 10.5, bold=True, after=1)
        if not table.rows:
            self.paragraph(table.empty, 10, after=2)
            return
        paper = PaperTable(self.canvas, table, _ROOM)
        head = paper.heading()
        self.need(head.height + 12)
        self.y = paper.draw(head, _MARGIN, self.y, shaded=True)
        for row in paper.rows():
            for part in row.parts(_TOP_OF_FOOTER - _MARGIN - head.height - 6):
                if self.y + part.height > _TOP_OF_FOOTER:
                    self.new_page()
                    self.y = paper.draw(head, _MARGIN, self.y, shaded=True)
                self.y = paper.draw(part, _MARGIN, self.y)
        self.y += 2 * CELL_PAD + 1

    def number_pages(self, footer: str) -> None:
        pages = len(self.canvas.pages)
        for page in range(pages):
            self.canvas.back_to(page)
            number = _("Page {page} of {pages}").format(page=page + 1, pages=pages)
            right = A4_MM[0] - _MARGIN
            self.canvas.rule(_MARGIN, 286, right, 286, line=0.2, grey=0.6)
            self.canvas.text(right, 290, number, 8, grey=0.3, align="right")
            size = self.canvas.fitting_size(footer, _ROOM - 35, 8, 5)
            for index, line in enumerate(self.canvas.wrapped(footer, _ROOM - 35, size)[:3]):
                self.canvas.text(_MARGIN, 290 + index * 2.4, line, size, grey=0.3)
