"""A document as one HTML file that needs nothing else and that a screen reader reads well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.files import write_bytes
from sellerkit.base.language import language
from sellerkit.output.bar_chart import value_text
from sellerkit.output.carton_drawing import Drawing, svg_of
from sellerkit.output.cells import shown
from sellerkit.output.document_data import Section

TEMPLATES = Path(__file__).parent / "templates"


def write_html(
    path: Path, title: str, sections: Sequence[Section], *, practice: bool = False, footer: str = ""
) -> None:
    """Write the document. Raises CannotWrite."""
    page = html_of(title, sections, practice=practice, footer=footer)
    write_bytes(path, page.encode("utf-8", "replace"))


def html_of(title: str, sections: Sequence[Section], *, practice: bool = False, footer: str = "") -> str:
    """The page as text; everything in it is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"shown": shown, "value_text": value_text, "svg_of": _svg}
    return environment.get_template("document.html").render(
        title=title,
        sections=sections,
        practice=practice,
        footer=footer,
        language="zh-CN" if language() == "zh" else "en",
    )


def _svg(drawing: Drawing) -> object:
    """Markup made of numbers alone, so that it may stand unescaped."""
    from markupsafe import Markup

    return Markup(svg_of(drawing))
