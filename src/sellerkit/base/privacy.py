"""What may be seen of a buyer: masks for terminal, logs, JSON and our own papers (GB/T 41833-2022)."""

from __future__ import annotations

import re

_LONG_NUMBER = re.compile(r"\d{7,}")
_ROOM = re.compile(r"(\d+|[A-Za-z]\d+)(室|号房|房|户)")
_TAIL = re.compile(r"(?<=[号栋幢座楼层单元弄])[-\d]+\s*$")


def mask_name(name: str) -> str:
    """One character hidden: 张三 → 张*, 张小三 → 张*三, Mary Smith → Mary S****."""
    text = name.strip()
    if not text:
        return ""
    if " " in text:
        first, last = text.split(" ", 1)
        return f"{first} {last[:1]}{'*' * max(1, len(last) - 1)}"
    if len(text) <= 2:
        return text[0] + "*"
    return text[0] + "*" + text[2:]


def mask_phone(phone: str) -> str:
    """Six digits hidden: 13800001234 → 138******34; what is masked already passes through."""
    text = phone.strip()
    if "*" in text:
        return text
    return _LONG_NUMBER.sub(lambda m: m[0][:3] + "******" + m[0][9:], text)


def mask_address(address: str) -> str:
    """The room hidden: 3栋502室 → 3栋***室."""
    return _TAIL.sub("***", _ROOM.sub(lambda m: "***" + m[2], address.strip()))


def mask_whole_address(address: str) -> str:
    """What a terminal shows: the first six characters (province and city), the rest hidden."""
    text = address.strip()
    return text if len(text) <= 6 else text[:6] + "***"


def mask_numbers(text: str) -> str:
    """Every long number in a free text hidden, for notes and error messages."""
    return _LONG_NUMBER.sub(lambda m: m[0][:3] + "******" + m[0][9:], text)
