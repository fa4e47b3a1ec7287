"""payouts import: a statement is proved, kept once, and taken back exactly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"


def lines(shop):
    db = shop.store()
    try:
        return [tuple(row) for row in db.execute("SELECT row_key, kind, amount_minor, order_id FROM payout_lines")]
    finally:
        db.close()


@pytest.mark.parametrize("sample", [p.name for p in sorted(SAMPLES.iterdir()) if p.suffix != ".json"])
def test_every_layout_is_taken_in_twice_without_a_change_and_undone_exactly(shop, sample):
    path = shop.write(sample, (SAMPLES / sample).read_bytes())
    empty = shop.dump()
    first = shop.run("payouts", "import", path, "--json")
    assert first.exit_code == 0, first.stderr
    taken = shop.dump()
    assert all(one["created"] == one["rows"] > 0 and one["unchanged"] == 0 for one in first.json)
    second = shop.run("payouts", "import", path, "--json")
    assert second.exit_code == 0
    assert shop.dump() == taken
    assert [one["unchanged"] for one in second.json] == [one["rows"] for one in first.json]
    assert [one["totals"] for one in second.json] == [one["totals"] for one in first.json]
    assert shop.run("undo", str(first.json[0]["batch"])).exit_code == 0
    assert shop.dump() == empty


def test_the_answer_names_currency_net_totals_and_controls(shop):
    path = shop.write("bill.csv", (SAMPLES / "alipay-merchant.csv").read_bytes())
    (one,) = shop.run("payouts", "import", path, "--json").json
    assert (one["format"], one["currency"], one["rows"], one["ignored"]) == ("alipay-merchant", "CNY", 11, 4)
    assert (one["opening"], one["net"], one["closing"]) == ("1000.00", "-564.07", "435.93")
    assert one["totals"]["sale"] == "159.90" and one["totals"]["transfer"] == "-700.00"
    assert sum(Decimal(amount) for amount in one["totals"].values()) == Decimal(one["net"])
    assert {control["name"]: control["holds"] for control in one["controls"]} == {
        "expense-count": True, "expense-total": True, "income-count": True, "income-total": True,
        "running-balance": True,
    }  # fmt: skip


def test_a_file_with_two_currencies_is_one_object_each(shop):
    path = shop.write("tx.csv", (SAMPLES / "shopify-payments.sixteen-columns.csv").read_bytes())
    result = shop.run("payouts", "import", path, "--json")
    assert [(one["currency"], one["net"], one["rows"]) for one in result.json] == [
        ("USD", "21.31", 2),
        ("JPY", "85", 1),
    ]
    assert {one["file"] for one in result.json} == {"tx.csv"}


def test_what_each_payout_comes_to_is_reported(shop, files):
    shop.write(
        "tx.csv", files.shopify(files.paid("#1", fee="2.00"), files.paid("#2", payout="pay_2"), files.paid("#3"))
    )
    (one,) = shop.run("payouts", "import", "tx.csv", "--json").json
    assert one["payouts"] == [{"payout_id": "pay_1", "net": "198.00"}, {"payout_id": "pay_2", "net": "100.00"}]


def test_the_table_says_which_proofs_hold(shop):
    path = shop.write("bill.csv", (SAMPLES / "alipay-merchant.csv").read_bytes())
    result = shop.run("payouts", "import", path)
    assert result.exit_code == 0
    assert "running balance" in result.stdout and "✓ holds" in result.stdout and "Commission" in result.stdout


def rejected(shop, name, text):
    shop.write(name, text)
    before = shop.dump()
    result = shop.run("payouts", "import", name, "--json")
    assert result.exit_code == 5, result.stdout
    assert shop.dump() == before
    return result.json["error"]


def test_a_footer_that_does_not_agree_rejects_the_file(shop, files):
    text = files.alipay([("10000", "700000000000000001")]).replace("共100.00元", "共100.01元")
    error = rejected(shop, "bill.csv", text)
    assert error["code"] == "control-failed"
    assert "100.01" in error["message"] and "100.00" in error["message"]


def test_a_balance_that_does_not_follow_names_the_row(shop, files):
    bill = files.alipay(
        [("10000", "700000000000000001"), ("-600", "700000000000000001"), ("500", "700000000000000002")]
    )
    error = rejected(shop, "bill.csv", bill.replace(",94.00,", ",95.00,"))
    assert error["code"] == "control-failed"
    assert next((p["row"], p["column"], p["value"]) for p in error["problems"]) == (5, "账户余额", "95.00")


def test_a_net_that_is_not_amount_less_fee_names_the_row(shop, files):
    text = files.shopify(files.paid("#1001", fee="2.00"), files.paid("#1002", fee="2.00", net="98.01"))
    error = rejected(shop, "tx.csv", text)
    assert error["code"] == "control-failed"
    assert [(p["row"], p["column"]) for p in error["problems"]] == [(3, "Net")]
    assert "98.01" in error["message"] and "98.00" in error["message"]


@pytest.mark.parametrize("sample", ["amazon-settlement-v1.csv", "amazon-settlement-v2.txt"])
def test_a_settlement_that_lost_a_row_is_rejected_with_stated_and_computed(shop, sample):
    whole = (SAMPLES / sample).read_text("utf-8").splitlines(keepends=True)
    error = rejected(shop, "settlement.txt", "".join(whole[:-2]))
    assert error["code"] == "control-failed"
    stated = {"amazon-settlement-v1.csv": "-23.91", "amazon-settlement-v2.txt": "172.33"}[sample]
    assert stated in error["message"]


def test_a_settlement_without_its_summary_row_is_rejected(shop):
    whole = (SAMPLES / "amazon-settlement-v2.txt").read_text("utf-8").splitlines(keepends=True)
    assert rejected(shop, "settlement.txt", whole[0] + "".join(whole[2:]))["code"] == "no-total-row"


def test_an_id_that_a_spreadsheet_program_damaged_is_refused(shop, files):
    text = files.alipay([("10000", "700000000000000001")]).replace("0000000000000001\t,b1", "2.02611E+15,b1")
    error = rejected(shop, "bill.csv", text)
    assert error["problems"][0]["column"] == "账务流水号" and error["problems"][0]["row"] == 4


def test_an_amount_that_is_no_number_rejects_the_file_and_leaves_the_row_to_mend(shop, files):
    text = files.shopify(files.paid("#1001"), files.paid("#1002").replace("100.00,0.00", "ten,0.00"))
    error = rejected(shop, "tx.csv", text)
    assert [(p["code"], p["row"], p["column"], p["value"]) for p in error["problems"]] == [
        ("not-a-number", 3, "Amount", "ten")
    ]
    assert (shop.path / "out" / "rejected" / "tx.xlsx").is_file()


def test_the_good_rows_can_be_taken_alone(shop, files):
    shop.write("tx.csv", files.shopify(files.paid("#1001"), files.paid("#1002").replace("100.00,0.00", "ten,0.00")))
    result = shop.run("payouts", "import", "tx.csv", "--skip-bad-rows", "--json")
    assert result.exit_code == 3
    assert [(one["rows"], one["created"], one["rejected"]) for one in result.json] == [(2, 1, 1)]


def test_the_wrong_export_is_refused_with_the_right_ones_place(shop):
    shop.write("orders.csv", "Name,Email,Financial Status,Paid at,Currency,Total,Lineitem quantity,Lineitem name\n")
    result = shop.run("payouts", "import", "orders.csv")
    assert result.exit_code == 5
    assert "View transactions" in result.stderr


def test_a_file_of_another_format_than_its_source_is_refused(shop, files):
    shop.toml('[payouts.sources.alipay]\nfiles = "alipay*.csv"\nformat = "alipay-merchant"')
    shop.write("alipay-11.csv", files.shopify(files.paid("#1001")))
    result = shop.run("payouts", "import", "--json")
    assert result.exit_code == 5
    assert result.json["error"]["code"] == "another-format"


def test_an_unknown_source_is_a_wrong_call(shop):
    shop.toml('[payouts.sources.alipay]\nfiles = "alipay*.csv"\nformat = "alipay-merchant"')
    result = shop.run("payouts", "import", "--source", "alipai")
    assert result.exit_code == 2
    assert "alipay" in result.stderr


def test_no_new_file_is_a_line_and_zero(shop):
    shop.toml('[payouts.sources.alipay]\nfiles = "alipay*.csv"\nformat = "alipay-merchant"')
    result = shop.run("payouts", "import")
    assert result.exit_code == 0
    assert "There is no new statement." in result.stdout


def test_files_that_overlap_count_every_row_once(shop, files):
    days = [files.paid(f"#{n}", at=f"2026-11-0{n} 09:00:00 +0800") for n in range(1, 6)]
    shop.write("a.csv", files.shopify(*days[:3]))
    shop.write("b.csv", files.shopify(*days[1:]))
    assert [one["created"] for one in shop.run("payouts", "import", "a.csv", "b.csv", "--json").json] == [3, 2]
    assert len(lines(shop)) == 5


def test_identical_genuine_rows_are_not_lost(shop, files):
    shop.write("a.csv", files.shopify(files.paid("#1"), files.paid("#1"), files.paid("#1")))
    (one,) = shop.run("payouts", "import", "a.csv", "--json").json
    assert (one["created"], one["net"], len(lines(shop))) == (3, "300.00", 3)
    shop.write("again.csv", files.shopify(files.paid("#1"), files.paid("#1"), files.paid("#1"), files.paid("#1")))
    (one,) = shop.run("payouts", "import", "again.csv", "--json").json
    assert (one["created"], one["unchanged"]) == (1, 3)


def test_a_file_saved_again_with_other_number_forms_changes_nothing(shop, files):
    shop.write("a.csv", files.shopify(files.paid("#1", "1234.50", "2.00")))
    shop.run("payouts", "import", "a.csv")
    before = shop.dump()
    text = files.shopify(files.paid("#1", "1234.50", "2.00")).replace("1234.50", '"$1,234.5"').replace("2.00", "2")
    shop.write("b.csv", text.replace("\n", "\r\n"), "utf-8-sig")
    (one,) = shop.run("payouts", "import", "b.csv", "--json").json
    assert (one["created"], one["unchanged"], one["batch"]) == (0, 1, None)
    assert shop.dump() == before


def test_a_pending_row_learns_its_payout_later_and_that_can_be_undone(shop, files):
    shop.write("a.csv", files.shopify(files.paid("#1", payout="")))
    shop.run("payouts", "import", "a.csv")
    before = shop.dump()
    shop.write("b.csv", files.shopify(files.paid("#1", payout="pay_9")))
    (one,) = shop.run("payouts", "import", "b.csv", "--json").json
    assert (one["created"], one["changed"], one["unchanged"]) == (0, 1, 0)
    assert shop.run("undo", str(one["batch"])).exit_code == 0
    assert shop.dump() == before


def test_rows_of_an_undone_file_come_back_with_another_file_that_holds_them(shop, files):
    shop.write("a.csv", files.shopify(files.paid("#1"), files.paid("#2")))
    shop.write("b.csv", files.shopify(files.paid("#2"), files.paid("#3")))
    first, _second = shop.run("payouts", "import", "a.csv", "b.csv", "--json").json
    assert shop.run("undo", str(first["batch"])).exit_code == 0
    (again,) = shop.run("payouts", "import", "b.csv", "--json").json
    assert (again["created"], again["unchanged"]) == (1, 1)


def test_a_dry_run_changes_nothing_and_says_what_the_real_run_does(shop):
    path = shop.write("bill.csv", (SAMPLES / "alipay-merchant.csv").read_bytes())
    before = shop.dump()
    (tried,) = shop.run("payouts", "import", path, "-n", "--json").json
    assert shop.dump() == before
    (real,) = shop.run("payouts", "import", path, "--json").json
    assert tried["dry_run"] and not real["dry_run"]
    same = set(tried) - {"batch", "dry_run"}
    assert {key: tried[key] for key in same} == {key: real[key] for key in same}


def test_some_taken_and_some_rejected_is_three(shop, files):
    shop.write("a.csv", files.shopify(files.paid("#1")))
    shop.write("b.csv", files.shopify(files.paid("#2", net="1.00")))
    result = shop.run("payouts", "import", "a.csv", "b.csv", "--json")
    assert result.exit_code == 3
    assert [one.get("error", {}).get("code") for one in result.json] == [None, "control-failed"]


def test_an_empty_bill_is_taken_without_a_trace(shop):
    text = "#支付宝账务明细查询\n账务流水号,商户订单号,收入金额（+元）,支出金额（-元）,账户余额（元）,发生时间,备注\n"
    shop.write("bill.csv", text + "#支出合计：0笔，共0.00元,,,,,,\n#收入合计：0笔，共0.00元,,,,,,\n", "gb18030")
    result = shop.run("payouts", "import", "bill.csv", "--json")
    assert result.exit_code == 0
    assert (result.json[0]["rows"], result.json[0]["net"]) == (0, "0.00")


def test_what_rounding_leaves_over_is_a_line_of_its_own(shop, files):
    rows = [files.paid(f"#{n}", "10.000", "0.004", net="9.996") for n in range(1, 4)]
    shop.write("tx.csv", files.shopify(*rows))
    (one,) = shop.run("payouts", "import", "tx.csv", "--json").json
    assert (one["net"], one["totals"]) == ("29.99", {"sale": "30.00", "payment-fee": "0.00", "rounding": "-0.01"})
    assert sum(line[2] for line in lines(shop)) == 2999


def test_a_total_row_is_not_money(shop, files):
    shop.write("tx.csv", files.shopify(files.paid("#1"), "Total,,,,,,,,100.00,0.00,100.00,,\n"))
    (one,) = shop.run("payouts", "import", "tx.csv", "--json").json
    assert (one["rows"], one["ignored"], one["net"]) == (1, 1, "100.00")


def test_a_row_whose_cells_have_shifted_is_refused(shop, files):
    text = files.shopify(files.paid("#1001"), files.paid("#1002").replace("visa", "visa, debit"))
    error = rejected(shop, "tx.csv", text)
    assert [(p["code"], p["row"]) for p in error["problems"]] == [("extra-cells", 3)]


@pytest.mark.parametrize(
    ("line", "key", "near"),
    [
        ('format = "alipay-merchnt"', "payouts.sources.x.format", "alipay-merchant"),
        ('fees = [ { kind = "comission", rate = "5%" } ]', "payouts.sources.x.fees[0].kind", "commission"),
    ],
)
def test_a_source_with_an_unknown_name_is_a_config_error(shop, line, key, near):
    shop.toml(f'[payouts.sources.x]\nfiles = "x*.csv"\n{line}')
    for verb in ("import", "reconcile"):
        result = shop.run("payouts", verb, "--json")
        assert result.exit_code == 4
        error = result.json["error"]
        assert key in error["message"] and near in error["hint"]
