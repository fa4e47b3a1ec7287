"""What `listings build` and `listings check` show."""

from __future__ import annotations

from collections.abc import Sequence

from sellerkit.base.language import _, ngettext
from sellerkit.listings.job import ChannelResult
from sellerkit.output import Column, Table, View


def build_view(results: Sequence[ChannelResult]) -> View:
    """One line a channel; what was left out and why on stderr; 3 when something was."""
    columns = (
        Column("channel", _("Channel")), Column("file", _("File")), Column("products", _("Products"), align="right"),
        Column("variants", _("Variants"), align="right"), Column("skipped", _("Left out"), align="right"),
        Column("errors", _("Errors"), align="right"), Column("warnings", _("Warnings"), align="right"),
    )  # fmt: skip
    data = [_record(result) for result in results]
    rows = [{**row, "file": ", ".join(result.files) or "–"} for row, result in zip(data, results, strict=True)]
    problems = [
        finding.as_problem(result.file or result.channel)
        for result in results
        for finding in result.findings
        if finding.severity != "note"
    ]
    notes = _notes(results)
    notes += [note for result in results for note in _left_out(result)]
    if any(result.dry_run for result in results):
        notes.append(_("This was a dry run: nothing was changed."))
    return View(
        data, (Table(columns, rows),), records=data, problems=problems, notes=notes, exit_code=exit_code(results)
    )


def check_view(results: Sequence[ChannelResult]) -> View:
    """Every finding with its place, what was found and what to do; 3 when one of them is an error."""
    columns = (
        Column("channel", _("Channel")), Column("severity", _("Severity")), Column("code", _("Rule")), Column("sku", _("SKU")),
        Column("field", _("Field")), Column("value", _("Found")), Column("message", _("What is wrong")), Column("hint", _("What to do")),
    )  # fmt: skip
    records = [{"channel": result.channel, **finding.as_dict("")} for result in results for finding in result.findings]
    words = {"error": _("error"), "warning": _("warning"), "note": _("note")}
    rows = [{**record, "severity": words[str(record["severity"])]} for record in records]
    lines = [_verdict(result) for result in results]
    notes = _notes(results)
    data = [_record(result) for result in results]
    tables = (Table(columns, rows),) if rows else ()
    return View(data, tables, lines, records=records, notes=notes, exit_code=exit_code(results))


def exit_code(results: Sequence[ChannelResult]) -> int:
    """0, or 3 when an error was found or something was left out; warnings alone are no exception."""
    return 3 if any(result.skipped or _count(result, "error") for result in results) else 0


def _record(result: ChannelResult) -> dict[str, object]:
    return {
        "channel": result.channel,
        "format": result.format,
        "file": result.file or None,
        "files": list(result.files),
        "dry_run": result.dry_run,
        "products": result.products,
        "variants": result.variants,
        "skipped": len(result.skipped),
        "skipped_skus": list(result.skipped),
        "errors": _count(result, "error"),
        "warnings": _count(result, "warning"),
        "problems": [finding.as_dict(result.file) for finding in result.findings],
    }


def _count(result: ChannelResult, severity: str) -> int:
    return sum(finding.severity == severity for finding in result.findings)


def _notes(results: Sequence[ChannelResult]) -> list[str]:
    """What the channels say of themselves; what holds for all of them stands there once."""
    return list(dict.fromkeys(note for result in results for note in result.notes))


def _left_out(result: ChannelResult) -> list[str]:
    skipped = result.skipped
    if not skipped:
        return []
    shown = ", ".join(skipped[:10]) + (" …" if len(skipped) > 10 else "")
    text = ngettext(
        "{channel}: {count} item was left out: {skus}", "{channel}: {count} items were left out: {skus}", len(skipped)
    )
    return [text.format(channel=result.channel, count=len(skipped), skus=shown)]


def _verdict(result: ChannelResult) -> str:
    errors, warnings = _count(result, "error"), _count(result, "warning")
    if not errors and not warnings:
        return _("{channel}: nothing to object to (variants checked: {variants}).").format(
            channel=result.channel, variants=result.variants
        )
    text = _("{channel}: errors: {errors}, warnings: {warnings}, variants that can be listed: {variants}.")
    return text.format(channel=result.channel, variants=result.variants, errors=errors, warnings=warnings)
