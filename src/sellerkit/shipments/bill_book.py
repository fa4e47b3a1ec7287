"""The workbook to send back to the courier: its own columns, and what we expected, the difference and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sellerkit.base.language import N_, _
from sellerkit.base.money import Money
from sellerkit.output.view import Column, Table
from sellerkit.output.workbook import write_workbook
from sellerkit.shipments.bill_rules import Judged

if TYPE_CHECKING:
    from sellerkit.shipments.bill import Checked
    from sellerkit.shipments.bill_sheet import Page

REASONS = {
    "agreed": N_("agreed"), "credit": N_("credit"), "not-checked": N_("cannot be checked"), "no-waybill": N_("names no waybill"),
    "unknown-waybill": N_("no parcel of ours"), "voided-waybill": N_("was given back"), "billed-twice": N_("billed twice"),
    "billed-before": N_("billed before"), "wrong-zone": N_("wrong zone"), "heavier": N_("heavier than packed"), "surcharge": N_("surcharge"),
    "overcharged": N_("dearer than the rate card"),
}  # fmt: skip


def write_answer(path: Path, checked: Checked, *, practice: bool = False) -> None:
    """A summary, every sheet of the bill with our columns, and what the bill lacks. Raises CannotWrite."""
    found: dict[tuple[str, int], Judged] = {(one.line.sheet, one.line.row): one for one in checked.judged}
    tables = [_summary(checked)]
    tables += [_page(page, found, checked.currency) for page in checked.bill.pages]
    if checked.missing:
        columns = (Column("waybill", _("Waybill")), Column("orders", _("Order")))
        rows = [{"waybill": waybill, "orders": ", ".join(orders)} for waybill, orders in checked.missing]
        tables.append(Table(columns, rows, title=_("Not billed")))
    write_workbook(path, tables, practice=practice)


def why(one: Judged) -> str:
    """The reason in words, with the figures that prove it."""
    text = _(REASONS[one.reason])
    parcel, line = one.parcel, one.line
    if one.reason == "heavier" and parcel:
        text = _("heavier than packed: {theirs} g billed, {ours} g packed").format(
            theirs=line.weight_g, ours=parcel.weight_g
        )
    elif one.reason == "wrong-zone" and parcel:
        text = _("wrong zone: billed to {theirs}, sent to {ours}").format(theirs=line.province, ours=parcel.province)
    elif one.reason == "billed-before" and parcel:
        text = _("billed before, in the bill of batch {batch}").format(batch=parcel.billed_before)
    return f"{text} ({one.text})" if (one.text and one.disputed_minor) or one.reason == "not-checked" else text


def by_reason(judged: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    """Reason → how many lines, and how much of them is disputed."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in judged:
        count, minor = sums[one.reason]
        sums[one.reason] = (count + 1, minor + one.disputed_minor)
    return {reason: sums[reason] for reason in REASONS if reason in sums}


def _summary(checked: Checked) -> Table:
    currency = checked.currency
    rows: list[dict[str, object]] = [
        {"what": _("Billed"), "lines": len(checked.judged), "amount": Money(checked.billed_minor, currency)},
        {"what": _("Agreed"), "lines": None, "amount": Money(checked.agreed_minor, currency)},
        {"what": _("Disputed"), "lines": None, "amount": Money(checked.disputed_minor, currency)},
    ]
    rows += [
        {"what": "  " + _(REASONS[reason]), "lines": count, "amount": Money(minor, currency)}
        for reason, (count, minor) in by_reason(checked.judged).items() if minor
    ]  # fmt: skip
    columns = (Column("what", _("What")), Column("lines", _("Lines"), "right"), Column("amount", _("Amount"), "right"))
    return Table(columns, rows, title=_("Summary"))


def _page(page: Page, found: Mapping[tuple[str, int], Judged], currency: str) -> Table:
    table = page.table
    columns = [Column(str(at), heading) for at, heading in enumerate(table.headings)]
    columns += [Column("expected", _("Expected"), "right"), Column("difference", _("Difference"), "right"), Column("why", _("Reason"))]  # fmt: skip
    rows = []
    for row in table.rows:
        one = found.get((table.sheet, row.number))
        if one is None:
            continue
        record: dict[str, object] = {str(at): value for at, value in enumerate(row.cells)}
        expected = None if one.expected_minor is None else Money(one.expected_minor, currency)
        record |= {"expected": expected, "difference": Money(one.disputed_minor, currency), "why": why(one) if one.reason != "agreed" else ""}  # fmt: skip
        rows.append(record)
    return Table(columns, rows, title=table.sheet or _("Bill"))
