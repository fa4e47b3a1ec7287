"""The answer for another program: JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath

from sellerkit.base.money import Money
from sellerkit.output.view import Record, View

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def plain_value(value: object) -> object:
    """What `json` can't write by itself: money and decimals as decimal strings, times as ISO 8601."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Money | PurePath):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} can't be written as JSON")


def json_text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=plain_value, allow_nan=False) + "\n"


def jsonl_text(view: View) -> str:
    """One record a line."""
    lines = (json.dumps(row, ensure_ascii=False, default=plain_value, allow_nan=False) for row in view.rows())
    return "".join(line + "\n" for line in lines)


def csv_text(view: View, *, line_end: str = "\n") -> str:
    """Keys in the first line; nested values as JSON; text that a spreadsheet program would run is made harmless."""
    keys = view.column_keys()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    if keys:
        writer.writerow([harmless(key) for key in keys])
    writer.writerows([csv_cell(row, key) for key in keys] for row in view.rows())
    return text.getvalue()


def csv_cell(row: Record, key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, int | float | Decimal):
        return str(plain_value(value)) if isinstance(value, Decimal) else str(value)
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return harmless(json.dumps(value, ensure_ascii=False, default=plain_value))
    return harmless(str(plain_value(value)))


def harmless(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet program would take it for a formula.

    A number with a sign stays as it is: it can't run, and other programs read it.
    """
    if text.startswith(_RUNS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
