"""Undo puts back exactly what a batch changed, or refuses and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.store import undo as reversal
from sellerkit.store.batches import mark_undone
from sellerkit.store.store import Store, open_store

SKUS = ("A", "B", "C")
ACTIONS = st.lists(
    st.tuples(st.sampled_from(("add", "rename", "move", "drop")), st.sampled_from(SKUS), st.integers(1, 9)), max_size=6
)


def tables(store: Store) -> list[str]:
    return [line for line in store.db.iterdump() if not line.startswith('INSERT INTO "batches"')]


def do(store: Store, actions: list[tuple[str, str, int]]) -> int:
    with store.batch("try") as batch:
        for action, sku, number in actions:
            row = batch.db.execute("SELECT id FROM items WHERE sku = ?", (sku,)).fetchone()
            if action == "add" and row is None:
                batch.db.execute(
                    "INSERT INTO items (sku, name, batch_id) VALUES (?, ?, ?)", (sku, f"n{number}", batch.number)
                )
            elif action == "rename" and row:
                batch.db.execute("UPDATE items SET name = ? WHERE id = ?", (f"n{number}", row["id"]))
            elif action == "move" and row:
                batch.db.execute(
                    "INSERT INTO movements (item_id, delta, kind, at, batch_id) VALUES (?, ?, 'add', '2026-11-10T12:00:00Z', ?)",
                    (row["id"], number, batch.number),
                )
            elif (
                action == "drop"
                and row
                and not batch.db.execute("SELECT 1 FROM movements WHERE item_id = ?", (row["id"],)).fetchone()
            ):
                batch.db.execute("DELETE FROM items WHERE id = ?", (row["id"],))
    return batch.number


def take_back(store: Store, number: int) -> int | None:
    if reversal.obstacles(store.db, number):
        return None
    with store.batch("undo") as batch:
        if reversal.undo(batch, number):
            batch.drop()
            return None
        mark_undone(batch, number)
    return batch.number


@settings(max_examples=40, deadline=None)
@given(before=ACTIONS, actions=ACTIONS)
def test_undo_of_the_last_batch_restores_every_table(
    tmp_path_factory: pytest.TempPathFactory, before: list, actions: list
) -> None:
    store = open_store(tmp_path_factory.mktemp("s") / "shop.db", writing=True)
    try:
        do(store, before)
        was = tables(store)
        number = do(store, actions)
        became = tables(store)
        undone = take_back(store, number)
        assert undone is not None
        assert tables(store) == was
        assert take_back(store, undone) is not None
        assert tables(store) == became
    finally:
        store.close()


@settings(max_examples=40, deadline=None)
@given(batches=st.lists(ACTIONS, min_size=2, max_size=5), data=st.data())
def test_undo_of_any_batch_is_refused_or_leaves_the_later_ones_standing(
    tmp_path_factory: pytest.TempPathFactory, batches: list, data: st.DataObject
) -> None:
    store = open_store(tmp_path_factory.mktemp("s") / "shop.db", writing=True)
    try:
        numbers = [do(store, actions) for actions in batches]
        was = tables(store)
        chosen = data.draw(st.sampled_from(numbers))
        if take_back(store, chosen) is None:
            assert tables(store) == was
        else:
            assert not store.db.execute("PRAGMA foreign_key_check").fetchall()
            for table in ("items", "movements"):
                assert not store.db.execute(f"SELECT 1 FROM {table} WHERE batch_id = ?", (chosen,)).fetchall()
    finally:
        store.close()


def test_a_batch_that_a_later_count_rests_on_is_not_undone(tmp_path: Path) -> None:
    store = open_store(tmp_path / "shop.db", writing=True)
    first = do(store, [("add", "A", 1), ("move", "A", 5)])
    with store.batch("count") as batch:
        batch.db.execute(
            "INSERT INTO movements (item_id, delta, kind, at, batch_id) SELECT id, 2, 'count', '2026-11-10T12:00:00Z', ? FROM items",
            (batch.number,),
        )
    assert "counted-later" in {o.code for o in reversal.obstacles(store.db, first)}
    store.close()


def test_a_failing_batch_leaves_no_trace(tmp_path: Path) -> None:
    store = open_store(tmp_path / "shop.db", writing=True)
    was = list(store.db.iterdump())
    with pytest.raises(ZeroDivisionError), store.batch("fails") as batch:
        batch.db.execute("INSERT INTO items (sku, batch_id) VALUES ('X', ?)", (batch.number,))
        raise ZeroDivisionError
    assert list(store.db.iterdump()) == was
    with store.batch("tried", dry_run=True) as batch:
        batch.db.execute("INSERT INTO items (sku, batch_id) VALUES ('X', ?)", (batch.number,))
    assert list(store.db.iterdump()) == was
    store.close()
