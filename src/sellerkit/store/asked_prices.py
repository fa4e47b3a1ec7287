"""What each channel asked for a SKU, from which day on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import date

from sellerkit.store.store import Batch

_LAST = """
SELECT sku, price_minor FROM asked_prices AS one
WHERE channel = :channel AND currency = :currency AND sku IN (SELECT value FROM json_each(:skus)) AND NOT EXISTS
    (SELECT 1 FROM asked_prices AS later
     WHERE later.channel = one.channel AND later.currency = one.currency AND later.sku = one.sku AND later.id > one.id)
"""
# A price stands until the next one: of several on one day only the last was asked when the day ended, and all of them count.
_LOWEST = """
SELECT sku, min(price_minor) FROM asked_prices AS one
WHERE channel = :channel AND currency = :currency AND day < :until AND (day >= :since OR id =
    (SELECT max(id) FROM asked_prices AS before
     WHERE before.channel = one.channel AND before.currency = one.currency AND before.sku = one.sku AND before.day < :since))
GROUP BY sku HAVING min(day) <= :since
"""


def save_asked(batch: Batch, channel: str, currency: str, day: date, prices: Mapping[str, int]) -> int:
    """Note what is asked from that day on (minor units by SKU); how many of the prices are new."""
    known = {"channel": channel, "currency": currency, "skus": json.dumps(list(prices))}
    last = {str(row[0]): int(row[1]) for row in batch.db.execute(_LAST, known)}
    new = [(sku, price) for sku, price in prices.items() if last.get(sku) != price]
    batch.db.executemany(
        "INSERT INTO asked_prices (channel, sku, currency, day, price_minor, batch_id) VALUES (?, ?, ?, ?, ?, ?)",
        ((channel, sku, currency, day.isoformat(), price, batch.number) for sku, price in new),
    )
    return len(new)


def lowest_asked(db: sqlite3.Connection, channel: str, currency: str, since: date, until: date) -> dict[str, int]:
    """SKU → the lowest price asked from `since` to the day before `until`; only SKUs whose history covers all of it."""
    about = {"channel": channel, "currency": currency, "since": since.isoformat(), "until": until.isoformat()}
    return {str(row[0]): int(row[1]) for row in db.execute(_LOWEST, about)}
