"""What the channels' files said of each product when they were last built."""

from __future__ import annotations

import json
import sqlite3
import zlib
from base64 import b64decode, b64encode
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

from sellerkit.store.store import Batch

Cells = list[dict[str, str]]
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One product as a file said it: its SKUs, and its rows by heading without blank cells, packed."""

    product: str
    skus: tuple[str, ...]
    digest: str
    packed: str

    @property
    def cells(self) -> Cells:
        found: Cells = json.loads(zlib.decompress(b64decode(self.packed)))[1]
        return found


def as_listed(product: str, skus: Sequence[str], cells: Cells, before: ListedProduct | None = None) -> ListedProduct:
    """The product as the store keeps it; `before` itself when nothing is different."""
    text = _COMPACT.encode([skus, cells]).encode("utf-8", "surrogatepass")
    digest = blake2b(text, digest_size=16).hexdigest()
    if before is not None and before.digest == digest:
        return before
    return ListedProduct(product, tuple(skus), digest, b64encode(zlib.compress(text, 1)).decode())


def last_listed(db: sqlite3.Connection, channel: str, product: str) -> ListedProduct | None:
    """The product as that channel's last file had it; None for one that was never there or is gone."""
    row = db.execute(
        "SELECT skus, digest, cells FROM listed WHERE channel = ? AND product = ? ORDER BY id DESC LIMIT 1",
        (channel, product),
    ).fetchone()
    return None if row is None or row[0] == "[]" else ListedProduct(product, tuple(json.loads(row[0])), row[1], row[2])


def last_listed_skus(db: sqlite3.Connection, channel: str, products: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The SKUs of these products in that channel's last file; none for one that is gone, no entry for one that was never there."""
    rows = db.execute(
        "SELECT product, skus FROM listed WHERE id IN (SELECT max(id) FROM listed WHERE channel = ? AND product IN "
        "(SELECT value FROM json_each(?)) GROUP BY product)",
        (channel, json.dumps(products)),
    )
    return {row[0]: tuple(json.loads(row[1])) for row in rows}


def all_listed(
    db: sqlite3.Connection, channel: str, but: Container[str] = frozenset()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every product that the channel's files have told of and its SKUs, without those that are gone and those of `but`."""
    rows = db.execute(
        "SELECT product, skus FROM listed AS one WHERE channel = ? AND skus <> '[]' AND NOT EXISTS "
        "(SELECT 1 FROM listed AS later WHERE later.channel = one.channel AND later.product = one.product AND later.id > one.id)",
        (channel,),
    )
    return ((str(row[0]), tuple(json.loads(row[1]))) for row in rows if row[0] not in but)


def was_listed(db: sqlite3.Connection, channel: str) -> bool:
    return db.execute("SELECT 1 FROM listed WHERE channel = ? LIMIT 1", (channel,)).fetchone() is not None


def save_listed(batch: Batch, channel: str, products: Sequence[ListedProduct]) -> None:
    """These are what the file says from now on."""
    batch.db.executemany(
        "INSERT INTO listed (channel, product, skus, digest, cells, batch_id) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (channel, one.product, json.dumps(one.skus, ensure_ascii=False), one.digest, one.packed, batch.number)
            for one in products
        ),
    )


def save_gone(batch: Batch, channel: str, products: Sequence[str]) -> None:
    """These products are in no file any more."""
    batch.db.executemany(
        "INSERT INTO listed (channel, product, skus, digest, cells, batch_id) VALUES (?, ?, '[]', '', '', ?)",
        ((channel, product, batch.number) for product in products),
    )


@contextmanager
def one_channel(batch: Batch) -> Iterator[None]:
    """What is saved for a channel inside is saved whole or, when the block is left by an error, not at all."""
    batch.db.execute("SAVEPOINT one_channel")
    try:
        yield
    except BaseException:
        batch.db.execute("ROLLBACK TO one_channel")
        raise
    finally:
        batch.db.execute("RELEASE one_channel")
