"""How wide a text is on a terminal, and how it is wrapped there: a Chinese character takes two cells."""

from __future__ import annotations

import re
import unicodedata

# No line may begin with these (GB/T 15834 and common practice).
_NOT_FIRST = "，。、；：？！）》」』】…％,.;:?!)]}"
_PIECES = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+")


def cells(text: str) -> int:
    """The width of a text in terminal cells."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to a width in cells."""
    gap = " " * max(0, width - cells(text))
    return gap + text if right else text + gap


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces or between Chinese characters."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _PIECES.findall(paragraph):
            hangs = 2 if piece[0] in _NOT_FIRST else 0
            if cells(line + piece.rstrip()) > width + hangs and line.strip():
                lines.append(line.rstrip())
                line = ""
            line = line + piece if line else piece.lstrip()
            while cells(line) > width + hangs and " " not in line.strip():
                head = _head(line, width)
                lines.append(head)
                line = line[len(head) :]
        lines.append(line.rstrip())
    return lines


def _head(text: str, width: int) -> str:
    """As much of the text as fits; at least one character."""
    used = 0
    for n, character in enumerate(text):
        used += cells(character)
        if used > width and n:
            return text[:n]
    return text
