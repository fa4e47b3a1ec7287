"""A plain A4 document, as PDF or as one HTML file: plan sheets, hand-over manifests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.output.document_data import Bar, Chart, Section

__all__ = ["ENDINGS", "Bar", "Chart", "Section", "write_document"]

ENDINGS = (".pdf", ".html")


def write_document(
    path: Path,
    title: str,
    sections: Sequence[Section],
    *,
    practice: bool = False,
    footer: str = "",
    order_ids: Sequence[str] = (),
) -> str:
    """Write the document whole or not at all; its ending, .pdf or .html, says how.

    `order_ids` are the orders it tells of: by them it is found when their buyers are forgotten.
    Returns the characters that no font here has (in PDF printed as 〓), "" when all is well. Raises UsageWrong for
    another ending and CannotWrite.
    """
    if path.suffix.lower() == ".pdf":
        from sellerkit.output.document_pdf import write_pdf

        return write_pdf(path, title, sections, practice=practice, footer=footer, order_ids=order_ids)
    if path.suffix.lower() == ".html":
        from sellerkit.output.document_html import write_html

        write_html(path, title, sections, practice=practice, footer=footer)
        return ""
    raise UsageWrong(
        _("{file}: this ending is not known.").format(file=path.name),
        hint=_("Use one of these endings: {endings}").format(endings=" ".join(ENDINGS)),
    )
