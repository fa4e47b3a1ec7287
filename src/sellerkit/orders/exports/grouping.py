"""Rows of an export → orders: lines that belong together, bad rows that take their whole order with them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.money import minor_units
from sellerkit.base.problems import Problem
from sellerkit.model.order import Order
from sellerkit.sheets import Parsed, Row, Sheet, Table, Value
from sellerkit.sheets.bulk import BULK, OrNothing
from sellerkit.sheets.cells import SAFE_DIGITS, CellError, identifier, moment
from sellerkit.sheets.text import stripped
from sellerkit.sheets.twice import refuse_twice

T = TypeVar("T")
_LONG = SAFE_DIGITS + 3


@dataclass(frozen=True, slots=True)
class Context:
    """What an export needs to know of the shop: the channel its orders get, its currency and time zone."""

    channel: str
    currency: str
    zone: datetime.tzinfo


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not taken: bad itself (its problems say why), or a row of an order with a bad row."""

    row: Row
    reason: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrdersRead:
    """What an export holds. `sizes` are the rows of each order; `code_heading` is the column of a line's code."""

    orders: tuple[Order, ...]
    sizes: tuple[int, ...]
    rows: int
    ignored: int
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    code_heading: str


Entry = Parsed
"""A good row: where it stands (`row`, `number`) and what it says (`value`)."""


@dataclass(slots=True)
class Group(Generic[T]):
    """The rows of one order: `rows` are good, `bad` could not be read."""

    number: str
    rows: list[Entry[T]] = field(default_factory=list)
    bad: list[Row] = field(default_factory=list)


class RowWrong(Exception):
    """A row that reads well and still makes no order."""

    def __init__(self, row: Row, column: str, code: str, message: str, hint: str = "", value: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(code, message, row.place.at(column), value, hint)


def read_orders(
    table: Table,
    sheet: Sheet[T],
    make: Callable[[Group[T]], Order],
    *,
    number: str = "order_id",
    code: str = "code",
    starts: Callable[[Row, str, dict[str, str]], bool] | None = None,
    declared: Mapping[str, Sequence[str]] | None = None,
) -> OrdersRead:
    """Parse the table and make one order of each group of rows.

    `number` is the field with the order's number, `code` the one with the line's. A row without a number continues the
    order above it, unless `starts(row, number, columns)` says that it begins one of its own. `declared` names the headings
    of fields, as shop.toml does.
    """
    fields = sheet.resolve(table, declared or {})
    refuse_twice(
        table, [fields[one] for one in (number, code, "quantity") if one in fields and one not in (declared or {})]
    )
    outcome = sheet.parse(table, declared or {})
    columns: dict[str, str] = outcome.extra["columns"]  # type: ignore[assignment]
    _refuse_shortened(table, outcome.good, number)
    problems = list(outcome.problems)
    groups = _groups(table, outcome.good, {p.place.row for p in problems}, columns, number, starts)
    orders: list[Order] = []
    sizes: list[int] = []
    left_out: list[LeftOut] = []
    for group in groups:
        if not group.bad:
            try:
                orders.append(make(group))
                sizes.append(len(group.rows))
                continue
            except RowWrong as wrong:
                problems.append(wrong.problem)
        left_out += _left_out(group, problems)
    rows = sum(len(group.rows) + len(group.bad) for group in groups)
    heading = columns.get(code, "")
    left_out.sort(key=lambda one: one.row.number)
    return OrdersRead(tuple(orders), tuple(sizes), rows, outcome.ignored, tuple(left_out), tuple(problems), heading)


def _groups(
    table: Table,
    good: Sequence[Parsed[T]],
    bad: set[int | None],
    columns: dict[str, str],
    number: str,
    starts: Callable[[Row, str, dict[str, str]], bool] | None,
) -> list[Group[T]]:
    heading = columns.get(number, "")
    found: dict[str, Group[T]] = {}
    groups: list[Group[T]] = []
    current: Group[T] | None = None
    for one in _in_order(table, good, bad):
        given = one.text(heading) if isinstance(one, Row) and heading else ""
        if not isinstance(one, Row):
            given = getattr(one.value, number)
        given = "" if given == "null" else given
        if given and given in found:
            current = found[given]
        elif given or current is None or (starts is not None and starts(_row(one), given, columns)):
            current = Group(given)
            groups.append(current)
            if given:
                found[given] = current
        if isinstance(one, Row):
            current.bad.append(one)
        else:
            current.rows.append(one)
    return groups


def _row(one: Entry[Any] | Row) -> Row:
    return one if isinstance(one, Row) else one.row


def _in_order(table: Table, good: Sequence[Entry[T]], bad: set[int | None]) -> Sequence[Entry[T] | Row]:
    """Good and bad rows as they follow each other in the file; the file is walked again only when some are bad."""
    if not bad:
        return good
    again = [row for row in table.rows if row.number in bad]
    return sorted([*good, *again], key=lambda one: one.number)


def _left_out(group: Group[Any], problems: Sequence[Problem]) -> list[LeftOut]:
    rows = [*(entry.row for entry in group.rows), *group.bad]
    numbers = {row.number for row in rows}
    why: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.place.row in numbers:
            why.setdefault(problem.place.row or 0, []).append(problem)
    beside = _("Another row of this order is wrong.")
    return [
        LeftOut(
            row,
            "; ".join(problem.message for problem in why.get(row.number, ())) or beside,
            tuple(problem.place.column for problem in why.get(row.number, ()) if problem.place.column),
        )
        for row in rows
    ]


def long_number(value: Value) -> str:
    """A number of the platform (order, waybill) as text; written as 3.3E+17 or kept as a number it is refused."""
    if type(value) is str and (digits := stripped(value)).isdecimal():
        return digits
    return identifier(value)


def _refuse_shortened(table: Table, good: Sequence[Parsed[Any]], number: str) -> None:
    """Raise InputRejected when the order numbers lost their last digits; one that really ends with zeros is fine."""
    long = [text for parsed in good if len(text := getattr(parsed.value, number)) >= _LONG and text.isdecimal()]
    shortened = sum(1 for text in long if not text[SAFE_DIGITS:].strip("0"))
    if shortened and (shortened == len(long) or (shortened > 1 and shortened * 20 > len(long))):
        raise InputRejected(
            _("{file}: {count} order numbers end with zeros: a spreadsheet program has shortened them.").format(
                file=table.file, count=shortened
            ),
            hint=_(
                "Export the orders again and import the file before any other program saves it; nothing was changed."
            ),
            code="damaged-id",
        )


def known(read: Callable[[Value], T], *nothing: str) -> Callable[[Value], T | None]:
    """The reader, for a column in which some words (and always "null") stand for an empty cell."""
    words = frozenset(("null", *nothing))
    return OrNothing(read, words, max(map(len, words)) + 2)


def exact_moment(value: Value) -> datetime.datetime:
    """A date and time; the form that platforms write (2026-11-10 09:00:00) ten times faster than any other."""
    if type(value) is str and len(value) == 19:
        with suppress(ValueError):
            return datetime.datetime.fromisoformat(value)
    return moment(value)


def _exact_moments(cells: Sequence[Any], types: set[type]) -> list[datetime.datetime] | None:
    """A column of them, when all are written in that form."""
    if types == {str} and set(map(len, cells)) == {19}:
        with suppress(ValueError):
            return list(map(datetime.datetime.fromisoformat, cells))
    return None


def _digits(cells: Sequence[Any], types: set[type]) -> Sequence[Any] | None:
    """A column of long numbers, when nothing but digits stands in it."""
    joined = "".join(cells) if types == {str} else ""
    return cells if joined.isascii() and joined.isdecimal() else None


BULK[exact_moment] = _exact_moments
BULK[long_number] = _digits


def stored(moment: datetime.datetime | None, zone: datetime.tzinfo) -> str | None:
    """A time of the file as the store keeps it; without an offset of its own it is meant in `zone`."""
    if moment is None:
        return None
    known = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    # isoformat writes the same text as the clock's strftime, several times faster.
    return known.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def stored_moment(value: Value, *, zone: datetime.tzinfo) -> str:
    """A cell's time as the store keeps it. Raises CellError for one before the year 1 or after 9999 in UTC."""
    try:
        return stored(exact_moment(value), zone) or ""
    except OverflowError:
        raise CellError(_("is not a date"), "not-a-date", _("Write dates as 2026-11-01.")) from None


def _stored_moments(cells: Sequence[Any], types: set[type], *, zone: datetime.tzinfo) -> list[str] | None:
    """A column of them, when all are written as 2026-11-10 09:00:00: only their hours are converted, each once."""
    if types != {str} or not _MOMENTS.fullmatch("\n".join(cells)) or _exact_moments(cells, types) is None:
        return None
    hours = {hour: _stored_hour(hour, zone) for hour in {cell[:13] for cell in cells}}
    if "" in hours.values():
        return None
    return [f"{hours[cell[:13]]}{cell[13:]}Z" for cell in cells]


@lru_cache(1024)
def _stored_hour(hour: str, zone: datetime.tzinfo) -> str:
    """`2026-11-10 09` of the zone as 2026-11-10T01; "" for an hour that does not become a whole one."""
    first, last = stored_moment(f"{hour}:00:00", zone=zone), stored_moment(f"{hour}:59:59", zone=zone)
    return first[:13] if (first[13:], last) == (":00:00Z", f"{first[:13]}:59:59Z") else ""


_MOMENTS = re.compile(r"(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\n|\Z))+", re.ASCII)
BULK[stored_moment] = _stored_moments


def minor(amount: Decimal | None, currency: str) -> int | None:
    """An amount in the currency's minor units; unknown stays unknown."""
    return None if amount is None else _minor_units(amount, currency)


# A shop has few prices and many orders.
_minor_units = lru_cache(8192)(minor_units)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None when nothing is known."""
    known_ones = [amount for amount in amounts if amount is not None]
    if len(known_ones) < 2:
        return known_ones[0] if known_ones else None
    return sum(known_ones, Decimal(0))
