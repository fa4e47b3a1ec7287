"""Orders, shipments and statement lines brought together by SQL over sets; only what disagrees leaves the database.

`prepare` makes temporary tables inside the batch's transaction: `money` (every line), `matches` (which order a number
is), `per_order` (sums an order and currency) and `fee_gaps`; `store/reconciled.py` reads them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sellerkit.model.reconciliation import INCOME
from sellerkit.store.store import Batch

# Fee rates are kept as whole millionths, so that the comparison is exact.
MILLIONTHS = 1_000_000
_TABLES = (
    "money",
    "order_numbers",
    "matches",
    "per_order",
    "charged",
    "fee_gaps",
    "pay_channels",
    "fee_rules",
    "excepted",
)
_INCOME = ", ".join(f"'{kind}'" for kind in INCOME)
# '#1001', '1001' and ' 1001' are one order.
_NUMBER = "upper(ltrim(trim({column}), '#'))"


@dataclass(frozen=True, slots=True)
class FeeTerm:
    """What a source takes in one kind of fee, in one currency: millionths of goods and of total, and a fixed amount."""

    source: str
    currency: str
    kind: str
    of_goods: int
    of_total: int
    fixed_minor: int


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
) -> None:
    """Tie lines to orders and add them up. `channels`: source → order channel → rank (0 is surest).

    `repeats` are pairs of formats of which the first tells again what the second says.
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
    _add_up(db)
    _compare_fees(db, fees)
    db.execute("CREATE TEMP TABLE excepted (order_row INTEGER, currency TEXT, PRIMARY KEY (order_row, currency))")


def _collect_money(db: sqlite3.Connection, source: str | None, repeats: Iterable[tuple[str, str]]) -> None:
    db.execute(
        "CREATE TEMP TABLE money AS SELECT payout_lines.id AS line, statements.source AS source, payout_lines.format, "
        f"{_NUMBER.format(column='payout_lines.order_id')} AS number, payout_lines.order_id, payout_lines.currency, "
        "payout_lines.kind, payout_lines.amount_minor, 0 AS repeated "
        "FROM payout_lines JOIN statements ON statements.id = payout_lines.statement_row "
        "WHERE ?1 IS NULL OR statements.source = ?1",
        (source,),
    )
    db.execute("CREATE INDEX temp.money_by_number ON money (number, source)")
    for repeating, original in repeats:
        db.execute(
            "UPDATE money SET repeated = 1 WHERE format = ?1 AND number <> '' AND EXISTS (SELECT 1 FROM money AS first "
            "WHERE first.format = ?2 AND first.number = money.number AND first.kind = money.kind)",
            (repeating, original),
        )


def _match(db: sqlite3.Connection) -> None:
    """(source, number) → the order of the surest channel; `candidates` counts those that are equally sure."""
    db.execute(
        f"CREATE TEMP TABLE order_numbers AS SELECT id, channel, {_NUMBER.format(column='order_id')} AS number FROM orders"
    )
    db.execute("CREATE INDEX temp.order_numbers_by_number ON order_numbers (number)")
    db.execute(
        "CREATE TEMP TABLE matches (source TEXT, number TEXT, order_row INTEGER, candidates INTEGER, PRIMARY KEY (source, number))"
    )
    db.execute(
        "INSERT INTO matches SELECT source, number, min(order_row), count(*) FROM ("
        "  SELECT wanted.source, wanted.number, order_numbers.id AS order_row, pay_channels.rank, "
        "    min(pay_channels.rank) OVER (PARTITION BY wanted.source, wanted.number) AS best "
        "  FROM (SELECT DISTINCT source, number FROM money WHERE number <> '' AND repeated = 0) AS wanted "
        "  JOIN order_numbers ON order_numbers.number = wanted.number "
        "  JOIN pay_channels ON pay_channels.source = wanted.source AND pay_channels.channel = order_numbers.channel"
        ") WHERE rank = best GROUP BY source, number"
    )


def _add_up(db: sqlite3.Connection) -> None:
    sums = {"income": _INCOME, "withheld": "'tax-withheld'", "refunds": "'refund'", "chargebacks": "'chargeback'"}
    sums |= {"penalties": "'penalty'", "others": "'other'"}
    columns = ", ".join(
        f"sum(CASE WHEN money.kind IN ({kinds}) THEN money.amount_minor ELSE 0 END) AS {name}"
        for name, kinds in sums.items()
    )
    db.execute(
        f"CREATE TEMP TABLE per_order AS SELECT matches.order_row, money.currency AS paid_currency, "
        f"min(money.source) AS source, {columns}, sum(money.amount_minor) AS net, "
        "sum(money.kind = 'sale' AND money.amount_minor = orders.total_minor) AS full_payments "
        "FROM money JOIN matches ON matches.source = money.source AND matches.number = money.number "
        "JOIN orders ON orders.id = matches.order_row "
        "WHERE matches.candidates = 1 AND money.repeated = 0 GROUP BY matches.order_row, money.currency"
    )
    db.execute("CREATE INDEX temp.per_order_by_order ON per_order (order_row)")


def _compare_fees(db: sqlite3.Connection, fees: Iterable[FeeTerm]) -> None:
    """Fees that are a whole minor unit or more away from the terms; refunded and disputed orders are left alone."""
    db.execute(
        "CREATE TEMP TABLE fee_rules (source TEXT, currency TEXT, kind TEXT, of_goods INTEGER, of_total INTEGER, fixed_minor INTEGER)"
    )
    db.executemany(
        "INSERT INTO fee_rules VALUES (?, ?, ?, ?, ?, ?)",
        [(f.source, f.currency, f.kind, f.of_goods, f.of_total, f.fixed_minor) for f in fees],
    )
    db.execute(
        "CREATE TEMP TABLE charged AS SELECT matches.order_row, money.currency, money.kind, -sum(money.amount_minor) AS minor "
        "FROM money JOIN matches ON matches.source = money.source AND matches.number = money.number "
        "WHERE matches.candidates = 1 AND money.repeated = 0 AND money.kind IN (SELECT kind FROM fee_rules) "
        "GROUP BY matches.order_row, money.currency, money.kind"
    )
    db.execute("CREATE INDEX temp.charged_by_order ON charged (order_row)")
    db.execute(
        "CREATE TEMP TABLE fee_gaps AS SELECT order_row, currency, kind, wanted, charged FROM ("
        "  SELECT per_order.order_row, per_order.paid_currency AS currency, fee_rules.kind, coalesce(charged.minor, 0) AS charged, "
        "    coalesce(orders.goods_minor, orders.total_minor) * of_goods + orders.total_minor * of_total "
        f"    + fixed_minor * {MILLIONTHS} AS wanted "
        "  FROM per_order JOIN fee_rules ON fee_rules.source = per_order.source AND fee_rules.currency = per_order.paid_currency "
        "  JOIN orders ON orders.id = per_order.order_row AND orders.currency = per_order.paid_currency "
        "  LEFT JOIN charged ON charged.order_row = per_order.order_row AND charged.currency = per_order.paid_currency "
        "    AND charged.kind = fee_rules.kind "
        "  WHERE per_order.income > 0 AND per_order.refunds = 0 AND per_order.chargebacks = 0 AND orders.total_minor > 0"
        f") WHERE abs(charged * {MILLIONTHS} - wanted) >= {MILLIONTHS}"
    )
