"""What payouts import shows: every statement with its proofs, and its totals by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from sellerkit.base.language import _
from sellerkit.output import Column, Table, View
from sellerkit.payouts.rules import control_name
from sellerkit.payouts.wording import kind_name
from sellerkit.trade.import_view import import_view
from sellerkit.trade.importing import FileResult


def statements_view(results: Sequence[FileResult]) -> View:
    """One line a statement, then its controls and its totals by kind."""
    columns = (
        Column("currency", _("Currency")), Column("opening", _("Opening"), align="right"),
        Column("net", _("Net"), align="right"), Column("closing", _("Closing"), align="right"),
    )  # fmt: skip
    view = import_view(results, nothing=_("There is no new statement."), extra_columns=columns)
    tables = [*view.tables, _controls(results), _totals(results)]
    return replace(view, tables=tuple(table for n, table in enumerate(tables) if table.rows or not n))


def _controls(results: Sequence[FileResult]) -> Table:
    rows = [
        {
            "file": result.file, "control": control_name(str(control["name"])), "stated": control["stated"],
            "computed": control["computed"], "holds": _("✓ holds") if control["holds"] else _("✗ fails") if control.get("hard", True) else _("⚠ differs"),
        }
        for result in results
        for control in cast("list[Mapping[str, object]]", result.extra.get("controls", []))
    ]  # fmt: skip
    columns = (
        Column("file", _("File")), Column("control", _("Control")), Column("stated", _("Stated"), align="right"),
        Column("computed", _("Computed"), align="right"), Column("holds", _("Proof")),
    )  # fmt: skip
    return Table(columns, rows, title=_("Controls"))


def _totals(results: Sequence[FileResult]) -> Table:
    rows = [
        {"file": result.file, "kind": kind_name(kind), "amount": amount, "currency": result.extra["currency"]}
        for result in results
        for kind, amount in cast("Mapping[str, str]", result.extra.get("totals", {})).items()
    ]
    columns = (
        Column("file", _("File")), Column("kind", _("Kind")), Column("amount", _("Amount"), align="right"),
        Column("currency", _("Currency")),
    )  # fmt: skip
    return Table(columns, rows, title=_("Totals by kind"))
