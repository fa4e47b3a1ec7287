"""What packing worked out is kept from plan to plan, in a file that may be deleted at any time."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.packing import Carton, Item, Memo, Rules, pack
from sellerkit.packing.memo import ENGINE
from sellerkit.peak.cartons import kept_memo
from sellerkit.store import packing_memo
from sellerkit.store.packing_memo import keep_answers, known_answers, memo_file
from sellerkit.store.store import open_store

CARTONS = [Carton("small", (200, 100, 100), 100, 5_000), Carton("large", (400, 200, 200), 300, 10_000)]
sizes = st.lists(st.tuples(*[st.integers(10, 130)] * 3), min_size=1, max_size=5)


def items(found):
    return [Item("x", size, 10) for size in found]


@settings(max_examples=40, deadline=None)
@given(sizes)
def test_a_memo_that_went_through_json_changes_nothing(found):
    memo, later = Memo(), Memo()
    first = pack(items(found), CARTONS, memo=memo)
    later.load(json.loads(json.dumps(memo.export())))
    assert pack(items(found), CARTONS, memo=later) == first
    assert later.hits == 1 and later.misses == 0


def test_answers_are_there_in_the_next_run(tmp_path):
    path, memo = tmp_path / "packing-memo.db", Memo()
    first = pack(items([(90, 80, 70)] * 5), CARTONS, memo=memo)
    keep_answers(path, ENGINE, memo.export())
    later = Memo()
    later.load(known_answers(path, ENGINE))
    assert len(later) == len(memo)
    assert pack(items([(90, 80, 70)] * 5), CARTONS, memo=later) == first and later.misses == 0


def test_a_memo_never_holds_more_than_its_size_and_forgets_the_oldest_answer():
    memo = Memo(3)
    for number in range(5):
        memo.put(f"question {number}", number)
        assert len(memo) <= 3
    assert [memo.get(f"question {number}") for number in range(5)] == [None, None, 2, 3, 4]


def test_an_answer_that_is_put_again_makes_no_other_one_forgotten():
    memo = Memo(2)
    for answer in (("old", 1), ("new", 2), ("new", 3)):
        memo.put(*answer)
    assert memo.export() == [("old", 1), ("new", 3)]


def test_a_memo_of_size_0_keeps_nothing_and_changes_nothing():
    memo = Memo(0)
    assert pack(items([(90, 80, 70)] * 3), CARTONS, memo=memo) == pack(items([(90, 80, 70)] * 3), CARTONS)
    assert len(memo) == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(sizes, min_size=1, max_size=6))
def test_a_memo_that_is_much_too_small_changes_nothing(orders):
    memo = Memo(2)
    for found in orders:
        assert pack(items(found), CARTONS, memo=memo) == pack(items(found), CARTONS)
    assert len(memo) <= 2


def test_no_more_is_loaded_than_there_is_room_for():
    memo = Memo(2)
    memo.load([(n, n + 1) for n in range(5)])
    assert memo.export() == [(3, 4), (4, 5)]


def test_other_rules_are_other_questions():
    memo = Memo()
    pack(items([(90, 80, 70)]), CARTONS, memo=memo)
    pack(items([(90, 80, 70)]), CARTONS, Rules(support=0), memo)
    assert memo.hits == 0


def test_another_engine_does_not_recall_them(tmp_path):
    path = tmp_path / "packing-memo.db"
    keep_answers(path, 1, [("old", 1)])
    assert known_answers(path, 2) == []
    keep_answers(path, 2, [("new", 2)])
    assert known_answers(path, 2) == [("new", 2)]


def test_the_oldest_answers_go_first(tmp_path, monkeypatch):
    monkeypatch.setattr(packing_memo, "MOST", 3)
    path = tmp_path / "packing-memo.db"
    keep_answers(path, 1, [(n, n) for n in range(5)])
    keep_answers(path, 1, [(9, 9)])
    assert known_answers(path, 1) == [(3, 3), (4, 4), (9, 9)]


@pytest.mark.parametrize("rubbish", [b"not a database at all, but long enough to look at" * 90, b""])
def test_a_damaged_file_is_begun_again(tmp_path, rubbish):
    path = tmp_path / "packing-memo.db"
    path.write_bytes(rubbish)
    assert known_answers(path, 1) == []
    keep_answers(path, 1, [("q", "a")])
    assert known_answers(path, 1) == [("q", "a")]


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    keep_answers(tmp_path / "missing" / "packing-memo.db", 1, [("q", "a")])
    assert known_answers(tmp_path / "missing" / "packing-memo.db", 1) == []


def test_no_sku_is_kept(tmp_path):
    path, memo = tmp_path / "packing-memo.db", Memo()
    pack([Item("secret-sku", (90, 80, 70), 10)], CARTONS, memo=memo)
    keep_answers(path, ENGINE, memo.export())
    with sqlite3.connect(path) as db:
        assert "secret-sku" not in "\n".join(db.iterdump())
    db.close()


def test_the_next_plan_knows_what_the_last_one_worked_out_but_a_dry_run_keeps_nothing(shop):
    with closing(open_store(shop.path / "shop.db", writing=True)) as store:
        with kept_memo(store, dry_run=True) as memo:
            first = pack(items([(90, 80, 70)] * 3), CARTONS, memo=memo)
        assert not memo_file(store).exists()
        with kept_memo(store, dry_run=False) as memo:
            assert len(memo) == 0
            pack(items([(90, 80, 70)] * 3), CARTONS, memo=memo)
        before = shop.dump()
        with kept_memo(store, dry_run=False) as memo:
            assert pack(items([(90, 80, 70)] * 3), CARTONS, memo=memo) == first
            assert memo.misses == 0
        assert shop.dump() == before
