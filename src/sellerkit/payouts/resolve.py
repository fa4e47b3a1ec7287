"""payouts resolve: what a person decided about exceptions, kept as one batch that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.errors import InputRejected, SellerkitError, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.reconciliation import Finding
from sellerkit.payouts.reconcile import Reconciliation, reconcile
from sellerkit.payouts.resolve_sheet import Wanted
from sellerkit.store.resolutions import order_row_of, record, tied_before, told_before
from sellerkit.trade.shop import Shop

TIES = ("ambiguous", "no-such-order", "no-order-number", "unknown-type", "chargeback", "platform-penalty")


@dataclass(frozen=True, slots=True)
class Resolved:
    """An exception and what was decided; `tied_to` is the CHANNEL/ORDER that its money belongs to."""

    finding: Finding
    decision: str
    note: str
    tied_to: str
    order_row: int | None


@dataclass(frozen=True, slots=True)
class Resolution:
    batch: int | None
    dry_run: bool
    resolved: tuple[Resolved, ...]
    unchanged: int


def resolve(shop: Shop, wanted: Sequence[Wanted], *, file: Path | None = None, dry_run: bool = False) -> Resolution:
    """Record decisions, all of them or none. Raises UsageWrong (InputRejected for a file) where there is no such exception."""
    found = reconcile(shop, dry_run=True)
    resolved: list[Resolved] = []
    problems: list[Problem] = []
    unchanged = 0
    for one in wanted:
        try:
            meant = _meant(shop, found, one)
        except UsageWrong as wrong:
            if file is None:
                raise
            problems.append(_of_row(file, one, wrong))
            continue
        unchanged += not meant
        resolved += meant
    if problems and file is not None:
        message = _("{file} was not taken in: nothing was changed.").format(file=file.name)
        raise InputRejected(message, problems=problems)
    if not resolved:
        return Resolution(None, dry_run, (), unchanged)
    with shop.store.batch("payouts resolve", file=file.name if file else "", dry_run=dry_run) as batch:
        record(batch, [(one.finding, one.decision, one.note, one.order_row) for one in resolved])
        batch.note(resolved=len(resolved))
    return Resolution(None if dry_run else batch.number, dry_run, tuple(resolved), unchanged)


def _of_row(file: Path, wanted: Wanted, wrong: SellerkitError) -> Problem:
    return Problem("no-such-exception", str(wrong), Place(file.name, row=wanted.row), wanted.order, wrong.hint)


def _meant(shop: Shop, found: Reconciliation, wanted: Wanted) -> list[Resolved]:
    """The exceptions that one decision is about; none when it was decided so before."""
    tied_to, order_row = _tied(shop, wanted)
    fitting = [f for f in (*found.exceptions, *found.resolved) if f.code == wanted.code and _fits(f, wanted)]
    if not fitting:
        if told_before(shop.store.db, wanted.code, wanted.order, "tied" if wanted.tie else wanted.decision):
            return []
        raise _nothing_there(found, wanted)
    if order_row is not None:
        return [
            Resolved(f, "tied", wanted.note, tied_to, order_row)
            for f in fitting
            if tied_before(shop.store.db, f) != order_row
        ]
    return [Resolved(f, wanted.decision, wanted.note, "", None) for f in fitting if not _same(found, f, wanted)]


def _fits(finding: Finding, wanted: Wanted) -> bool:
    channel, slash, number = wanted.order.partition("/")
    whole = {wanted.order.strip().lstrip("#").casefold()}
    numbers = {n.strip().lstrip("#").casefold() for n in (finding.order_id, finding.reference, finding.number) if n}
    named = bool(whole & numbers)
    if not named and slash and channel in (finding.channel, finding.source):
        named = number.strip().lstrip("#").casefold() in numbers
    if wanted.currency and wanted.currency != finding.currency:
        return False
    return named and wanted.channel in ("", finding.channel, finding.source)


def _same(found: Reconciliation, finding: Finding, wanted: Wanted) -> bool:
    before = found.decided.get(finding)
    return before is not None and (before.decision, before.note) == (wanted.decision, wanted.note)


def _tied(shop: Shop, wanted: Wanted) -> tuple[str, int | None]:
    """The order that money is tied to. Raises UsageWrong when there is no such order, or the money has one."""
    if not wanted.tie:
        return "", None
    if wanted.code not in TIES:
        raise UsageWrong(
            _("Money of {code} has an order already.").format(code=wanted.code),
            hint=_("Use --as instead of --order, or write a decision."),
        )
    channel, slash, number = wanted.tie.partition("/")
    order_row = order_row_of(shop.store.db, channel, number) if slash else None
    if order_row is None:
        raise UsageWrong(
            _("There is no order {order}.").format(order=wanted.tie),
            hint=_("Write it as CHANNEL/ORDER, e.g. taobao/700000000000000001."),
        )
    return wanted.tie, order_row


def _nothing_there(found: Reconciliation, wanted: Wanted) -> UsageWrong:
    others = dict.fromkeys(f.order_id or f.reference for f in found.exceptions if f.code == wanted.code)
    hint = _("`sellerkit payouts reconcile` lists what there is.")
    if others:
        hint = _("{code} is said of: {orders}").format(code=wanted.code, orders=", ".join([*others][:5]))
    return UsageWrong(
        _("There is no exception {code} of {order}.").format(code=wanted.code, order=wanted.order), hint=hint
    )
