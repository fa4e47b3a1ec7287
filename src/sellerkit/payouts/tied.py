"""Statement lines tied to their orders, as `payouts reconcile` ties them, for jobs that only look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sellerkit.base.config.schema import PayoutSource
from sellerkit.payouts.recognising import known_formats, retold
from sellerkit.payouts.sources import UNNAMED, channels_of, declared_well, source_named
from sellerkit.store import reconciling
from sellerkit.store.scratch import scratch
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop


def payout_sources(shop: Shop) -> dict[str, PayoutSource]:
    """The sources of shop.toml and those that statements were taken in under."""
    declared = shop.config.payouts.sources
    names = [*declared, *reconciling.sources_with_lines(shop.store.db)]
    return {name: declared.get(name, UNNAMED) for name in dict.fromkeys(names)}


@contextmanager
def tied(shop: Shop, source: str | None = None) -> Iterator[Batch]:
    """Inside, the temporary tables of store/reconciling.py hold every line and the order it belongs to."""
    source_named(shop.config, source)
    declared_well(shop.config, known_formats())
    with scratch(shop.store) as batch:
        channels = reconciling.channels_with_orders(batch.db)
        ranks = {name: channels_of(shop.config, name, channels) for name in payout_sources(shop)}
        reconciling.prepare(batch, source, ranks, retold(), ())
        yield batch
