"""Couriers' own label PDFs in the same pile as ours: their pages untouched, in packing order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from sellerkit.base.language import language
from sellerkit.output.canvas import PT_MM, Canvas, Frame
from sellerkit.output.label_data import CourierLabel, LabelProblem, LabelToPrint
from sellerkit.output.label_layout import stamp

_NO_PAGES = re.compile(rb"/Count\s+0\b")
Opened = Mapping[Path, Any]
"""File → its open PDF."""


def opened_labels(labels: Sequence[LabelToPrint | CourierLabel]) -> tuple[dict[Path, Any], list[LabelProblem]]:
    """The couriers' files that can be printed, open, and a problem for each that cannot."""
    found: dict[Path, Any] = {}
    problems = []
    for label in labels:
        if isinstance(label, LabelToPrint) or label.file in found:
            continue
        document, code = opened(label.file)
        if document is not None:
            found[label.file] = document
        else:
            problems.append(LabelProblem(", ".join(label.order_ids), code=code, message=label.file.name))
    return found, problems


def opened(file: Path) -> tuple[Any | None, str]:
    """The open PDF, or None and the code of what is wrong with it."""
    import pypdfium2 as pdfium

    try:
        data = file.read_bytes()
    except OSError:
        return None, "label-missing"
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return None, _why_not(data)
    if pdfium.raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
        return None, "label-encrypted"
    return (document, "") if len(document) else (None, "label-empty")


def _why_not(data: bytes) -> str:
    """The reason by the file itself: the engine's own may be that of an earlier file."""
    if not data.lstrip().startswith(b"%PDF-"):
        return "label-not-a-pdf"
    if b"/Encrypt" in data:
        return "label-encrypted"
    return "label-empty" if _NO_PAGES.search(data) else "label-not-a-pdf"


def with_couriers(
    canvas: Canvas, inserts: Sequence[tuple[int, CourierLabel]], opened: Opened, *, practice: bool
) -> bytes:
    """Our pages with the couriers' between them, each before our page of that number (from 0)."""
    import pypdfium2 as pdfium

    own = len(canvas.pages)
    pile = pdfium.PdfDocument(canvas.data())
    added = 0
    for before, label in inserts:
        source = opened[label.file]
        pile.import_pages(source, index=before + added)
        if practice:
            for number in range(before + added, before + added + len(source)):
                _stamped(pile, number)
        added += len(source)
    if not own:
        pile.del_page(len(pile) - 1)  # the engine makes no file without a page
    data = BytesIO()
    pile.save(data)
    return data.getvalue()


def _stamped(pile: Any, number: int) -> None:
    """PRACTICE 练习 across a courier's page: nothing that a practice shop prints may pass for a real label."""
    import pypdfium2 as pdfium

    page = pile[number]
    width, height = (side * PT_MM for side in page.get_size())
    canvas = Canvas(width, height, language=language())
    canvas.new_page()
    stamp(canvas, Frame(0, 0, width, height))
    over = pdfium.PdfDocument(canvas.data()).page_as_xobject(0, pile)
    page.insert_obj(over.as_pageobject())
    page.gen_content()
