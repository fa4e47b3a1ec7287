"""Courier labels as PDF: 100x150, 100x180 and 76x130 mm for label printers, four on a sheet of A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sellerkit.base import language as languages
from sellerkit.base.files import writing
from sellerkit.output.canvas import Canvas, Frame
from sellerkit.output.label_data import CourierLabel, LabelProblem, LabelToPrint, Party
from sellerkit.output.label_layout import draw_label
from sellerkit.output.label_pile import opened_labels, with_couriers

__all__ = ["SIZES", "CourierLabel", "LabelProblem", "LabelToPrint", "Party", "write_labels"]

SIZES_MM: dict[str, tuple[int, int]] = {"100x150": (100, 150), "100x180": (100, 180), "76x130": (76, 130)}
A4_MM = (210.0, 297.0)
SIZES = (*SIZES_MM, "a4")


def write_labels(
    path: Path,
    labels: Sequence[LabelToPrint | CourierLabel],
    *,
    size: str = "100x150",
    practice: bool = False,
    language: str | None = None,
) -> list[LabelProblem]:
    """Write the labels in the order given and return what is not as it should be on them.

    `size` of our own ones is one of SIZES (raises ValueError otherwise); a courier's keep theirs. `language` is that of
    the captions. When nothing can be printed, nothing is written. Raises CannotWrite.
    """
    if size not in SIZES:
        raise ValueError(size)
    opened, problems = opened_labels(labels)
    pile = [label for label in labels if isinstance(label, LabelToPrint) or label.file in opened]
    if not pile:
        return problems
    with spoken(language):
        canvas = Canvas(*(SIZES_MM.get(size) or A4_MM), title=path.stem, language=languages.language())
        inserts: list[tuple[int, CourierLabel]] = []
        number = 0
        for label in pile:
            if isinstance(label, CourierLabel):
                inserts.append((len(canvas.pages), label))
                number = 0  # an A4 sheet ends where the pile goes on with another page
                continue
            frame = on_a4(canvas, number) if size == "a4" else on_own_page(canvas)
            problems += draw_label(canvas, frame, label, practice=practice)
            number += 1
        canvas.mark(one for label in pile for one in label.order_ids)
        data = with_couriers(canvas, inserts, opened, practice=practice) if inserts else canvas.data()
    with writing(path) as temporary:
        temporary.write_bytes(data)
    return problems


def on_own_page(canvas: Canvas) -> Frame:
    canvas.new_page()
    return Frame(3, 3, canvas.width_mm - 6, canvas.height_mm - 6)


def on_a4(canvas: Canvas, number: int) -> Frame:
    """The quarter of the sheet for that label; lines to cut along with the first of a sheet."""
    width, height = A4_MM[0] / 2, A4_MM[1] / 2
    if number % 4 == 0:
        canvas.new_page()
        canvas.rule(width, 5, width, 2 * height - 5, line=0.15, grey=0.5, dash=2)
        canvas.rule(5, height, 2 * width - 5, height, line=0.15, grey=0.5, dash=2)
    row, column = divmod(number % 4, 2)
    return Frame(column * width + 6, row * height + 6, width - 12, height - 12)


@contextmanager
def spoken(language: str | None) -> Iterator[None]:
    """The captions' language for a while."""
    before = languages.language()
    if language is None or language == before:
        yield
        return
    languages.set_language(language)
    try:
        yield
    finally:
        languages.set_language(before)
