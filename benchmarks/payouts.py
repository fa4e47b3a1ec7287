#!/usr/bin/env python3
"""What statements cost beside plain sqlite3, pandas, hledger and beancount: import, reconcile and check, in one run.

    python benchmarks/payouts.py [ROWS ...]          (10000 when none is named; 10000 100000 1000000 for the whole table)

Needs the extra "bench" (pandas) and "dev" (beancount); hledger is Debian's. Each measurement is a process of its own: CPU
(user + system) and peak memory of that process, with sellerkit's start-up in it.

* import: `payouts import` of an Alipay fund bill (a line a row, proved by its balance and footer) and of a Shopify export
  (two lines a row). The floor is what a sensible person would write: csv.reader, amounts in cents, times in UTC, the same
  table with the same four indexes, one synced transaction; nothing is proved, cleaned, traced or kept from being doubled.
* reconcile: `payouts reconcile --dry-run` of the Shopify lines against as many orders, already taken in. pandas reads the
  same two csv files, merges them and adds them up by order.
* check: `payouts import` of the Alipay bill beside `hledger print`, `hledger check` and `bean-check` over the same
  transactions, as `payouts export` writes them (100,000 rows at most).

Limits: import at most 2 × the floor, reconcile less than pandas, import and reconcile below 500 MB, 10 × faster than either
ledger program. Ends with 1 when a limit is broken at the last number of rows.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SELLERKIT = Path(sys.executable).with_name("sellerkit")
SHOP = '[shop]\nname = "Bench"\ncurrency = "CNY"\ntime_zone = "Asia/Shanghai"\nlanguage = "en"\n'
SHOPIFY = (
    "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,Available On,Amount,Fee,Net,Checkout,"
    "Payment Method Name,Presentment Amount,Presentment Currency,Currency"
)
ALIPAY = "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注"
ORDERS = (
    "Name,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku"
)
PANDAS = """
import sys, pandas
statement, orders = pandas.read_csv(sys.argv[1]), pandas.read_csv(sys.argv[2])
both = statement.merge(orders, left_on="Order", right_on="Name", how="outer")
print(len(both.groupby("Order")[["Amount", "Fee", "Net"]].sum()))
"""
LEDGER_LIMIT = 100_000


class Cost(NamedTuple):
    cpu: float
    mb: float


def day(n: int, rows: int) -> str:
    return f"2026-10-{1 + n * 28 // rows:02d}"


def clock(n: int) -> str:
    return f"{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}"


def write_shopify(path: Path, rows: int) -> None:
    draw = random.Random(5)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(SHOPIFY.split(","))
        for n in range(rows):
            cents = draw.randrange(500, 50000)
            fee, gross = cents * 29 // 1000 + 30, f"{cents / 100:.2f}"
            out.writerow([
                f"{day(n, rows)} {clock(n)} +0800", "charge", f"#{100000 + n}", "visa", "online", "paid", "2026-11-02", f"po_{n * 28 // rows}",
                "2026-11-02", gross, f"{fee / 100:.2f}", f"{(cents - fee) / 100:.2f}", f"c{n:08d}", "card", gross, "CNY", "CNY",
            ])  # fmt: skip


def write_orders(path: Path, rows: int) -> None:
    draw = random.Random(5)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(ORDERS.split(","))
        for n in range(rows):
            total, when = f"{draw.randrange(500, 50000) / 100:.2f}", day(n, rows)
            out.writerow([
                f"#{100000 + n}", "paid", f"{when} 00:00:00 +0800", "fulfilled", f"{when} 10:00:00 +0800", "CNY", total, "0.00", "0.00", total,
                f"{when} 00:00:00 +0800", 1, "Dates", total, f"DATE-{n % 500}",
            ])  # fmt: skip


def write_alipay(path: Path, rows: int) -> None:
    draw, balance = random.Random(5), 0
    sums = {True: [0, 0], False: [0, 0]}
    with path.open("w", newline="", encoding="gb18030") as file:
        file.write("#支付宝账务明细查询\n#账号：[2088000000000001]\n")
        out = csv.writer(file)
        out.writerow(ALIPAY.split(","))
        for n in range(rows):
            order, income = f"7{10**16 + n // 2}", n % 2 == 0
            cents = draw.randrange(500, 50000) if income else draw.randrange(5, 500)
            balance += cents if income else -cents
            sums[income][0] += 1
            sums[income][1] += cents
            amount, held = f"{cents / 100:.2f}", f"{balance / 100:.2f}"
            told = ["在线支付", ""] if income else ["收费", f"天猫佣金（红枣）{{{order}}}扣款"]
            moved = [amount, ""] if income else ["", f"-{amount}"]
            out.writerow([
                f"{300000000000000 + n}\t", f"2026{10**12 + n}\t", f"T200P{order}\t", "红枣", f"{day(n, rows)} {clock(n)}", "*", *moved, held,
                "支付宝", *told,
            ])  # fmt: skip
        file.write(f"#支出合计：{sums[False][0]}笔，共-{sums[False][1] / 100:.2f}元\n")
        file.write(f"#收入合计：{sums[True][0]}笔，共{sums[True][1] / 100:.2f}元\n")


def cost(*command: str | Path, folder: Path) -> Cost:
    """CPU and peak memory of one command. Raises CalledProcessError when it fails."""
    with (folder / "out.txt").open("wb") as out:
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        _pid, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise subprocess.CalledProcessError(status, command, (folder / "out.txt").read_text("utf-8", "replace")[-2000:])
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def shop(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "shop.toml").write_text(SHOP, "utf-8")
    return folder


def measured(rows: int, work: Path) -> bool:
    """Print one table; True when every limit holds."""
    alipay, shopify, orders = work / "alipay.csv", work / "shopify.csv", work / "orders.csv"
    for path, write in ((alipay, write_alipay), (shopify, write_shopify), (orders, write_orders)):
        write(path, rows)
    holds = True
    print(f"\n{rows:,} rows")
    for name, path in (("alipay", alipay), ("shopify", shopify)):
        ours = cost(SELLERKIT, "payouts", "import", path, "-q", folder=shop(work / name))
        floor = cost(sys.executable, HERE / "payouts_floor.py", name, path, work / f"{name}.db", folder=work)
        holds &= told(f"import {name}", ours, "plain sqlite3", floor, at_most=2)
    cost(SELLERKIT, "orders", "import", orders, "-q", folder=work / "shopify")
    ours = cost(SELLERKIT, "payouts", "reconcile", "--dry-run", "--json", folder=work / "shopify")
    holds &= told(
        "reconcile", ours, "pandas", cost(sys.executable, "-c", PANDAS, shopify, orders, folder=work), at_most=1
    )
    if rows <= LEDGER_LIMIT:
        holds &= ledgers(rows, work, alipay)
    return holds


def ledgers(rows: int, work: Path, alipay: Path) -> bool:
    ours = cost(SELLERKIT, "payouts", "import", alipay, "-q", folder=shop(work / "again"))
    for target in ("hledger", "beancount"):
        cost(SELLERKIT, "payouts", "export", "--to", target, "-o", f"books.{target}", folder=work / "again")
    holds = True
    program = shutil.which("hledger")
    if program is None:
        print("  hledger is not here")
    else:
        for command in ("print", "check"):
            holds &= told(
                "import",
                ours,
                f"hledger {command}",
                cost(program, "-f", "books.hledger", command, folder=work / "again"),
                at_most=0.1,
            )
    bean = Path(sys.executable).with_name("bean-check")
    return holds & told(
        "import", ours, "bean-check", cost(bean, "--no-cache", "books.beancount", folder=work / "again"), at_most=0.1
    )


def told(what: str, ours: Cost, peer: str, theirs: Cost, *, at_most: float) -> bool:
    ratio = ours.cpu / theirs.cpu
    fits = ratio <= at_most and ours.mb < 500
    shown = f"{ratio:.2f} x" if ratio >= 0.2 else f"{1 / ratio:.1f} x faster"
    print(
        f"  {what:16} {ours.cpu:7.2f} s {ours.mb:6.0f} MB   {peer:14} {theirs.cpu:7.2f} s {theirs.mb:6.0f} MB   {shown:14} "
        f"{'holds' if fits else 'BROKEN'}"
    )
    return fits


def main() -> None:
    sizes = [int(text.replace("_", "").replace(",", "")) for text in sys.argv[1:]] or [10_000]
    good = True
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            good = measured(rows, Path(folder))
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
