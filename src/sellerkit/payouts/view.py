"""What payouts reconcile shows: the differences and their next steps, and where every cent went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.model.reconciliation import Finding
from sellerkit.output import Column, Table, View
from sellerkit.payouts.exceptions_view import exceptions_table, finding_row, resolved_table
from sellerkit.payouts.reconcile import Reconciliation
from sellerkit.payouts.rules import next_step
from sellerkit.payouts.wording import code_name

Row = dict[str, object]


def reconciliation_view(
    found: Reconciliation, zone: tzinfo, *, strict: bool, show: Sequence[str] = (), book: bool = False
) -> View:
    """The differences as a table, a summary in sentences; exit 3 when there is something new (or anything, if strict).

    `show` holds the reason codes that are wanted; `book` gives every column, with empty ones for decisions.
    """
    chosen = [finding for finding in found.findings if not show or finding.code in show]
    exceptions = [finding_row(finding, found, zone) for finding in chosen]
    data: Row = {
        "matched": found.matched, "exceptions": exceptions, "by_code": _by_code(found.findings),
        "resolved": [finding_row(finding, found, zone) for finding in found.resolved],
        "new": len(found.new), "known": len(found.known), "batch": found.batch, "dry_run": found.dry_run,
        "explained": list(found.explained), "totals": list(found.totals), "statements": _statements(found),
    }  # fmt: skip
    listed = [finding for finding in chosen if not finding.information or finding.code in show]
    notes = [_("This was a dry run: nothing was changed.")] if found.dry_run else []
    if not found.statements:
        notes.append(_("No statement was taken in yet: run `sellerkit payouts import`."))
    tables = [exceptions_table(listed, found, zone, book=book)]
    if found.resolved:
        tables.append(resolved_table(found, zone))
    return View(
        data=data, tables=(*tables, _sums_table(found), _balances_table(found)), lines=tuple(_summary(found)),
        records=exceptions, notes=tuple(notes), exit_code=3 if (found.exceptions if strict else found.new) else 0,
    )  # fmt: skip


def _by_code(findings: Sequence[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    return counts


def _sums_table(found: Reconciliation) -> Table:
    columns = (
        Column("currency", _("Currency")), Column("statements", _("Statements"), align="right"),
        Column("explained", _("Explained"), align="right"), Column("exceptions", _("In exceptions"), align="right"),
    )  # fmt: skip
    return Table(columns, found.totals, title=_("Every cent"))


def _balances_table(found: Reconciliation) -> Table:
    columns = (
        Column("file", _("File")), Column("currency", _("Currency")), Column("opening", _("Opening"), align="right"),
        Column("net", _("Net"), align="right"), Column("closing", _("Closing"), align="right"), Column("proof", _("Proof")),
        Column("follows", _("Follows")),
    )  # fmt: skip
    rows = [row | {"proof": "" if row["holds"] is None else _proof(row)} for row in _statements(found)]
    return Table(columns, rows, title=_("Statements"))


def _proof(row: Row) -> str:
    return _("✓ holds") if row["holds"] else _("✗ fails")


def _statements(found: Reconciliation) -> list[Row]:
    return [
        {
            "file": one.file, "source": one.source, "format": one.format, "statement_id": one.statement_id,
            "currency": one.currency, "opening": _money(one.opening_minor, one.currency),
            "net": _money(one.net_minor, one.currency), "closing": _money(one.closing_minor, one.currency),
            "holds": one.holds, "follows": one.follows or None,
        }
        for one in found.statements
    ]  # fmt: skip


def _money(minor: int | None, currency: str) -> str | None:
    return None if minor is None else decimal_string(minor, currency)


def _summary(found: Reconciliation) -> list[str]:
    waiting = sum(finding.code == "not-paid-yet" for finding in found.findings)
    lines = [
        ngettext(
            "{count} order agrees with its payment to the cent.",
            "{count} orders agree with their payments to the cent.",
            found.matched,
        ).format(count=found.matched)
    ]
    if waiting:
        lines.append(
            ngettext(
                "{count} order is not due to be paid yet.", "{count} orders are not due to be paid yet.", waiting
            ).format(count=waiting)
        )
    if found.exceptions:
        lines.append(
            _("{new} exceptions are new, {known} were reported before.").format(
                new=len(found.new), known=len(found.known)
            )
        )
    codes = dict.fromkeys(finding.code for finding in found.exceptions)
    steps = _("{name} ({code}): {step}")
    lines += [steps.format(name=code_name(code), code=code, step=next_step(code)) for code in codes]
    return lines
