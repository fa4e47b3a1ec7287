"""`undo N` from the command line: exact, tried first, or refused with the reason and nothing changed."""

from __future__ import annotations

import pytest

HEAD = "订单编号,货号,数量,收件人信息\n"


def stock(shop, quantity: int, mode: str = "add", *more: str) -> None:
    shop.write("stock.csv", f"SKU,Name,Qty\nA-1,红枣,{quantity}\n")
    assert shop.run("stock", "import", "stock.csv", "--as", mode, "--yes", *more).exit_code == 0


def order(shop, quantity: int) -> None:
    shop.write("chat.csv", HEAD + f"C-1,A-1,{quantity},李四 13900000000 山西省太原市小店区平阳路1号\n")
    assert shop.run("orders", "import", "chat.csv").exit_code == 0


def refused(shop, number: int) -> dict:
    before = shop.dump()
    said = shop.run("undo", str(number))
    assert said.exit_code == 5
    assert "nothing was changed" in said.stderr and "Hint: " in said.stderr
    error = shop.run("undo", str(number), "--json").json["error"]
    assert shop.run("undo", str(number), "--dry-run", "--json").json["error"] == error
    assert shop.dump() == before
    return error


def test_tried_first_it_changes_nothing_then_it_restores_exactly(shop) -> None:
    before = shop.dump()
    stock(shop, 5)
    after = shop.dump()
    tried = shop.run("undo", "1", "--dry-run", "--json")
    assert tried.json == {"undone": 1, "command": "stock import", "batch": None, "dry_run": True}
    assert shop.dump() == after
    assert shop.run("undo", "1", "--json").json == {
        "undone": 1,
        "command": "stock import",
        "batch": 2,
        "dry_run": False,
    }
    assert shop.dump() == before
    rows = shop.run("history", "--json").json
    assert [(r["batch"], r["state"], r["undoes"], r["undone_by"]) for r in rows] == [
        (2, "done", 1, None),
        (1, "undone", None, 2),
    ]


def test_undoing_the_undo_brings_everything_back(shop) -> None:
    stock(shop, 5)
    after = shop.dump()
    assert shop.run("undo", "1").exit_code == shop.run("undo", "2").exit_code == 0
    assert shop.dump() == after


def test_a_file_taken_back_can_be_taken_in_again(shop) -> None:
    stock(shop, 5)
    shop.run("undo", "1")
    assert shop.run("stock", "import", "stock.csv", "--as", "add", "--json").json[0]["created"] == 1


def test_a_later_count_is_named(shop) -> None:
    stock(shop, 5)
    stock(shop, 4, "count")
    error = refused(shop, 1)
    assert error["code"] == "counted-later"
    assert error["problems"][0]["value"] == "A-1" and "batch 2" in error["hint"]


def test_stock_below_zero_is_named(shop) -> None:
    stock(shop, 5)
    assert shop.run("stock", "adjust", "A-1", "-4", "--reason", "碎了").exit_code == 0
    error = refused(shop, 1)
    assert error["code"] in ("stock-negative", "used-later", "changed-later")


def test_what_rests_on_it_is_named_in_a_shopkeepers_words(shop) -> None:
    stock(shop, 5)
    order(shop, 2)
    error = refused(shop, 1)
    assert error["code"] == "used-later"
    assert "reserved stock" in error["problems"][0]["message"] and "batch 2" in error["hint"].lower()
    assert shop.run("undo", "2").exit_code == shop.run("undo", "1").exit_code == 0


@pytest.mark.parametrize(("number", "code"), [("9", "no-such-batch"), ("1", "undone-already")])
def test_a_batch_that_is_not_there_or_was_undone(shop, number, code) -> None:
    stock(shop, 5)
    shop.run("undo", "1")
    result = shop.run("undo", number, "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, code)


def test_undo_needs_the_lock(shop, start) -> None:
    stock(shop, 5)
    from datetime import timedelta
    from threading import Event, Thread

    from sellerkit.store import lock

    held, done = Event(), Event()

    def hold() -> None:
        with lock.locked(shop.path / "shop.lock", wait=timedelta(0)):
            held.set()
            done.wait(20)

    holder = Thread(target=hold)
    holder.start()
    held.wait(20)
    try:
        running = start("undo", "1")
        assert running.wait(20) == 7
    finally:
        done.set()
        holder.join()
