"""The columns that order exports have in common: an export's file names its headings, the rest is the same for all."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Any, Literal, NamedTuple

from sellerkit.base.language import _
from sellerkit.orders.exports.grouping import exact_moment, known, long_number
from sellerkit.sheets import ReadOptions, Sheet, Value, column
from sellerkit.sheets.cells import CellError, identifier, moment, money, quantity, reference, text
from sellerkit.sheets.text import text_of

_JOINTS = re.compile(r"[\s,，。、;；_]+")


class Status(NamedTuple):
    """Our status, and the platform's word for it."""

    ours: str
    word: str


class LineRow(NamedTuple):
    """One row. What the file does not say is None or ""; amounts are as written, in the row's currency."""

    order_id: str
    key: str
    code: str
    code2: str
    title: str
    properties: str
    quantity: int | None
    price: Decimal | None
    line_total: Decimal | None
    status: Status | None
    refund_status: str
    refund: Decimal | None
    placed_at: datetime.datetime | None
    paid_at: datetime.datetime | None
    ship_by: datetime.datetime | None
    shipped_at: datetime.datetime | None
    total: Decimal | None
    goods: Decimal | None
    shipping: Decimal | None
    tax: Decimal | None
    discount: Decimal | None
    currency: str
    buyer_note: str
    seller_note: str
    flag: str
    waybill: str
    carrier_name: str
    recipient: str
    name: str
    last_name: str
    phone: str
    country: str
    province: str
    city: str
    district: str
    street: str
    street2: str
    postcode: str
    email: str


_IDS = frozenset({"order_id", "waybill"})
_CODES = frozenset({"key", "code", "code2", "postcode"})
_MONEY = frozenset({"price", "line_total", "refund", "total", "goods", "shipping", "tax", "discount"})
_TIMES = frozenset({"placed_at", "paid_at", "ship_by", "shipped_at"})
_NOTHING = ("-", "--", "/", "无")
FIELDS = LineRow._fields
Column = tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of an export make orders.

    `lines`: "rows" are order lines; "summary": a row is a whole order whose items it only counts; "none": it does not
    even count them. `amounts`: an order's total stands "once" (or repeats), or each row has its own ("rows").
    `status` is meant when the file has none; `sure` is false for a report that does not say what was sent. `own` gives a
    row's status from more than its status cell ("": as the cell says), `paid` what was paid for the order of a row.
    """

    sheet: Sheet[LineRow]
    lines: Literal["rows", "summary", "none"] = "rows"
    amounts: Literal["once", "rows"] = "once"
    status: str = "to-ship"
    sure: bool = True
    currency: str = ""
    zone: str = ""
    date_order: Literal["", "dmy", "mdy"] = ""
    parcels: bool = False
    declared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Callable[[LineRow], str] | None = None
    paid: Callable[[LineRow], Decimal | None] | None = None


def columns(
    *,
    read: Mapping[str, Callable[[Value], Any]] | None = None,
    required: tuple[str, ...] = ("order_id",),
    **names: Column,
) -> Sheet[LineRow]:
    """A sheet of these headings (field = heading, or several); `read` has readers of a field's own."""
    given = read or {}
    made = {}
    for name in FIELDS:
        aliases = names.get(name, ())
        reader = given.get(name) or _reader(name)
        default: Any = "" if name not in _MONEY | _TIMES | {"quantity", "status"} else None
        more = {} if name in required else {"default": default}
        made[name] = column(*((aliases,) if isinstance(aliases, str) else aliases), read=reader, **more)
    return Sheet(LineRow, **made)


def _reader(name: str) -> Callable[[Value], Any]:
    """The reader of a field. `sheet_for` makes those of money and times fit the file."""
    if name in _MONEY:
        return money
    if name in _TIMES:
        return moment
    if name == "quantity":
        return quantity
    if name == "status":
        return status_of({})
    if name == "phone":
        return known(reference, *_NOTHING)
    return known(long_number if name in _IDS else identifier if name in _CODES else text, *_NOTHING)


def sheet_for(options: ReadOptions, layout: Layout) -> Sheet[LineRow]:
    """The layout's sheet with readers for this file's decimal comma and order of day and month; "-" is an empty cell."""
    order = options.date_order or layout.date_order
    fitting: dict[Callable[[Value], Any], Callable[[Value], Any]] = {
        money: known(partial(money, decimal_comma=options.decimal_comma), *_NOTHING),
        moment: known(partial(moment, order=order) if order else exact_moment, *_NOTHING),
        quantity: known(quantity, *_NOTHING),
    }
    return Sheet(
        LineRow,
        **{name: replace(one, read=fitting.get(one.read, one.read)) for name, one in layout.sheet.columns.items()},
    )


def plain_word(word: str) -> str:
    """A status word without spaces and punctuation, in capitals: 已发货，待收货 → 已发货待收货."""
    return _JOINTS.sub("", word).upper()


def status_of(words: Mapping[str, str], *, contains: Mapping[str, str] | None = None) -> Callable[[Value], Status]:
    """A reader of status cells. A cell means the longest word that it begins with, after those that it may contain."""
    begins = sorted(((plain_word(word), ours) for word, ours in words.items()), key=lambda one: -len(one[0]))
    within = [(plain_word(word), ours) for word, ours in (contains or {}).items()]

    def read(value: Value) -> Status | None:
        said = text_of(value)
        word = plain_word(said)
        if word in ("", "NULL"):
            return None
        for part, ours in within:
            if part in word:
                return Status(ours, said)
        for part, ours in begins:
            if word.startswith(part):
                return Status(ours, said)
        raise CellError(
            _("is an order status that sellerkit does not know"), "unknown-status",
            _("Export the orders again; if the platform has a new word for it, tell us."),
        )  # fmt: skip

    return read  # type: ignore[return-value]
