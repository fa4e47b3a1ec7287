"""What Chinese statements prove of themselves, and what is refused: neighbouring exports, unknown signs, false sums."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("headings", "menu"),
    [
        ("结算时间,订单号,子订单号,结算金额,结算账户,结算单类型,订单实付", "动账明细"),
        ("商户订单号,入账时间,账务类型,收入金额（+元）,支出金额（-元）,备注,业务描述", "账务明细"),
        ("门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）", "Fund bill"),
    ],
    ids=["douyin settlement", "pinduoduo marketing", "alipay summary"],
)  # fmt: skip
def test_a_neighbouring_export_is_refused_with_the_place_of_the_right_one(shop: Any, headings: str, menu: str) -> None:
    shop.write("bill.csv", headings + "\n" + ",".join("1" for _ in headings.split(",")) + "\n")
    result = shop.run("payouts", "import", "bill.csv", "--json")
    assert result.exit_code == 5
    assert result.json["error"]["code"] == "unknown-format" and menu in result.json["error"]["hint"]


def douyin(direction: str, moved: str, fee: str = "-2.00") -> str:
    return (
        "动账时间,动帐流水号,动账方向,动账金额,动账场景,子订单号,订单号,订单实付应结,平台服务费\n"
        f"2026-11-12 10:00:00,'75001,{direction},{moved},货款结算入账,'6901,'6901,98.00,{fee}\n"
    )


def test_a_direction_that_nobody_knows_is_never_taken_for_income(shop: Any) -> None:
    shop.write("bill.csv", douyin("冲正", "96.00"))
    result = shop.run("payouts", "import", "bill.csv", "--json")
    assert result.exit_code == 5
    (problem,) = result.json["error"]["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (2, "动账方向", "冲正")


@pytest.mark.parametrize("fee", ["-2.00", "2.00"])
def test_what_the_platform_takes_may_have_a_sign_or_none(shop: Any, fee: str) -> None:
    shop.write("bill.csv", douyin("入账", "96.00", fee))
    (one,) = shop.run("payouts", "import", "bill.csv", "--json").json
    assert one["totals"] == {"sale": "98.00", "service-fee": "-2.00"} and one["net"] == "96.00"


@pytest.mark.parametrize(("direction", "moved"), [("入账", "96.01"), ("入账", "69.00"), ("出账", "96.00")])
def test_a_movement_that_its_parts_do_not_make_up_is_refused(shop: Any, direction: str, moved: str) -> None:
    shop.write("bill.csv", douyin(direction, moved))
    result = shop.run("payouts", "import", "bill.csv", "--json")
    assert result.exit_code == 5 and result.json["error"]["code"] == "control-failed"
    assert result.json["error"]["problems"][0]["row"] == 2


@pytest.mark.parametrize(
    ("was", "now"),
    [("，商家实收共136.80", "，商家实收共136.81"), ("#交易合计：2笔", "#交易合计：3笔"), ("共-20.00", "共-2.00")],
)
def test_a_trade_bill_that_its_footer_contradicts_is_refused(shop: Any, was: str, now: str) -> None:
    text = (SAMPLES / "alipay-merchant-trade.footer.csv").read_bytes().decode("gb18030")
    assert was in text
    shop.write("bill.csv", text.replace(was, now).encode("gb18030"))
    result = shop.run("payouts", "import", "bill.csv", "--json")
    assert result.exit_code == 5 and result.json["error"]["code"] == "control-failed"


def test_totals_of_a_persons_bill_that_differ_only_warn(shop: Any) -> None:
    shop.write(
        "bill.csv",
        (SAMPLES / "wechat-personal.csv").read_text("utf-8").replace("收入：1笔 88.00元", "收入：9笔 99.00元"),
    )
    (one,) = shop.run("payouts", "import", "bill.csv", "--json").json
    assert one["created"] == one["rows"] == 4
    assert [control["name"] for control in one["controls"] if not control["holds"]] == ["income-count", "income-total"]


@pytest.mark.parametrize("name", ["alipay-merchant.csv", "alipay-merchant-trade.footer.csv"])
def test_a_bill_without_its_closing_lines_says_that_rows_may_be_missing(shop: Any, name: str) -> None:
    text = (SAMPLES / name).read_bytes().decode("gb18030")
    shop.write("whole.csv", text.encode("gb18030"))
    shop.write("part.csv", text[: text.rindex("#---")].encode("gb18030"))
    part = shop.run("payouts", "import", "part.csv")
    assert part.exit_code == 0 and "only in part" in part.stderr
    whole = shop.run("payouts", "import", "whole.csv")
    assert whole.exit_code == 0 and "only in part" not in whole.stderr
