"""What payouts reconcile shows: the differences and their next steps, and where every cent went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from sellerkit.base.clock import iso_local, screen_time
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.model.reconciliation import Finding
from sellerkit.output import Column, Table, View
from sellerkit.payouts.reconcile import Reconciliation
from sellerkit.payouts.rules import next_step

Row = dict[str, object]


def reconciliation_view(found: Reconciliation, zone: tzinfo, *, strict: bool) -> View:
    """The differences as a table, a summary in sentences; exit 3 when there is something new (or anything, if strict)."""
    exceptions = [finding_row(finding, found, zone) for finding in found.findings]
    data: Row = {
        "matched": found.matched, "exceptions": exceptions, "by_code": _by_code(found.findings),
        "new": len(found.new), "known": len(found.known), "batch": found.batch, "dry_run": found.dry_run,
        "explained": list(found.explained), "totals": list(found.totals), "statements": _statements(found),
    }  # fmt: skip
    shown = [
        _shown(row, finding, zone)
        for row, finding in zip(exceptions, found.findings, strict=True)
        if not finding.information
    ]
    notes = [_("This was a dry run: nothing was changed.")] if found.dry_run else []
    if not found.statements:
        notes.append(_("No statement was taken in yet: run `sellerkit payouts import`."))
    return View(
        data=data, tables=(_exceptions_table(shown), _sums_table(found), _balances_table(found)), lines=tuple(_summary(found)),
        records=exceptions, notes=tuple(notes), exit_code=3 if (found.exceptions if strict else found.new) else 0,
    )  # fmt: skip


def finding_row(finding: Finding, found: Reconciliation, zone: tzinfo) -> Row:
    """One exception as --json shows it; money as decimal strings."""

    def money(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, finding.currency)

    return {
        "code": finding.code, "order_id": finding.order_id or None, "channel": finding.channel or None,
        "source": finding.source, "expected": money(finding.expected_minor), "paid": money(finding.paid_minor),
        "difference": money(finding.difference_minor), "currency": finding.currency, "kind": finding.kind or None,
        "amount": money(finding.amount_minor), "due": iso_local(finding.due, zone), "next_step": next_step(finding.code),
        "known": finding in found.known, "information": finding.information,
    }  # fmt: skip


def _by_code(findings: Sequence[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
    return counts


def _shown(row: Row, finding: Finding, zone: tzinfo) -> Row:
    return row | {
        "order_id": finding.order_id or finding.reference, "code": finding.code + (f" ({finding.kind})" if finding.kind else ""),
        "due": screen_time(finding.due, zone), "known": _("known") if row["known"] else _("new"),
    }  # fmt: skip


def _exceptions_table(rows: Sequence[Row]) -> Table:
    columns = (
        Column("code", _("Reason")), Column("order_id", _("Order")), Column("expected", _("Expected"), align="right"),
        Column("paid", _("Paid"), align="right"), Column("difference", _("Difference"), align="right"),
        Column("currency", _("Currency")), Column("known", _("Reported")),
    )  # fmt: skip
    return Table(columns, rows, title=_("Exceptions"), empty=_("No exception: every cent is explained."))


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
            "holds": one.holds,
        }
        for one in found.statements
    ]  # fmt: skip


def _money(minor: int | None, currency: str) -> str | None:
    return None if minor is None else decimal_string(minor, currency)


def _summary(found: Reconciliation) -> list[str]:
    waiting = len(found.findings) - len(found.exceptions)
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
    lines += [_("{code}: {step}").format(code=code, step=next_step(code)) for code in codes]
    return lines
