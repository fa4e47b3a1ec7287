"""Which orders a command means, as a condition of SQL; and the recipient in a row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from sellerkit.base.clock import to_store
from sellerkit.model.order import Buyer

BUYER_COLUMNS = (
    "name", "phone", "country", "province", "city", "district", "street", "postcode", "email", "confidence", "doubts", "written",
)  # fmt: skip


class Choice(Protocol):
    """Which orders are meant: what `sellerkit.trade.wanted.Wanted` holds."""

    @property
    def orders(self) -> tuple[str, ...]: ...
    @property
    def channel(self) -> str | None: ...
    @property
    def statuses(self) -> tuple[str, ...]: ...
    @property
    def due(self) -> timedelta | None: ...
    @property
    def limit(self) -> int | None: ...


def chosen(choice: Choice, now: datetime, *, default: Sequence[str] = ()) -> tuple[str, dict[str, object]]:
    """The SQL condition on `orders` (and its parameters) of a choice; `default` statuses count when it names none."""
    conditions = ["1"]
    given: dict[str, object] = {"most": -1 if choice.limit is None else choice.limit}
    if choice.orders:
        conditions.append("orders.order_id IN (SELECT value FROM json_each(:numbers))")
        given["numbers"] = json.dumps(choice.orders)
    if choice.channel is not None:
        conditions.append("orders.channel = :channel")
        given["channel"] = choice.channel
    if statuses := choice.statuses or tuple(default):
        conditions.append("orders.status IN (SELECT value FROM json_each(:statuses))")
        given["statuses"] = json.dumps(statuses)
    if choice.due is not None:
        conditions.append(
            "orders.ship_by <= :due AND orders.status IN ('deposit-paid', 'to-ship', 'held', 'refunding')"
        )
        given["due"] = to_store(now + choice.due)
    return " AND ".join(conditions), given


def unknown_numbers(db: sqlite3.Connection, choice: Choice) -> tuple[str, ...]:
    """The order numbers of a choice that the store (or the chosen channel) does not have, as they were given."""
    rows = db.execute(
        "SELECT value FROM json_each(?1) WHERE NOT EXISTS "
        "(SELECT 1 FROM orders WHERE orders.order_id = value AND (?2 IS NULL OR orders.channel = ?2)) GROUP BY value ORDER BY min(key)",
        (json.dumps(choice.orders), choice.channel),
    )
    return tuple(str(row[0]) for row in rows)


def buyer_of(row: sqlite3.Row) -> Buyer | None:
    """The recipient in a row with columns `b_name` …, or None when the platform hides it or there is none."""
    values = {column: row[f"b_{column}"] or "" for column in BUYER_COLUMNS}
    return Buyer(**values) if any(values.values()) else None
