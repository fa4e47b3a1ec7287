"""A courier's monthly bill as sellers get it: a letterhead, several sheets, subtotals, headings in everybody's own words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.money import decimal_string, minor_units
from sellerkit.base.problems import Place, Problem
from sellerkit.sheets import ReadOptions, Sheet, Table, Value, column, find_table, read_tables
from sellerkit.sheets.cells import date_, money, text, weight
from sellerkit.sheets.rows import Parsed, read_rows
from sellerkit.sheets.text import heading_key, text_of
from sellerkit.shipments.bill_rules import BillLine
from sellerkit.shipments.scans import any_number

_TOTALS = (
    "合计",
    "合计金额",
    "总金额",
    "总费用",
    "应收金额",
    "应付金额",
    "结算金额",
    "应收合计",
    "费用合计",
    "总计",
    "Total",
    "Amount due",
)
_PARTS = ("金额", "运费", "费用", "快递费", "总运费", "运费金额", "Amount", "Charge", "Freight", "Cost")
_NO_DATE = frozenset({"", "-", "--", "无", "null"})
_STATED = re.compile(r"(?:合计|总计|总金额|应付|应收|账单金额|结算金额)[^\d\-]{0,8}(\d[\d,]*\.\d{1,2})")


def _day(value: Value) -> datetime.date | None:
    return None if text_of(value).lower() in _NO_DATE else date_(value)


@dataclass(frozen=True, slots=True)
class BillRow:
    """One row as it says it; weight in g."""

    waybill: str
    amount: Decimal
    extra: Decimal | None
    weight_g: int | None
    province: str
    city: str
    day: datetime.date | None
    fee: str


BILL = Sheet(
    BillRow,
    waybill=column("运单号", "快递单号", "单号", "运单编号", "物流单号", "面单号", "运单号码", "快件单号", "快递运单号", "Waybill", "Tracking Number", read=any_number, default=""),
    amount=column(*_TOTALS, *_PARTS, read=money),
    extra=column("附加费", "偏远附加费", "附加费用", "其他费用", "增值费", "超区费", "加收", "加收费用", "Surcharge", read=money, default=None),
    weight_g=column("结算重量", "计费重量", "计重", "计费重", "结算重", "收费重量", "重量", "称重", "实际重量", "Billed weight", "Weight", read=weight, default=None),
    province=column("目的省份", "目的省", "省份", "目的地", "到达省", "收件省份", "收件省", "收货省份", "目的地省份", "到达地", "收件地", "Destination", "Province", read=text, default=""),
    city=column("目的城市", "目的市", "城市", "收件城市", "到达城市", "City", read=text, default=""),
    day=column("日期", "业务日期", "寄件日期", "揽收日期", "发货日期", "收件日期", "开单日期", "扫描日期", "揽收时间", "寄件时间", "账单日期", "Date", read=_day, default=None),
    fee=column("费用类型", "费用名称", "费用项目", "费用类别", "Fee type", read=text, default=""),
)  # fmt: skip
_WANTED = list(BILL.aliases.values())
_KG = "kg"


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of the bill with its lines; `table` for writing it back."""

    table: Table
    lines: tuple[BillLine, ...]


@dataclass(frozen=True, slots=True)
class Bill:
    """What a file holds. `stated_minor` is the total that it states for all of it, None when it states none."""

    pages: tuple[Page, ...]
    ignored: int
    stated_minor: int | None
    problems: tuple[Problem, ...] = ()
    unproven: tuple[Problem, ...] = ()
    words: str = ""

    @property
    def lines(self) -> list[BillLine]:
        return [line for page in self.pages for line in page.lines]


@dataclass(slots=True)
class _Reading:
    """The pages read so far, and every total that a sheet states: where, how much, what it may be the sum of.

    `exact` is the sum of the cells as they stand: a bill whose cells hold 3.125 is summed up before it is rounded.
    """

    currency: str
    pages: list[Page] = field(default_factory=list)
    totals: list[tuple[Place, int, set[int]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: int = 0
    exact: Decimal = Decimal(0)
    words: list[str] = field(default_factory=list)


def read_bill(path: Path, currency: str) -> Bill:
    """Every visible sheet that has waybills and amounts. Raises InputRejected when none has."""
    reading = _Reading(currency)
    tables = [raw for raw in read_tables(path) if not raw.hidden]
    seen: list[str] = []
    for raw in tables:
        try:
            table = find_table(path, _WANTED, ReadOptions(sheet=raw.name, weight_unit=_KG))
        except InputRejected as error:
            if error.code not in ("no-header", "no-rows"):
                raise
            continue
        seen += [heading for heading in table.headings if heading]
        reading.words += [raw.name, *(text_of(cell) for _n, cells in table.preamble for cell in cells)]
        if "amount" in BILL.resolve(table):
            _page(reading, table)
    if not reading.pages:
        raise InputRejected(
            _("{file} has no sheet with waybills and amounts.").format(file=path.name),
            hint=_("It needs a column 运单号 and a column 金额 (or 运费, 费用, 合计). Found: {found}").format(found=", ".join(seen[:12]) or "–"),
            code="no-bill",
        )  # fmt: skip
    total = sum(line.minor for page in reading.pages for line in page.lines)
    stated, unproven = _proved(reading, total)
    return Bill(tuple(reading.pages), reading.ignored, stated, tuple(reading.problems), tuple(unproven), " ".join([path.stem, *reading.words]))  # fmt: skip


def _page(reading: _Reading, table: Table) -> None:
    walk = BILL.walk(table)
    outcome = read_rows(BillRow, BILL.columns, walk)
    fields = BILL.resolve(table)
    adds = heading_key(table.headings[fields["amount"]]) not in {heading_key(name) for name in _TOTALS}
    if "waybill" in fields:
        lines = tuple(_line(parsed, reading.currency, adds) for parsed in outcome.good)
        amounts = [(parsed.number, _amount(parsed.value, adds)) for parsed in outcome.good]
        reading.exact += sum((amount for _row, amount in amounts), Decimal(0))
        reading.pages.append(Page(table, lines))
        reading.problems += outcome.problems
        reading.ignored += outcome.ignored
    else:
        amounts = []
    columns = [fields["amount"], *([fields["extra"]] if adds and "extra" in fields else [])]
    _totals(reading, table, walk.totals, amounts, columns)


def _line(parsed: Parsed[BillRow], currency: str, adds: bool) -> BillLine:
    row = parsed.value
    extra = minor_units(row.extra or Decimal(0), currency)
    minor = minor_units(_amount(row, adds), currency)
    return BillLine(
        parsed.place.sheet, parsed.number, row.waybill, minor, row.weight_g or None, row.province, row.city, row.day, row.fee, extra,
    )  # fmt: skip


def _amount(row: BillRow, adds: bool) -> Decimal:
    """What a row bills in all: a column of totals holds its surcharges already."""
    return row.amount + (row.extra or Decimal(0)) if adds else row.amount


def _totals(
    reading: _Reading, table: Table, totals: Sequence[tuple[int, Sequence[Value]]], amounts: Sequence[tuple[int, Decimal]], columns: Sequence[int]
) -> None:  # fmt: skip
    """Note each total row with the sums that it may be: since the last one, of the sheet so far."""
    before = 0
    for number, cells in totals:
        try:
            parts = [money(cells[at]) for at in columns if at < len(cells) and text_of(cells[at])]
        except ValueError:
            continue
        if not parts:
            continue
        above = [(row, amount) for row, amount in amounts if row < number]
        sums = {
            total
            for part in (above, [(row, amount) for row, amount in above if row > before])
            for total in _sums([amount for _row, amount in part], reading.currency)
        }
        stated = minor_units(sum(parts, Decimal(0)), reading.currency)
        reading.totals.append((Place(table.file, table.sheet, number), stated, sums))
        before = number


def _sums(amounts: Sequence[Decimal], currency: str) -> tuple[int, int]:
    """What the amounts come to, rounded once and rounded one by one: a bill may do either."""
    return minor_units(sum(amounts, Decimal(0)), currency), sum(minor_units(amount, currency) for amount in amounts)


def _proved(reading: _Reading, total: int) -> tuple[int | None, list[Problem]]:
    """The total stated for the whole file, and a problem for each stated total that no sum of lines comes to."""
    whole = {total, minor_units(reading.exact, reading.currency)}
    stated = [amount for _place, amount, _sums in reading.totals if amount in whole]
    problems = [
        _differs(place, amount, min(sums, key=lambda s: abs(s - amount)), reading.currency)
        for place, amount, sums in reading.totals
        if amount not in sums | whole
    ]
    table = reading.pages[0].table
    for found in _STATED.finditer(" ".join(reading.words)):
        amount = minor_units(Decimal(found[1].replace(",", "")), reading.currency)
        stated.append(amount)
        if amount not in whole:
            problems.append(_differs(Place(table.file, table.sheet), amount, total, reading.currency))
    alone = [amount for _place, amount, _sums in reading.totals]
    return (stated[0] if stated else alone[0] if len(alone) == 1 else None), problems


def _differs(place: Place, stated: int, found: int, currency: str) -> Problem:
    text_ = _("The bill states {stated} {currency} here; its lines come to {found}, which is {difference} apart.").format(
        stated=decimal_string(stated, currency), found=decimal_string(found, currency), currency=currency,
        difference=decimal_string(abs(stated - found), currency),
    )  # fmt: skip
    hint = _("Ask the courier for the lines that are missing, or for a bill that adds up.")
    return Problem("bill-total-differs", text_, place, decimal_string(stated, currency), hint)
