"""What would be misread without a word of the person: refused before a row is looked at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.sheets import Table
from sellerkit.sheets.headings import matched
from sellerkit.sheets.text import text_of, units_said
from sellerkit.sheets.twice import refuse_twice
from sellerkit.stock.units import CARTONS

MONEY = ("cost", "price")
COUNTED = ("quantity", "low")
_ONCE = ("sku", "barcode", "quantity", "cost", "price", "weight", "pack", "lot", "expires")
# What a heading says of its currency. 元 is written of yuan and of the dollars of Hong Kong and Taiwan; ¥ and $ serve several.
CURRENCIES = {
    "人民币": ("CNY",), "rmb": ("CNY",), "cny": ("CNY",), "元": ("CNY", "TWD", "HKD"), "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"),
    "美元": ("USD",), "美金": ("USD",), "usd": ("USD",), "us$": ("USD",), "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"),
    "欧元": ("EUR",), "eur": ("EUR",), "€": ("EUR",), "euro": ("EUR",), "英镑": ("GBP",), "gbp": ("GBP",), "£": ("GBP",),
    "日元": ("JPY",), "jpy": ("JPY",), "円": ("JPY",), "港币": ("HKD",), "港元": ("HKD",), "hkd": ("HKD",), "台币": ("TWD",), "twd": ("TWD",),
    "卢布": ("RUB",), "rub": ("RUB",), "руб": ("RUB",), "₽": ("RUB",), "грн": ("UAH",), "uah": ("UAH",), "₴": ("UAH",), "zł": ("PLN",), "pln": ("PLN",),
    "aud": ("AUD",), "cad": ("CAD",), "krw": ("KRW",), "thb": ("THB",), "vnd": ("VND",), "inr": ("INR",), "sgd": ("SGD",),
}  # fmt: skip
_CHINESE_MONEY = re.compile(r"(人民币|美元|美金|欧元|英镑|日元|港币|港元|台币|卢布)")
_WORD = re.compile(r"[a-zа-яłё]+\$?|[$€£¥￥₽₴円]", re.I)
_MULTIPLE = re.compile(r"万|百万|(?<!\d)千(?![克米瓦])|тыс|млн|thousand|\bk\b", re.I)
_PER_CARTON = re.compile(r"[/每]\s*(?:" + "|".join(sorted(CARTONS, key=len, reverse=True)) + ")", re.I)
ROWS = 5000


def refuse_unclear(table: Table, source: StockSource, fields: Mapping[str, int], currency: str) -> None:
    """Raise InputRejected where a heading says another currency or a multiple, or two tables stand side by side.

    Also settles in which columns a merged number stands for all its rows (`Table.spoken_for`): in none that counts.
    """
    for field in MONEY:
        if field in fields:
            _refuse_money(table, table.headings[fields[field]], currency)
    for field in (*MONEY, *COUNTED, "weight"):
        if field in fields:
            _refuse_multiple(table, field, table.headings[fields[field]])
    _refuse_side_by_side(table, source, fields)
    refuse_twice(table, [fields[field] for field in _ONCE if field in fields and field not in source.columns])
    key = matched(table.headings, table.parts, {}, {name: (name,) for name in source.key}).values()
    table.spoken_for = frozenset([*(at for field, at in fields.items() if field not in COUNTED), *key])
    _refuse_merged(table, [at for field, at in fields.items() if field in COUNTED])


def currency_said(heading: str) -> tuple[str, ...]:
    """The currencies that a heading may mean: Price (USD), 单价/美元; () when it says none."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    chinese = _CHINESE_MONEY.findall(plain)
    words = [*chinese, *_WORD.findall(plain), *(unit for unit in units_said(heading) if unit == "元")]
    return next((CURRENCIES[word] for word in words if word in CURRENCIES), ())


def _refuse_money(table: Table, heading: str, currency: str) -> None:
    known = currency_said(heading)
    if known and currency not in known:
        raise InputRejected(
            _("{file}: the column {heading} is not in {currency}.").format(
                file=table.file, heading=heading, currency=currency
            ),
            hint=_('Declare the sheet\'s currency in its source: currency = "{found}".').format(found=known[0]),
            code="wrong-currency",
        )


def _refuse_multiple(table: Table, field: str, heading: str) -> None:
    said = " ".join(units_said(heading))
    if _MULTIPLE.search(said) or (field == "weight" and _PER_CARTON.search(said)):
        raise InputRejected(
            _("{file}: the heading {heading} counts in something else than single ones.").format(
                file=table.file, heading=heading
            ),
            hint=_("Write the column in plain numbers of one piece, and its heading without that word."),
            code="unit-in-heading",
        )


def _refuse_side_by_side(table: Table, source: StockSource, fields: Mapping[str, int]) -> None:
    """The same code and the same quantity a second time to the right: goods that would not be seen."""
    if "sku" not in fields or "quantity" not in fields or {"sku", "quantity"} & set(source.columns):
        return
    code, quantity = (table.headings[fields[field]] for field in ("sku", "quantity"))
    if f"{code} (2)" in table.index and f"{quantity} (2)" in table.index:
        raise InputRejected(
            _("{file} has two tables side by side: {heading} stands in it twice.").format(
                file=table.file, heading=code
            ),
            hint=_("Move the second one below the first; or declare in the source which columns count."),
            code="side-by-side",
        )


def _refuse_merged(table: Table, columns: Sequence[int]) -> None:
    """A number of pieces over several rows of goods: nobody can say how many each of them has."""
    cells = {
        (first[0], last[0], first[1]) for first, last in table.raw.merges
        if first[1] in columns and last[0] > first[0] > table.header_end
    }  # fmt: skip
    problems = [*_merged(table, cells)] if cells else []
    if problems:
        raise InputRejected(
            _("{file} has quantities that are merged over several rows of goods.").format(file=table.file),
            hint=_("Unmerge them and write in each row how many there are."),
            code="merged-quantity", problems=problems,
        )  # fmt: skip


def _merged(table: Table, spans: set[tuple[int, int, int]]) -> Iterator[Problem]:
    filled = {number for number, cells in islice(table.raw.rows, ROWS) if any(text_of(cell) for cell in cells)}
    for first, last, column in sorted(spans):
        if filled & set(range(first + 1, last + 1)):
            yield Problem(
                "merged-quantity",
                _("one quantity is merged over the rows {first} to {last}").format(first=first, last=last),
                Place(table.file, table.sheet, first, table.headings[column]), "",
                _("Unmerge it and write in each row how many there are."),
            )  # fmt: skip
