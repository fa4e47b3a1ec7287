"""What a sheet says beside its headings: words for quantities, ranges of prices, its currency, commas, days and months. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import InputRejected
from sellerkit.sheets import Table
from sellerkit.sheets.cells import CellError
from sellerkit.stock.cells import amount
from sellerkit.stock.map_columns import Proposal
from sellerkit.stock.map_values import Sample, writes_decimal_comma
from sellerkit.stock.matrix import sizes_of
from sellerkit.stock.prices import price_in
from sellerkit.stock.size_columns import Sizes
from sellerkit.stock.stock_words import NONE_LEFT
from sellerkit.stock.unclear import currency_said

_SLASHED = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](?:\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Policy:
    """The source with what was found, and the flags that confirm what is a guess among it."""

    source: StockSource
    flags: tuple[tuple[str, str], ...] = ()


def sizes_found(table: Table, source: StockSource, own: Mapping[str, int]) -> Sizes:
    """The size columns of the sheet, whichever column its code turns out to be; none where it is not clear."""
    try:
        return sizes_of(table, source, {"sku": -1, **own})
    except InputRejected:
        return Sizes()


def with_policy(source: StockSource, currency: str, samples: Sequence[Sample], found: Sequence[Proposal]) -> Policy:
    """The source as the columns' cells ask for it. `currency` is the shop's."""
    by_index = {one.index: one for one in samples}
    columns = {one.field: by_index[one.index] for one in found if one.index in by_index}
    flags: list[tuple[str, str]] = []
    money = [columns[field] for field in ("cost", "price") if field in columns]
    if not source.currency:
        said = next((known for one in money if (known := currency_said(one.heading)) and currency not in known), ())
        if said:
            source = replace(source, currency=said[0])
            flags += [("--currency", said[0])] if len(said) > 1 else []
    if not source.decimal_comma and writes_decimal_comma(money):
        source = replace(source, decimal_comma=True)
    if not source.date_order:
        source = replace(source, date_order=_date_order([columns[f] for f in ("produced", "expires") if f in columns]))
    counted = [columns[field] for field in ("quantity", "low") if field in columns]
    if source.sizes:
        counted += [one for one in samples if one.heading in source.sizes]
    source, more = _with_words(source, counted)
    flags += more
    if not source.price_range and "price" in columns and _has_ranges(columns["price"], source, currency):
        source = replace(source, price_range="high")
        flags.append(("--price-range", "high"))
    return Policy(source, tuple(flags))


def _with_words(source: StockSource, counted: Sequence[Sample]) -> tuple[StockSource, list[tuple[str, str]]]:
    """有货 is one at least, 缺货 none; `>20` counts as 20. A person may know better."""
    found: dict[str, int] = {}
    at_least = False
    for sample in counted:
        for value, text in zip(sample.values, sample.texts, strict=True):
            try:
                amount(value, decimal_comma=source.decimal_comma)
            except CellError as error:
                at_least = at_least or error.code == "at-least"
                if error.code == "stock-word" and text not in source.words:
                    found[text] = 0 if text.casefold() in NONE_LEFT else 1
            except ValueError:
                continue
    flags = [("--word", f"{word}={count}") for word, count in found.items()]
    if at_least and not source.at_least:
        source = replace(source, at_least=True)
        flags.append(("--at-least", ""))
    return (replace(source, words={**source.words, **found}) if found else source), flags


def _has_ranges(sample: Sample, source: StockSource, currency: str) -> bool:
    read = price_in(source.currency or currency, decimal_comma=source.decimal_comma)
    for value in sample.values:
        try:
            read(value)
        except CellError as error:
            if error.code == "price-range":
                return True
        except ValueError:
            continue
    return False


def _date_order(samples: Sequence[Sample]) -> Literal["", "dmy", "mdy"]:
    """ "dmy" or "mdy" where one date settles it for the others, "" when none needs it or two say different things."""
    pairs = [(int(m[1]), int(m[2])) for one in samples for text in one.texts if (m := _SLASHED.match(text))]
    if not any(first <= 12 and second <= 12 and first != second for first, second in pairs):
        return ""
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return ""
    return "dmy" if day_first else "mdy"
