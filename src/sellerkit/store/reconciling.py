"""Orders, shipments and statement lines brought together by SQL over sets; only what disagrees leaves the database.

`prepare` makes temporary tables inside the batch's transaction: `money` (every line), `matches` (which order a number
is), `per_order` (sums an order and currency) and `fee_gaps`; `store/reconciled.py` reads them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sellerkit.model.reconciliation import INCOME
from sellerkit.store.fee_rules import MILLIONTHS, FeeItem, FeeTerm, compare_fees
from sellerkit.store.resolutions import tie
from sellerkit.store.store import Batch

_TABLES = (
    "money",
    "order_numbers",
    "matches",
    "per_order",
    "charged",
    "fee_gaps",
    "fee_parts",
    "pay_channels",
    "fee_rules",
    "fee_items",
    "excepted",
    "settled",
)
_INCOME = ", ".join(f"'{kind}'" for kind in INCOME)
# '#1001', '1001' and ' 1001' are one order.
_NUMBER = "upper(ltrim(trim({column}), '#'))"


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
    return [str(row[0]) for row in db.execute("SELECT DISTINCT channel FROM orders ORDER BY channel")]


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
    for table in _TABLES:
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute(
        "CREATE TEMP TABLE pay_channels (source TEXT, channel TEXT, rank INTEGER, PRIMARY KEY (source, channel))"
    )
    rows = [(name, channel, rank) for name, ranks in channels.items() for channel, rank in ranks.items()]
    db.executemany("INSERT INTO pay_channels VALUES (?, ?, ?)", rows)
    _collect_money(db, source, repeats)
    _match(db)
    tie(db)
    _remember_orders(db)
    _add_up(db)
    _add_coupons(db, coupons)
    compare_fees(db, fees, fee_items)
    db.execute(
        "CREATE TEMP TABLE excepted (order_row INTEGER, currency TEXT, resolved INTEGER, PRIMARY KEY (order_row, currency))"
    )
    db.execute("CREATE TEMP TABLE settled (source TEXT, number TEXT, currency TEXT, line INTEGER)")


def _collect_money(db: sqlite3.Connection, source: str | None, repeats: Iterable[tuple[str, str]]) -> None:
    db.execute(
        "CREATE TEMP TABLE money AS SELECT payout_lines.id AS line, statements.source AS source, payout_lines.format, "
        f"{_NUMBER.format(column='payout_lines.order_id')} AS number, payout_lines.order_id, payout_lines.currency, "
        "payout_lines.kind, payout_lines.amount_minor, 0 AS repeated, CAST(NULL AS INTEGER) AS order_row "
        "FROM payout_lines JOIN statements ON statements.id = payout_lines.statement_row "
        "WHERE ?1 IS NULL OR statements.source = ?1",
        (source,),
    )
    db.execute("CREATE INDEX temp.money_by_number ON money (number, source)")
    for repeating, original in repeats:
        db.execute(
            "UPDATE money SET repeated = 1 WHERE format = ?1 AND (?2 = '' OR number <> '' AND EXISTS (SELECT 1 FROM money "
            "AS first WHERE first.format = ?2 AND first.number = money.number AND first.kind = money.kind))",
            (repeating, original),
        )
        # Money of no order, such as a storage fee, is told again where the other file tells of the same payout.
        db.execute(
            "UPDATE money SET repeated = 1 WHERE format = ?1 AND number = '' AND ?2 <> '' AND line IN (SELECT id FROM payout_lines "
            "WHERE format = ?1 AND payout_id IN (SELECT payout_id FROM payout_lines WHERE format = ?2 AND payout_id <> ''))",
            (repeating, original),
        )


def _match(db: sqlite3.Connection) -> None:
    """Nearly every number is one order's alone: those lines learn their order at once. `matches` holds the other numbers:
    (source, number) → the order of the surest channel; `candidates` counts those that are equally sure.
    """
    number = _NUMBER.format(column="order_id")
    db.execute(
        "CREATE TEMP TABLE order_numbers (number TEXT PRIMARY KEY, order_row INTEGER, channel TEXT, many INTEGER) WITHOUT ROWID"
    )
    db.execute(f"INSERT INTO order_numbers SELECT {number}, min(id), min(channel), count(*) FROM orders GROUP BY 1")
    db.execute(
        "UPDATE money SET order_row = order_numbers.order_row FROM order_numbers, pay_channels WHERE money.number <> '' "
        "AND order_numbers.number = money.number AND order_numbers.many = 1 AND pay_channels.source = money.source "
        "AND pay_channels.channel = order_numbers.channel"
    )
    db.execute(
        "CREATE TEMP TABLE matches (source TEXT, number TEXT, order_row INTEGER, candidates INTEGER, PRIMARY KEY (source, number))"
    )
    db.execute(
        "INSERT INTO matches SELECT source, number, min(order_row), count(*) FROM ("
        "  SELECT wanted.source, wanted.number, orders.id AS order_row, pay_channels.rank, "
        "    min(pay_channels.rank) OVER (PARTITION BY wanted.source, wanted.number) AS best "
        "  FROM (SELECT DISTINCT source, money.number FROM money JOIN order_numbers ON order_numbers.number = money.number "
        "    WHERE money.number <> '' AND order_numbers.many > 1 AND repeated = 0) AS wanted "
        f"  JOIN orders ON {number} = wanted.number "
        "  JOIN pay_channels ON pay_channels.source = wanted.source AND pay_channels.channel = orders.channel"
        ") WHERE rank = best GROUP BY source, number"
    )


def _remember_orders(db: sqlite3.Connection) -> None:
    """Write the order of the other lines down too: a whole number is looked up many times faster than two texts."""
    db.execute(
        "UPDATE money SET order_row = matches.order_row FROM matches WHERE matches.source = money.source "
        "AND matches.number = money.number AND matches.candidates = 1"
    )
    db.execute("CREATE INDEX temp.money_by_order ON money (order_row, currency)")


def _add_up(db: sqlite3.Connection) -> None:
    sums = {"income": _INCOME, "withheld": "'tax-withheld'", "refunds": "'refund'", "chargebacks": "'chargeback'"}
    sums |= {"penalties": "'penalty'", "others": "'other'", "promotions": "'promotion'", "deposits": "'deposit'"}
    columns = ", ".join(
        f"sum(CASE WHEN money.kind IN ({kinds}) THEN money.amount_minor ELSE 0 END) AS {name}"
        for name, kinds in sums.items()
    )
    db.execute(
        f"CREATE TEMP TABLE per_order AS SELECT money.order_row, money.currency AS paid_currency, "
        f"min(money.source) AS source, {columns}, sum(money.amount_minor) AS net, 0 AS coupon, "
        "sum(money.kind = 'sale' AND money.amount_minor = orders.total_minor) AS full_payments "
        "FROM money CROSS JOIN orders ON orders.id = money.order_row "
        "WHERE money.order_row IS NOT NULL AND money.repeated = 0 GROUP BY money.order_row, money.currency"
    )
    db.execute("CREATE INDEX temp.per_order_by_order ON per_order (order_row)")


def _add_coupons(db: sqlite3.Connection, coupons: Iterable[Coupons]) -> None:
    """What the platform pays beside the order's total, rounded half up to the minor unit."""
    for one in coupons:
        discount = "max(coalesce(orders.goods_minor, 0) + coalesce(orders.shipping_minor, 0) - orders.total_minor, 0)"
        share = (
            "per_order.promotions" if one.from_statement else f"({discount} * ?2 + {MILLIONTHS // 2}) / {MILLIONTHS}"
        )
        db.execute(
            f"UPDATE per_order SET coupon = coalesce({share}, 0) FROM orders "
            "WHERE orders.id = per_order.order_row AND per_order.source = ?1 AND ?2 IS NOT NULL",
            (one.source, one.share),
        )
