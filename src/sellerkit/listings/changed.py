"""Small files: only the products that differ from the last build, only the columns that changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sellerkit.listings.channels.contract import Channel, Row
from sellerkit.listings.state import Told
from sellerkit.listings.writing import NothingToWrite, write_rows

# What an update must carry besides the SKU, so that the marketplace knows which variant is meant.
KEYS = {
    "shopify-csv": ("Title", "URL handle", "SKU", *(f"Option{n} {part}" for n in (1, 2, 3) for part in ("name", "value"))),
    "woocommerce-csv": ("Type", "SKU", "Parent"),
}  # fmt: skip
# Their update knows only the SKUs that are there and skips the others: new variants go into the file of what is new.
UPDATES_ONLY = ("woocommerce-csv",)
# What a variant is found by where it is not the SKU: under other options it is another one, and the old one goes.
FOUND_BY = {"shopify-csv": ("Option1 value", "Option2 value", "Option3 value")}
# Columns that mean something only together.
TOGETHER = (("Product image", "Image "), ("Unit price ",), ("Attribute ",), ("Regular price", "Sale price"))
# Columns of a small file that stand in it only where somebody has or had something in them.
IF_ANY = ("Compare-at price", "Sale price")


class Changed:
    """Collects what changed on disk, not in memory, and writes it: new products whole, the others by column."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._columns: set[str] = set()
        self.old = self.new = 0

    def write(self, products: Iterable[Told], changed_path: Path, new_path: Path) -> tuple[Path, ...]:
        """The files that were written, in the order to upload them. A product that is new has no column to leave out, so it
        gets a file of its own."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
            for told in products:
                self._look_at(told)
                spool.write(json.dumps([self._fresh(told), told.rows]) + "\n")
            columns = [heading for heading in self._channel.header if heading in self._wanted()]
            files = []
            # New rows first: the parent of old variants may be among them.
            for path, fresh, header in ((new_path, True, self._channel.header), (changed_path, False, columns)):
                spool.seek(0)
                at = [self._channel.header.index(heading) for heading in header]
                rows = (tuple(row[n] for n in at) for row in self._rows(spool, fresh, at))
                if _written(path, header, rows, self._channel):
                    files.append(path)
        return tuple(files)

    def _look_at(self, told: Told) -> None:
        if told.before is None:
            self.new += 1
            return
        self.old += 1
        there = [cells for cells, fresh in zip(told.now.cells, self._fresh(told), strict=True) if not fresh]
        before, now = _by_variant(self._channel, told.before.cells), _by_variant(self._channel, there)
        for found in before.keys() | now.keys():
            old, new = before.get(found, {}), now.get(found, {})
            self._columns |= {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}

    def _fresh(self, told: Told) -> list[bool]:
        """Of every row, whether it goes into the file of what is new."""
        if told.before is None or self._channel.name not in UPDATES_ONLY:
            return [told.before is None] * len(told.rows)
        key, known = self._channel.key, {row.get(self._channel.key) for row in told.before.cells}
        return [cells.get(key) not in known for cells in told.now.cells]

    def _keys(self) -> tuple[str, ...]:
        return KEYS.get(self._channel.name) or self._channel.update or (self._channel.key,)

    def _wanted(self) -> set[str]:
        found = self._columns | set(self._keys())
        for group in TOGETHER:
            if any(heading.startswith(group) for heading in self._columns):
                found |= {heading for heading in self._channel.header if heading.startswith(group)}
        return found

    def _rows(self, spool: Iterable[str], fresh: bool, at: Sequence[int]) -> Iterator[Row]:
        """The rows of products that are new, or of those that are not; a row that says nothing but its keys goes."""
        header, keys = self._channel.header, set(self._keys())
        key = header.index(self._channel.key)
        telling = [n for n in at if header[n] not in keys]
        for line in spool:
            for is_new, row in zip(*json.loads(line), strict=True):
                if is_new is fresh and (row[key] or any(row[n] for n in telling)):
                    yield row


def found_by(channel: Channel, cells: Mapping[str, str]) -> tuple[str, ...]:
    """What the importer knows the variant of a row by; () for a row that is none."""
    headings = FOUND_BY.get(channel.name, (channel.key,))
    return tuple(cells.get(heading, "") for heading in headings) if cells.get(channel.key) else ()


def _by_variant(channel: Channel, rows: Iterable[dict[str, str]]) -> dict[tuple[object, ...], dict[str, str]]:
    """The rows by what they are found by, further pictures by their place."""
    return {found_by(channel, cells) or (number,): cells for number, cells in enumerate(rows)}


def write_small(channel: Channel, products: Iterable[Told], path: Path) -> bool:
    """Price and stock alone, one row a variant; the product's own row says neither and is left out, and so is a variant
    that no whole file listed yet: it would be made without everything else."""
    header = [heading for heading in channel.update if heading not in IF_ANY]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
        more: set[str] = set()
        for told in products:
            cells = [*told.now.cells, *(told.before.cells if told.before else ())]
            more |= {heading for heading in IF_ANY if any(row.get(heading) for row in cells)}
            spool.write(json.dumps(_small_rows(channel, told)) + "\n")
        header = [heading for heading in channel.update if heading in more or heading not in IF_ANY]
        at = [channel.header.index(heading) for heading in header]
        spool.seek(0)
        return _written(
            path, header, (tuple(row[n] for n in at) for line in spool for row in json.loads(line)), channel
        )


def _small_rows(channel: Channel, told: Told) -> list[Row]:
    key, skus = channel.header.index(channel.key), set(told.product.skus)
    if told.before is not None:
        skus &= set(told.before.skus)
    return [row for row in told.rows if row[key] in skus]


def _written(path: Path, header: Sequence[str], rows: Iterable[Row], channel: Channel) -> bool:
    """Whether there was anything to write. A file of an earlier run that would say too much is taken away."""
    try:
        write_rows(path, header, rows, channel.dialect)
    except NothingToWrite:
        path.unlink(missing_ok=True)
        return False
    return True
