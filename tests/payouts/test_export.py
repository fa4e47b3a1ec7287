"""The ledger: beancount and hledger themselves say that it balances, and to the same cents as ours."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.judges import hledger

SAMPLES = Path(__file__).parent / "samples"
ALL = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json" and "newest-first" not in path.name)
few = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def beancount_holds(path: Path) -> dict[tuple[str, str], Decimal]:
    """(account, currency) → balance, as beancount itself works it out. Fails with its complaints."""
    code = (
        "import sys\nfrom beancount import loader\nfrom beancount.core import realization\n"
        "entries, errors, options = loader.load_file(sys.argv[1])\n"
        "assert not errors, errors\n"
        "for account in realization.iter_children(realization.realize(entries)):\n"
        "    for position in account.balance:\n"
        "        print(account.account, position.units.currency, position.units.number)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.rsplit(" ", 2) for line in done.stdout.splitlines()]
    return {(account, currency): Decimal(number) for account, currency, number in rows}


def hledger_holds(path: Path) -> dict[tuple[str, str], Decimal]:
    """The same from hledger, after its strict checks."""
    program = hledger()
    checked = subprocess.run(
        [program, "-f", str(path), "check", "--strict"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    done = subprocess.run(
        [program, "-f", str(path), "balance", "--flat", "--no-total", "-N", "-O", "csv", "--layout=bare"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    return {(row["account"], row["commodity"]): Decimal(row["balance"]) for row in rows if Decimal(row["balance"])}


def ours(answer: Any) -> dict[tuple[str, str], Decimal]:
    return {
        (row["account"], row["currency"]): Decimal(row["balance"])
        for row in answer["balances"]
        if Decimal(row["balance"])
    }


def take_all(shop: Any) -> None:
    assert shop.run("payouts", "import", *ALL).exit_code in (0, 3)


def test_beancount_accepts_every_platforms_statements_and_holds_what_we_hold(shop: Any) -> None:
    take_all(shop)
    answer = shop.run("payouts", "export", "--to", "beancount", "-o", "all.beancount", "--json").json
    found = beancount_holds(shop.path / "all.beancount")
    assert {key: value for key, value in found.items() if value} == ours(answer)


def test_hledger_accepts_every_platforms_statements_and_holds_what_we_hold(shop: Any) -> None:
    take_all(shop)
    answer = shop.run("payouts", "export", "--to", "hledger", "-o", "all.journal", "--json").json
    assert hledger_holds(shop.path / "all.journal") == ours(answer)


def test_the_ledger_balances_in_every_currency_and_names_every_row(shop: Any) -> None:
    take_all(shop)
    assert shop.run("payouts", "export", "--to", "csv", "-o", "all.csv").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((shop.path / "all.csv").read_text("utf-8-sig"))))
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        key = (row["transaction"], row["currency"])
        sums[key] = sums.get(key, Decimal(0)) + Decimal(row["amount"])
    assert set(sums.values()) == {Decimal(0)}
    ours_alone = ("Opening balance", "Not in any statement", "Settlement paid out")
    assert all(row["file"] and (row["row"] or row["text"] in ours_alone) for row in rows)


def test_a_gap_between_two_bills_stands_by_itself_and_their_balances_are_asserted(shop: Any, files: Any) -> None:
    for n, (month, opening) in enumerate((("09", 1000), ("11", 9000))):
        bill = files.alipay([("500", "700000000000000001")], opening=opening, first=n + 1)
        shop.write(f"{month}.csv", bill.replace("2026-11-02", f"2026-{month}-02"))
        assert shop.run("payouts", "import", f"{month}.csv").exit_code == 0
    answer = shop.run("payouts", "export", "--to", "beancount", "-o", "a.beancount", "--json").json
    held = beancount_holds(shop.path / "a.beancount")
    assert (
        held["Assets:Payouts:Alipay-merchant", "CNY"]
        == Decimal("95.00")
        == ours(answer)["Assets:Payouts:Alipay-merchant", "CNY"]
    )
    text = (shop.path / "a.beancount").read_text("utf-8")
    assert "Not in any statement" in text
    assert "2026-09-03 balance Assets:Payouts:Alipay-merchant  15.00 CNY" in text


def test_what_two_bills_both_tell_is_in_the_ledger_once(shop: Any) -> None:
    head = "Payout Date,Status,Charges,Refunds,Adjustments,Reserved Funds,Fees,Retried Amount,Total,Currency\n"
    shop.write("sum.csv", head + "2026-11-05,paid,100.00,0.00,0.00,0.00,-3.00,0.00,97.00,CNY\n")
    shop.write("tx.csv", (SAMPLES / "shopify-payments.csv").read_bytes())
    assert shop.run("payouts", "import", "tx.csv").exit_code == 0
    alone = shop.run("payouts", "export", "--to", "csv").stdout
    assert shop.run("payouts", "import", "sum.csv").exit_code == 0
    assert shop.run("payouts", "export", "--to", "csv").stdout == alone


def test_exporting_twice_gives_the_same_file_and_a_month_only_its_rows(shop: Any) -> None:
    take_all(shop)
    first, second = (shop.run("payouts", "export", "--to", "hledger").stdout for _time in range(2))
    assert first == second and first.startswith("; ")
    november = shop.run("payouts", "export", "--to", "hledger", "--month", "2026-11").stdout
    assert 0 < len(november) < len(first)
    assert all(line.startswith("2026-11") for line in november.splitlines() if line[:2] == "20")


def test_accounts_can_be_named_also_in_chinese_and_wrong_names_are_refused(shop: Any) -> None:
    shop.toml('[payouts.accounts]\nsale = "Income:A销售"\ntransfer = "Assets:Bank:ICBC"')
    take_all(shop)
    assert shop.run("payouts", "export", "--to", "beancount", "-o", "a.beancount").exit_code == 0
    assert ("Income:A销售", "CNY") in beancount_holds(shop.path / "a.beancount")
    shop.toml('sale_ = "Income:Sales"\n'.replace("sale_", "refund").replace("Income:Sales", "income sales"))
    result = shop.run("payouts", "export", "--to", "beancount")
    assert result.exit_code == 4 and "payouts.accounts.refund" in result.stderr


def test_a_workbook_needs_a_file(shop: Any) -> None:
    assert shop.run("payouts", "export", "--to", "xlsx").exit_code == 2
    take_all(shop)
    assert shop.run("payouts", "export", "--to", "xlsx", "-o", "book.xlsx").exit_code == 0
    assert (shop.path / "book.xlsx").stat().st_size > 5000


def test_a_shop_without_statements_has_nothing_to_export(shop: Any) -> None:
    result = shop.run("payouts", "export", "--to", "beancount", "-o", "a.beancount", "--json")
    assert result.exit_code == 0 and result.json["transactions"] == 0


hostile = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "Cc"), exclude_characters="\r\n\x00"),
    max_size=20,
).filter(lambda text: text.strip() not in ("", "-", "--", "/"))


@few
@given(words=st.lists(st.tuples(hostile, hostile), min_size=1, max_size=6))
def test_no_text_of_a_statement_can_break_a_ledger(
    shop: Any, new_shop: Any, files: Any, words: list[tuple[str, str]]
) -> None:
    here = new_shop(shop)
    rows = "".join(
        files.paid(f'"{order.replace(chr(34), chr(34) * 2)}"', kind=f'"{kind.replace(chr(34), chr(34) * 2)}"', at=f"2026-11-02 09:00:{n:02d} +0800")
        for n, (order, kind) in enumerate(words)
    )  # fmt: skip
    here.write("tx.csv", files.shopify(rows))
    if here.run("payouts", "import", "tx.csv").exit_code:
        return
    answer = here.run("payouts", "export", "--to", "beancount", "-o", "a.beancount", "--json").json
    assert {k: v for k, v in beancount_holds(here.path / "a.beancount").items() if v} == ours(answer)
    here.run("payouts", "export", "--to", "hledger", "-o", "a.journal")
    assert hledger_holds(here.path / "a.journal") == ours(answer)


def test_what_rounding_left_stands_on_the_day_of_its_statement(shop: Any, files: Any) -> None:
    payments = [files.paid(f"#{number}", amount="0.004", net="0.004") for number in (1, 2)]
    shop.write("tx.csv", files.shopify(*payments))
    assert shop.run("payouts", "import", "tx.csv").exit_code == 0
    text = shop.run("payouts", "export", "--to", "beancount").stdout
    assert '2026-11-02 * "rounding"' in text
    assert "1970" not in text
