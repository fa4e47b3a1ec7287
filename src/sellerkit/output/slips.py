"""Packing slips: on the paper of the label printer, four on a sheet of A4, or as one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base import language as languages
from sellerkit.base.files import write_bytes
from sellerkit.output.canvas import Canvas
from sellerkit.output.document_html import TEMPLATES
from sellerkit.output.label_data import LabelProblem
from sellerkit.output.labels import A4_MM, SIZES, SIZES_MM, on_a4, on_own_page
from sellerkit.output.slip_data import SlipLine, SlipToPrint
from sellerkit.output.slip_layout import draw_slip

__all__ = ["SlipLine", "SlipToPrint", "write_slips"]


def write_slips(
    path: Path, slips: Sequence[SlipToPrint], *, size: str = "100x150", practice: bool = False
) -> list[LabelProblem]:
    """Write the slips in the order given; the ending says PDF or HTML. A long one goes on on the next page.

    Returns what is not as it should be on them. `size` is one of SIZES (raises ValueError otherwise). Raises CannotWrite.
    """
    if size not in SIZES:
        raise ValueError(size)
    if path.suffix.lower() == ".html":
        write_bytes(path, _page(slips, practice=practice).encode("utf-8", "replace"))
        return []
    canvas = Canvas(*(SIZES_MM.get(size) or A4_MM), title=path.stem, language=languages.language())
    problems: list[LabelProblem] = []
    drawn = 0

    def next_frame() -> object:
        nonlocal drawn
        drawn += 1
        return on_a4(canvas, drawn - 1) if size == "a4" else on_own_page(canvas)

    for slip in slips:
        problems += draw_slip(canvas, next_frame, slip, practice=practice)  # type: ignore[arg-type]
    canvas.mark(one for slip in slips for one in slip.order_ids)
    canvas.save(path)
    return problems


def _page(slips: Sequence[SlipToPrint], *, practice: bool) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from sellerkit.base.language import _

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    words = {
        "title": _("Packing slips"), "order": _("Order"), "shelf": _("Shelf"), "item": _("Item"), "quantity": _("Quantity"), "gift": _("Gift"),
        "how": _("How to pack it"), "wave": _("Wave"), "station": _("Station"),
    }  # fmt: skip
    return environment.get_template("slips.html").render(
        slips=slips, practice=practice, words=words, language="zh-CN" if languages.language() == "zh" else "en"
    )
