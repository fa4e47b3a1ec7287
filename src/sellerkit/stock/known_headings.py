"""A source whose file looks different than last time is not trusted blindly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Place, Problem
from sellerkit.sheets import Table


def refuse_changed_headings(path: Path, table: Table, before: Sequence[str], source: str) -> None:
    """Raise InputRejected with a problem for every heading that came or went since the source's last import."""
    now = [heading for heading in table.headings if heading]
    gone = [heading for heading in before if heading not in now]
    came = [heading for heading in now if heading not in before]
    if not before or not (gone or came):
        return
    problems = [_gone(table, heading, nearest(heading, came)) for heading in gone] + [
        _problem(table, _("the heading {heading} is new").format(heading=heading), heading) for heading in came
    ]
    raise InputRejected(
        _("The headings of {file} are not those of the last file of {source}.").format(file=path.name, source=source),
        hint=_("Look whether the columns still mean the same; then add --accept-headers."),
        code="headings-changed",
        problems=problems,
    )


def _gone(table: Table, heading: str, near: str | None) -> Problem:
    if near:
        return _problem(table, _("the heading {old} is gone; {new} may be it").format(old=heading, new=near), heading)
    return _problem(table, _("the heading {old} is gone").format(old=heading), heading)


def _problem(table: Table, message: str, heading: str) -> Problem:
    return Problem("headings-changed", message, Place(table.file, table.sheet, table.header_row, heading), heading)
