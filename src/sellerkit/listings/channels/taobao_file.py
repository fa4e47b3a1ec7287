"""淘宝助理's CSV as bytes: UTF-16LE with a mark, a version line, keys, Chinese labels, rows; TAB between, LF at the end.

Source: a file exported in 2018 and eight programs that write such files. Columns grew from 47 to 67, so a file is read by
the keys of its second line, never by position.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from sellerkit.listings.channels.taobao_columns import LABELS, NUMBERS

VERSION = "version 1.00"
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_LARGEST_CELL = 10_000_000  # a description with pictures inside is long


@dataclass(frozen=True, slots=True)
class Template:
    """What the seller's own file says: labels by key in its order, and its rows."""

    labels: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]


def decoded(data: bytes) -> str:
    """The text of a file, also of one that another program saved again. Raises UnicodeError."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig")
    for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        if data[high:40:2].count(0) > 10:
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def parsed(text: str) -> Template:
    """The file's keys, labels and rows. Raises ValueError when it has no line of keys or no row below the labels."""
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        lines = [line for line in csv.reader(StringIO(text, newline=""), delimiter="\t") if any(line)]
    except csv.Error as error:
        raise ValueError(str(error)) from error
    finally:
        csv.field_size_limit(limit)
    start = next((n for n, line in enumerate(lines[:5]) if {"title", "cid"} <= set(map(str.strip, line))), None)
    if start is None:
        raise ValueError("title, cid")
    keys = [key.strip() for key in lines[start]]
    below = lines[start + 1 :]
    labels = dict(zip(keys, below[0], strict=False)) if below else {}
    rows = tuple(dict(zip(keys, line, strict=False)) for line in below[1:])
    return Template({key: labels.get(key, key) for key in keys if key}, rows)


def rendered(labels: Mapping[str, str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The whole file: the 67 columns known, then those that only the seller's own file has."""
    every = {**LABELS, **{key: label for key, label in labels.items() if key not in LABELS}}
    lines = [VERSION, "\t".join(every), "\t".join(every.values())]
    lines += ["\t".join(_cell(key, row.get(key, "")) for key in every) for row in rows]
    return b"\xff\xfe" + "".join(f"{line}\n" for line in lines).encode("utf-16-le")


def same(template: Template, rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a file that was read back holds exactly these rows."""
    wanted = [{key: row.get(key, "") for key in template.labels} for row in rows]
    return [dict(row) for row in template.rows] == wanted


def _cell(key: str, text: str) -> str:
    """Numbers bare, every text between quotation marks."""
    if key in NUMBERS and (not text or _NUMBER.fullmatch(text)):
        return text
    return '"' + text.replace('"', '""') + '"'
