"""GTIN check digits and number ranges (GS1 General Specifications 7.9, 1.4: weights 3 and 1 from the right, modulo 10)."""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)


def check_digit(body: str) -> str:
    """The digit that must follow these digits."""
    total = sum(map(int, body[::-2])) * 3 + sum(map(int, body[-2::-2]))
    return str(-total % 10)


def looks_like_gtin(code: str) -> bool:
    return len(code) in LENGTHS and code.isascii() and code.isdigit()


def is_gtin(code: str) -> bool:
    """Whether it is a GTIN-8, -12, -13 or -14 with the right check digit."""
    return looks_like_gtin(code) and check_digit(code[:-1]) == code[-1]


def is_in_store(code: str) -> bool:
    """Whether the number belongs to the shop alone (02, 04 and 2x of a GTIN-13; 0 and 2 of a GTIN-8)."""
    if len(code) == 8:
        return code[0] in "02"
    body = _as_13(code)
    return body[0] == "2" or body[:2] in ("02", "04")


def is_coupon(code: str) -> bool:
    """Whether it is a coupon or a refund receipt: 05, 98 and 99 of a GTIN-13."""
    return len(code) != 8 and _as_13(code)[:2] in ("05", "98", "99")


def is_made_up(code: str) -> bool:
    """Whether it fills a box and names nothing: one digit over and over, or 1234567890…"""
    return len(set(code[:-1])) == 1 or code.startswith("1234567")


def missing_zeros(code: str) -> str:
    """A barcode whose leading zeros a spreadsheet took away, with them; "" when that does not explain it."""
    if not (code.isascii() and code.isdigit() and 9 <= len(code) <= 11):
        return ""
    padded = code.zfill(12)
    return padded if is_gtin(padded) else ""


def _as_13(code: str) -> str:
    return code.zfill(13) if len(code) < 14 else code[1:]
