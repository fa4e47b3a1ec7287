"""`peak print` on the terminal, or the line that names its file."""

from __future__ import annotations

from pathlib import Path

from sellerkit.base.language import _
from sellerkit.output import Column, Table, View
from sellerkit.output.document import Section
from sellerkit.peak.paper import Paper


def paper_view(paper: Paper, file: Path | None, missing: str) -> View:
    """The sheets, or where they were written; `missing` are characters that no font has."""
    if file is not None:
        notes = (_("No font here has these characters: {characters}").format(characters=missing),) if missing else ()
        return View(
            data={"file": str(file), "missing_characters": missing},
            lines=(_("Written: {file}").format(file=file),),
            notes=notes,
        )
    data = [
        {
            "heading": s.heading, "paragraphs": list(s.paragraphs), "title": s.table.title if s.table else "",
            "rows": [dict(r) for r in s.table.rows] if s.table else [],
            **({"cartons": [{"title": one.title, "steps": list(one.legend)} for one in s.drawings]} if s.drawings else {}),
        }
        for s in paper.sections
    ]  # fmt: skip
    return View(data=data, tables=[table for section in paper.sections for table in _tables(section)])


def _tables(section: Section) -> list[Table]:
    """Heading and paragraphs stand above the table, bars beside their numbers."""
    words = [text for text in (section.heading, *section.paragraphs) if text]
    tables = [Table((Column("text", words[0]),), [{"text": text} for text in words[1:]])] if words else []
    if section.chart:
        most = max((bar.value for bar in section.chart.bars), default=0) or 1
        rows = [{"hour": bar.label, "count": bar.value, "bar": "#" * round(bar.value / most * 40), "pickup": bar.marker} for bar in section.chart.bars]  # fmt: skip
        columns = (Column("hour", _("Hour")), Column("count", _("Parcels"), "right"), Column("bar", ""), Column("pickup", _("Pick-up")))  # fmt: skip
        tables.append(Table(columns, rows, title=section.chart.title))
    for one in section.drawings:
        rows = [{"words": words} for words in one.legend]
        tables.append(Table((Column("words", _("How to pack it")),), rows, title=one.title))
    return [*tables, section.table] if section.table else tables
