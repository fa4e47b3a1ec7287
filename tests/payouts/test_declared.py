"""Statements that shop.toml declares: their columns, signs, kinds and proofs, without a line of code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sellerkit.base.config import payout_checks
from sellerkit.model.statement import KINDS
from sellerkit.payouts.statements import STATEMENTS, declared_rules

GOPAY = """
[payouts.formats.gopay]
columns = { posted = "Datum", id = "ID pohybu", order = "Objednávka", type = "Typ", opening = "Počáteční stav", amount = "Částka", closing = "Konečný stav", currency = "Měna" }
kinds = { "Platba" = "sale", "Vrácení platby" = "refund", "Poplatek" = "payment-fee", "Výběr" = "transfer" }
check = ["opening + amount = closing"]
encoding = "cp1250"
delimiter = ";"
decimal_comma = true
date_order = "dmy"
currency = "CZK"
"""
GOPAY_FILE = """Datum;ID pohybu;Objednávka;Typ;Počáteční stav;Částka;Konečný stav;Měna
02.11.2026 10:00;1;501;Platba;0,00;1 200,00;1 200,00;CZK
02.11.2026 10:01;2;501;Poplatek;1 200,00;-12,50;1 187,50;CZK
03.11.2026 09:00;3;;Výběr;1 187,50;-1 000,00;187,50;CZK
03.11.2026 09:30;4;;Bonus;187,50;1,00;188,50;CZK
"""
SIBS = """
[payouts.formats.sibs]
columns = { posted = "Data", order = "Referência", income = "Valor Bruto", expense = "Devolução", fee = "Comissão", net = "Valor Líquido" }
check = ["net = income - expense - fee", "totals"]
total_row = "Total"
decimal_comma = true
date_order = "dmy"
currency = "EUR"
platform = "sibs"
"""
SIBS_FILE = """Data;Referência;Valor Bruto;Devolução;Comissão;Valor Líquido
02/11/2026;501;1.200,00;0,00;12,00;1.188,00
03/11/2026;502;0,00;20,00;0,00;-20,00
Total;;1.200,00;20,00;12,00;1.168,00
"""
WALLET = """
[payouts.formats.wallet]
columns = { posted = "When", order = ["Order", "Order no."], amount = "Sum", direction = "Way", balance = "Left", note = "Remark" }
outgoing = ["out"]
check = ["balance"]
"""
WALLET_FILE = (
    "When,Order no.,Sum,Way,Left,Remark\n2026-11-02,501,100.00,in,100.00,a\n2026-11-03,501,30.00,out,70.00,b\n"
)


@pytest.fixture
def taken(shop):
    def run(text: str | bytes, *more: str):
        shop.write("st.csv", text)
        return shop.run("payouts", "import", "st.csv", "--json", *more)

    return run


def test_opening_and_amount_prove_the_closing_of_every_row_in_cp1250_with_decimal_commas(shop, taken):
    shop.toml(GOPAY)
    result = taken(GOPAY_FILE.encode("cp1250"))
    assert result.exit_code == 0, result.stderr
    (one,) = result.json
    assert (one["format"], one["currency"], one["rows"], one["net"]) == ("gopay", "CZK", 4, "188.50")
    assert one["totals"] == {"sale": "1200.00", "payment-fee": "-12.50", "transfer": "-1000.00", "other": "1.00"}
    assert taken(GOPAY_FILE.encode("cp1250")).json[0]["created"] == 0
    broken = taken(GOPAY_FILE.replace("1 187,50;-1 000", "1 186,50;-1 000").encode("cp1250"))
    assert broken.exit_code == 5 and broken.json["error"]["code"] == "control-failed"


def test_a_row_of_totals_proves_the_columns(shop, taken):
    shop.toml(SIBS)
    (one,) = taken(SIBS_FILE).json
    assert one["totals"] == {"sale": "1180.00", "payment-fee": "-12.00"} and one["net"] == "1168.00"
    assert all(control["holds"] for control in one["controls"]) and len(one["controls"]) == 5
    assert taken(SIBS_FILE.replace("Total;;1.200,00", "Total;;1.300,00")).exit_code == 5
    assert taken("\n".join(line for line in SIBS_FILE.splitlines() if "502" not in line) + "\n").exit_code == 5
    assert taken(SIBS_FILE.replace("Total;;1.200,00", "Total;;many")).json["error"]["code"] == "bad-rows"


def test_a_column_of_directions_and_a_running_balance(shop, taken):
    shop.toml(WALLET)
    (one,) = taken(WALLET_FILE).json
    assert (one["opening"], one["net"], one["closing"], one["currency"]) == ("0.00", "70.00", "70.00", "CNY")
    assert taken(WALLET_FILE.replace(",70.00", ",71.00")).exit_code == 5


def test_a_declared_format_is_reconciled_under_its_source(shop, taken, files):
    shop.toml(WALLET + '\n[payouts.sources.wallet]\nfiles = "st*.csv"\nformat = "wallet"\nchannel = "shopify"\n')
    shop.write("orders.csv", files.orders(files.order("501", "100.00")))
    assert shop.run("orders", "import", "orders.csv").exit_code == 0
    assert taken(WALLET_FILE.splitlines()[0] + "\n2026-11-02,501,100.00,in,100.00,a\n").exit_code == 0
    result = shop.run("payouts", "reconcile", "--json")
    assert result.exit_code == 0, result.stderr
    assert result.json["matched"] == 1


def test_fees_may_stand_with_their_sign_or_without(shop, taken):
    text = "Day,Amount,Fee,Net\n2026-11-02,10.00,{fee},9.50\n"
    columns = 'columns = { posted = "Day", amount = "Amount", fee = "Fee", net = "Net" }\n'
    shop.toml(f'[payouts.formats.a]\n{columns}fees = "signed"\ncheck = ["net = amount + fee"]\n')
    assert taken(text.format(fee="-0.50")).json[0]["totals"] == {"sale": "10.00", "payment-fee": "-0.50"}
    assert taken(text.format(fee="0.50")).exit_code == 5


@pytest.mark.parametrize(
    ("toml", "named", "near"),
    [
        ('columns = { amount = "A", postet = "D" }', "payouts.formats.a.columns", "posted"),
        ('columns = { posted = "D" }', "payouts.formats.a.columns", "amount"),
        (
            'columns = { amount = "A" }\ncheck = ["net = amount - fee"]',
            "payouts.formats.a.check[0]",
            "net = amount - fee",
        ),
        ('columns = { amount = "A" }\ncheck = ["ballance"]', "payouts.formats.a.check[0]", "balance"),
        ('columns = { amount = "A" }\nfee = "signed"', "payouts.formats.a", "fees"),
        ('columns = { amount = "A" }\nkind = "sales"', "payouts.formats.a.kind", "sale"),
        ('columns = { amount = "A" }\nkinds = { "x" = "refunds" }', "payouts.formats.a.kinds.x", "refund"),
    ],
)
def test_a_mistake_in_a_declared_format_is_named_with_what_was_meant(shop, taken, toml, named, near):
    shop.toml(f"[payouts.formats.a]\n{toml}\n")
    result = taken(WALLET_FILE)
    assert result.exit_code == 4
    assert named in result.stdout and near in result.stdout


def test_the_fields_that_are_checked_are_those_that_are_read():
    assert payout_checks.FIELDS == declared_rules.FIELDS
    assert payout_checks.AMOUNTS == declared_rules.AMOUNTS


@pytest.mark.parametrize(
    "rule", ["net = amount - fee", "opening + amount = closing", "- fee = tax", "net=income-expense-fee"]
)
def test_every_rule_that_shop_toml_may_have_can_be_read(shop, rule):
    names = ("amount", "income", "expense", "fee", "net", "opening", "closing", "tax")
    columns = ", ".join(f'{name} = "{name}"' for name in names)
    shop.toml(f'[payouts.formats.a]\ncolumns = {{ {columns} }}\ncheck = ["{rule}"]\n')
    shop.write("st.csv", ",".join(names) + "\n" + ",".join("0" for _ in names) + "\n")
    result = shop.run("payouts", "import", "st.csv", "--json")
    assert result.exit_code == 0, result.stdout


def test_every_declaration_of_the_handbook_is_accepted(shop, taken):
    handbook = (Path(__file__).parents[2] / "docs" / "payouts.md").read_text("utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", handbook, re.S)
    assert len(blocks) >= 5
    shop.toml("\n".join(block for block in blocks if "[payouts.formats" in block or "remarks" in block))
    assert taken(WALLET_FILE).json["error"]["code"] == "unknown-format"


def test_the_handbook_names_every_format_field_and_kind():
    handbook = (Path(__file__).parents[2] / "docs" / "payouts.md").read_text("utf-8")
    named = handbook.replace("`, `-v1`", "`, `amazon-settlement-v1`")
    assert [name for name in STATEMENTS if f"`{name}`" not in named] == []
    assert [field for field in declared_rules.FIELDS if f"`{field}`" not in handbook] == []
    assert [kind for kind in KINDS if not re.search(rf"\b{kind}\b", handbook)] == []
