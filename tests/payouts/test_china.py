"""Statements of Chinese platforms: proved by their own totals, unpacked from ZIPs, with the shop's own words."""

from __future__ import annotations

import io
import zipfile
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


def packed(members: dict[str, bytes], *, gbk: bool = True) -> bytes:
    """A ZIP whose member names are in GBK without saying so, as Alipay's are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name.encode("gbk").decode("cp437") if gbk else name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    data = file.getvalue()
    return data if not gbk else _without_utf8_flag(data, members)


def _without_utf8_flag(data: bytes, members: dict[str, bytes]) -> bytes:
    """zipfile says UTF-8 for such names: put the plain GBK bytes there and take the flag away."""
    for name in members:
        wrong = name.encode("gbk").decode("cp437").encode("utf-8")
        right = name.encode("gbk")
        data = data.replace(wrong, b"_" * (len(wrong) - len(right)) + right)
    raw = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + at + 1] &= ~0x08
            start = raw.find(mark, start + 4)
    return bytes(raw)


def fund(*rows: str) -> bytes:
    return ("#支付宝账务明细查询\n" + FUND + "".join(rows)).encode("gb18030")


ROW = "1000000000000001\t,b1,T200P700000000000000001\t,枣,2026-11-02 09:00:00,66.00,,66.00,在线支付,\n"


def test_a_zip_with_chinese_names_is_unpacked_and_its_summary_passed_over(shop: Any) -> None:
    shop.write("bill.zip", packed({"20888_账务汇总.csv": b"x,y\n1,2\n", "20888_账务明细.csv": fund(ROW)}, gbk=False))
    (one,) = shop.run("payouts", "import", "bill.zip", "--json").json
    assert one["format"] == "alipay-merchant" and one["net"] == "66.00"
    assert one["file"] == "out/unpacked/bill/20888_账务明细.csv"
    again = shop.run("payouts", "import", "bill.zip", "--json").json
    assert again[0]["created"] == 0


def test_names_in_gbk_that_do_not_say_so_are_read(shop: Any) -> None:
    shop.write("bill.zip", packed({"账务明细.csv": fund(ROW)}))
    result = shop.run("payouts", "import", "bill.zip", "--json")
    assert result.exit_code == 0, result.stderr
    assert "账务明细" in result.json[0]["file"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packed({"readme.doc": b"x"}, gbk=False), "no statement"),
        (packed({"a.csv": fund(ROW)}, gbk=False)[:-30], "PK"),
        (packed({"inner.zip": packed({"a.csv": b"x"}, gbk=False)}, gbk=False), "no statement"),
    ],
)
def test_a_zip_that_cannot_be_unpacked_is_refused_and_leaves_nothing(shop: Any, content: bytes, said: str) -> None:
    shop.write("bill.zip", content)
    before = shop.dump()
    result = shop.run("payouts", "import", "bill.zip")
    assert result.exit_code == 5
    assert said in result.stderr or "damaged" in result.stderr or "bill.zip" in result.stderr
    assert shop.dump() == before


def test_a_member_that_wants_to_leave_the_folder_stays_in_it(shop: Any) -> None:
    shop.write("bill.zip", packed({"../../evil.csv": fund(ROW)}, gbk=False))
    (one,) = shop.run("payouts", "import", "bill.zip", "--json").json
    assert one["file"] == "out/unpacked/bill/evil.csv"
    assert not (shop.path.parent / "evil.csv").exists()


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


def test_no_name_of_a_person_is_kept(shop: Any) -> None:
    for name in ("wechat-personal.csv", "alipay-personal.2023.csv"):
        assert shop.run("payouts", "import", SAMPLES / name).exit_code == 0
    assert "店主" not in shop.dump() and "顾客" not in shop.dump() and "example.com" not in shop.dump()
