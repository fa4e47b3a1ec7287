"""GTIN check digits (GS1 General Specifications 7.9: weights 3 and 1 from the right, modulo 10)."""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)


def check_digit(body: str) -> str:
    """The digit that must follow these digits."""
    total = sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(reversed(body)))
    return str(-total % 10)


def looks_like_gtin(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) in LENGTHS


def is_gtin(code: str) -> bool:
    """Whether it is a GTIN-8, -12, -13 or -14 with the right check digit."""
    return looks_like_gtin(code) and check_digit(code[:-1]) == code[-1]


def is_in_store(code: str) -> bool:
    """Whether the number belongs to the shop alone (prefix 02, 04, 2x of a GTIN-13): worthless on a marketplace."""
    padded = code.zfill(13) if len(code) < 14 else code[1:]
    return len(code) in (12, 13) and (padded[0] == "2" or padded[:2] in ("02", "04"))
