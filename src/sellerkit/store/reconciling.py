"""Orders, shipments and statement lines brought together by SQL over sets; only what disagrees leaves the database.

`prepare` makes temporary tables inside the batch's transaction: `bills` (the statements that count), `repeated` and
`tied_lines` (single lines), `matches` (numbers that need a decision), `told` with its views (store/reconciling_sums.py) and
`fee_gaps`; store/reconciled.py reads them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sellerkit.store.fee_rules import MILLIONTHS, FeeItem, FeeTerm, compare_fees
from sellerkit.store.reconciling_repeats import find_repeated
from sellerkit.store.reconciling_sums import NUMBER, add_up
from sellerkit.store.resolutions import tie
from sellerkit.store.store import Batch

_VIEWS = ("told_lines", "per_order")
_TABLES = (
    "bills",
    "repeated",
    "tied_lines",
    "shared_numbers",
    "matches",
    "contested",
    "told",
    "numberless",
    "charged",
    "fee_gaps",
    "fee_parts",
    "pay_channels",
    "fee_rules",
    "fee_items",
    "excepted",
    "settled",
)


@dataclass(frozen=True, slots=True)
class Coupons:
    """The platform's share of coupons for a source: what its statements call promotion, or millionths of an order's discount."""

    source: str
    from_statement: bool
    share: int


def sources_with_lines(db: sqlite3.Connection) -> list[str]:
    """The payout sources of every statement taken in; "" where it was not known."""
    return [str(row[0]) for row in db.execute("SELECT DISTINCT source FROM statements ORDER BY source")]


def channels_with_orders(db: sqlite3.Connection) -> list[str]:
    """Every channel, in order. Leaps from one to the next along the index; DISTINCT would read every order."""
    rows = db.execute(
        "WITH RECURSIVE found (channel) AS (SELECT min(channel) FROM orders UNION ALL "
        "  SELECT (SELECT min(orders.channel) FROM orders WHERE orders.channel > found.channel) FROM found WHERE channel IS NOT NULL) "
        "SELECT channel FROM found WHERE channel IS NOT NULL"
    )
    return [str(row[0]) for row in rows]


def line_currencies(db: sqlite3.Connection) -> list[str]:
    return [str(row[0]) for row in db.execute("SELECT DISTINCT currency FROM statements ORDER BY currency")]


def prepare(
    batch: Batch,
    source: str | None,
    channels: Mapping[str, Mapping[str, int]],
    repeats: Iterable[tuple[str, str]],
    fees: Iterable[FeeTerm],
    fee_items: Iterable[FeeItem] = (),
    coupons: Iterable[Coupons] = (),
) -> None:
    """Tie lines to orders and add them up. `channels`: source → order channel → rank (0 is surest).

    `repeats` are pairs of formats of which the first tells again what the second says; with "" as the second it tells
    sums, of which no order is told. What a person tied stays tied.
    """
    db = batch.db
    for view in _VIEWS:
        db.execute(f"DROP VIEW IF EXISTS temp.{view}")
    for table in _TABLES:
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute("CREATE TEMP TABLE bills (id INTEGER PRIMARY KEY, source TEXT, format TEXT, currency TEXT)")
    db.execute(
        "INSERT INTO bills SELECT id, source, format, currency FROM statements WHERE ?1 IS NULL OR source = ?1",
        (source,),
    )
    find_repeated(db, repeats)
    _match(db, channels)
    tie(db)
    _contest(db)
    add_up(db, every=source is None)
    _add_coupons(db, coupons)
    compare_fees(db, fees, fee_items)
    db.execute(
        "CREATE TEMP TABLE excepted (order_row INTEGER, currency TEXT, resolved INTEGER, PRIMARY KEY (order_row, currency))"
    )
    db.execute("CREATE TEMP TABLE settled (source TEXT, number TEXT, currency TEXT, line INTEGER)")


def _match(db: sqlite3.Connection, channels: Mapping[str, Mapping[str, int]]) -> None:
    """Nearly every number is one order's alone. `matches` holds the others: (source, number) → the order of the surest
    channel; `candidates` counts those that are equally sure.
    """
    db.execute(
        "CREATE TEMP TABLE pay_channels (source TEXT, channel TEXT, rank INTEGER, PRIMARY KEY (source, channel)) WITHOUT ROWID"
    )
    rows = [(name, channel, rank) for name, ranks in channels.items() for channel, rank in ranks.items()]
    db.executemany("INSERT INTO pay_channels VALUES (?, ?, ?)", rows)
    db.execute(
        "CREATE TEMP TABLE matches (source TEXT, number, order_row INTEGER, candidates INTEGER, PRIMARY KEY (source, number)) "
        "WITHOUT ROWID"
    )
    number = NUMBER.format(column="orders.order_id")
    # A number has no type: the index of an expression does not serve a column that is declared as text.
    db.execute("CREATE TEMP TABLE shared_numbers (number PRIMARY KEY) WITHOUT ROWID")
    db.execute(f"INSERT INTO shared_numbers SELECT {number} FROM orders GROUP BY 1 HAVING count(*) > 1")
    db.execute(
        "INSERT INTO matches SELECT source, number, min(order_row), count(*) FROM ("
        "  SELECT pay_channels.source, shared.number, orders.id AS order_row, pay_channels.rank, "
        "    min(pay_channels.rank) OVER (PARTITION BY pay_channels.source, shared.number) AS best "
        f"  FROM shared_numbers AS shared CROSS JOIN orders ON {number} = shared.number "
        "  CROSS JOIN pay_channels ON pay_channels.channel = orders.channel"
        ") WHERE rank = best GROUP BY source, number"
    )


def _contest(db: sqlite3.Connection) -> None:
    """Make `contested`: the orders that their number alone does not find, because others share it, a person decided on it,
    or it is blank."""
    db.execute("CREATE TEMP TABLE contested (order_row INTEGER PRIMARY KEY)")
    number = NUMBER.format(column="orders.order_id")
    db.execute(f"INSERT INTO contested SELECT orders.id FROM orders WHERE {number} = ''")
    for decided in ("matches", "shared_numbers"):
        db.execute(
            f"INSERT OR IGNORE INTO contested SELECT orders.id FROM {decided} AS decided CROSS JOIN orders ON {number} = decided.number"
        )


def _add_coupons(db: sqlite3.Connection, coupons: Iterable[Coupons]) -> None:
    """What the platform pays beside the order's total, rounded half up to the minor unit."""
    for one in coupons:
        discount = "max(coalesce(orders.goods_minor, 0) + coalesce(orders.shipping_minor, 0) - orders.total_minor, 0)"
        share = "told.promotions" if one.from_statement else f"({discount} * ?2 + {MILLIONTHS // 2}) / {MILLIONTHS}"
        db.execute(
            f"UPDATE told SET plain = 0, coupon = coalesce({share}, 0) FROM orders "
            "WHERE orders.id = told.order_row AND told.source = ?1 AND ?2 IS NOT NULL",
            (one.source, one.share),
        )
