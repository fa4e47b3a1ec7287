"""Small files: only the products that differ from the last build, only the columns that changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from sellerkit.listings.channels.contract import Channel, Row
from sellerkit.listings.state import Told
from sellerkit.listings.writing import NothingToWrite, write_rows

# What an update must carry besides the SKU, so that the marketplace knows which variant is meant.
KEYS = {
    "shopify-csv": ("Title", "URL handle", "SKU", *(f"Option{n} {part}" for n in (1, 2, 3) for part in ("name", "value"))),
    "woocommerce-csv": ("Type", "SKU", "Parent"),
}  # fmt: skip
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
        """The files that were written. A product that is new has no column to leave out, so it gets a file of its own."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
            for told in products:
                self._look_at(told)
                spool.write(json.dumps([told.before is None, told.rows]) + "\n")
            columns = [heading for heading in self._channel.header if heading in self._wanted()]
            files = []
            for path, fresh, header in ((changed_path, False, columns), (new_path, True, self._channel.header)):
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
        nothing: dict[str, str] = {}
        for before, now in zip_longest(told.before.cells, told.now.cells, fillvalue=nothing):
            self._columns |= {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}

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
            is_new, rows = json.loads(line)
            if is_new is fresh:
                yield from (row for row in rows if row[key] or any(row[n] for n in telling))


def write_small(channel: Channel, products: Iterable[Told], path: Path) -> bool:
    """Price and stock alone, one row a variant; the product's own row says neither and is left out."""
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
    return [row for row in told.rows if row[key] in skus]


def _written(path: Path, header: Sequence[str], rows: Iterable[Row], channel: Channel) -> bool:
    """Whether there was anything to write. A file of an earlier run that would say too much is taken away."""
    try:
        write_rows(path, header, rows, channel.dialect)
    except NothingToWrite:
        path.unlink(missing_ok=True)
        return False
    return True
