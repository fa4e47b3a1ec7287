"""Chinese statements as they really lie about: other encodings, delimiters, orders of columns, saved again, cut off."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from sellerkit.base.registry import load
from sellerkit.payouts.recognising import recognised
from sellerkit.payouts.rules import totals_of
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.sheets import ReadOptions

SAMPLES = Path(__file__).parent / "samples"
NAMES = (
    "wechat-merchant.two-shops.csv", "wechat-personal.csv", "pinduoduo.footer.csv", "douyin.csv", "jd-settlement.csv",
    "alipay-personal.2021.csv", "alipay-merchant.csv", "alipay-merchant.fund-flow.csv", "alipay-merchant-trade.footer.csv",
)  # fmt: skip
Rows = list[list[str]]


def findings_of(path: Path) -> tuple[str, Findings]:
    name, plug_in, table = recognised(path, "", ReadOptions())
    return name, load(plug_in.target)(table, Terms(plug_in.currency, ZoneInfo("Asia/Shanghai")))


def told(path: Path) -> list[object]:
    """What a statement says, whatever form it has."""
    name, found = findings_of(path)
    assert not found.bad and all(control.holds for one in found.statements for control in one.controls)
    lines = [
        sorted((line.order_id, line.posted_at or "", line.amount) for line in one.lines) for one in found.statements
    ]
    return [name, [totals_of(one) for one in found.statements], lines]


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def rows_of(text: str) -> Rows:
    return list(csv.reader(io.StringIO(text)))


def written(rows: Rows, **how: Any) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n", **how).writerows(rows)
    return file.getvalue().encode()


def below_header(rows: Rows, change: Callable[[list[str], bool], list[str]]) -> Rows:
    """Change the header and every row that is as long, which footers are not."""
    head = next(n for n, row in enumerate(rows) if len(row) > 6 and sum(map(bool, row)) > 6)
    wide = len(rows[head]) - 1
    return [change(row, n == head) if n >= head and len(row) >= wide else row for n, row in enumerate(rows)]


def workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell.strip() or None for cell in row])
    book.create_sheet("Sheet2")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FORMS: dict[str, Callable[[str], bytes]] = {
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: text.encode("utf-16"),
    "other line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "blank lines between": lambda text: text.replace("\n", "\n\n").encode(),
    "a comma at each end": lambda text: text.replace("\n", ",\n").encode(),
    "semicolons": lambda text: written(rows_of(text), delimiter=";"),
    "every cell in quotation marks": lambda text: written(rows_of(text), quoting=csv.QUOTE_ALL),
    "columns the other way round": lambda text: written(below_header(rows_of(text), lambda row, _head: row[::-1])),
    "one more column": lambda text: written(
        below_header(rows_of(text), lambda row, head: [*row, "新列" if head else "x"])
    ),
    "a workbook": lambda text: workbook(rows_of(text)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_statement_says_the_same_in_every_form(name: str, form: str, tmp_path: Path) -> None:
    copy = tmp_path / ("copy.xlsx" if form == "a workbook" else "copy.csv")
    copy.write_bytes(FORMS[form](text_of(SAMPLES / name)))
    assert told(copy) == told(SAMPLES / name)


@pytest.mark.parametrize(
    "money", ["¥1,280.00", "￥1280.00", "１２８０．００", "1280.00元", " 1280.00 ", "1,280"], ids=range(6)
)
def test_money_is_read_however_it_is_written(money: str, shop: Any) -> None:
    shop.write(
        "bill.csv",
        f'商户订单号,发生时间,收入金额（+元）,支出金额（-元）,账务类型,备注,业务描述\n1,2026-11-11 23:30:43,"{money}",0,交易收入,-,0010002|交易收入-订单收入\n',
    )
    assert shop.run("payouts", "import", "bill.csv", "--json").json[0]["net"] == "1280.00"


@pytest.mark.parametrize("minus", ["-", "−", "－"])
def test_a_minus_is_read_whichever_sign_it_is(minus: str, shop: Any) -> None:
    shop.write("bill.csv", text_of(SAMPLES / "pinduoduo.csv").replace("-61.80", f"{minus}61.80"))
    assert shop.run("payouts", "import", "bill.csv", "--json").json[0]["totals"]["refund"] == "-61.80"


@pytest.mark.parametrize(
    ("name", "row", "kept"),
    [
        ("pinduoduo.csv", "261111-000000000000001,2026-11-12 08:00:00,0,-61.80", 7),
        ("alipay-merchant.csv", "2026110100004\t,B4\t,T200P700000000000000002\t,核桃 1kg\t,2026-11-02 10:00:00\t,59", 9),
        ("alipay-merchant-trade.csv", "2026110122001,T200P700000000000000001,退款,红枣,2026-11-02 09:00:00,", 3),
        ("jd-settlement.csv", "350000000001,0,完成,2026-11-11 00:41:34,,,,10170000000001,红枣,1,基础扣点,0.05,佣金,-1", 4),
        ("douyin.csv", "2026-11-13 10:00:00,7500000000000000002,出账,-50", 3),
        ("wechat-personal.csv", "2026-11-11 13:00:00,二维码收款-退款,顾客,\"/\",\"支出\",¥2", 17),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith(".csv") else "",
)  # fmt: skip
def test_a_file_cut_off_in_a_line_is_refused_at_that_row(name: str, row: str, kept: int, shop: Any) -> None:
    text = text_of(SAMPLES / name)
    assert text.count(row) == 1
    shop.write("bill.csv", text[: text.index(row) + len(row)])
    before = shop.dump()
    result = shop.run("payouts", "import", "bill.csv", "--json")
    assert result.exit_code == 5 and result.json["error"]["problems"][0]["row"] == kept
    assert shop.dump() == before


@pytest.mark.parametrize("name", ["wechat-merchant.all-2014.csv", "wechat-merchant.all-2019.csv"])
def test_a_trade_bill_cut_off_anywhere_is_never_taken_in(name: str, shop: Any) -> None:
    text = text_of(SAMPLES / name).rstrip("\n")
    last = text.rindex("\n") + 1
    for end in (text.index("\n") + 1, text.index("总交易单数"), last - 1, last, last + 2, text.rindex("`") + 1):
        shop.write("bill.csv", text[:end])
        assert shop.run("payouts", "import", "bill.csv").exit_code == 5, text[last:end]


def test_numbers_that_a_spreadsheet_program_damaged_are_named(shop: Any) -> None:
    rows = rows_of(text_of(SAMPLES / "wechat-merchant.success.csv").replace("`", ""))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.startswith("42000000") else cell or None for cell in row])
    book.save(shop.path / "bill.xlsx")
    result = shop.run("payouts", "import", "bill.xlsx", "--json")
    problems = result.json["error"]["problems"]
    assert result.exit_code == 5
    assert [(one["row"], one["column"], one["code"]) for one in problems] == [
        (2, "微信订单号", "damaged-id"), (3, "微信订单号", "damaged-id"),
    ]  # fmt: skip


def test_the_totals_of_a_bill_with_several_shops_are_proved_once(shop: Any) -> None:
    taken = shop.run("payouts", "import", SAMPLES / "wechat-merchant.two-shops.csv", "--json").json
    assert [(one["account"], one["net"]) for one in taken] == [("1700000001", "44.73"), ("1700000002", "59.64")]
    assert sum(Decimal(one["net"]) for one in taken) == Decimal("140.00") - Decimal("35.00") - Decimal("0.63")
    assert [len(one["controls"]) for one in taken] == [7, 0]
