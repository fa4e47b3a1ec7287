"""Statements of platforms elsewhere as they come: other languages, other signs, other orders, and damaged on the way."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SAMPLES = Path(__file__).parent / "samples"
PAYPAL = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Invoice Number,Balance\n"
STRIPE = "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n"
ETSY = 'Date,Type,Title,Info,Currency,Amount,"Fees & Taxes",Net,"Tax Details"\n'
SQUARE = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Fees,"
    "Net Total,Transaction ID,Payment ID,Event Type\n"
)
EBAY = (
    "Transaction creation date,Type,Order number,Net amount,Payout currency,Payout ID,Item ID,Transaction ID,"
    "Final Value Fee - fixed,Final Value Fee - variable,Gross transaction amount,Transaction currency,Reference ID\n"
)


def paypal(day: int, words: str, gross: str, fee: str, net: str, balance: str, currency: str = "USD") -> str:
    return f"{day}/11/2026,10:00:00,PST,N,{words},Completed,{currency},{gross},{fee},{net},T{day},{day},{balance}\n"


def taken(shop: Any, text: str | bytes, *more: str, name: str = "tx.csv") -> list[dict[str, Any]]:
    shop.write(name, text)
    result = shop.run("payouts", "import", name, "--json", *more)
    assert result.exit_code == 0, result.stderr or result.stdout
    return result.json


def refused(shop: Any, text: str | bytes, name: str = "tx.csv") -> str:
    """The code of the refusal; nothing may have been taken in."""
    before = shop.dump()
    shop.write(name, text)
    result = shop.run("payouts", "import", name, "--json")
    assert result.exit_code == 5 and shop.dump() == before
    return result.json["error"]["code"]


def totals(statements: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    return {one["currency"]: one["totals"] for one in statements}


@pytest.mark.parametrize(
    ("sample", "currency", "net"),
    [
        ("amazon-daterange.german.csv", "EUR", "0.00"),
        ("amazon-daterange.uk.csv", "GBP", "9.75"),
        ("amazon-settlement-v2.german.txt", "EUR", "1174.05"),
        ("etsy.canada.csv", "CAD", "0.00"),
        ("paypal.slovak.csv", "EUR", "0.00"),
        ("ebay.german.csv", "EUR", "0.00"),
    ],
)
def test_a_statement_in_another_currency_than_the_shops_keeps_it(shop, sample, currency, net):
    (one,) = taken(shop, (SAMPLES / sample).read_bytes(), name=sample)
    assert (one["currency"], one["net"]) == (currency, net)


@pytest.mark.parametrize(
    "words",
    ["Hold on Balance for Dispute Investigation", "Reversal of General Account Hold", "Rückbuchung allgemeiner Einbehaltung",
     "Einbehaltung für offene Autorisierung", "Payment Review Release", "Retención de pago"],
)  # fmt: skip
def test_paypals_holds_are_held_back_even_where_they_are_reversed(shop, words):
    (one,) = taken(shop, PAYPAL + paypal(13, words, "-5.00", "0", "-5.00", "-5.00"))
    assert one["totals"] == {"reserve": "-5.00"}


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Chargeback", "chargeback"), ("Payment Reversal", "chargeback"), ("Bankgutschrift auf PayPal-Konto", "transfer"),
     ("Auszahlung auf das Bankkonto", "transfer"), ("Virement standard vers compte bancaire", "transfer"), ("Retirada general", "transfer"),
     ("Všeobecný výber", "transfer"), ("Allgemeine Währungsumrechnung", "conversion"), ("Conversión de divisa general", "conversion"),
     ("Conversion de devise", "conversion"), ("Konverzia meny", "conversion"), ("Rückzahlung", "refund"), ("Remboursement de paiement", "refund"),
     ("Reembolso de pago", "refund"), ("Vrátenie platby", "refund"), ("Handyzahlung", "spending"), ("Platba", "spending"), ("Gobbledygook", "other")],
)  # fmt: skip
def test_paypals_types_are_known_in_the_languages_of_its_accounts(shop, words, kind):
    (one,) = taken(shop, PAYPAL + paypal(13, words, "-5.00", "0", "-5.00", "-5.00"))
    assert one["totals"] == {kind: "-5.00"}


def test_an_item_of_a_paypal_cart_and_a_pending_payment_move_no_money(shop):
    rows = paypal(13, "Payment", "100.00", "-3.20", "96.80", "96.80") + paypal(
        14, "Shopping Cart Item", "100.00", "", "", ""
    )
    rows += paypal(15, "Payment", "7.00", "-0.30", "6.70", "").replace("Completed", "Pending")
    (one,) = taken(shop, PAYPAL + rows)
    assert one["net"] == "96.80" and one["rows"] == 3


def test_a_paypal_file_without_balances_tells_by_status_and_type_what_moved(shop):
    head = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID\n"
    rows = [
        ("Payment", "Completed", "1"),
        ("Shopping Cart Item", "Completed", "2"),
        ("Payment", "Pending", "3"),
        ("Payment", "Denied", "4"),
    ]
    text = head + "".join(f"13/11/2026,10:00:00,PST,N,{w},{s},USD,10.00,-0.50,9.50,T{n}\n" for w, s, n in rows)
    (one,) = taken(shop, text)
    assert one["net"] == "9.50" and one["rows"] == 4


def test_a_paypal_workbook_reads_like_its_csv(shop):
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(PAYPAL.strip().split(","))
    day, at = datetime.datetime(2026, 11, 13), datetime.time(10)
    book.active.append([day, at, "PST", "N", "Payment", "Completed", "USD", 100.1, -3.2, 96.9, "T1", "1001", 96.9])
    file = io.BytesIO()
    book.save(file)
    (one,) = taken(shop, file.getvalue(), name="tx.xlsx")
    assert one["totals"] == {"sale": "100.10", "payment-fee": "-3.20"} and one["closing"] == "96.90"


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_order_of_the_rows_changes_nothing(shop, newest_first):
    rows = [
        paypal(13, "Payment", "10.00", "0", "10.00", "10.00"),
        paypal(14, "Payment", "20.00", "0", "20.00", "30.00"),
        paypal(15, "Payment Refund", "-5.00", "0", "-5.00", "25.00"),
    ]
    (one,) = taken(shop, PAYPAL + "".join(rows[::-1] if newest_first else rows))
    assert (one["opening"], one["closing"], one["net"]) == ("0.00", "25.00", "25.00")


@pytest.mark.parametrize(
    "text",
    [
        PAYPAL + paypal(13, "Payment", "100.00", "3.20", "96.80", "96.80"),
        ETSY + '"November 3, 2026",Fee,Transaction fee: Mug,,USD,--,$4.42,-$4.42,\n',
        SQUARE + "2026-11-02,10:00:00,PST,$5.00,$0,$5.00,$0,$0,$0,$0,$5.00,$0.25,$4.75,T2,P2,Payment\n",
        EBAY + '"Nov 5, 2026",Order,1-1,17,USD,P1,--,--,0.4,2.6,20,USD,--\n',
        STRIPE + "txn_1,2026-11-01 09:12:00,eur,10.00,-1.00,9.00,charge,x\n",
        "Payout Date,Status,Charges,Refunds,Fees,Total,Currency\n2026-11-05,paid,100.00,0.00,3.00,97.00,USD\n",
    ],
    ids=["paypal", "etsy", "square", "ebay", "stripe", "shopify-payouts"],
)
def test_fees_with_the_other_sign_are_refused_never_misread(shop, text):
    assert refused(shop, text) == "control-failed"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(row=st.integers(0, 3), cell=st.sampled_from(["gross", "fee", "net", "balance"]), off=st.integers(1, 500))
def test_one_changed_amount_or_balance_of_paypal_is_refused(shop, row, cell, off):
    balance, rows = Decimal("7.00"), []
    for n, gross in enumerate(map(Decimal, ("100.00", "50.00", "-20.00", "9.99"))):
        amounts = {"gross": gross, "fee": Decimal("-1.25"), "net": gross - Decimal("1.25")}
        balance += amounts["net"]
        amounts["balance"] = balance
        # The first balance has none before it to be held against.
        if n == row and not (cell == "balance" and n == 0):
            amounts[cell] += Decimal(off) / 100
        elif n == row:
            amounts["net"] += Decimal(off) / 100
        rows.append(paypal(13 + n, "Payment", *(str(amounts[name]) for name in ("gross", "fee", "net", "balance"))))
    assert refused(shop, PAYPAL + "".join(rows)) == "control-failed"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(row=st.integers(0, 2), cell=st.integers(0, 2), off=st.integers(1, 500))
def test_one_changed_amount_of_stripe_is_refused(shop, row, cell, off):
    amounts = [
        [Decimal("10.00"), Decimal("0.59"), Decimal("9.41")],
        [Decimal(-4), Decimal(0), Decimal(-4)],
        [Decimal(1200), Decimal(46), Decimal(1154)],
    ]
    amounts[row][cell] += Decimal(off) / 100
    rows = [f"txn_{n},2026-11-01 09:12:00,eur,{a},{b},{c},charge,x\n" for n, (a, b, c) in enumerate(amounts)]
    assert refused(shop, STRIPE + "".join(rows)) == "control-failed"


def test_a_net_of_ebay_that_was_changed_is_found_by_its_payout(shop):
    rows = '"Nov 5, 2026",Order,1-1,18,USD,P1,--,--,-0.4,-2.6,20,USD,--\n"Nov 6, 2026",Payout,--,-17,USD,P1,--,--,--,--,--,USD,--\n'
    assert refused(shop, EBAY + rows) == "control-failed"


def test_an_ebay_payout_that_began_before_the_report_only_warns(shop):
    rows = '"Nov 5, 2026",Order,1-1,17,USD,P1,--,--,-0.4,-2.6,20,USD,--\n"Nov 6, 2026",Payout,--,-99,USD,P1,--,--,--,--,--,USD,--\n'
    (one,) = taken(shop, EBAY + rows)
    assert one["totals"] == {"sale": "20.00", "commission": "-3.00", "transfer": "-99.00"}
    assert [(control["name"], control["holds"]) for control in one["controls"]] == [("payout-total", False)]


def test_ebays_item_rows_add_nothing_to_the_roll_up_of_their_order(shop):
    (one,) = taken(shop, (SAMPLES / "ebay.roll-up.csv").read_bytes())
    assert one["net"] == "0.00" and one["totals"]["sale"] == "35.55" and one["totals"]["reserve"] == "0.00"


@pytest.mark.parametrize(
    ("title", "sent"),
    [("$38.00 sent to your bank account", "38.00"), ("US$1,038.00 sent to your bank account", "1038.00"), ("£38 was sent to your bank account", "38.00"),
     ("€ 1.038,50 sent to your bank account", "1038.50"), ("1 038,50 kr sent to your bank account", "1038.50")],
)  # fmt: skip
def test_a_deposit_of_etsy_has_its_amount_in_the_title(shop, title, sent):
    (one,) = taken(shop, ETSY + f'"November 3, 2026",Deposit,"{title}",,USD,--,--,--,--\n')
    assert one["totals"] == {"transfer": f"-{sent}"}


@pytest.mark.parametrize(
    "written",
    [
        "31 July, 2026",
        "31-Jul-26",
        "July 31, 2026",
        "31 Jul 2026",
        "31. Juli 2026",
        "31 juil. 2026",
        "07/31/2026",
        "31/07/2026",
        "2026-07-31",
    ],
)
def test_a_day_is_read_however_the_account_writes_it(shop, written):
    taken(shop, ETSY + f'"{written}",Sale,Payment for Order #1,,USD,$5.00,--,$5.00,--\n')
    (posted,) = shop.store().execute("SELECT posted_at FROM payout_lines").fetchone()
    assert posted == "2026-07-30T16:00:00Z"


@pytest.mark.parametrize("sign", ["(5.00)", "-5.00", "−5.00", "- 5.00", "-$5.00", "($5.00)", "$-5.00"])
def test_a_minus_is_read_however_it_is_written(shop, sign):
    (one,) = taken(
        shop, SQUARE + f"2026-11-02,10:00:00,PST,{sign},$0,{sign},$0,$0,$0,$0,{sign},$0,{sign},T2,P2,Refund\n"
    )
    assert one["totals"] == {"refund": "-5.00"}


@pytest.mark.parametrize(("sign", "currency"), [("$", "USD"), ("£", "GBP"), ("€", "EUR"), ("", "CNY")])
def test_square_names_its_currency_by_its_sign_only(shop, sign, currency):
    money = f"{sign}5.00"
    (one,) = taken(
        shop, SQUARE + f"2026-11-02,10:00:00,PST,{money},{sign}0,{money},,,,,{money},{sign}0,{money},T2,P2,Payment\n"
    )
    assert one["currency"] == currency


def test_a_settlement_of_amazon_that_was_cut_short_is_refused(shop):
    lines = (SAMPLES / "amazon-settlement-v2.txt").read_text("utf-8").splitlines(keepends=True)
    assert refused(shop, "".join(lines[:-6]), name="tx.txt") == "control-failed"


@pytest.mark.parametrize("last", [False, True])
def test_settlement_rows_without_a_currency_have_that_of_their_summary(shop, last):
    head = "settlement-id\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date\n"
    rows = ["9\t10.00\tEUR\n", "9\t\t\tOrder\t302-1\tItemPrice\tPrincipal\t10.00\t2026-11-02\n"]
    (one,) = taken(shop, head + "".join(rows[::-1] if last else rows), name="tx.txt")
    assert (one["currency"], one["totals"], one["closing"]) == ("EUR", {"sale": "10.00"}, "10.00")


@pytest.mark.parametrize(
    ("head", "menu"),
    [
        ("id,Description,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Fee,Status\n", "Balance"),
        ("category,description,net_amount,currency\n", "Balance"),
        ("Date,Time,Time Zone,Name,Type,Status,Amount,Receipt ID,Balance\n", "Activity download"),
        ("Sale Date,Order ID,Order Value,Order Net\n", "Monthly statements"),
        ("Date,Amount,Currency,Status,Bank Account Ending Digits\n", "Monthly statements"),
        ("Payment ID,Buyer Username,Order ID,Gross Amount,Fees,Net Amount,Posted Net\n", "Monthly statements"),
        (
            "CH,Transaction ID,Transaction Initiation Date,Transaction Debit or Credit,Gross Transaction Amount\n",
            "Activity download",
        ),
        ("Sales Record Number,Order Number,Buyer Username,Sold For,Total Price\n", "Transaction report"),
        ("Date,Time,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Net Sales\n", "Transactions CSV"),
        ("amazon-order-id\tpurchase-date\torder-status\titem-price\n", "Settlement"),
    ],
    ids=[
        "stripe payments",
        "stripe summary",
        "paypal short",
        "etsy orders",
        "etsy deposits",
        "etsy payments",
        "paypal settlement",
        "ebay orders",
        "square items",
        "amazon orders",
    ],
)
def test_another_export_is_refused_with_the_place_of_the_right_one(shop, head, menu):
    shop.write("tx.csv", head + ",".join("1" for _ in head.split(",")) + "\n")
    result = shop.run("payouts", "import", "tx.csv")
    assert result.exit_code == 5 and menu in result.stderr


def test_rows_that_are_alike_are_all_kept_and_a_total_row_is_none(shop, files):
    row = files.paid("#1001", "10.00", "0.30", currency="EUR")
    (one,) = taken(shop, files.shopify(row, row) + "Total,,,,,,,,20.00,0.60,19.40,,EUR\n")
    assert (one["rows"], one["created"], one["net"]) == (2, 2, "19.40")
    (again,) = taken(shop, files.shopify(row, row), name="again.csv")
    assert again["created"] == 0


def test_columns_may_stand_in_any_order_beside_others_behind_a_bom_and_semicolons(shop):
    (one,) = taken(
        shop,
        "\ufeffNet;Fee;Gross;Currency;New;Time Zone;Time;Date;Type;Transaction ID;Balance\n96,80;-3,20;100,00;USD;x;PST;10:00;13.11.2026;Payment;T1;1.096,80\n",
    )
    assert (one["totals"], one["opening"]) == ({"sale": "100.00", "payment-fee": "-3.20"}, "1000.00")


def test_the_payouts_summary_beside_the_transactions_explains_every_cent_once(shop, files):
    shop.write("orders.csv", files.orders(files.order("#1001", "100.00")))
    assert shop.run("orders", "import", "orders.csv").exit_code == 0
    taken(shop, files.shopify(files.paid("#1001", "100.00", "3.00")))
    taken(
        shop,
        "Payout Date,Status,Charges,Refunds,Fees,Total,Currency\n2026-11-05,paid,100.00,0.00,-3.00,97.00,CNY\n",
        name="payouts.csv",
    )
    answer = shop.run("payouts", "reconcile", "--json").json
    assert (answer["matched"], answer["exceptions"]) == (1, [])
    (total,) = answer["totals"]
    assert (total["statements"], total["explained"], total["exceptions"]) == ("194.00", "194.00", "0.00")
    told = {(one["kind"], one["repeated"]): one["amount"] for one in answer["explained"]}
    assert told == {
        ("sale", False): "100.00", ("payment-fee", False): "-3.00", ("sale", True): "100.00", ("payment-fee", True): "-3.00",
    }  # fmt: skip


def test_two_refunds_of_one_square_payment_are_both_kept(shop):
    row = "2026-11-02,{at},PST,-$5.00,$0,-$5.00,$0,$0,$0,$0,-$5.00,$0,-$5.00,T2,P2,Refund\n"
    text = SQUARE + row.format(at="10:00:00") + row.format(at="11:00:00")
    (one,) = taken(shop, text)
    assert (one["created"], one["net"]) == (2, "-10.00")
    assert taken(shop, text, name="again.csv")[0]["created"] == 0


def test_a_hold_and_its_release_under_one_paypal_number_are_both_kept(shop):
    held = paypal(13, "Payment Hold", "-5.00", "0", "-5.00", "5.00")
    (one,) = taken(
        shop, PAYPAL + held + held.replace("Hold", "Release").replace("-5.00", "5.00").replace(",5.00\n", ",10.00\n")
    )
    assert (one["created"], one["net"], one["opening"], one["closing"]) == (2, "0.00", "10.00", "10.00")


def test_amazons_two_reports_of_one_settlement_count_once(shop):
    head = "settlement-id\ttotal-amount\tcurrency\ttransaction-type\torder-id\tamount-type\tamount-description\tamount\tposted-date\n"
    rows = "9\t-4.00\tUSD\n9\t\tUSD\tServiceFee\t\tother-transaction\tStorage Fee\t-4.00\t2026-11-02\n"
    taken(shop, head + rows, name="settlement.txt")
    text = 'date/time,settlement id,type,order id,description,marketplace,total\n"Nov 2, 2026 1:00:00 AM PST",9,FBA Inventory Fee,,Storage,amazon.com,-4.00\n'
    taken(shop, text, name="range.csv")
    answer = shop.run("payouts", "reconcile", "--json").json
    assert [(one["kind"], one["amount"], one["repeated"]) for one in answer["explained"]] == [
        ("storage", "-4.00", False), ("storage", "-4.00", True),
    ]  # fmt: skip
