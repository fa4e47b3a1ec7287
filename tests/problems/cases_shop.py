"""shop.toml, the store, undo, locks: what ends a command before it began."""

from __future__ import annotations

from typing import Any

from .case import Case

STOCK = {"in.csv": "SKU,Name,Qty\nA,红枣,5\n"}
ADD = "stock import in.csv --as add"
BUYER = "李四 13900000000 山西省太原市小店区平阳路1号"


def newer(shop: Any) -> None:
    db = shop.store()
    db.execute("PRAGMA user_version = 999")
    db.close()


def foreign(shop: Any) -> None:
    _without_store(shop)
    shop.write("shop.db", b"this is not a database, only words that go on and on " * 40)


def damaged(shop: Any) -> None:
    db = shop.store()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    _only_log(shop)
    data = bytearray((shop.path / "shop.db").read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    shop.write("shop.db", bytes(data))


def _without_store(shop: Any) -> None:
    (shop.path / "shop.db").unlink()
    _only_log(shop)


def _only_log(shop: Any) -> None:
    for ending in ("-wal", "-shm"):
        (shop.path / f"shop.db{ending}").unlink(missing_ok=True)


def practice(shop: Any) -> None:
    text = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", text.replace("[shop]", "[shop]\npractice = true"))


def as_gbk(shop: Any) -> None:
    text = (shop.path / "shop.toml").read_text("utf-8").replace("Test Shop", "红枣铺")
    shop.write("shop.toml", text, encoding="gbk")


def nameless(shop: Any) -> None:
    shop.write("shop.toml", '[shop]\ncurrency = "CNY"\n')


def dropped_table(shop: Any) -> None:
    db = shop.store()
    db.execute("DROP TABLE movements")
    db.commit()
    db.close()


def a_file_where_the_folder_should_be(shop: Any) -> None:
    shop.write("out", "not a folder")


CASES = [
    Case("no-shop", "history --shop nowhere", exit=4),
    Case("toml-syntax", "history", toml="[stock\nlow = 3", exit=4),
    Case("toml-encoding", "history", prepare=as_gbk, exit=4),
    Case("unknown-key", "history", toml="[stock]\nlwo = 3", exit=4),
    Case("missing-key", "history", prepare=nameless, exit=4),
    Case("wrong-value", "history", toml='[stock]\nlow = "many"', exit=4),
    Case("config", "history", toml='[stock]\nlow = "many"', exit=4),
    Case("secret-in-file", "history", toml='[carriers.zto]\nservice = "kuaidi100"\nsecret = "abc123abc123"', exit=4),
    Case("input-rejected", "stock import absent.csv missing.csv --as add"),
    Case("store-newer", "history", prepare=newer, exit=4),
    Case("not-a-store", "history", prepare=foreign, exit=4),
    Case("store-damaged", "stock list", prepare=damaged, exit=4),
    Case("practice-changed", "history", prepare=practice, exit=4),
    Case("not-a-backup", "restore broken.db --yes", {"broken.db": b"SQLite format 3\x00" + b"\x01" * 5000}),
    Case("cannot-write", "stock list -o out/list.csv", prepare=a_file_where_the_folder_should_be, exit=8),
    Case("unexpected", "stock list", prepare=dropped_table, exit=1),
    Case("no-such-batch", "undo 9"),
    Case("undone-already", "undo 1", STOCK, before=[ADD, "undo 1"]),
    Case("counted-later", "undo 1", {**STOCK, "count.csv": "SKU,Qty\nA,4\n"}, before=[ADD, "stock import count.csv --as count --yes"]),
    Case("changed-later", "undo 1", {**STOCK, "more.csv": "SKU,Name\nA,大红枣\n"}, before=[ADD, "stock import more.csv --as add"]),
    Case("used-later", "undo 1", {**STOCK, "chat.csv": f"订单编号,货号,数量,收件人信息\nC-1,A,1,{BUYER}\n"}, before=[ADD, "orders import chat.csv"]),
    Case("no-plan", "peak print"),
]  # fmt: skip
