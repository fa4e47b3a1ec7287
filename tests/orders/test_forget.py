"""`orders forget`: afterwards no byte of ours says who the buyers were."""

from __future__ import annotations

from typing import Any

import pytest

NAME, PHONE, STREET, NOTE = "赵钱孙", "13912345678", "翡翠街道九十九号", "暗号芝麻开门"
HEAD = "订单号,姓名,电话,地址,货号,数量,备注,日期\n"
OLD = f"A-1,{NAME},{PHONE},浙江省杭州市余杭区{STREET},DATE-500,1,{NOTE},2026-01-05\n"
NEW = "A-2,周吴郑,13800000000,山西省太原市小店区平阳路2号,DATE-500,1,,2026-11-09\n"
SECRETS = [text.encode(code) for text in (NAME, PHONE, STREET, NOTE) for code in ("utf-8", "gb18030", "utf-16-le")]


@pytest.fixture
def old(stocked: Any) -> Any:
    """An old order that was sent, a new one that waits; a backup, a taken-in file and rows that were rejected."""
    stocked.write("inbox/done/1.csv", HEAD + OLD + NEW)
    assert stocked.run("orders", "import", "inbox/done/1.csv").exit_code == 0
    stocked.write("bad.csv", HEAD + OLD.replace(",1,", ",zwei,"))
    assert stocked.run("orders", "import", "bad.csv").exit_code == 5
    stocked.write("moved.csv", HEAD + OLD.replace("九十九号", "九十九号乙"))
    stocked.run("orders", "import", "moved.csv")
    stocked.write("out/platform-orders.txt", "A-1\nA-2\n")
    stocked.write("out/labels-20260106-090000.pdf", b"%PDF-1.7 packed")
    stocked.run("backup")
    return stocked


def close(shop: Any) -> None:
    shop.run("orders", "cancel", "A-1")


def found_in(shop: Any) -> list[str]:
    return [
        str(path.relative_to(shop.path))
        for path in sorted(shop.path.rglob("*"))
        if path.is_file() and any(secret in path.read_bytes() for secret in SECRETS)
    ]


def test_a_finished_order_loses_its_buyer_everywhere(old: Any, orders: Any) -> None:
    close(old)
    assert found_in(old)
    tried = old.run("orders", "forget", "--older-than", "180d", "--dry-run", "--json")
    assert (tried.exit_code, tried.json["buyers"], tried.json["orders"]) == (0, 2, 1)
    before = old.dump()
    result = old.run("orders", "forget", "--older-than", "180d", "--yes", "--json")
    assert result.exit_code == 0, result.stderr
    for key in ("buyers", "orders", "backups", "files", "not_reached"):
        assert result.json[key] == tried.json[key]
    assert old.dump() != before
    # What the seller keeps outside inbox/done and out is named, not touched.
    assert result.json["not_reached"][:-1] == ["moved.csv"]
    assert found_in(old) == ["bad.csv", "moved.csv"]
    assert not (old.path / "inbox/done/1.csv").exists()
    assert not (old.path / "out/labels-20260106-090000.pdf").exists()
    assert (orders("--show-personal")["A-1"]["buyer"], orders("--show-personal")["A-2"]["buyer"]["name"]) == (
        None,
        "周吴郑",
    )


def test_an_open_order_keeps_its_buyer_and_is_named(old: Any) -> None:
    result = old.run("orders", "forget", "--older-than", "180d", "--yes", "--json")
    assert (result.exit_code, result.json["open_orders"]) == (3, ["A-1"])
    assert "shop.db" in found_in(old)


def test_it_cannot_be_undone_and_says_why(old: Any) -> None:
    close(old)
    number = old.run("orders", "forget", "--older-than", "180d", "--yes", "--json").json["batch"]
    before = old.dump()
    result = old.run("undo", str(number), "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "buyers-erased")
    assert old.dump() == before


def test_a_second_run_finds_nobody(old: Any) -> None:
    close(old)
    old.run("orders", "forget", "--older-than", "180d", "--yes")
    before = old.dump()
    again = old.run("orders", "forget", "--older-than", "180d", "--json")
    assert (again.exit_code, again.json["buyers"], again.json["batch"]) == (0, 0, None)
    assert old.dump() == before


def test_a_restored_backup_knows_nobody_either(old: Any, orders: Any) -> None:
    close(old)
    old.run("orders", "forget", "--older-than", "180d", "--yes")
    (backup,) = (old.path / "backups").glob("*.db")
    assert old.run("restore", str(backup), "--yes").exit_code == 0
    listed = orders("--show-personal")
    assert (listed["A-1"]["buyer"], listed["A-2"]["buyer"]["name"]) == (None, "周吴郑")


def test_without_a_terminal_it_asks_for_yes(old: Any) -> None:
    close(old)
    before = old.dump()
    result = old.run("orders", "forget", "--older-than", "180d")
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert old.dump() == before


def test_a_new_buyer_never_takes_the_number_of_a_forgotten_one(old: Any) -> None:
    close(old)
    last = old.store().execute("SELECT max(id) FROM buyers").fetchone()[0]
    old.run("orders", "forget", "--older-than", "180d", "--yes")
    old.write("3.csv", HEAD + NEW.replace("A-2", "A-3").replace("周吴郑", "冯陈褚"))
    old.run("orders", "import", "3.csv")
    assert old.store().execute("SELECT id FROM buyers WHERE name = '冯陈褚'").fetchone()[0] > last


def test_orders_still_open_are_named_and_nothing_odd_is_said_of_their_number(old: Any) -> None:
    result = old.run("orders", "forget", "--older-than", "180d", "--dry-run")
    assert "still open" in result.stderr and "(found" not in result.stderr


def test_tables_say_statuses_in_words_and_json_in_codes(old: Any) -> None:
    told = old.run("orders", "list", "--status", "to-ship", "--language", "zh", "--json")
    assert told.json[0]["status"] == "to-ship"
