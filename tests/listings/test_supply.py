"""The stock read family by family is the stock: nothing is left out, doubled or torn apart."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sellerkit.listings import supply
from sellerkit.listings.catalogue import families
from sellerkit.store.connection import connect
from sellerkit.store.stock import item_stocks

TODAY = date(2026, 11, 11)
NAMES = st.sampled_from(["Mug", "mug ", "Tea", "", None, "茶"])
OPTIONS = st.sampled_from([None, "", "S", "M"])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    db = connect(tmp_path_factory.mktemp("supply") / "shop.db", writing=True)
    db.execute(
        "INSERT INTO batches (command, started_at, state) VALUES ('stock import', '2026-11-01T00:00:00Z', 'done')"
    )
    return db


def fill(db: sqlite3.Connection, items: list[tuple[str | None, str | None, int, str]]) -> None:
    for table in ("movements", "lots", "items"):
        db.execute(f"DELETE FROM {table}")
    for number, (name, option, quantity, expires) in enumerate(items):
        item = db.execute(
            "INSERT INTO items (sku, name, option1, unit, batch_id) VALUES (?, ?, ?, 'piece', 1)", (f"S-{-number % 7}-{number}", name, option)
        ).lastrowid  # fmt: skip
        lot = db.execute("INSERT INTO lots (item_id, expires, batch_id) VALUES (?, ?, 1)", (item, expires)).lastrowid
        for of, count in ((lot, quantity), (None, 1)):
            db.execute(
                "INSERT INTO movements (item_id, lot_id, delta, kind, at, batch_id) VALUES (?, ?, ?, 'set', '', 1)", (item, of, count)
            )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(NAMES, OPTIONS, st.integers(1, 9), st.sampled_from(["2026-01-01", "2027-01-01"])), max_size=25),
    st.integers(1, 6),
)
def test_read_in_pieces_it_is_what_it_is_read_at_once(
    store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, items: list[tuple[str | None, str | None, int, str]], pieces: int
) -> None:  # fmt: skip
    monkeypatch.setattr(supply, "TOGETHER", pieces)
    fill(store, items)
    there = supply.Supply(store, TODAY)
    assert list(there.families()) == families(item_stocks(store, TODAY))
    assert sorted(there.skus()) == [stock.item.sku for stock in item_stocks(store, TODAY)]


def test_what_is_expired_or_reserved_is_not_available(store: sqlite3.Connection) -> None:
    fill(store, [("Tea", None, 5, "2026-01-01"), ("Tea", None, 3, "2027-01-01")])
    found = [stock for family in supply.Supply(store, TODAY).families() for stock in family.members]
    assert [(stock.on_hand, stock.expired, stock.available) for stock in found] == [(6, 5, 1), (4, 0, 4)]


def test_only_what_the_shop_has_twice_is_suspect(store: sqlite3.Connection, tmp_path: Path) -> None:
    fill(store, [("Tea", None, 1, "2027-01-01")] * 3)
    store.execute("UPDATE items SET sku = 'Ä-1', barcode = ' 12 ' WHERE sku = 'S-0-0'")
    store.execute("UPDATE items SET sku = 'ä-1', barcode = '12' WHERE sku = 'S-6-1'")
    suspects = supply.Supply(store, TODAY).suspects()
    assert (suspects.skus, suspects.barcodes, suspects.handles) == (frozenset(["ä-1"]), frozenset(["12"]), frozenset())
