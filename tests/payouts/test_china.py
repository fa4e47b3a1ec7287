"""Statements of Chinese platforms: proved by their own totals, unpacked from ZIPs, with the shop's own words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SAMPLES = Path(__file__).parent / "samples"
WECHAT = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,"
    "退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\n"
)
TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\n"
FUND = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,收入金额（+元）,支出金额（-元）,账户余额（元）,业务类型,备注\n"
)
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def bill(moves: list[tuple[int, bool]]) -> str:
    """A trade bill of (fen, refund) rows with the totals that belong to it."""
    rows, sums = [], [0, 0, Decimal(0)]
    for n, (fen, refund) in enumerate(moves):
        amount, fee = Decimal(fen) / 100, (Decimal(fen) * 6 / 100000).quantize(Decimal("0.00001"))
        paid, back, charged = (Decimal(0), amount, -fee) if refund else (amount, Decimal(0), fee)
        number = f"50300002026111{n + 1234567:014d}" if refund else "0"
        rows.append(
            f"`2026-11-11 09:{n // 60:02d}:{n % 60:02d},`wx1,`16,`0,`,`42000000002026{n + 1234567:014d},`A{n},`o,`JSAPI,`{'REFUND' if refund else 'SUCCESS'},`X,`CNY,"
            f"`{paid:.2f},`0.00,`{number},`0,`{back:.2f},`0.00,`,`,`枣,`,`{charged},`0.60%,`{paid:.2f},`{back:.2f},`\n"
        )
        sums = [sums[0] + paid, sums[1] + back, sums[2] + charged]
    return (
        WECHAT
        + "".join(rows)
        + TOTALS
        + f"`{len(moves)},`{sums[0]:.2f},`{sums[1]:.2f},`0.00,`{sums[2]},`{sums[0]:.2f},`{sums[1]:.2f}\n"
    )


moves = st.lists(st.tuples(st.integers(1, 99999), st.booleans()), min_size=1, max_size=12)


@quick
@given(rows=moves)
def test_a_whole_bill_is_taken_in_to_the_cent(shop: Any, new_shop: Any, rows: list[tuple[int, bool]]) -> None:
    here = new_shop(shop)
    here.write("bill.csv", bill(rows))
    (one,) = here.run("payouts", "import", "bill.csv", "--json").json
    paid = sum(-fen if refund else fen for fen, refund in rows)
    fees = sum((-1 if refund else 1) * (Decimal(fen) * 6 / 100000).quantize(Decimal("0.00001")) for fen, refund in rows)
    assert one["rows"] == one["created"] == len(rows)
    assert abs(Decimal(one["net"]) - (Decimal(paid) / 100 - fees)) <= Decimal("0.005")
    assert sum(map(Decimal, one["totals"].values())) == Decimal(one["net"])


@quick
@given(rows=moves, at=st.integers(0, 11), by=st.sampled_from([1, -1, 100]))
def test_a_bill_with_one_changed_amount_is_never_taken_in(
    shop: Any, new_shop: Any, rows: list[tuple[int, bool]], at: int, by: int
) -> None:
    here = new_shop(shop)
    at %= len(rows)
    changed = [(max(1, fen + by), refund) if n == at else (fen, refund) for n, (fen, refund) in enumerate(rows)]
    if changed == rows:
        return
    totals = bill(rows)[bill(rows).index(TOTALS) :]
    false = bill(changed)
    here.write("bill.csv", false[: false.index(TOTALS)] + totals)
    before = here.dump()
    assert here.run("payouts", "import", "bill.csv").exit_code == 5
    assert here.dump() == before


def test_a_bill_without_its_last_lines_was_downloaded_only_in_part(shop: Any) -> None:
    text = bill([(1000, False), (2000, False)])
    shop.write("bill.csv", text[: text.index(TOTALS)])
    result = shop.run("payouts", "import", "bill.csv")
    assert result.exit_code == 5 and "in part" in result.stderr


def test_a_bill_that_lost_its_backticks_in_a_spreadsheet_program_names_the_damaged_numbers(shop: Any) -> None:
    text = bill([(1000, False)]).replace("`", "").replace(f"42000000002026{1234567:014d}", "4.2E+27")
    shop.write("bill.csv", text)
    result = shop.run("payouts", "import", "bill.csv")
    assert result.exit_code == 5 and "微信订单号" in result.stderr


def fund(*rows: str) -> bytes:
    return ("#支付宝账务明细查询\n" + FUND + "".join(rows)).encode("gb18030")


ROW = "1000000000000001\t,b1,T200P700000000000000001\t,枣,2026-11-02 09:00:00,66.00,,66.00,在线支付,\n"


@pytest.mark.parametrize(
    ("remark", "order", "kind"),
    [
        ("天猫佣金（女装/女士精品）{700000000000000001}扣款", "700000000000000001", "commission"),
        ("天猫佣金(红枣)700000000000000001扣款", "700000000000000001", "commission"),
        ("淘宝客佣金代扣款[700000000000000001]", "700000000000000001", "advertising"),
        ("代扣返点积分700000000000000001", "700000000000000001", "service-fee"),
        ("运费险保费收取:淘宝订单号700000000000000001", "700000000000000001", "freight-insurance"),
        ("直通车充值", "", "transfer"),
        ("余利宝-转入", "", "transfer"),
        ("延迟发货赔付", "700000000000000009", "penalty"),
        ("先用后付技术服务费", "700000000000000009", "payment-fee"),
    ],
)
def test_an_order_number_is_found_in_the_remark(shop: Any, remark: str, order: str, kind: str) -> None:
    row = f"1000000000000001\t,b1,T200P700000000000000009\t,枣,2026-11-02 09:00:00,,-5.00,,其他,{remark}\n"
    shop.write("bill.csv", fund(row))
    assert shop.run("payouts", "import", "bill.csv").exit_code == 0
    db = shop.store()
    found = db.execute("SELECT kind, order_id FROM payout_lines").fetchall()
    db.close()
    assert [tuple(one) for one in found] == [(kind, order)]


def test_the_shops_own_words_come_first(shop: Any) -> None:
    shop.toml('[payouts]\nremarks = [ { find = "村集体服务费*单{order}", kind = "service-fee" } ]')
    row = "1000000000000001\t,b1,T200P700000000000000009\t,枣,2026-11-02 09:00:00,,-5.00,,其他,村集体服务费 订单700000000000000001 ok\n"
    shop.write("bill.csv", fund(row))
    assert shop.run("payouts", "import", "bill.csv").exit_code == 0
    db = shop.store()
    found = db.execute("SELECT kind, order_id FROM payout_lines").fetchall()
    db.close()
    assert [tuple(one) for one in found] == [("service-fee", "700000000000000001")]


def test_a_kind_that_does_not_exist_is_named_with_the_nearest(shop: Any) -> None:
    shop.toml('[payouts]\nremarks = [ { find = "x{order}", kind = "comission" } ]')
    result = shop.run("payouts", "import")
    assert result.exit_code == 4
    assert "payouts.remarks[0].kind" in result.stderr and "commission" in result.stderr


@pytest.mark.parametrize("find", ["活动费{ordr}", "活动费{订单号}", "{order}", "*", "", "x{order}y{order}"])
def test_a_pattern_that_cannot_be_meant_is_named_with_its_key(shop: Any, find: str) -> None:
    shop.toml(f'[payouts]\nremarks = [ {{ find = "{find}", kind = "service-fee" }} ]')
    result = shop.run("payouts", "import")
    assert result.exit_code == 4
    assert "payouts.remarks[0].find" in result.stderr


def test_braces_that_stand_in_the_remark_may_stand_in_the_pattern(shop: Any) -> None:
    shop.toml('[payouts]\nremarks = [ { find = "合作社佣金（*）{{order}}扣款", kind = "commission" } ]')
    row = "1000000000000001\t,b1,,枣,2026-11-02 09:00:00,,-5.00,,其他,合作社佣金（枣）{700000000000000001}扣款\n"
    shop.write("bill.csv", fund(row))
    assert shop.run("payouts", "import", "bill.csv").exit_code == 0
    db = shop.store()
    found = db.execute("SELECT kind, order_id FROM payout_lines").fetchall()
    db.close()
    assert [tuple(one) for one in found] == [("commission", "700000000000000001")]


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("[awpdj]*.*") if path.suffix != ".json"))
def test_no_name_or_address_of_a_person_is_kept(shop: Any, name: str) -> None:
    if not name.startswith(("alipay", "wechat", "pinduoduo", "douyin", "jd")):
        return
    assert shop.run("payouts", "import", SAMPLES / name).exit_code == 0
    dump = shop.dump()
    assert not [word for word in ("店主", "顾客", "example.com", "oBuyer") if word in dump]
