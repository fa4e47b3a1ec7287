"""`shipments bill`: a courier's bill checked against what was packed and the rate card."""

from __future__ import annotations

import datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.shipments.bill_rules import BillLine, Expected, OurParcel, judge

HEAD = "日期,运单号,目的省份,结算重量(kg),金额\n"
SIX = tuple((f"C-{n}", "DATE-500", 1) for n in range(1, 7))


@pytest.fixture
def sent(practice):
    """Six parcels of 520 g to Shandong, 4.00 each by the card, and one of 1,050 g at 5.50; in the order of their numbers."""
    for order in list(practice.statuses()):
        assert practice.run("orders", "cancel", order).exit_code == 0
    rows = [(f"B-{n}", "DATE-500", 1) for n in range(1, 7)] + [("B-7", "NUT-1", 1)]
    practice.ordered(rows, "b.csv")
    result = practice.run("shipments", "create", "--yes", "--json", env={"SELLERKIT_NOW": "2026-11-10T20:00:00+08:00"})
    assert result.json["confirmed"] == 7, result.stdout
    return practice


def numbers(seller) -> list[str]:
    return [waybill for _order, waybill in sorted(seller.waybills().items())]


def bill(seller, *rows: str, name: str = "bill.csv", head: str = HEAD, encoding: str = "utf-8"):
    seller.write(name, head + "".join(row + "\n" for row in rows), encoding=encoding)
    result = seller.run("shipments", "bill", name, "--json")
    assert result.exit_code in (0, 3), result.stdout + result.stderr
    return result.exit_code, result.json[0]


def right(seller) -> list[str]:
    one, two = numbers(seller)[:6], numbers(seller)[6]
    return [f"2026-11-10,{w},山东省,0.52,4.00" for w in one] + [f"2026-11-10,{two},山东,1.05,5.50"]


def test_a_bill_as_the_card_says_it_is_agreed_whole(sent) -> None:
    code, found = bill(sent, *right(sent), "合计,,,,29.50")
    assert (code, found["carrier"], found["billed"], found["agreed"], found["disputed"]) == (
        0,
        "zto",
        "29.50",
        "29.50",
        "0.00",
    )
    assert found["stated"] == "29.50" and found["lines"] == [] and found["missing"] == [] and found["answer"] is None
    assert sent.rows("SELECT count(*), sum(billed_minor), sum(agreed_minor) FROM courier_bill_lines") == [
        (7, 2950, 2950)
    ]


def test_every_kind_of_difference_is_named_with_its_amount(sent) -> None:
    w = numbers(sent)
    code, found = bill(
        sent,
        f"2026-11-10,{w[0]},山东省,0.52,4.60",
        f"2026-11-10,{w[1]},山东省,1.60,5.50",
        f"2026-11-10,{w[2]},新疆,0.52,9.00",
        f"2026-11-10,{w[3]},山东省,0.52,4.00",
        f"2026-11-10,{w[3]},山东省,0.52,4.00",
        "2026-11-10,ZT9999,山东省,0.52,4.00",
        f"2026-11-10,{w[4]},山东省,0.55,3.80",
        f"2026-11-10,{w[5]},山东省,0.57,4.00",
        "2026-11-10,,,,2.00",
    )
    reasons = {(line["waybill"], line["reason"]): line["disputed"] for line in found["lines"]}
    assert code == 3 and reasons == {
        (w[0], "overcharged"): "0.60",
        (w[1], "heavier"): "1.50",
        (w[2], "wrong-zone"): "5.00",
        (w[3], "billed-twice"): "4.00",
        ("ZT9999", "unknown-waybill"): "4.00",
        ("", "no-waybill"): "2.00",
    }
    assert Decimal(found["billed"]) == Decimal(found["agreed"]) + Decimal(found["disputed"]) == Decimal("40.90")
    assert [one["waybill"] for one in found["missing"]] == [w[6]]


def test_scales_may_differ_a_little_across_a_step_of_the_card(sent) -> None:
    heavy = numbers(sent)[6]
    assert bill(sent, f"2026-11-10,{heavy},山东,1.05,5.50")[0] == 0
    sent.toml("")
    light = numbers(sent)[0]
    code, found = bill(sent, f"2026-11-10,{light},山东,1.02,5.50", name="two.csv")
    assert code == 3 and found["lines"][0]["reason"] == "heavier"
    text = (
        (sent.path / "shop.toml")
        .read_text("utf-8")
        .replace('rates = "zto.csv"', 'rates = "zto.csv"\nscale_tolerance_g = 600')
    )
    sent.write("shop.toml", text)
    sent.good("undo", str(found["batch"]))
    assert bill(sent, f"2026-11-10,{light},山东,1.02,5.50", name="three.csv")[0] == 0


def test_a_total_that_the_lines_do_not_come_to_opens_a_problem(sent) -> None:
    code, found = bill(sent, *right(sent), "合计,,,,31.00")
    assert code == 3 and [p["code"] for p in found["problems"]] == ["bill-total-differs"]
    assert found["problems"][0]["row"] == 9 and "1.50" in found["problems"][0]["message"]


def test_a_bill_that_is_summed_up_before_it_is_rounded_adds_up(sent) -> None:
    w = numbers(sent)
    rows = [f"2026-11-10,{waybill},山东省,0.52,3.124" for waybill in w[:6]]
    code, found = bill(sent, *rows, "合计,,,,18.74")
    assert (code, found["billed"], found["problems"]) == (0, "18.72", [])


def test_the_same_bill_twice_changes_nothing_also_when_it_was_saved_again(sent) -> None:
    _code, first = bill(sent, *right(sent))
    before = sent.dump()
    again = sent.run("shipments", "bill", "bill.csv", "--json")
    assert again.exit_code == 0 and again.json[0]["already_imported"] == first["batch"]
    code, saved = bill(sent, *right(sent), "", name="saved-again.csv")
    assert (code, saved["batch"], saved["created"], saved["unchanged"]) == (0, None, 0, 7)
    assert sent.dump() == before


def test_what_an_earlier_bill_named_is_billed_before_until_that_bill_is_undone(sent) -> None:
    _code, first = bill(sent, *right(sent)[:3])
    code, found = bill(sent, *right(sent), name="december.csv")
    assert (
        code == 3 and found["disputed"] == "12.00" and {line["reason"] for line in found["lines"]} == {"billed-before"}
    )
    sent.good("undo", str(found["batch"]))
    sent.good("undo", str(first["batch"]))
    assert bill(sent, *right(sent), name="november.csv")[1]["disputed"] == "0.00"


def test_a_number_given_back_is_not_paid(sent) -> None:
    waybill = numbers(sent)[0]
    assert sent.run("shipments", "void", waybill, "--yes").exit_code == 0
    assert bill(sent, f"2026-11-10,{waybill},山东,0.52,4.00")[1]["lines"][0]["reason"] == "voided-waybill"
    assert sent.run("shipments", "create", "--yes").exit_code == 0
    code, found = bill(sent, f"2026-11-10,{waybill},山东,0.52,4.10", name="two.csv")
    assert code == 3 and found["lines"][0]["reason"] == "voided-waybill" and waybill not in numbers(sent)


def test_a_messy_workbook_with_a_letterhead_subtotals_and_two_pages(sent) -> None:
    w = numbers(sent)
    made = openpyxl.Workbook()
    page = made.active
    page.title = "上半月"
    page.append(["中通快递临县网点 11月对账单"])
    page.append(["客户：红枣店", None, "账期：2026-11", None, "合计金额：29.50元"])
    page.append([])
    page.append(["序号", "快递单号", "寄件日期", "省份", "计费重量", "运费", "附加费", "备注"])
    for n, waybill in enumerate(w[:4]):
        page.append([n + 1, waybill, datetime.date(2026, 11, 10), "山东", 0.52, 3.5, 0.5, ""])
    page.append(["小计", None, None, None, None, 14, 2, None])
    other = made.create_sheet("下半月")
    other.append(["序号", "快递单号", "寄件日期", "省份", "计费重量", "运费", "附加费", "备注"])
    for n, waybill in enumerate(w[4:]):
        other.append(
            [
                n + 1,
                waybill,
                "2026/11/10",
                "山东",
                1.05 if waybill == w[6] else 0.52,
                5.5 if waybill == w[6] else 4,
                None,
                None,
            ]
        )
    other.append(["总计", None, None, None, None, 27.5, 2, None])
    other.append(["制表人：张三"])
    made.create_sheet("说明").append(["如有疑问请联系网点"])
    made.save(sent.path / "zto.xlsx")
    result = sent.run("shipments", "bill", "zto.xlsx", "--json")
    found = result.json[0]
    assert (result.exit_code, found["billed"], found["disputed"], found["problems"]) == (0, "29.50", "0.00", []), (
        result.stdout
    )
    assert found["stated"] == "29.50" and found["rows"] == 7


def test_a_gbk_bill_and_the_workbook_to_send_back(sent) -> None:
    w = numbers(sent)
    code, found = bill(sent, *right(sent)[1:], f"2026-11-10,{w[0]},山东省,0.52,6.00", encoding="gbk")
    assert code == 3 and found["answer"].startswith("out/bills/")
    book = openpyxl.load_workbook(sent.path / found["answer"])
    assert book.sheetnames[0] == "Summary"
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    assert rows[0] == ("日期", "运单号", "目的省份", "结算重量(kg)", "金额", "Expected", "Difference", "Reason")
    last = rows[-1]
    assert last[1] == w[0] and (last[5], last[6]) == (4, 2) and "rate card" in last[7]
    assert sum(Decimal(str(row[6])) for row in rows[1:]) == Decimal("2")


def test_bad_cells_reject_the_whole_bill_and_skip_bad_rows_takes_the_rest(sent) -> None:
    before = sent.dump()
    sent.write("bill.csv", HEAD + "\n".join([*right(sent)[:2], f"2026-11-10,{numbers(sent)[2]},山东,0.52,四元"]) + "\n")
    result = sent.run("shipments", "bill", "bill.csv")
    assert result.exit_code == 5 and "bill.csv, row 4, 金额" in result.stderr and sent.dump() == before
    assert sent.run("shipments", "bill", "bill.csv", "--skip-bad-rows").exit_code == 3
    assert sent.rows("SELECT count(*) FROM courier_bill_lines") == [(2,)]


def test_files_that_are_no_bill_and_couriers_that_nobody_knows_are_named(sent) -> None:
    sent.write("x.csv", "姓名,电话\n张三,13800000000\n")
    assert sent.run("shipments", "bill", "x.csv", "--json").json["error"]["code"] in ("no-bill", "no-header")
    sent.write("bill.csv", HEAD + right(sent)[0] + "\n")
    result = sent.run("shipments", "bill", "bill.csv", "--carrier", "zt")
    assert result.exit_code == 2 and "zto" in result.stderr
    assert sent.run("shipments", "bill", "nope.xlsx").exit_code == 5


def test_a_dry_run_and_undo_leave_everything_as_it_was(sent) -> None:
    before = sent.dump()
    sent.write("bill.csv", HEAD + right(sent)[0].replace("4.00", "9.00") + "\n")
    dry = sent.run("shipments", "bill", "bill.csv", "--dry-run", "--json")
    assert dry.exit_code == 3 and dry.json[0]["disputed"] == "5.00" and dry.json[0]["batch"] is None
    assert sent.dump() == before and not (sent.path / "out/bills").exists()
    real = sent.run("shipments", "bill", "bill.csv", "--json")
    assert real.json[0]["lines"] == dry.json[0]["lines"]
    sent.good("undo", str(real.json[0]["batch"]))
    assert sent.dump() == before


def test_a_billed_parcel_counts_as_scanned(sent) -> None:
    bill(sent, *right(sent)[:1])
    assert sent.rows("SELECT waybill FROM scans") == [(numbers(sent)[0],)]


def test_without_a_rate_card_nothing_is_called_wrong_but_it_is_said(sent) -> None:
    sent.write("shop.toml", (sent.path / "shop.toml").read_text("utf-8").replace('rates = "zto.csv"', ""))
    code, found = bill(sent, *right(sent)[:1])
    assert (code, found["disputed"], found["lines"][0]["reason"]) == (3, "0.00", "not-checked")


def test_parcels_that_a_platform_printed_are_priced_by_the_place_the_bill_names(sent) -> None:
    sent.hidden(("T-1", "DATE-500", 1), ("T-2", "DATE-500", 1))
    sent.write("printed.csv", "订单编号,物流单号,物流公司\nT-1,YT0000000001,圆通速递\nT-2,YT0000000002,圆通速递\n")
    sent.good("shipments", "adopt", "printed.csv")
    sent.toml('[carriers.yuantong]\nservice = "practice"\nrates = "yto.csv"')
    sent.write("yto.csv", "省份,首重(kg),首重价格,续重(kg),续重价格\n山东,1,3.00,1,1.00\n其他,1,9.00,1,6.00\n")
    code, found = bill(sent, "2026-11-10,YT0000000001,山东省,0.52,3.00", "2026-11-10,YT0000000002,山东省,0.52,4.00")
    assert (code, found["carrier"], found["disputed"]) == (3, "yuantong", "1.00")
    assert found["lines"][0]["reason"] == "overcharged" and found["lines"][0]["expected"] == "3.00"


WAYBILLS = ("A", "B", "C", "D", "")
LINES = st.builds(
    BillLine, st.just(""), st.integers(1, 99), st.sampled_from(WAYBILLS), st.integers(-900, 2000), st.none() | st.integers(1, 3000),
    st.sampled_from(("", "山东", "新疆")), st.just(""), st.none(), st.sampled_from(("", "运费", "附加费")), st.integers(0, 300),
)  # fmt: skip
OURS = {
    "A": OurParcel(1, "A", ("1",), 520, "山东省"), "B": OurParcel(2, "B", ("2",), 520, "山东省", voided=True),
    "C": OurParcel(3, "C", ("3",), 520, ""), "D": OurParcel(4, "D", ("4",), 520, "", billed_before=7),
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=12), st.none() | st.integers(0, 900))
def test_billed_is_agreed_and_disputed_exactly(lines, price) -> None:
    judged = judge(lines, OURS, lambda _p, _l: Expected(price, None if price is None else price + 50), 50)
    assert [one.line for one in judged] == lines
    assert sum(line.minor for line in lines) == sum(one.agreed_minor + one.disputed_minor for one in judged)
    assert all(one.disputed_minor >= 0 for one in judged)
    assert all(0 <= one.agreed_minor <= one.line.minor for one in judged if one.line.minor > 0)
    if price is not None:
        credits = -sum(line.minor for line in lines if line.minor < 0 and line.waybill == "A")
        assert (
            sum(one.agreed_minor for one in judged if one.line.waybill == "A" and one.line.minor > 0)
            <= price + 50 + credits
        )
