"""Barcodes: check digits of a whole column at once, what a wrong one was meant to be, in-store numbers. Pure.

GS1 General Specifications: 7.9 (check digit), 1.4.1 (prefixes of restricted circulation inside a company).
"""

from __future__ import annotations

from collections.abc import Sequence

LENGTHS = (8, 12, 13, 14)
_DIGITS = bytes(max(0, byte - 48) % 10 for byte in range(256))
_MOD_10 = bytes(byte % 10 for byte in range(256))


def wrong_barcodes(codes: Sequence[str | None]) -> list[int]:
    """The places (from 0) of codes that have a GTIN's length and digits but not its check digit."""
    wrong: list[int] = []
    lengths = lengths_of(codes)
    for length in lengths.intersection(LENGTHS):
        places: Sequence[int] = range(len(codes))
        if len(lengths) > 1:
            places = [at for at, code in enumerate(codes) if code is not None and len(code) == length]
        joined = "".join([codes[at] or "" for at in places] if len(lengths) > 1 else codes)  # type: ignore[arg-type]
        if not (joined.isascii() and joined.isdecimal()):
            places = [at for at in places if (code := codes[at] or "").isascii() and code.isdecimal()]
            joined = "".join([codes[at] or "" for at in places])
        wrong += [places[at] for at in _wrong(joined, length)]
    return sorted(wrong)


def lengths_of(codes: Sequence[str | None]) -> set[int]:
    """How long the codes are, 0 where there is none."""
    if None in codes:
        return {0 if code is None else len(code) for code in codes}
    return set(map(len, codes))  # type: ignore[arg-type]


def barcode_holds(code: str) -> bool:
    """False for digits of a GTIN's length whose check digit is wrong; other codes have none to check."""
    return not wrong_barcodes([code])


def with_lost_zeros(codes: Sequence[str]) -> list[str]:
    """For each code the GTIN-8, -12 or -13 whose leading zeros a spreadsheet program dropped from it; "" when there is none.

    Believed only when the check digit holds with them and the code has no GTIN's length of its own.
    """
    found = [""] * len(codes)
    for length in reversed(LENGTHS[:3]):
        places = [at for at, code in enumerate(codes) if 0 < length - len(code) <= 4 and _may_lack_zeros(code)]
        padded = [codes[at].zfill(length) for at in places]
        wrong = set(wrong_barcodes(padded))
        for place, (at, whole) in enumerate(zip(places, padded, strict=True)):
            if place not in wrong:
                found[at] = whole
    return found


def _may_lack_zeros(code: str) -> bool:
    return code.isascii() and code.isdecimal() and len(code) not in LENGTHS and bool(code.strip("0"))


def is_in_store(code: str) -> bool:
    """Whether a GTIN's prefix (02, 04, 20–29) is one that every shop may use for itself, so that it names nothing outside."""
    if not (code.isascii() and code.isdecimal()) or len(code) not in (12, 13):
        return False
    prefix = code.zfill(13)[:2]
    return prefix in ("02", "04") or prefix[0] == "2"


def _wrong(joined: str, length: int) -> list[int]:
    """Sum the weighted digits of all codes at once: each digit's column is one large number with a byte for each code.

    The weights are 3 and 1 from the right, so a sum is 252 at most and never carries into its neighbour.
    """
    if not joined:
        return []
    digits = joined.encode().translate(_DIGITS)
    total = 0
    for place in range(length):
        total += int.from_bytes(digits[place::length], "big") * (1 if (length - place) % 2 else 3)
    rests = total.to_bytes(len(joined) // length, "big").translate(_MOD_10)
    return [at for at, rest in enumerate(rests) if rest] if rests.count(0) != len(rests) else []
