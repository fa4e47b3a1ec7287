"""What every import shows: one line a file, problems with their places, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.language import _
from sellerkit.output import Column, Table, View
from sellerkit.trade.importing import FileResult


def import_view(
    results: Sequence[FileResult], *, nothing: str, extra_columns: Sequence[Column] = (), lines: Sequence[str] = ()
) -> View:
    """`nothing` is the sentence for no new file; `extra_columns` show keys of `FileResult.extra`."""
    data = [result.as_dict() | ({"error": _error(result)} if result.error else {}) for result in results]
    columns = (
        Column("file", _("File")), Column("batch", _("Batch"), align="right"), Column("rows", _("Rows"), align="right"),
        Column("created", _("Created"), align="right"), Column("changed", _("Changed"), align="right"),
        Column("unchanged", _("Unchanged"), align="right"), Column("rejected", _("Rejected"), align="right"),
        Column("ignored", _("Ignored"), align="right"), *extra_columns,
    )  # fmt: skip
    rows = [{**row, "batch": _("try") if row["dry_run"] else row["batch"] or "–"} for row in data]
    problems = [problem for result in results for problem in result.problems]
    notes = [note for result in results for note in result.notes]
    notes += [_("{file}: {message}").format(file=r.file, message=r.error.message) for r in results if r.error]
    notes += [_("The rows left out are in {file}.").format(file=r.rejected_file) for r in results if r.rejected_file]
    if any(r.dry_run for r in results):
        notes.append(_("This was a dry run: nothing was changed."))
    return View(
        data=data, tables=(Table(columns, rows, empty=nothing),), lines=tuple(lines), records=data, problems=tuple(problems), notes=tuple(notes),
        exit_code=exit_code(results),
    )  # fmt: skip


def exit_code(results: Sequence[FileResult]) -> int:
    """0, or 3 when a row or file was left out or something needs a person."""
    return 3 if any(r.error or r.rejected or r.problems for r in results) else 0


def _error(result: FileResult) -> dict[str, object]:
    assert result.error is not None
    return {"code": result.error.code, "message": result.error.message, "hint": result.error.hint}
