"""Rows in the order that an importer needs: a product's rows together, a parent right above its children. Pure.

WooCommerce takes a variation above its parent without a word and loses its attributes; Shopify makes two products of
one whose rows stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sellerkit.base.fingerprints import Fingerprints
from sellerkit.listings.channels.contract import Channel


class OutOfOrder(Exception):
    """A row that stands where the importer would misread it; `row` counts from 1, the header's row."""

    def __init__(self, row: int, value: str) -> None:
        super().__init__(row, value)
        self.row, self.value = row, value


def in_order(channel: Channel, rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows as they come, the header first. Raises OutOfOrder at the first that stands wrongly."""
    passing = iter(rows)
    header = next(passing, None)
    if header is None:
        return
    yield header
    if channel.together and channel.together in header:
        passing = _together(passing, header.index(channel.together))
    if channel.parent and channel.parent in header:
        passing = _below_parents(passing, header.index(channel.parent), header.index(channel.key))
    yield from passing


def _together(rows: Iterable[Sequence[str]], column: int) -> Iterator[Sequence[str]]:
    seen, last = Fingerprints(), ""
    for number, row in enumerate(rows, start=2):
        if (value := row[column]) != last:
            if value in seen:
                raise OutOfOrder(number, value)
            seen.add(value)
            last = value
        yield row


def _below_parents(rows: Iterable[Sequence[str]], column: int, key: int) -> Iterator[Sequence[str]]:
    above = ""
    for number, row in enumerate(rows, start=2):
        parent = row[column]
        if parent and parent != above:
            raise OutOfOrder(number, parent)
        if not parent:
            above = row[key]
        yield row
