"""The floor of `payouts.py`: one statement into SQLite by hand. `python payouts_floor.py alipay|shopify FILE DATABASE`."""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
SCHEMA = (HERE.parent / "src" / "sellerkit" / "store" / "migrations" / "0001.sql").read_text("utf-8")
INSERT = (
    "INSERT INTO payout_lines (statement_row, format, row_key, kind, amount_minor, currency, order_id, posted_at, platform_type, "
    'transaction_id, payout_id, row, "column", batch_id) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)'
)
CHINA = timezone(timedelta(hours=8))


def cents(text: str) -> int:
    return round(float(text) * 100)


def utc(text: str) -> str:
    moment = datetime.fromisoformat(text.replace(" +0800", "+08:00"))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shopify(path: Path) -> Iterator[tuple[object, ...]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        heads = next(rows)
        names = ("Transaction Date", "Type", "Order", "Amount", "Fee", "Currency", "Checkout", "Payout ID")
        when, kind, order, amount, fee, currency, checkout, payout = (heads.index(name) for name in names)
        for number, row in enumerate(rows, 2):
            at = utc(row[when])
            key = f"{at}|{row[kind]}|{row[order]}|{row[amount]}|{row[fee]}"
            about = (row[currency], row[order], at, row[kind], row[checkout], row[payout], number)
            yield ("shopify-payments", key, "sale", cents(row[amount]), *about, "Amount")
            if row[fee] != "0.00":
                yield ("shopify-payments", f"{key}#1", "payment-fee", -cents(row[fee]), *about, "Fee")


def alipay(path: Path) -> Iterator[tuple[object, ...]]:
    with path.open(newline="", encoding="gb18030") as file:
        rows = csv.reader(file)
        heads = next(row for row in rows if row and row[0] == "账务流水号")
        names = ("账务流水号", "业务流水号", "商户订单号", "发生时间", "收入金额（+元）", "支出金额（-元）", "业务类型")
        key, business, order, when, income, expense, kind = (heads.index(name) for name in names)
        for number, row in enumerate(rows, 4):
            if not row[0].startswith("#"):
                came = bool(row[income])
                yield (
                    "alipay-merchant", row[key].strip(), "sale" if came else "commission", cents(row[income] or row[expense]), "CNY",
                    row[order].strip()[5:], utc(row[when]), row[kind], row[business].strip(), "", number, "income" if came else "expense",
                )  # fmt: skip


def main() -> None:
    name, path, target = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    table = SCHEMA[SCHEMA.index("CREATE TABLE payout_lines") : SCHEMA.index("-- Exceptions that were reported")]
    db = sqlite3.connect(target)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.executescript(table.replace(" REFERENCES statements (id)", "").replace(" REFERENCES batches (number)", ""))
    db.execute("BEGIN")
    db.executemany(INSERT, shopify(path) if name == "shopify" else alipay(path))
    db.commit()
    db.close()


if __name__ == "__main__":
    main()
