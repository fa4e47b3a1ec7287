"""Price tables as Chinese couriers hand them out: 区域 with 首重 and 续重, under weights or not, or prices by weight.

Headings may take two rows (`3㎏以内` above 首重 and 续重) and name the carrier, the origin and the 抛比 in columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from sellerkit.base.language import _
from sellerkit.rates.areas import areas_of
from sellerkit.rates.card import Bracket
from sellerkit.rates.cells import Cells
from sellerkit.rates.parts import Found, Line

Kind: TypeAlias = Literal["base", "rate", "flat"]

_NAMES = {
    "place": "区域 地区 目的地 省份 省 到达省 到达省份 收件地 收件省 目的省 目的省份 目的地省份 到达地 地址",
    "carrier": "快递公司 承运商 物流 物流公司 快递",
    "origin": "始发地 发货地 寄件地 始发省",
    "divisor": "抛比 材积比 体积系数 抛重比",
}
_HEADINGS = {word: kind for kind, words in _NAMES.items() for word in words.split()}
_FIRST = re.compile(r"首(?:重|费)(?:价格?)?")
_MORE = re.compile(r"续(?:重|费)(?:价格?)?")
_KG = r"(?:kg|㎏|公斤|千克)"
_NUMBER = r"(\d+(?:\.\d+)?)"
_ABOVE = r"以上|以外|超过|起|>|＞|≥"
_RANGE = re.compile(
    rf"{_NUMBER}\s*{_KG}?\s*[-~—至到]\s*{_NUMBER}\s*{_KG}?|{_NUMBER}\s*{_KG}?\s*(?:及?以内|及?以下|内|{_ABOVE})|[<≤>＞≥]\s*{_NUMBER}\s*{_KG}?"
)
_NO_SERVICE = frozenset(
    {"", "-", "—", "/", "无", "none", "不发", "不到", "停发", "不派", "不送", "不收", "不寄", "不接", "停收", "拒收"}
)


@dataclass(frozen=True, slots=True)
class PriceColumn:
    """One column of prices: which bracket it belongs to and whether it is its base or its rate."""

    index: int
    heading: str
    kind: Kind
    upto_kg: Decimal | None
    size_kg: Decimal | None


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table means; `header_rows` is 2 when 首重 and 续重 stand below the weights."""

    names: tuple[str, ...]
    prices: tuple[PriceColumn, ...]
    header_rows: int


def chinese_header(cells: Sequence[str], below: Sequence[str]) -> Columns | None:
    """The meaning of a heading row (and the row below it), or None when it is none."""
    names = [_HEADINGS.get(re.sub(r"\s", "", cell), "") for cell in cells]
    if "place" not in names:
        return None
    lower = [below[n] if n < len(below) else "" for n in range(len(cells))]
    two = any(_FIRST.search(cell) or _MORE.search(cell) for cell in lower)
    prices, above = [], ""
    for index, cell in enumerate(cells):
        above = cell or (above if two else "")
        if not names[index] and (column := _price_column(index, above, lower[index] if two else "")):
            prices.append(column)
    return Columns(tuple(names), tuple(prices), 2 if two else 1) if prices else None


def _price_column(index: int, above: str, below: str) -> PriceColumn | None:
    heading = f"{above} {below}".strip().lower()
    kind: Kind | None = None
    if _MORE.search(heading):
        kind = "rate"
    elif _FIRST.search(heading):
        kind = "base"
    elif re.search(_NUMBER + r"\s*" + _KG, heading):
        kind = "flat"
    if kind is None:
        return None
    weights, own = _FIRST.sub(" ", _MORE.sub(" ", heading)), None
    if kind != "flat":
        # `3㎏以上首重1kg`: the weights of the bracket, then what 首重 covers by itself.
        rest = _RANGE.sub(" ", weights)
        own = re.search(_NUMBER + r"\s*" + _KG, rest)
        weights = " ".join(found[0] for found in _RANGE.finditer(weights))
    return PriceColumn(index, heading, kind, _end(weights), Decimal(own[1]) if own else None)


def _end(text: str) -> Decimal | None:
    """Where the bracket of a heading ends, in kg: `3㎏以内`, `1-2kg`, `0.5kg` → a number; `3㎏以上` → None."""
    numbers = re.findall(_NUMBER, text)
    if not numbers or re.search(_ABOVE, text):
        return None
    return Decimal(numbers[-1])


def chinese_lines(columns: Columns, table: Sequence[tuple[int, list[str]]], found: Found) -> list[Line]:
    """The rows below the heading as price lines; a remark below the table (one cell) is a note."""
    lines = []
    for number, row in table[columns.header_rows - 1 :]:
        if sum(bool(cell) for cell in row) == 1 and not _names_provinces("".join(row)):
            found.notes.append("".join(row))
            found.ignored += 1
            continue
        cells = Cells(number, columns.names, row, found)
        place = cells.text("place")
        prices = {c: row[c.index] if c.index < len(row) else "" for c in columns.prices}
        closed = all(text.strip().lower() in _NO_SERVICE for text in prices.values())
        line = Line(
            number, place, cells.areas(place, "place"), () if closed else _brackets(prices, cells),
            carrier=cells.text("carrier"), origin=cells.text("origin"), divisor=cells.above_zero("divisor"),
            refuse=_("no service") if closed else "",
        )  # fmt: skip
        if not cells.faulty:
            lines.append(line)
    return lines


def _names_provinces(text: str) -> bool:
    """Whether a lone cell is a place without a price (not served) and not a remark."""
    try:
        return all(area.province for area in areas_of(text))
    except ValueError:
        return False


def _brackets(prices: dict[PriceColumn, str], cells: Cells) -> tuple[Bracket, ...]:
    """Brackets of one row, lightest first. 首重 covers the first kg and 续重 counts whole kg, unless a heading says more."""
    ends = sorted({column.upto_kg for column in prices}, key=lambda end: (end is None, end or 0))
    made: list[Bracket] = []
    for number, end in enumerate(ends):
        own = {c.kind: (c, text.strip()) for c, text in prices.items() if c.upto_kg == end}
        if all(text.lower() in _NO_SERVICE for _column, text in own.values()):
            if number < len(ends) - 1:
                cells.missing(next(iter(own.values()))[0].heading)
            continue
        made.append(_bracket(end, own, made, cells))
    return tuple(made)


def _bracket(
    end: Decimal | None, own: dict[Kind, tuple[PriceColumn, str]], before: list[Bracket], cells: Cells
) -> Bracket:
    zero, one = Decimal(0), Decimal(1)
    value = {kind: cells.read_number(text, column.heading) or zero for kind, (column, text) in own.items()}
    if "flat" in own and "rate" not in own:
        return Bracket(end, value["flat"])
    step = (own["rate"][0].size_kg if "rate" in own else None) or one
    rate = value.get("rate", zero) / step
    if "base" not in own and "flat" not in own:
        # Prices by weight, then 续重: it goes on from the heaviest price.
        last = before[-1] if before else Bracket(zero, zero)
        return Bracket(end, last.base, last.upto_kg or zero, rate, step)
    free = (own["base"][0].size_kg if "base" in own else None) or one
    return Bracket(end, value.get("base", value.get("flat", zero)), free, rate, step)
