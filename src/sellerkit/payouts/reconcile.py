"""payouts reconcile: every line to its order, every order beside its shipment, every difference by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sellerkit.base.clock import now
from sellerkit.base.config.schema import PayoutSource
from sellerkit.model.reconciliation import Decision, Finding, TraceLine
from sellerkit.payouts.fee_terms import coupons_of, fee_items, fee_terms
from sellerkit.payouts.judging import judge, judge_unpaid
from sellerkit.payouts.recognising import known_formats, retold
from sellerkit.payouts.resolved import Money, reported_as, shares_of, split_resolved
from sellerkit.payouts.sources import awaited_channels, channels_of, declared_well, source_named
from sellerkit.payouts.tied import payout_sources
from sellerkit.store import reconciled, reconciling
from sellerkit.store.doubtful import doubtful_orders
from sellerkit.store.fee_rules import categories
from sellerkit.store.reconciled import StatementRow
from sellerkit.store.resolutions import decisions
from sellerkit.store.scratch import sets_on_disk
from sellerkit.store.store import Batch
from sellerkit.store.traces import traces
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The answer. `known` are exceptions reported before; `decided` what a person said of one; every cent stands in `totals` once.

    `findings` holds what is open, `resolved` what a person settled; `traces` leads from `Finding.money_key` to files and rows.
    """

    batch: int | None
    dry_run: bool
    matched: int
    findings: tuple[Finding, ...]
    known: frozenset[Finding]
    resolved: tuple[Finding, ...]
    decided: Mapping[Finding, Decision]
    traces: Mapping[tuple[object, ...], tuple[TraceLine, ...]]
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
    sources = payout_sources(shop)
    sets_on_disk(shop.store.db)
    with shop.store.batch("payouts reconcile", dry_run=dry_run) as batch:
        said = decisions(batch.db)
        split = split_resolved(_findings(shop, batch, source, sources), said, lambda f: _net(batch, f))
        reconciled.except_money(batch, [f for f in split.open if not f.information], resolved=False)
        reconciled.except_money(batch, split.resolved, resolved=True)
        earlier = reconciled.reported(batch.db) | said.keys()
        known = frozenset(f for f in split.open if not f.information and reported_as(f) in earlier)
        new = [f for f in split.open if not f.information and f not in known]
        reconciled.remember_reported(batch, dict.fromkeys(map(reported_as, new)))
        batch.note(new=len(new), known=len(known))
        explained, totals = shares_of(batch)
        matched = reconciled.orders_matched(batch)
        places = traces(batch.db, [*split.open, *split.resolved])
        if not new:
            batch.drop()
    return Reconciliation(
        batch.number if new and not dry_run else None, dry_run, matched, split.open, known, split.resolved, split.decided,
        places, tuple(explained), tuple(totals), tuple(reconciled.statement_rows(shop.store.db, source)),
    )  # fmt: skip


def _findings(shop: Shop, batch: Batch, source: str | None, sources: dict[str, PayoutSource]) -> list[Finding]:
    channels = reconciling.channels_with_orders(batch.db)
    ranks = {name: channels_of(shop.config, name, channels) for name in sources}
    terms = fee_terms(sources, reconciling.line_currencies(batch.db), shop.zone)
    items = fee_items(sources, categories(batch.db)) if any(term.picked for term in terms) else []
    reconciling.prepare(batch, source, ranks, retold(), terms, items, coupons_of(sources))
    at = now()
    paid = [f for money in doubtful_orders(batch) for f in judge(money, sources[money.source], at)]
    found = [*paid, *_unpaid(shop, batch, source, sources, channels), *reconciled.lines_of_no_order(batch)]
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
        found.append(judge_unpaid(order, name, sources[name].counts_from, sources[name].pays_within, now()))
    return found


def _net(batch: Batch, finding: Finding) -> int:
    return reconciled.net_of(batch, finding.order_row or 0, finding.currency)
