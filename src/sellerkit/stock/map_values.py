"""What a column holds, by its values alone: for headings that nobody has seen. Pure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sellerkit.sheets import Value
from sellerkit.sheets.text import heading_key, text_of
from sellerkit.stock.rules import gtin_holds

_CODE = re.compile(r"[\w./#+-]{2,32}", re.ASCII)
_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T].*)?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d")
_WHOLE = re.compile(r"\d{1,7}")
_MONEY = re.compile(r"(?:[¥￥$€£₽]|RMB|CNY)\s*\d[\d.,]*|\d[\d.,]*\s*(?:元|руб\.?|р\.|₽|€|zł)|\d{1,7}[.,]\d{1,2}", re.I)
_FRACTION = re.compile(r"\d+[.,]\d+")
_COMMA = re.compile(r"\D*\d{1,3}(?:[. \u00a0]?\d{3})*,\d{1,2}\D*")
# What no decimal comma explains: 12.50, 0.5; 1.250 might be a thousand.
_POINT = re.compile(r"\d\.\d{1,2}(?!\d)|,\d{3}\.|\.\d{4}")
_MOST = 0.9
# A date further away is neither the production nor the expiry of goods for sale.
_KEEPS_DAYS = 2000


@dataclass(frozen=True, slots=True)
class Sample:
    """A column: its place from 0, its heading, its first filled cells, and how many of the rows looked at were filled."""

    index: int
    heading: str
    values: Sequence[Value]
    rows: int

    @property
    def texts(self) -> list[str]:
        return [text_of(value) for value in self.values]

    @property
    def letter(self) -> str:
        from sellerkit.sheets.readers.scanning import column_letters

        return column_letters(self.index)


def by_values(samples: Sequence[Sample], today: datetime.date, *, wanted: Sequence[str]) -> dict[str, int]:
    """Field → column (from 0) for those of the wanted fields that one of these columns seems to hold."""
    found: dict[str, int] = {}
    for field, fits in _GUESSES.items():
        if field not in wanted:
            continue
        free = [one for one in samples if one.index not in found.values() and len(one.values) > 1]
        fitting = [(score, -one.index) for one in free if (score := fits(one, today)) > 0]
        if fitting:
            found[field] = -max(fitting)[1]
    return found


def readable(sample: Sample, read: Callable[[Value], object]) -> float:
    """The share of the cells that this reader can read."""
    good = 0
    for value in sample.values:
        try:
            read(value)
            good += 1
        except ValueError:
            pass
    return good / len(sample.values) if sample.values else 0.0


def is_a_switch(sample: Sample) -> bool:
    """Yes and no in figures, as exports have them."""
    return len(sample.values) > 3 and set(sample.texts) <= {"0", "1"}


def is_data(sample: Sample) -> bool:
    """Whether the heading is a code like those below it: then the sheet has no headings."""
    return any(letter.isdigit() for letter in sample.heading) and _CODE.fullmatch(sample.heading) is not None


def writes_decimal_comma(samples: Sequence[Sample]) -> bool:
    """Whether the amounts of these columns are written 12,50."""
    texts = [
        text for one in samples for value, text in zip(one.values, one.texts, strict=True) if isinstance(value, str)
    ]
    commas = sum(1 for text in texts if _COMMA.fullmatch(text))
    return commas > 0 and not any(_POINT.search(text) for text in texts)


def same_text(one: str, other: str) -> bool:
    return heading_key(one) == heading_key(other)


def distinct(rows: Sequence[tuple[str, ...]]) -> float:
    """The share of rows that are unlike all others; rows without any text are left out."""
    filled = [row for row in rows if any(row)]
    return len(set(filled)) / len(filled) if filled else 0.0


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for text in texts if pattern.fullmatch(text)) / len(texts) if texts else 0.0


def _barcode(sample: Sample, _today: datetime.date) -> float:
    digits = [text for text in sample.texts if text.isascii() and text.isdecimal() and len(text) in (8, 12, 13, 14)]
    good = sum(1 for text in digits if gtin_holds(text))
    return good / len(sample.values) if good >= 0.8 * len(sample.values) else 0.0


def _expires(sample: Sample, today: datetime.date) -> float:
    return _dates(sample, today, later=True)


def _produced(sample: Sample, today: datetime.date) -> float:
    return _dates(sample, today, later=False)


def _dates(sample: Sample, today: datetime.date, *, later: bool) -> float:
    from sellerkit.sheets.cells import date_

    found = []
    for value, text in zip(sample.values, sample.texts, strict=True):
        if isinstance(value, datetime.date) or _DATE.fullmatch(text):
            try:
                found.append(date_(value))
            except ValueError:
                continue
    if len(found) < _MOST * len(sample.values):
        return 0.0
    days = (sorted(found)[len(found) // 2] - today).days
    return len(found) / len(sample.values) if (0 < days < _KEEPS_DAYS if later else -_KEEPS_DAYS < days <= 0) else 0.0


def _money(sample: Sample, _today: datetime.date) -> float:
    texts = sample.texts
    whole = _share(texts, _WHOLE)
    share = _share(texts, _MONEY)
    return share if share >= 0.3 and share + whole >= _MOST else 0.0


def _quantity(sample: Sample, _today: datetime.date) -> float:
    """Whole numbers that neither number the rows nor are codes: some come again."""
    texts = sample.texts
    if _share(texts, _WHOLE) < _MOST or _numbers_rows(texts) or is_a_switch(sample):
        return 0.0
    again = 1 - len(set(texts)) / len(texts)
    long = sum(1 for text in texts if len(text) > 5) / len(texts)
    return max(0.01, 0.5 + again / 2 - long) if again or len(texts) < 20 else 0.0


def _sku(sample: Sample, _today: datetime.date) -> float:
    """A code in each row, unlike all others."""
    texts = sample.texts
    if len(sample.values) < _MOST * sample.rows or _share(texts, _CODE) < _MOST or _numbers_rows(texts):
        return 0.0
    if len(set(texts)) < 0.98 * len(texts) or _share(texts, _FRACTION) > 0.3 or _share(texts, _DATE) > 0.3:
        return 0.0
    worded = sum(1 for text in texts if not text.isdecimal()) / len(texts)
    return 1.0 + worded


def _name(sample: Sample, _today: datetime.date) -> float:
    """Words, mostly different ones: the longest."""
    texts = [text for text in sample.texts if any(letter.isalpha() for letter in text) and not text.startswith("http")]
    if len(texts) < _MOST * len(sample.values) or len(sample.values) < sample.rows / 2:
        return 0.0
    different = len(set(texts)) / len(texts)
    return different * min(sum(map(len, texts)) / len(texts), 40) if different > 0.3 else 0.0


def _numbers_rows(texts: Sequence[str]) -> bool:
    """1, 2, 3 …: the numbers of the rows."""
    numbers = [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10]
    steps = [after - before for before, after in pairwise(numbers)]
    return len(numbers) == len(texts) and len(steps) > 1 and steps.count(1) >= 0.9 * len(steps)


_GUESSES: dict[str, Callable[[Sample, datetime.date], float]] = {
    "barcode": _barcode, "expires": _expires, "produced": _produced, "cost": _money, "price": _money, "sku": _sku,
    "quantity": _quantity, "name": _name,
}  # fmt: skip
