"""What waits for its money: when the courier first had a parcel, and what platforms hold back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple


class Held(NamedTuple):
    """What one account holds back; positive minor units are the seller's money. `since` is a UTC text."""

    source: str
    account: str
    currency: str
    held_minor: int
    since: str | None
    lines: int


def scanned_at(db: sqlite3.Connection, order_rows: Iterable[int]) -> dict[int, str]:
    """Order → when its courier first scanned it (UTC text), of those where somebody or a file said so."""
    rows = db.execute(
        "WITH wanted AS (SELECT value AS order_row FROM json_each(?)), "
        "numbers AS (SELECT order_row, orders.waybill FROM wanted JOIN orders ON orders.id = order_row WHERE orders.waybill <> '' "
        "  UNION SELECT wanted.order_row, parcels.waybill FROM wanted JOIN parcel_orders ON parcel_orders.order_row = wanted.order_row "
        "  JOIN parcels ON parcels.id = parcel_orders.parcel_id WHERE parcels.state = 'confirmed' AND parcels.waybill <> '') "
        "SELECT order_row, min(scanned_at) FROM numbers JOIN scans ON scans.waybill = numbers.waybill GROUP BY order_row",
        (json.dumps(list(order_rows)),),
    )
    return {int(row[0]): str(row[1]) for row in rows}


def held_back(db: sqlite3.Connection, source: str | None) -> list[Held]:
    """Reserves that went out and did not come back, by source, account and currency. What came back of a statement that
    was never taken in holds nothing back.
    """
    rows = db.execute(
        "SELECT statements.source, statements.account, line.currency, -sum(line.amount_minor), "
        "max(CASE WHEN line.amount_minor < 0 THEN line.posted_at END), count(*) "
        "FROM payout_lines AS line JOIN statements ON statements.id = line.statement_row "
        "WHERE line.kind = 'reserve' AND (?1 IS NULL OR statements.source = ?1) "
        "GROUP BY 1, 2, 3 HAVING sum(line.amount_minor) < 0 ORDER BY 1, 2, 3",
        (source,),
    )
    return [Held(*row) for row in rows]
