"""Exceptions that a person settled, and where every cent went: explained, or in an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sellerkit.base.money import decimal_string
from sellerkit.model.reconciliation import Decision, Finding
from sellerkit.store.reconciled_shares import shares
from sellerkit.store.store import Batch

Money = dict[str, object]
Said = Mapping[tuple[str, str, int, str], Decision]


@dataclass(frozen=True, slots=True)
class Split:
    """What is still open (claims among it) and what is resolved, with the decision on each where there is one."""

    open: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    decided: Mapping[Finding, Decision]


def reported_as(finding: Finding) -> tuple[str, str, int, str]:
    """What an exception is remembered by: the same code, subject and difference are not new twice."""
    return finding.code, finding.subject, finding.difference_minor or 0, finding.currency


def split_resolved(findings: Sequence[Finding], said: Said, net_of: Callable[[Finding], int]) -> Split:
    """Part settled exceptions from open ones. An order's money belongs to its first open exception, so that no cent is
    listed twice; a resolved one holds none: its money counts as explained."""
    decided: dict[Finding, Decision] = {}
    still_open, resolved = [], []
    holders: set[tuple[object, ...]] = set()
    for finding in findings:
        decision = None if finding.information else said.get(reported_as(finding))
        if decision and decision.decision != "claimed":
            one = replace(finding, amount_minor=0)
            resolved.append(one)
        else:
            first = finding.order_row is not None and not finding.information and finding.money_key not in holders
            one = replace(finding, amount_minor=net_of(finding)) if first else finding
            holders |= {finding.money_key} if first else set()
            still_open.append(one)
        if decision:
            decided[one] = decision
    return Split(tuple(still_open), tuple(resolved), decided)


def shares_of(batch: Batch) -> tuple[list[Money], list[Money]]:
    """What is explained, kind by kind, and for each currency: statements = explained + exceptions."""
    explained: list[Money] = []
    sums: dict[str, dict[str, int]] = {}
    for share in shares(batch):
        side = "exceptions" if share.share == "exception" else "explained"
        of_currency = sums.setdefault(share.currency, {"statements": 0, "explained": 0, "exceptions": 0})
        of_currency["statements"] += share.amount_minor
        of_currency[side] += share.amount_minor
        if side == "explained":
            explained.append({
                "currency": share.currency, "kind": share.kind, "repeated": share.share == "repeated",
                "lines": share.lines, "amount": decimal_string(share.amount_minor, share.currency),
            })  # fmt: skip
    totals: list[Money] = [
        {"currency": currency, **{name: decimal_string(minor, currency) for name, minor in one.items()}}
        for currency, one in sums.items()
    ]
    return explained, totals
