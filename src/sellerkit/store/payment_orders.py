"""Orders that one WeChat Pay bill names and another does not: a refund in a fund bill says only which payment it was of."""

from __future__ import annotations

from sellerkit.store.store import Batch

BILLS = ("wechat-funds", "wechat-merchant")
_NAMELESS = "format = 'wechat-funds' AND order_id = '' AND kind IN ('refund', 'payment-fee') AND transaction_id <> ''"
_NAMED = "format IN ('wechat-funds', 'wechat-merchant') AND order_id <> '' AND transaction_id <> ''"


def learn_orders(batch: Batch) -> None:
    """Give every line of a fund bill without an order the one that any bill tells for its refund, or for its payment."""
    db = batch.db
    if db.execute(f"SELECT 1 FROM payout_lines WHERE {_NAMELESS} LIMIT 1").fetchone() is None:
        return
    db.execute("DROP TABLE IF EXISTS temp.payment_orders")
    db.execute("CREATE TEMP TABLE payment_orders (payment TEXT PRIMARY KEY, number TEXT) WITHOUT ROWID")
    db.execute(
        f"INSERT INTO payment_orders SELECT transaction_id, min(order_id) FROM payout_lines WHERE {_NAMED} "
        "GROUP BY transaction_id HAVING count(DISTINCT order_id) = 1"
    )
    for column in ("transaction_id", "note"):
        db.execute(
            f"UPDATE payout_lines SET order_id = known.number FROM temp.payment_orders AS known "
            f"WHERE {_NAMELESS} AND known.payment = payout_lines.{column}"
        )
    db.execute("DROP TABLE temp.payment_orders")
