"""The stock as listings go through it: whole families, some hundred items at a time, never all of it at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeVar

from sellerkit.listings.catalogue import Family, clean_text, families, family_key
from sellerkit.listings.duplicates import Suspects
from sellerkit.model.item import Item
from sellerkit.store.stock import (
    alike_skus,
    item_called,
    item_names,
    reserved_of,
    shared_barcodes,
    small_cache,
    stocks_by_id,
)

if TYPE_CHECKING:
    import sqlite3

Some = TypeVar("Some")
TOGETHER = 500  # items that are read in one go; a family is never cut


class Supply:
    """What the shop has, on one day. It can be gone through again and again; each pass reads the store anew."""

    def __init__(self, db: sqlite3.Connection, today: date) -> None:
        self._db, self._today = db, today
        small_cache(db)

    def skus(self) -> Iterator[str]:
        """Every SKU, in the order in which the items came into the shop."""
        return (row[1] for row in item_names(self._db))

    def item(self, sku: str) -> Item | None:
        """The item that is called so."""
        return item_called(self._db, sku)

    def families(self) -> Iterator[Family]:
        """Every family, the one with the oldest item first."""
        reserved = reserved_of(self._db)
        for ids in self._chunks():
            yield from families(stocks_by_id(self._db, self._today, ids, reserved))

    def suspects(self) -> Suspects:
        """What the shop has twice. Handles are made different from each other."""
        return Suspects(frozenset(), alike_skus(self._db), shared_barcodes(self._db))

    def _chunks(self) -> Iterator[list[int]]:
        chunk: list[int] = []
        last = None
        for first, item_id in self._order:
            if len(chunk) >= TOGETHER and first != last:
                yield chunk
                chunk = []
            chunk.append(item_id)
            last = first
        if chunk:
            yield chunk

    @property
    def _order(self) -> Iterator[tuple[int, int]]:
        """Each item's id after that of the first of its family, family by family."""
        firsts, ids = self._sorted
        return zip(firsts, ids, strict=True)

    @cached_property
    def _sorted(self) -> tuple[array[int], array[int]]:
        # By a number for each name, for a hundred thousand names would fill the memory; `families` looks at the names.
        ids, named, optioned = array("q"), array("q"), bytearray()
        for item_id, _sku, name, *options in item_names(self._db):
            ids.append(item_id)
            named.append(hash(family_key(name) or ("", item_id)))
            optioned.append(any(map(clean_text, options)))
        heads = array("q", ids)  # without options items stand alone, whatever they are called
        for _name, group in groupby(sorted(range(len(ids)), key=named.__getitem__), named.__getitem__):
            members = list(group)
            if len(members) > 1 and any(optioned[n] for n in members):
                for n in members:
                    heads[n] = ids[members[0]]
        order = sorted(range(len(ids)), key=heads.__getitem__)
        return array("q", (heads[n] for n in order)), array("q", (ids[n] for n in order))


def batches(walk: Iterable[Some], together: int) -> Iterator[list[Some]]:
    """So many at a time."""
    walk = iter(walk)
    while some := list(islice(walk, together)):
        yield some
