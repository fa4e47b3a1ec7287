"""Waybill numbers in a row: from the first to the last of a block, with their check digits where the scheme has one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sellerkit.base.language import _

# So many numbers at once: more than any village shop buys, and a mistyped digit shows.
LARGEST = 1_000_000
_NUMBER = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{3,28})[A-Z0-9]")
_POSTAL = re.compile(r"([A-Z]{2})(\d{8})(\d)([A-Z]{2})")
_PLAIN = re.compile(r"(.*?)(\d+)(\D*)")
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def numbers_between(first: str, last: str) -> list[str]:
    """Every number of the block, both ends included. Raises ValueError with a whole sentence.

    Postal numbers (two letters, nine digits, two letters: Universal Postal Union, S10) count in their eight digits; the
    ninth is checked at both ends and computed between. All others count in their last run of digits.
    """
    first, last = as_number(first), as_number(last)
    one, other = _POSTAL.fullmatch(first), _POSTAL.fullmatch(last)
    if one and other:
        before, after = (one[1], one[4]), (other[1], other[4])
        digits, serials = 8, (one[2], other[2])
    else:
        one, other = _PLAIN.fullmatch(first), _PLAIN.fullmatch(last)
        if not one or not other:
            raise ValueError(_("{first} and {last} hold no digits to count in.").format(first=first, last=last))
        before, after = (one[1], one[3]), (other[1], other[3])
        digits, serials = len(one[2]), (one[2], other[2])
    if before != after or len(serials[0]) != len(serials[1]):
        raise ValueError(_("{first} and {last} are not of one block.").format(first=first, last=last))
    start, end = map(int, serials)
    _check_length(first, last, end - start + 1)
    postal = _POSTAL.fullmatch(first) is not None
    made = (f"{serial:0{digits}d}" for serial in range(start, end + 1))
    return [f"{before[0]}{text}{postal_check_digit(text) if postal else ''}{before[1]}" for text in made]


def as_number(text: str) -> str:
    """A waybill number in capitals without spaces. Raises ValueError for what cannot be one, and for a wrong check digit."""
    number = re.sub(r"\s", "", text).upper()
    if not _NUMBER.fullmatch(number):
        raise ValueError(_("{number} cannot be a waybill number: letters and digits, 5 to 30.").format(number=text))
    postal = _POSTAL.fullmatch(number)
    if postal and postal_check_digit(postal[2]) != postal[3]:
        raise ValueError(
            _("{number} has a wrong check digit: {digit} would be right.").format(
                number=number, digit=postal_check_digit(postal[2])
            )
        )
    return number


def postal_check_digit(serial: str) -> str:
    """The ninth digit of a postal number, from its eight (Universal Postal Union, standard S10)."""
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, serial, strict=True)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def runs_of(numbers: Sequence[str]) -> list[list[str]]:
    """The numbers of a list as blocks: a new one begins where the next number does not follow the last."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _follows(first: str, second: str) -> bool:
    try:
        return (
            len(first) == len(second)
            and _serial(second) - _serial(first) == 1
            and numbers_between(first, second) == [first, second]
        )
    except ValueError:
        return False


def _serial(number: str) -> int:
    postal, plain = _POSTAL.fullmatch(number), _PLAIN.fullmatch(number)
    if postal:
        return int(postal[2])
    if plain:
        return int(plain[2])
    raise ValueError


def _check_length(first: str, last: str, count: int) -> None:
    if count < 1:
        raise ValueError(
            _("{first} comes after {last}: write the smaller number first.").format(first=first, last=last)
        )
    if count > LARGEST:
        raise ValueError(
            _("{first} to {last} would be {count} numbers; {most} at once are the most.").format(
                first=first, last=last, count=count, most=LARGEST
            )
        )
