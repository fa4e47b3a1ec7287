"""Price tables as Chinese couriers hand them out: rows of places with prices by weight, 首重 and 续重, formulas or words.

What each heading means is told by `headings`; here rows become price lines, and a cell that cannot be read a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.rates.areas import areas_of
from sellerkit.rates.card import Bracket
from sellerkit.rates.cells import Cells
from sellerkit.rates.formulas import bracket_of, is_formula
from sellerkit.rates.headings import Columns, Kind, PriceColumn, end_of
from sellerkit.rates.parts import Found, Line
from sellerkit.rates.remarks import Remarks

_NO_SERVICE = frozenset(
    {"", "-", "—", "--", "/", "\\", "无", "none", "null", "nan", "n/a", "x", "×", "✕", "不发", "不到", "停发", "不派", "不送", "不收", "不寄",
     "不接", "停收", "拒收", "不通", "不通邮", "不可达", "未开通", "无服务", "暂停", "暂停收寄", "不送达", "无法送达", "不能发"}
)  # fmt: skip
_PAIR = re.compile(r"\D*?(\d+(?:\.\d+)?)\D*?[+/、]\D*?(\d+(?:\.\d+)?)\D*")
_EACH = re.compile(r"\s*(?:/\s*)?(?:1?kg|公斤|千克|㎏)$", re.I)
ZERO, ONE = Decimal(0), Decimal(1)
_NOTHING_SAID = Remarks()


def chinese_lines(
    columns: Columns, table: Sequence[tuple[int, list[str]]], found: Found, remarks: Remarks = _NOTHING_SAID
) -> list[Line]:
    """The rows below the heading as price lines; a remark below the table (one cell) is a note."""
    lines: list[Line] = []
    last: dict[str, str] = {}
    for number, row in table[columns.header_rows - 1 :]:
        if len({cell for cell in row if cell}) == 1 and not _names_provinces(next(filter(None, row))):
            found.notes.append(next(filter(None, row)))
            found.ignored += 1
            continue
        cells = Cells(number, columns.names, row, found)
        _carry_on(cells, columns, last)
        lines += _lines_of_row(cells, columns, row, remarks)
    return lines


def _carry_on(cells: Cells, columns: Columns, last: dict[str, str]) -> None:
    """A text file has no merged cells: an empty one below a courier, a zone or, with weights in rows, a place goes on."""
    for name in ("carrier", "area", *(("place", "city") if "weights" in columns.names else ())):
        if text := cells.text(name):
            last[name] = text
        elif name in last:
            cells.fill(name, last[name])


def _lines_of_row(cells: Cells, columns: Columns, row: Sequence[str], remarks: Remarks) -> list[Line]:
    """One line for each courier that has price columns of its own, usually one."""
    place, city = cells.text("place"), cells.text("city")
    where = f"{place}/{city}" if city and city not in ("*", "全省", "其他", "其它") else place
    areas = remarks.zone(where) or cells.areas(where, "place")
    surcharge = cells.number_at("surcharge") or ZERO
    lines = []
    for carrier in dict.fromkeys(column.carrier for column in columns.prices):
        prices = {c: row[c.index] if c.index < len(row) else "" for c in columns.prices if c.carrier == carrier}
        closed = all(text.strip().lower() in _NO_SERVICE for text in prices.values())
        brackets = () if closed else _brackets(_weighed(prices, cells), cells, remarks.round_to)
        if surcharge:
            brackets = tuple(replace(bracket, surcharge=surcharge) for bracket in brackets)
        lines.append(
            Line(
                cells.number, where, areas, brackets, carrier=carrier or cells.text("carrier"), service=cells.text("service"),
                currency=cells.text("currency"), origin=cells.text("origin"), valid_from=cells.day("valid_from"),
                valid_to=cells.day("valid_to"), divisor=cells.above_zero("divisor"), min_kg=cells.number_at("min_kg"),
                max_kg=cells.end_at("max_kg"), refuse=_refusal(prices.values()) if closed else "", left_out=cells.left_out(where),
            )
        )  # fmt: skip
    return [] if cells.faulty else lines


def _refusal(texts: Iterable[str]) -> str:
    """The table's own word for it (不发, 停发), else ours."""
    return next((text.strip() for text in texts if re.search(r"[一-鿿]", text)), _("no service"))


def _names_provinces(text: str) -> bool:
    """Whether a lone cell is a place without a price (not served) and not a remark."""
    try:
        return all(area.province for area in areas_of(text))
    except ValueError:
        return False


def _weighed(prices: Mapping[PriceColumn, str], cells: Cells) -> dict[PriceColumn, str]:
    """The price columns under the weights of the row, where a column names those, and the sizes that columns state."""
    sizes: dict[str, Decimal] = {}
    for column, text in prices.items():
        if column.kind in ("first_kg", "more_kg") and (size := cells.read_number(text, column.heading)):
            sizes[column.kind] = size
    weights = cells.text("weights")
    end = end_of(weights if re.search(r"\D", weights) else f"{weights}kg") if weights else None
    made = {}
    for column, text in prices.items():
        if column.kind in ("first_kg", "more_kg"):
            continue
        own = sizes.get({"base": "first_kg", "rate": "more_kg"}.get(column.kind, ""), column.size_kg)
        upto, ranged = (end, True) if weights else (column.upto_kg, column.ranged)
        made[replace(column, size_kg=own, upto_kg=upto, ranged=ranged)] = text
    return made


def _brackets(prices: dict[PriceColumn, str], cells: Cells, round_to: Decimal | None) -> tuple[Bracket, ...]:
    """Brackets of one row, lightest first. 首重 covers the first kg and 续重 counts whole kg, unless a heading says more."""
    general: dict[Kind, tuple[PriceColumn, str]] = {
        c.kind: (c, text) for c, text in prices.items() if c.kind in ("base", "fee") and not c.ranged
    }
    ranged_rates = any(column.kind == "rate" and column.ranged for column in prices)
    ends = sorted(
        {c.upto_kg for c in prices if not (ranged_rates and c.kind in general and not c.ranged)},
        key=lambda end: (end is None, end or 0),
    )
    made: list[Bracket] = []
    for number, end in enumerate(ends):
        own = {c.kind: (c, text.strip()) for c, text in prices.items() if c.upto_kg == end}
        if all(text.lower() in _NO_SERVICE for _column, text in own.values()):
            if any(text for _column, text in own.values()):
                made.append(Bracket(end, ZERO, refuse=_refusal(text for _column, text in own.values())))
            elif number < len(ends) - 1:
                cells.missing(next(iter(own.values()))[0].heading)
            continue
        own = {**(general if ranged_rates else {}), **own}
        bracket = _bracket(end, own, made, cells, round_to)
        if made and not bracket.rate and bracket.base < made[-1].base and not cells.faulty:
            # 3-10kg with 1.2 is surely a price for each kg: a heavier parcel never costs less.
            _unclear(cells, *next(iter(own.values())))
        made.append(bracket)
    # The lightest parcels may be refused; what is refused at the heavy end is simply not there.
    while made and made[-1].refuse:
        made.pop()
    return tuple(made)


def _bracket(
    end: Decimal | None, own: dict[Kind, tuple[PriceColumn, str]], before: list[Bracket], cells: Cells, round_to: Decimal | None
) -> Bracket:  # fmt: skip
    for kind in ("pair", "fee_pair", "flat"):
        if kind in own and "rate" not in own:
            return _one_cell(end, kind, *own[kind], cells, round_to)
    value = {
        kind: cells.read_number(_EACH.sub("", text), column.heading) or ZERO
        for kind, (column, text) in own.items()
        if text
    }
    step = (own["rate"][0].size_kg if "rate" in own else None) or ONE
    rate = value.get("rate", ZERO) / step
    if "fee" in own and "base" not in own:
        return Bracket(end, value.get("fee", ZERO), ZERO, rate, round_to or ZERO)
    step = step if round_to is None else round_to
    if "base" not in own and "flat" not in own:
        # Prices by weight, then 续重: it goes on from the heaviest price.
        last = before[-1] if before else Bracket(ZERO, ZERO)
        return Bracket(end, last.base, last.upto_kg or ZERO, rate, step)
    free = (own["base"][0].size_kg if "base" in own else None) or ONE
    base = value.get("base", value.get("flat", ZERO)) + value.get("fee", ZERO)
    return Bracket(end, base, free, rate, step)


def _one_cell(
    end: Decimal | None, kind: Kind, column: PriceColumn, text: str, cells: Cells, round_to: Decimal | None
) -> Bracket:
    """A cell that says the whole price of its bracket: a number, a formula, or two numbers whose heading explains them."""
    pair = _PAIR.fullmatch(text)
    if kind == "fee_pair" and pair:
        return Bracket(end, Decimal(pair[1]), ZERO, Decimal(pair[2]), round_to or ZERO)
    if kind == "pair" and pair:
        return Bracket(end, Decimal(pair[1]), ONE, Decimal(pair[2]), ONE if round_to is None else round_to)
    if is_formula(text):
        try:
            made = bracket_of(text, end, round_to)
        except ValueError as error:
            cells.wrong("not-a-number", str(error), column.heading, text)
            return Bracket(end, ZERO)
        if made.rate or not re.search(r"[+*]", text):
            return made
    elif end is not None or re.search("一口价|每[票单件]|[票单件]$", column.heading):
        return Bracket(end, cells.read_number(text, column.heading) or ZERO)
    _unclear(cells, column, text)
    return Bracket(end, ZERO)


def _unclear(cells: Cells, column: PriceColumn, text: str) -> None:
    message = _("{value} could be a price or a price for each kg.").format(value=f'"{text}"')
    hint = _("Write it as a formula, for example 3.8+(w-1)*1.2, or name the column 续重.")
    cells.wrong("unclear-price", message, column.heading, text, hint)
