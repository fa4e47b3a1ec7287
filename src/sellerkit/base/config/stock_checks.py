"""What types alone cannot say about [stock.sources]: units, encodings and columns that exist, numbers that can be meant."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from sellerkit.base.config.schema import Config, StockSource
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _
from sellerkit.base.measures import GRAMS, MILLIMETRES
from sellerkit.base.nearest import nearest

# The columns a stock source may declare (the contract of `[stock.sources.*] columns`).
STOCK_COLUMNS = (
    "sku", "name", "barcode", "quantity", "unit", "pack", "currency", "cost", "price", "weight", "length", "width", "height", "shelf",
    "category", "option1", "option2", "option3", "lot", "produced", "expires", "shelf_life", "origin", "image", "low",
)  # fmt: skip
# What is said for them, and the code that is meant.
_NOT_CODES = {
    "RMB": "CNY",
    "YUAN": "CNY",
    "元": "CNY",
    "¥": "CNY",
    "人民币": "CNY",
    "$": "USD",
    "美元": "USD",
    "€": "EUR",
    "руб": "RUB",
    "₽": "RUB",
}
DELIMITER_NAMES = ("tab", "TAB", "\\t")
_SIZE_PATTERN = re.compile(r"\{(\w*)\}")


def check_stock(config: Config, faults: Faults) -> None:
    """Report every value of a stock source that has the right type and still cannot be meant."""
    for name, source in config.stock.sources.items():
        if source is None:
            continue
        at = f"stock.sources.{name}"
        for column, headings in source.columns.items():
            if column not in STOCK_COLUMNS:
                near = nearest(column, STOCK_COLUMNS)
                faults.unknown_key(f"{at}.columns", column, headings, near, list(STOCK_COLUMNS))
            elif not all(heading.strip() for heading in headings or ("",)) and not _said(
                faults, f"{at}.columns.{column}"
            ):
                faults.wrong(f"{at}.columns.{column}", list(headings), _("a heading of the sheet"), '"货号"')
        _units(source, at, faults)
        _file(source, at, faults)
        _sizes_and_words(source, at, faults)


def _said(faults: Faults, at: str) -> bool:
    """Whether the key's value has the wrong type already, so that it stands empty here."""
    return any(problem.place.column.startswith(at) for problem in faults.problems)


def _units(source: StockSource, at: str, faults: Faults) -> None:
    for key, unit, known in (
        ("weight_unit", source.weight_unit, GRAMS),
        ("length_unit", source.length_unit, MILLIMETRES),
    ):
        if unit and unit not in known:
            _not_known(faults, f"{at}.{key}", unit, known)
    if any(sign.isdigit() for sign in source.unit):
        faults.wrong(f"{at}.unit", source.unit, _("one word for a unit"), '"件"')
    written = source.currency.strip().rstrip(".")
    meant = _NOT_CODES.get(written.upper()) or _NOT_CODES.get(written.lower())
    if source.currency and (meant or not re.fullmatch("[A-Z]{3}", source.currency)):
        code = meant or (source.currency.upper() if re.fullmatch("[A-Za-z]{3}", source.currency) else "CNY")
        faults.wrong(f"{at}.currency", source.currency, _("a three-letter currency code"), f'"{code}"')


def _not_known(faults: Faults, at: str, found: str, known: Collection[str]) -> None:
    near = nearest(found, known)
    choices = [near, *(one for one in known if one != near)] if near else list(known)
    faults.wrong(at, found, _("one of {choices}").format(choices=", ".join(known)), f'"{choices[0]}"')


def _file(source: StockSource, at: str, faults: Faults) -> None:
    if source.encoding:
        try:
            "".encode(codecs.lookup(source.encoding.strip()).name)
        except (LookupError, ValueError):
            faults.wrong(f"{at}.encoding", source.encoding, _("the name of an encoding"), '"gb18030"')
    if source.delimiter and len(source.delimiter) != 1 and source.delimiter not in DELIMITER_NAMES:
        faults.wrong(f"{at}.delimiter", source.delimiter, _("one sign"), '";"')
    if source.header is not None and source.header < 0:
        faults.wrong(f"{at}.header", source.header, _("a row of the sheet, or 0 when it has no headings"), "4")
    for key, texts in (("files", source.files), ("key", source.key), ("sizes", source.sizes)):
        if any(not text.strip() for text in texts) and not _said(faults, f"{at}.{key}"):
            faults.wrong(
                f"{at}.{key}",
                list(texts),
                _("texts that are not empty"),
                '["S", "M", "L"]' if key == "sizes" else '["…"]',
            )


def _sizes_and_words(source: StockSource, at: str, faults: Faults) -> None:
    names = set(_SIZE_PATTERN.findall(source.size_pattern))
    if source.size_pattern and (not names <= {"style", "color", "size"} or not {"style", "size"} <= names):
        wanted = _("a pattern with {{style}} and {{size}}, and {{color}} where there are colours").format()
        faults.wrong(f"{at}.size_pattern", source.size_pattern, wanted, '"{style}-{color}-{size}"')
    for word, count in source.words.items():
        if count < 0:
            faults.wrong(f"{at}.words.{word}", count, _("zero or more"), "0")
        if not word.strip():
            faults.wrong(f"{at}.words", word, _("a word of the sheet"), '{ "有货" = 10 }')
