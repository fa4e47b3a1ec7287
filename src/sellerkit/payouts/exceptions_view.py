"""Exceptions as rows: what a script reads, what a person reads, and the sheet in which decisions are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, tzinfo

from sellerkit.base.clock import from_store, iso_local, now, screen_time
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.model.reconciliation import Finding, TraceLine
from sellerkit.output import Column, Table
from sellerkit.payouts.reconcile import Reconciliation
from sellerkit.payouts.rules import next_step
from sellerkit.payouts.wording import KIND_NAMES, code_name, decision_name, kind_name

Row = dict[str, object]


def finding_row(finding: Finding, found: Reconciliation, zone: tzinfo) -> Row:
    """One exception as --json shows it; money as decimal strings."""

    def money(minor: int | None) -> str | None:
        return None if minor is None else decimal_string(minor, finding.currency)

    decision = found.decided.get(finding)
    row: Row = {
        "code": finding.code, "order_id": finding.order_id or None, "channel": finding.channel or None,
        "source": finding.source, "expected": money(finding.expected_minor), "paid": money(finding.paid_minor),
        "difference": money(finding.difference_minor), "currency": finding.currency, "kind": finding.kind or None,
        "amount": money(finding.amount_minor), "due": iso_local(finding.due, zone), "next_step": next_step(finding.code),
        "rule": finding.rule or None, "known": finding in found.known, "information": finding.information,
        "reference": finding.reference or None, "decision": None, "lines": [_line(one, finding.currency) for one in _trace(finding, found)],
    }  # fmt: skip
    if decision:
        row["decision"] = {
            "as": decision.decision, "note": decision.note, "at": iso_local(decision.at, zone), "days": _days(decision.at)
        }  # fmt: skip
    return row


def _trace(finding: Finding, found: Reconciliation) -> Sequence[TraceLine]:
    return () if finding.information else found.traces.get(finding.money_key, ())


def _line(line: TraceLine, currency: str) -> Row:
    return {
        "file": line.file, "sheet": line.sheet or None, "row": line.row, "column": line.column or None, "kind": line.kind,
        "amount": decimal_string(line.amount_minor, currency),
    }  # fmt: skip


def _days(at: str) -> int:
    return max(0, (now() - from_store(at)) // timedelta(days=1))


def exceptions_table(findings: Sequence[Finding], found: Reconciliation, zone: tzinfo, *, book: bool) -> Table:
    """The exceptions; in a workbook with everything that is known of each and room for a decision."""
    columns = [
        Column("reason", _("Reason")), Column("order_id", _("Order")), Column("expected", _("Should be"), align="right"),
        Column("paid", _("Paid"), align="right"), Column("difference", _("Difference"), align="right"), Column("currency", _("Currency")),
    ]  # fmt: skip
    if any(finding.information and finding.due for finding in findings):
        columns.append(Column("due", _("Due")))
    columns += [Column("where", _("File and row")), Column("state", _("Reported"))]
    if book:
        columns = [
            Column("code", _("Reason code")), *columns, Column("channel", _("Channel")), Column("rule", _("Rule")),
            Column("next_step", _("Next step")), Column("decision", _("Decision")), Column("note", _("Note")), Column("tie", _("Belongs to")),
        ]  # fmt: skip
    rows = [_shown(finding, found, zone, book=book) for finding in findings]
    return Table(columns, rows, title=_("Exceptions"), empty=_("No exception: every cent is explained."))


def resolved_table(found: Reconciliation, zone: tzinfo) -> Table:
    """What persons settled."""
    columns = (
        Column("reason", _("Reason")), Column("order_id", _("Order")), Column("difference", _("Difference"), align="right"),
        Column("currency", _("Currency")), Column("state", _("Decision")), Column("why", _("Note")),
    )  # fmt: skip
    rows = [
        _shown(finding, found, zone, book=True) | {"why": found.decided[finding].note} for finding in found.resolved
    ]
    return Table(columns, rows, title=_("Resolved"))


def _shown(finding: Finding, found: Reconciliation, zone: tzinfo, *, book: bool) -> Row:
    row = finding_row(finding, found, zone)
    kind = kind_name(finding.kind) if finding.kind in KIND_NAMES else ""
    return row | {
        "reason": code_name(finding.code) + (f" ({kind})" if kind else ""), "order_id": finding.order_id or finding.reference,
        "due": screen_time(finding.due, zone), "where": _where(_trace(finding, found), 50 if book else 1),
        "state": _state(finding, found), "channel": finding.channel or finding.source, "decision": "", "note": "", "tie": "",
    }  # fmt: skip


def _where(lines: Sequence[TraceLine], most: int) -> str:
    """`tx.csv:3, tx.csv:7 +2`: file and row of the first lines, and how many more there are."""
    places = list(dict.fromkeys(f"{one.file}:{one.row}" if one.row else one.file for one in lines))
    more = len(places) - most
    return ", ".join(places[:most]) + (f" +{more}" if more > 0 else "")


def _state(finding: Finding, found: Reconciliation) -> str:
    decision = found.decided.get(finding)
    if decision is None:
        return _("known") if finding in found.known else "" if finding.information else _("new")
    if decision.decision != "claimed":
        return decision_name(decision.decision)
    days = _days(decision.at)
    return ngettext("claimed {days} day ago", "claimed {days} days ago", days).format(days=days)
