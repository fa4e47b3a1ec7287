"""One value as a person reads it in one line of text, and how wide it stands on a terminal."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from sellerkit.base.language import _

STAMP = "PRACTICE 练习"
"""What stands on everything a practice shop prints, in both languages at once."""


def shown(value: object) -> str:
    """The value as one line: control characters gone, so that text of a file can't command the terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, Mapping):
        return one_line(json.dumps(value, ensure_ascii=False, default=str))
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(shown(part) for part in value)
    return one_line(str(value))


def one_line(text: str) -> str:
    """Line breaks and other control characters as spaces."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)


def width(text: str) -> int:
    """Terminal cells: 2 for a Chinese character, 0 for a combining mark."""
    return len(text) if text.isascii() else sum(map(letter_width, text))


@lru_cache(maxsize=4096)
def letter_width(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def padded(text: str, cells: int, align: str = "left") -> str:
    gap = " " * max(0, cells - width(text))
    return gap + text if align == "right" else text + gap


def pieces(text: str) -> list[str]:
    """The text cut where a line may break: after spaces, and around every wide character."""
    found: list[str] = []
    for letter in text:
        last = found[-1][-1] if found else ""
        wide = letter_width(letter) == 2 or (last and letter_width(last) == 2)
        if found and (letter == " " or not (wide or last == " ")):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def folded(text: str, cells: int) -> list[str]:
    """The text in lines of at most that many cells; a word is cut only when it is longer than a line."""
    lines = [""]
    for piece in pieces(text):
        if width(lines[-1]) + width(piece.rstrip()) > cells and lines[-1]:
            lines.append("")
        while width(piece.rstrip()) > cells:
            head = fitting(piece, cells)
            lines[-1] = head
            lines.append("")
            piece = piece[len(head) :]
        lines[-1] += piece
    return [line.rstrip() for line in lines if line.strip()] or [""]


def fitting(text: str, cells: int) -> str:
    """The longest beginning of the text within that many cells, one letter at least."""
    used = 0
    for index, letter in enumerate(text):
        used += letter_width(letter)
        if used > cells:
            return text[: max(1, index)]
    return text


def clipped(text: str, cells: int) -> str:
    """The text, its end replaced by … when it is wider than that."""
    return text if width(text) <= cells else fitting(text, cells - 1) + "…"
