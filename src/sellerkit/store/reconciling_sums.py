"""What statements tell of each order number, added up in one walk along the index of the numbers; no line is copied.

`told` has a row for every number as it is written, source and currency, with its order if it has one. `per_order` are the
sums of an order in a currency, `told_lines` the single lines behind them, for the few that somebody must look at.
"""

from __future__ import annotations

import sqlite3

from sellerkit.model.reconciliation import INCOME

# '#1001', '1001' and ' 1001' are one order; the index orders_by_bare_number has the same words.
NUMBER = "upper(ltrim(trim({column}), '#'))"

_KINDS = {
    "income": INCOME, "withheld": ("tax-withheld",), "refunds": ("refund",), "chargebacks": ("chargeback",), "penalties": ("penalty",),
    "others": ("other",), "promotions": ("promotion",), "deposits": ("deposit",),
}  # fmt: skip
_NAMES = ", ".join([*_KINDS, "net"])


def _sum(name: str, kinds: tuple[str, ...]) -> str:
    # A chain of comparisons is far cheaper than IN, for which SQLite builds a table.
    chain = " OR ".join(f"line.kind = '{kind}'" for kind in kinds)
    return f"ifnull(sum(line.amount_minor) FILTER (WHERE {chain}), 0) AS {name}"


_SUMS = ", ".join([*(_sum(name, kinds) for name, kinds in _KINDS.items()), "sum(line.amount_minor) AS net"])
_PAID_BY = (
    "EXISTS (SELECT 1 FROM pay_channels WHERE pay_channels.source = {source} AND pay_channels.channel = orders.channel)"
)
# Nearly every number is written as its order writes it. `plain` is an order whose money is what it should be.
_TELL = f"""
INSERT INTO told
SELECT orders.id, bills.currency, bills.source, numbers.order_id, numbers.whole,
    orders.currency = bills.currency AND (orders.total_minor = income OR orders.total_minor = income + withheld)
        AND refunds = 0 AND chargebacks = 0 AND penalties = 0 AND others = 0
        AND (orders.status = 'to-ship' OR orders.status = 'shipped' OR orders.status = 'done'), 0, {_NAMES}
FROM ({{numbers}}) AS numbers CROSS JOIN bills ON bills.id = numbers.bill
LEFT JOIN orders ON orders.order_id = numbers.order_id AND orders.id NOT IN (SELECT order_row FROM contested)
    AND {_PAID_BY.format(source="bills.source")}
"""
_BARE = NUMBER.format(column="told.order_id")
_NOT_REPEATED = "line.id NOT IN (SELECT line FROM repeated)"


def add_up(db: sqlite3.Connection, *, every: bool) -> None:
    """Make `told`, `per_order` and `told_lines`; `every` when all statements count."""
    sums = ", ".join(f"{name} INTEGER" for name in _NAMES.split(", "))
    db.execute(
        "CREATE TEMP TABLE told (order_row INTEGER, currency TEXT, source TEXT, order_id TEXT, whole INTEGER, "
        f"plain INTEGER, coupon INTEGER, {sums})"
    )
    _tell_numbers(db, every)
    _tell_tied(db)
    _find_other_orders(db)
    try:
        db.execute("CREATE UNIQUE INDEX temp.told_by_order ON told (order_row, currency)")
    except sqlite3.IntegrityError:
        db.execute("CREATE INDEX temp.told_by_order ON told (order_row, currency)")
        _bring_together(db)
    _set_apart_numberless(db)
    db.execute(
        f"CREATE TEMP VIEW per_order AS SELECT order_row, currency AS paid_currency, source, plain, coupon, {_NAMES} FROM told "
        "WHERE whole AND order_row IS NOT NULL"
    )
    _show_lines(db)


def _tell_numbers(db: sqlite3.Connection, every: bool) -> None:
    """A number is mostly told in one source and currency; the others are told again, part by part."""
    counted = "" if every else "AND line.statement_row IN (SELECT id FROM bills) "
    if db.execute("SELECT 1 FROM repeated LIMIT 1").fetchone():
        counted += f"AND {_NOT_REPEATED} "
    several = db.execute("SELECT count(*) > 1 FROM (SELECT DISTINCT source, currency FROM bills)").fetchone()[0]
    bill = "min(line.statement_row) AS bill, min(line.statement_row) = max(line.statement_row) AS whole"
    bill = bill if several else "(SELECT min(id) FROM bills) AS bill, 1 AS whole"
    walk = "FROM payout_lines AS line INDEXED BY payout_lines_by_order"
    numbers = f"SELECT line.order_id, {bill}, {_SUMS} {walk} WHERE line.order_id <> '' {counted}GROUP BY line.order_id"
    db.execute(_TELL.format(numbers=numbers))
    if several:
        parts = (
            f"SELECT line.order_id, min(line.statement_row) AS bill, 1 AS whole, {_SUMS} "
            "FROM (SELECT DISTINCT order_id FROM told WHERE NOT whole) AS mixed CROSS JOIN payout_lines AS line "
            "INDEXED BY payout_lines_by_order ON line.order_id = mixed.order_id CROSS JOIN bills ON bills.id = line.statement_row "
            f"WHERE line.order_id <> '' {counted}GROUP BY line.order_id, bills.source, bills.currency"
        )
        db.execute(_TELL.format(numbers=parts))
        db.execute("DELETE FROM told WHERE NOT whole")


def _tell_tied(db: sqlite3.Connection) -> None:
    """Lines without a number that a person tied."""
    if db.execute("SELECT 1 FROM tied_lines LIMIT 1").fetchone():
        numbers = (
            f"SELECT tied_lines.number AS order_id, min(line.statement_row) AS bill, 1 AS whole, {_SUMS} "
            "FROM tied_lines CROSS JOIN payout_lines AS line ON line.id = tied_lines.line CROSS JOIN bills ON bills.id = line.statement_row "
            f"WHERE {_NOT_REPEATED} GROUP BY tied_lines.number, bills.source, bills.currency"
        )
        db.execute(_TELL.format(numbers=numbers))


def _find_other_orders(db: sqlite3.Connection) -> None:
    """Numbers that were decided on, and those that their order writes in another way."""
    db.execute(
        "UPDATE told SET order_row = matches.order_row FROM matches WHERE told.order_row IS NULL AND matches.candidates = 1 "
        f"AND matches.source = told.source AND matches.number = {_BARE} AND matches.number <> ''"
    )
    db.execute(
        f"UPDATE told SET order_row = orders.id FROM orders WHERE told.order_row IS NULL AND {NUMBER.format(column='orders.order_id')} = {_BARE} "
        f"AND {_BARE} <> '' AND NOT EXISTS (SELECT 1 FROM matches WHERE matches.source = told.source AND matches.number = {_BARE}) "
        f"AND {_PAID_BY.format(source='told.source')}"
    )


def _bring_together(db: sqlite3.Connection) -> None:
    """An order that is told under several numbers or by several sources gets a row for all of them, without a number."""
    several = "SELECT order_row, currency FROM told WHERE order_row IS NOT NULL GROUP BY order_row, currency HAVING count(*) > 1"
    db.executemany("UPDATE told SET whole = 0 WHERE order_row = ? AND currency = ?", db.execute(several).fetchall())
    sums = ", ".join(f"sum({name})" for name in _NAMES.split(", "))
    db.execute(
        f"INSERT INTO told SELECT order_row, currency, min(source), '', 1, 0, 0, {sums} FROM told WHERE NOT whole GROUP BY order_row, currency"
    )


def _set_apart_numberless(db: sqlite3.Connection) -> None:
    """Make `numberless`: the lines without a number, or with only a sign for one, which nobody told again or tied."""
    db.execute("CREATE TEMP TABLE numberless (line INTEGER PRIMARY KEY)")
    blank = f"order_row IS NULL AND {_BARE} = ''"
    lines = (
        "payout_lines AS line {walk} CROSS JOIN bills ON bills.id = line.statement_row "
        f"WHERE {{which}} AND {_NOT_REPEATED} AND line.id NOT IN (SELECT line FROM tied_lines)"
    )
    without = lines.format(walk="NOT INDEXED", which="line.order_id = ''")
    db.execute(f"INSERT INTO numberless SELECT line.id FROM {without}")
    signs = lines.format(walk="ON line.order_id = blank.order_id", which="line.order_id <> ''")
    db.execute(
        f"INSERT INTO numberless SELECT line.id FROM (SELECT DISTINCT order_id FROM told WHERE {blank}) AS blank CROSS JOIN {signs}"
    )
    db.execute(f"DELETE FROM told WHERE {blank}")


def _show_lines(db: sqlite3.Connection) -> None:
    """The view of the lines behind `told`, whether it knows their order or not; it is walked from `told`'s side."""
    mine = "line.order_id = told.order_id AND line.order_id <> ''"
    if db.execute("SELECT 1 FROM tied_lines LIMIT 1").fetchone():
        by_number = "SELECT id FROM payout_lines WHERE order_id = told.order_id AND order_id <> ''"
        mine = f"line.id IN ({by_number} UNION ALL SELECT line FROM tied_lines WHERE number = told.order_id)"
    db.execute(
        "CREATE TEMP VIEW told_lines AS SELECT told.order_row, told.source, told.order_id, line.id AS line, told.currency, line.kind, "
        'line.amount_minor, line.posted_at, line.statement_row, line.row, line."column" '
        f"FROM told CROSS JOIN payout_lines AS line ON {mine} CROSS JOIN bills ON bills.id = line.statement_row "
        f"AND bills.source = told.source AND bills.currency = told.currency WHERE {_NOT_REPEATED}"
    )
