"""payouts reconcile: every line to its order, every order beside its shipment, every difference by its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from sellerkit.base.clock import now
from sellerkit.base.config.schema import PayoutSource
from sellerkit.base.money import decimal_string, minor_units
from sellerkit.model.reconciliation import Finding
from sellerkit.payouts.recognising import known_formats
from sellerkit.payouts.rules import judge, judge_unpaid
from sellerkit.payouts.sources import UNNAMED, awaited_channels, channels_of, declared_well, source_named
from sellerkit.store import reconciled, reconciling
from sellerkit.store.reconciled import StatementRow
from sellerkit.store.reconciling import MILLIONTHS, FeeTerm
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

Money = dict[str, object]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The answer. `known` are subjects of exceptions reported before; `shares` hold every cent exactly once."""

    batch: int | None
    dry_run: bool
    matched: int
    findings: tuple[Finding, ...]
    known: frozenset[Finding]
    explained: tuple[Money, ...]
    totals: tuple[Money, ...]
    statements: tuple[StatementRow, ...]

    @property
    def exceptions(self) -> tuple[Finding, ...]:
        """What a person must look at; payments that are not due yet are not among them."""
        return tuple(finding for finding in self.findings if not finding.information)

    @property
    def new(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.exceptions if finding not in self.known)


def reconcile(shop: Shop, *, source: str | None = None, dry_run: bool = False) -> Reconciliation:
    """Compare everything that was taken in. A batch is written only when there is something new to report."""
    source_named(shop.config, source)
    declared_well(shop.config, known_formats())
    sources = _sources(shop)
    with shop.store.batch("payouts reconcile", dry_run=dry_run) as batch:
        findings = _findings(shop, batch, source, sources)
        earlier = reconciled.reported(shop.store.db)
        known = frozenset(f for f in findings if not f.information and reported_as(f) in earlier)
        new = [f for f in findings if not f.information and f not in known]
        reconciled.remember_reported(batch, dict.fromkeys(map(reported_as, new)))
        batch.note(new=len(new), known=len(known))
        explained, totals = _shares(batch)
        matched = reconciled.orders_matched(batch)
        if not new:
            batch.drop()
    number = batch.number if new and not dry_run else None
    return Reconciliation(
        number, dry_run, matched, tuple(findings), known, tuple(explained), tuple(totals),
        tuple(reconciled.statement_rows(shop.store.db, source)),
    )  # fmt: skip


def reported_as(finding: Finding) -> tuple[str, str, int, str]:
    """What an exception is remembered by: the same code, subject and difference are not new twice."""
    return finding.code, finding.subject, finding.difference_minor or 0, finding.currency


def _sources(shop: Shop) -> dict[str, PayoutSource]:
    """The sources of shop.toml and those that statements were taken in under."""
    declared = shop.config.payouts.sources
    names = [*declared, *reconciling.sources_with_lines(shop.store.db)]
    return {name: declared.get(name, UNNAMED) for name in dict.fromkeys(names)}


def _findings(shop: Shop, batch: Batch, source: str | None, sources: dict[str, PayoutSource]) -> list[Finding]:
    channels = reconciling.channels_with_orders(batch.db)
    ranks = {name: channels_of(shop.config, name, channels) for name in sources}
    repeats = [(name, one.repeats) for name, one in known_formats().items() if one.repeats]
    reconciling.prepare(batch, source, ranks, repeats, _fee_terms(sources, reconciling.line_currencies(batch.db)))
    paid = [finding for money in reconciled.doubtful_orders(batch) for finding in judge(money)]
    found = [*paid, *_unpaid(shop, batch, source, sources, channels), *reconciled.lines_of_no_order(batch)]
    reconciled.except_orders(batch, [(f.order_row, f.currency) for f in found if f.order_row and not f.information])
    return sorted(found, key=lambda f: (f.information, f.code, f.channel, f.order_id, f.kind, f.reference))


def _unpaid(
    shop: Shop, batch: Batch, only: str | None, sources: dict[str, PayoutSource], channels: list[str]
) -> list[Finding]:
    awaited = {
        channel: name
        for channel, name in awaited_channels(shop.config, sources, channels).items()
        if only in (None, name)
    }
    found = []
    for order in reconciled.unpaid_orders(batch, awaited):
        name = awaited[order.channel]
        finding = judge_unpaid(order, name, sources[name].counts_from, sources[name].pays_within, now())
        found.append(finding if finding.information else replace(finding, amount_minor=_net(batch, finding)))
    return found


def _net(batch: Batch, finding: Finding) -> int:
    return reconciled.net_of(batch, finding.order_row or 0, finding.currency)


def _fee_terms(sources: dict[str, PayoutSource], currencies: Iterable[str]) -> list[FeeTerm]:
    """The fees of shop.toml, rules of one kind added up, for every currency that statements have."""
    found = []
    for name, source in sources.items():
        for currency in currencies:
            for kind in dict.fromkeys(fee.kind for fee in source.fees):
                rules = [fee for fee in source.fees if fee.kind == kind]
                goods = sum((rate_millionths(fee.rate) for fee in rules if fee.of == "goods"), 0)
                total = sum((rate_millionths(fee.rate) for fee in rules if fee.of == "total"), 0)
                fixed = minor_units(sum((fee.fixed for fee in rules), Decimal(0)), currency)
                found.append(FeeTerm(name, currency, kind, goods, total, fixed))
    return found


def rate_millionths(rate: str) -> int:
    """`5%` as whole millionths: 50,000. The form was checked when shop.toml was read."""
    return int(Decimal(rate.rstrip("%")) * MILLIONTHS / 100)


def _shares(batch: Batch) -> tuple[list[Money], list[Money]]:
    """What is explained, kind by kind, and for each currency: statements = explained + exceptions."""
    explained: list[Money] = []
    sums: dict[str, dict[str, int]] = {}
    for share in reconciled.shares(batch):
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
