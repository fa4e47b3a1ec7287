"""Cell readers: each takes a cell's value and returns what it means, or raises ValueError that finishes "this cell …".

Numbers of a workbook arrive as floats; they are read as a spreadsheet program shows them, to 15 significant digits.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from math import isfinite
from typing import Any, TypeVar

from sellerkit.base.language import _
from sellerkit.base.measures import GRAMS, MILLIMETRES, grams, millimetres
from sellerkit.base.money import decimal_of
from sellerkit.sheets.tables import ReadOptions, Value
from sellerkit.sheets.text import stripped, text_of, units_said

Reader = Callable[[Value], Any]
Number = TypeVar("Number", int, Decimal)
# A spreadsheet program keeps 15 digits of a number; a longer code that was a number once has lost the rest.
SAFE_DIGITS = 15
FIRST_UNSAFE = 10**SAFE_DIGITS
# No shop counts further, and a million such amounts still add up in the store's 64 bits.
LARGEST = 10**12
_ONE = Decimal(1)
_GUARDS = frozenset(" ='#")
# What a spreadsheet program, in English or in its own language, writes into a text file for a cell that it could not
# work out, or that was too narrow to be shown.
_ERRORS = """
#N/A #REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #GETTING_DATA #SPILL! #CALC! #ERROR! #FIELD! #BLOCKED! #BUSY!
#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #VALEUR! #NOM? #NOMBRE! #¡REF! #¡VALOR! #¡DIV/0! #¡NUM! #¡NULO! #¿NOMBRE?
#Н/Д #ССЫЛКА! #ЗНАЧ! #ДЕЛ/0! #ИМЯ? #ЧИСЛО! #ПУСТО! ##### ###### ####### ########
"""
ERROR_TEXTS = frozenset(_ERRORS.split())
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?$", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}$", re.I)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE_LIKE = re.compile(
    rf"\d{{1,2}}-(?:{_MONTHS})(?:-\d{{2,4}})?$|(?:{_MONTHS})-\d{{2}}$|\d{{1,2}}月\d{{1,2}}日$", re.I
)
# 1'299.50, as Switzerland groups its thousands.
_SWISS = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
_WITH_COMMA = re.compile(r"\d+(?:,\d*)?|\d{1,3}(?:[.\s]\d{3})+(?:,\d*)?")
_CURRENCY_WORDS = re.compile(r"\s*(?:р|руб|грн|zł|kč|kr)\.?$", re.I)
YES = frozenset({"1", "yes", "y", "true", "t", "x", "on", "是", "有", "√", "✓", "对", "真", "да"})
NO = frozenset({"0", "no", "n", "false", "f", "off", "否", "无", "×", "不", "假", "нет"})


class CellError(ValueError):
    """What is wrong with one cell: words that finish "this cell …", a stable problem code, and what to do."""

    def __init__(self, words: str, code: str, hint: str = "") -> None:
        super().__init__(words)
        self.code = code
        self.hint = hint


def text(value: Value) -> str:
    """The cell as a person reads it: 123.0 → "123", `="0012"` → "0012"."""
    if type(value) is str:
        if value.isprintable() and value[:1] not in _GUARDS and value[-1:] != " ":
            return value
        return _no_error(stripped(value))
    return text_of(value)


def _no_error(text: str) -> str:
    if text[:1] == "#" and text in ERROR_TEXTS:
        raise spreadsheet_error()
    return text


def spreadsheet_error() -> CellError:
    """An error cell: #REF! and its like."""
    return CellError(
        _("is an error of the spreadsheet program"), "error-cell", _("Mend the formula, or type the value over it.")
    )


def identifier(value: Value) -> str:
    """A code: text for ever. A cell in which a spreadsheet program damaged the code is refused, never guessed at."""
    if type(value) is str and value.isdecimal() and len(value) < SAFE_DIGITS + 3:
        return value
    code = reference(value)
    if len(code) >= SAFE_DIGITS + 3 and code.isdecimal() and not code[SAFE_DIGITS:].strip("0"):
        raise _damaged()
    return code


def reference(value: Value) -> str:
    """An order's or a waybill's number: an `identifier`, but text that ends in zeros is believed.

    Among a million order numbers of 18 digits a thousand end in three zeros by chance.
    """
    if type(value) is str:
        return _undamaged(text(value))
    if type(value) is float or type(value) is int:
        if abs(value) >= FIRST_UNSAFE or value < 0 or not isfinite(value):
            raise _damaged()
        return text_of(value)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise _became_a_date()
    return text_of(value).upper()


def _undamaged(code: str) -> str:
    if "+" in code and _SCIENTIFIC.match(code):
        raise _damaged()
    if ("-" in code[1:4] or code.endswith("日")) and _DATE_LIKE.match(code):
        raise _became_a_date()
    return code


def _damaged() -> CellError:
    return CellError(
        _("holds a code that a spreadsheet program turned into a number and shortened"),
        "damaged-id",
        _("Format the column as text, then paste or type the code again from its source."),
    )


def _became_a_date() -> CellError:
    return CellError(
        _("holds a code that a spreadsheet program turned into a date"),
        "code-became-date",
        _("Format the column as text, then paste or type the code again from its source."),
    )


def whole_number(value: Value) -> int:
    """An integer: 12, 12.0, `1,234`, `１２`, `−3`."""
    if type(value) is int:
        return within_reason(value)
    if type(value) is float and value.is_integer() and abs(value) < LARGEST:
        return int(value)
    if type(value) is str and value.isdecimal() and len(value) < SAFE_DIGITS:
        return within_reason(int(value))
    number = decimal_number(value)
    if number != number.to_integral_value():
        raise CellError(_("is not a whole number"), "not-whole")
    return int(number)


def quantity(value: Value) -> int:
    """A number of pieces: whole, not negative."""
    number = whole_number(value)
    if number < 0:
        raise CellError(_("is less than zero"), "negative")
    return number


def decimal_number(value: Value, *, decimal_comma: bool = False) -> Decimal:
    """An exact number: `1,299.50`, `（5.00）`, `¥12`; with `decimal_comma` also `1.299,50`."""
    if type(value) is float:
        if not isfinite(value):
            raise _not_a_number(decimal_comma)
        return within_reason(Decimal(f"{value:.15g}"))
    if type(value) is int:
        return within_reason(Decimal(value))
    if type(value) is not str:
        raise _not_a_number(decimal_comma)
    if not decimal_comma and _PLAIN.match(value):
        return within_reason(Decimal(value))
    written = _CURRENCY_WORDS.sub("", unicodedata.normalize("NFKC", stripped(value)))
    if "," not in written:
        written = _SWISS.sub("", written)
    try:
        number = decimal_of(written, decimal_comma=decimal_comma)
    except ValueError:
        raise _not_a_number(decimal_comma) from None
    if decimal_comma and not _WITH_COMMA.search(written):
        raise _not_a_number(decimal_comma)
    if decimal_comma and "." in written and not re.search(r"\d{1,3}(?:\.\d{3})+(?!\d)", written):
        raise _not_a_number(decimal_comma)
    return within_reason(number)


def within_reason(number: Number) -> Number:
    """The number itself. Raises CellError too-large for one that only a code or a slip of the finger can be."""
    if -LARGEST < number < LARGEST:
        return number
    raise CellError(
        _("is a larger number than a shop can have"),
        "too-large",
        _("Check the cell: a code may stand where a number belongs."),
    )


def _not_a_number(decimal_comma: bool) -> CellError:
    if decimal_comma:
        hint = _("Numbers of this file are read with a decimal comma: 1.299,50.")
    else:
        hint = _("Write digits only; for a decimal comma (12,50) declare decimal_comma = true.")
    return CellError(_("is not a number"), "not-a-number", hint)


def money(value: Value, *, decimal_comma: bool = False) -> Decimal:
    """An amount as written, in the currency of the column: `¥1,299.00`, `12.5`, `(5.00)`."""
    return decimal_number(value, decimal_comma=decimal_comma)


def weight(value: Value, *, unit: str = "g", decimal_comma: bool = False) -> int:
    """Whole grams: `500g`, `1.2 kg`, `1斤`; a bare number is in `unit`."""
    number = _bare(value, decimal_comma)
    if number is not None and 0 <= number < FIRST_UNSAFE:
        return int((number * GRAMS[unit]).quantize(_ONE, rounding=ROUND_HALF_UP))
    return _measured(value, grams, unit, decimal_comma, _("is not a weight"), "not-a-weight")


def weight_unsaid(value: Value, *, decimal_comma: bool = False) -> int:
    """As `weight`, where nothing says the unit of bare numbers: grams, if they are whole; 0.5 is a kilogram's half."""
    if _is_fraction(value, decimal_comma):
        raise CellError(
            _("is no whole number, and nothing says its unit"),
            "weight-unit",
            _('Name the unit in the heading, such as 重量(kg), or declare weight_unit = "kg" in the source.'),
        )
    return weight(value, unit="g", decimal_comma=decimal_comma)


def length_unsaid(value: Value, *, decimal_comma: bool = False) -> int:
    """As `length`, where nothing says the unit of bare numbers: millimetres, if they are whole."""
    if _is_fraction(value, decimal_comma):
        raise CellError(
            _("is no whole number, and nothing says its unit"),
            "length-unit",
            _('Name the unit in the heading, such as 长(cm), or declare length_unit = "cm" in the source.'),
        )
    return length(value, unit="mm", decimal_comma=decimal_comma)


def _is_fraction(value: Value, decimal_comma: bool) -> bool:
    if type(value) is float:
        return not value.is_integer()
    if type(value) is not str:
        return False
    number = stripped(value).replace(",", ".") if decimal_comma else stripped(value)
    return _PLAIN.match(number) is not None and not float(number).is_integer()


def length(value: Value, *, unit: str = "mm", decimal_comma: bool = False) -> int:
    """Whole millimetres: `120`, `12cm`, `4.5 in`; a bare number is in `unit`."""
    number = _bare(value, decimal_comma)
    if number is not None and 0 <= number < FIRST_UNSAFE:
        return int((number * MILLIMETRES[unit]).quantize(_ONE, rounding=ROUND_HALF_UP))
    return _measured(value, millimetres, unit, decimal_comma, _("is not a length"), "not-a-length")


def _bare(value: Value, decimal_comma: bool) -> Decimal | None:
    """A number that stands there without a unit, or None."""
    if type(value) is float and isfinite(value):
        return Decimal(f"{value:.15g}")
    if type(value) is int or (type(value) is str and not decimal_comma and _PLAIN.match(value)):
        return Decimal(value)
    return None


def _measured(
    value: Value, measure: Callable[[str, str], int], unit: str, decimal_comma: bool, words: str, code: str
) -> int:
    try:
        if type(value) is str:
            written = unicodedata.normalize("NFKC", stripped(value))
            return measure(written.replace(",", ".") if decimal_comma else written, unit)
    except (ValueError, ArithmeticError):
        pass
    raise CellError(words, code, _("Write a number and its unit, for example 500g, 1.2kg or 12cm."))


def yes_no(value: Value) -> bool:
    """Yes or no: 是/否, yes/no, true/false, 1/0, √/×."""
    if isinstance(value, bool):
        return value
    word = text_of(value).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError(_("is neither yes nor no"), "not-yes-no", _("Write yes or no, or 1 or 0."))


def date_(value: Value, *, order: str = "") -> datetime.date:
    """A calendar date: 2026-11-01, 2026年11月1日, 01.11.2026, a spreadsheet's serial number; `order` settles 05/06/2026."""
    from sellerkit.sheets.dates import date_of

    return date_of(value, order)


def moment(value: Value, *, order: str = "") -> datetime.datetime:
    """A date and time, with its zone only when the cell states one."""
    from sellerkit.sheets.dates import moment_of

    return moment_of(value, order)


def adapted(read: Reader, heading: str, options: ReadOptions) -> Reader:
    """The reader as this column needs it: the unit in the heading, decimal comma, order of day and month.

    A reader of another folder adds itself, or the function that it is a `partial` of, to ADAPTERS.
    """
    adapt = ADAPTERS.get(read)
    if adapt is None and isinstance(read, partial) and read.func in ADAPTERS:
        return partial(ADAPTERS[read.func](heading, options), **read.keywords)
    return adapt(heading, options) if adapt else read


def _unit_of(heading: str, known: object, default: str) -> str:
    if not isinstance(known, dict):
        return default
    return next((unit for unit in units_said(heading) if unit in known), default)


def _decimals(read: Callable[..., Any]) -> Callable[[str, ReadOptions], Reader]:
    return lambda heading, options: partial(read, decimal_comma=True) if options.decimal_comma else read


def _weights(heading: str, options: ReadOptions) -> Reader:
    unit = _unit_of(heading, GRAMS, options.weight_unit)
    if not unit and "gram" not in heading.casefold():
        return partial(weight_unsaid, decimal_comma=options.decimal_comma)
    return partial(weight, unit=unit or "g", decimal_comma=options.decimal_comma)


def _lengths(heading: str, options: ReadOptions) -> Reader:
    unit = _unit_of(heading, MILLIMETRES, options.length_unit)
    if not unit:
        return partial(length_unsaid, decimal_comma=options.decimal_comma)
    return partial(length, unit=unit, decimal_comma=options.decimal_comma)


def _dates(read: Callable[..., Any]) -> Callable[[str, ReadOptions], Reader]:
    return lambda heading, options: partial(read, order=options.date_order) if options.date_order else read


ADAPTERS: dict[Reader, Callable[[str, ReadOptions], Reader]] = {
    decimal_number: _decimals(decimal_number),
    money: _decimals(money),
    weight: _weights,
    length: _lengths,
    date_: _dates(date_),
    moment: _dates(moment),
}
