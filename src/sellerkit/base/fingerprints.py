"""A set of texts that remembers a number of each instead of the text."""

from __future__ import annotations

from array import array


class Fingerprints:
    """16 to 32 bytes a text instead of some hundred, so that a hundred thousand of them take no memory to speak of.

    The numbers have 64 bits: among a hundred thousand texts one is taken for another once in three thousand million runs.
    """

    def __init__(self) -> None:
        self._numbers, self._count = _empty(1024), 0

    def __contains__(self, text: object) -> bool:
        return self._numbers[_place(self._numbers, _number(text))] != 0

    def add(self, text: str) -> None:
        number = _number(text)
        at = _place(self._numbers, number)
        if not self._numbers[at]:
            self._numbers[at] = number
            self._count += 1
            if 2 * self._count > len(self._numbers):
                self._grow()

    def _grow(self) -> None:
        old, self._numbers = self._numbers, _empty(2 * len(self._numbers))
        for number in filter(None, old):
            self._numbers[_place(self._numbers, number)] = number


def _empty(size: int) -> array[int]:
    return array("q", bytes(8 * size))


def _number(text: object) -> int:
    return hash(text) or 1


def _place(numbers: array[int], number: int) -> int:
    """Where the number is, or where there is room for it: the next free place (linear probing)."""
    last = len(numbers) - 1
    at = number & last
    while (there := numbers[at]) and there != number:
        at = (at + 1) & last
    return at
