"""Cells that only stock sheets have: quantities with a unit, money with its sign, pack sizes, shelf lives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from math import isfinite
from operator import eq
from typing import Any, NamedTuple

from sellerkit.base.language import _
from sellerkit.base.measures import GRAMS
from sellerkit.base.money import exponent
from sellerkit.sheets import ReadOptions, Value
from sellerkit.sheets.bulk import BULK, whole_floats
from sellerkit.sheets.cells import ADAPTERS, LARGEST, CellError, money, within_reason
from sellerkit.sheets.text import stripped, text_of, units_said
from sellerkit.stock.stock_words import NO_POLICY, Policy, refused_words
from sellerkit.stock.unclear import CURRENCIES, currency_said
from sellerkit.stock.units import CARTONS, DOZENS, Amount, Pack, amount_of, pack_of, weight_of_pack

# What a sign says of the currency; "¥" and "$" alone serve several and say nothing against any of them.
SIGNS = {
    "¥": ("CNY", "JPY"), "￥": ("CNY", "JPY"), "元": ("CNY",), "圆": ("CNY",), "人民币": ("CNY",), "RMB": ("CNY",), "CNY": ("CNY",),
    "JP¥": ("JPY",), "円": ("JPY",), "HK$": ("HKD",), "US$": ("USD",), "NT$": ("TWD",), "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"),
    "USD": ("USD",), "EUR": ("EUR",), "€": ("EUR",), "GBP": ("GBP",), "£": ("GBP",), "руб": ("RUB",), "р": ("RUB",), "₽": ("RUB",), "RUB": ("RUB",),
    "грн": ("UAH",), "₴": ("UAH",), "zł": ("PLN",), "₹": ("INR",), "฿": ("THB",), "₩": ("KRW",), "HKD": ("HKD",), "JPY": ("JPY",), "TWD": ("TWD",),
}  # fmt: skip
_SIGN = re.compile(r"[^\d\s.,()+\-−－（），．'’]+")
_LIFE = re.compile(r"(\d+)\s*(天|日|days?|d|个月|月|months?|m|年|years?|y)?\.?$", re.I)


class ShelfLife(NamedTuple):
    """How long goods keep: a number of days, months or years ("d", "m", "y"; "" when the cell does not say)."""

    number: int
    unit: str


def amount(value: Value, *, decimal_comma: bool = False, policy: Policy = NO_POLICY) -> int | Amount:
    """A quantity: a whole number as it is; with a unit's word (`100斤`) or a fraction as an Amount. Not negative.

    What no number says (`有货`, `>20`) means what the source's policy declares, else it is refused.
    """
    if type(value) is float and 0 <= value < LARGEST and value.is_integer():
        return int(value)
    if type(value) is int and 0 <= value < LARGEST:
        return value
    if type(value) is str:
        written = unicodedata.normalize("NFKC", stripped(value))
        declared = policy.meaning(written)
        if declared is not None:
            return declared
        try:
            found = amount_of(written, decimal_comma=decimal_comma)
        except ValueError:
            raise refused_words(written) or _not_a_quantity() from None
    elif (type(value) is float and isfinite(value)) or type(value) is int:
        found = Amount(Decimal(f"{value:.15g}"))
    else:
        raise _not_a_quantity()
    if found.value < 0:
        raise CellError(
            _("is less than zero"),
            "negative",
            _("Write 0 when there are none; correct one item with `sellerkit stock adjust`."),
        )
    within_reason(found.value)
    if not found.word and found.value == found.value.to_integral_value():
        return int(found.value)
    return found


def amount_under(value: Value, *, word: str, decimal_comma: bool = False, policy: Policy = NO_POLICY) -> int | Amount:
    """As `amount`, under a heading that says the unit: 库存(斤), 数量（箱）."""
    found = amount(value, decimal_comma=decimal_comma, policy=policy)
    if type(found) is Amount:
        return found if found.word else Amount(found.value, word)
    return Amount(Decimal(int(found)), word)  # type: ignore[arg-type]


def _amounts(heading: str, _options: ReadOptions) -> Callable[..., int | Amount]:
    """Only units that change what a number means; 件 and 个 are pieces anyway."""
    word = next((one for one in units_said(heading) if one in GRAMS or one in DOZENS or one in CARTONS), "")
    return partial(amount_under, word=word) if word else amount


def _not_a_quantity() -> CellError:
    return CellError(
        _("is not a number"),
        "not-a-number",
        _("Write how many there are in digits; leave the cell empty to keep the old quantity."),
    )


def money_in(currency: str, *, decimal_comma: bool = False) -> Callable[[Value], int | Decimal]:
    """A reader of amounts in this currency, not negative; a sign of another currency is refused.

    It gives minor units: an int, or a Decimal where a fraction of one is left.
    """
    return partial(amount_minor, currency=currency, decimal_comma=decimal_comma)


def amount_minor(value: Value, *, currency: str, decimal_comma: bool) -> int | Decimal:
    """One amount in minor units, as `money_in` says."""
    if type(value) is str:
        sign = _SIGN.search(value.strip().removeprefix("'"))
        known = SIGNS.get(sign[0].strip()) or SIGNS.get(sign[0].strip().upper()) if sign else None
        if known and currency not in known:
            raise CellError(
                _("is an amount in another currency than {currency}").format(currency=currency),
                "wrong-currency",
                _('Declare the sheet\'s currency in its source: currency = "{found}".').format(found=known[0]),
            )
    number = money(value, decimal_comma=decimal_comma)
    if number < 0:
        raise CellError(_("is less than zero"), "negative", _("A cost or price is zero or more."))
    minor = number.scaleb(exponent(currency))
    whole = int(minor)
    return whole if whole == minor else minor


def currency_word(currency: str) -> Callable[[Value], str]:
    """A reader of a column that names the currency of each row: every row must be in this one."""
    return partial(_same_currency, currency=currency)


def _same_currency(value: Value, *, currency: str) -> str:
    word = text_of(value).strip().upper()
    known = CURRENCIES.get(word.casefold()) or currency_said(word)
    if word != currency and currency not in known:
        found = known[0] if known else word
        raise CellError(
            _("names another currency than {currency}").format(currency=currency),
            "wrong-currency",
            _('Where all rows are in it, declare it in the source: currency = "{found}"; else give each currency a sheet of its own.').format(found=found),
        )  # fmt: skip
    return currency


_PLAIN_AMOUNTS = re.compile(r"(?:\d{1,12}(?:\.\d{1,2})?\n)+", re.ASCII)


def money_column(cells: Sequence[Any], types: set[type], *, currency: str, decimal_comma: bool) -> list[int] | None:
    """Amounts without signs that have no more decimals than the currency, all at once: 12.5 → 1250."""
    scale = 10 ** exponent(currency)
    if types == {str} and not decimal_comma and scale == 100 and _PLAIN_AMOUNTS.fullmatch("\n".join(cells) + "\n"):
        return [round(float(cell) * 100) for cell in cells]
    if types != {float} or not all(map(isfinite, cells)) or min(cells) < 0 or max(cells) >= 10**12:
        return None
    minor = [round(cell * scale) for cell in cells]
    # A double that the division gives back is the one nearest to that decimal: nothing was lost.
    return minor if all(map(eq, cells, [one / scale for one in minor])) else None


BULK[amount_minor] = money_column
ADAPTERS[amount] = _amounts
BULK[amount] = lambda cells, types, **_options: whole_floats(cells, types)


def unit_word(value: Value) -> str:
    """The unit's word: 件, 斤, kg."""
    word = text_of(value)
    if any(sign.isdigit() for sign in word):
        raise CellError(
            _("is not a unit"),
            "not-a-unit",
            _("Write one word such as 件, 斤 or kg; the pack size has its own column."),
        )
    return word


def pack_size(value: Value) -> int:
    """How many pieces a carton holds: 12, `12件/箱`, `1*12`, `500g*20袋`."""
    written = unicodedata.normalize("NFKC", text_of(value))
    pack = pack_of(written)
    if pack is not None and (each := weight_of_pack(written)) is not None:
        return Pack(pack, each)
    if not pack:
        raise CellError(
            _("is not a pack size"), "not-a-pack-size", _("Write how many pieces a carton holds, for example 12.")
        )
    return pack


def shelf_life(value: Value) -> ShelfLife:
    """How long goods keep: `12个月`, `365 days`, `2年`, or a bare number whose unit the heading says."""
    match = _LIFE.match(text_of(value))
    if not match:
        raise CellError(_("is not a shelf life"), "not-a-shelf-life", _("Write it as 180天, 12个月 or 2年."))
    word = (match[2] or "").lower()
    unit = "d" if word[:1] in ("天", "日", "d") else "m" if word[:1] in ("个", "月", "m") else "y" if word else ""
    return ShelfLife(int(match[1]), unit)
