"""A shop on the eve of a big day: items and orders put into the store as imports leave them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

CARTONS = """
[packing.cartons.small]
inner_mm = [200, 150, 100]
max_g = 3000
tare_g = 60
cost = "0.45"
in_stock = 2

[packing.cartons.large]
inner_mm = [400, 300, 250]
max_g = 15000
tare_g = 300
cost = "1.40"
in_stock = 50
"""
PEAK = """
[peak]
day = "2026-11-11"
stations = 2
people = [ { name = "packer", count = 2, per_hour = 30, from = "08:00", to = "20:00" } ]
"""
COURIER = """
[carriers.zto]
service = "practice"
pickups = ["11:30", "17:00"]
"""


class PeakShop:
    """The shop, and what its plan says."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop
        self.path = shop.path
        self.run = shop.run
        self.toml = shop.toml
        self.write = shop.write
        self.dump = shop.dump

    def item(self, sku: str, size: tuple[int, int, int] | None = (100, 80, 60), *, quantity: int = 1000, weight: int | None = 400,
             expires: str | None = None, name: str | None = None, shelf: str | None = None, unit: str = "piece") -> None:  # fmt: skip
        """One item with stock, in a lot when it expires."""
        db = self.shop.store()
        with db:
            batch = self._batch(db)
            sides = size or (None, None, None)
            row = db.execute(
                "INSERT INTO items (sku, name, unit, weight_g, length_mm, width_mm, height_mm, shelf, batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (sku, name, unit, weight, *sides, shelf, batch),
            ).lastrowid  # fmt: skip
            self._stock(db, row, quantity, expires, batch)
        db.close()

    def more(self, sku: str, quantity: int, expires: str) -> None:
        """Another lot of an item."""
        db = self.shop.store()
        with db:
            row = db.execute("SELECT id FROM items WHERE sku = ?", (sku,)).fetchone()[0]
            self._stock(db, row, quantity, expires, self._batch(db))
        db.close()

    def orders(self, orders: Iterable[Mapping[str, Any]]) -> None:
        """Orders {id, items: {sku: quantity}} and what else is special: status, ship_by, note, channel, province, code."""
        db = self.shop.store()
        with db:
            batch = self._batch(db)
            items = {row["sku"]: row["id"] for row in db.execute("SELECT id, sku FROM items")}
            for order in orders:
                self._order(db, {"status": "to-ship", "ship_by": "2026-11-12T12:00:00Z", **order}, items, batch)
        db.close()

    def order(self, number: str, items: Mapping[str, int], **more: Any) -> None:
        self.orders([{"id": number, "items": items, **more}])

    def plan(self, *args: str, code: int = 0, env: dict[str, str] | None = None) -> dict[str, Any]:
        """The plan as JSON; the exit code is part of the promise."""
        result = self.run("peak", "plan", "--json", *args, env=env)
        assert result.exit_code == code, (result.exit_code, result.stderr, result.stdout[-2000:])
        plan: dict[str, Any] = json.loads(result.stdout)
        return plan

    def _batch(self, db: Any) -> int:
        made = db.execute(
            "INSERT INTO batches (command, started_at, state) VALUES ('test', '2026-11-01T00:00:00Z', 'done')"
        )
        return int(made.lastrowid)

    def _stock(self, db: Any, item: int, quantity: int, expires: str | None, batch: int) -> None:
        lot = None
        if expires:
            lot = db.execute("INSERT INTO lots (item_id, code, expires, batch_id) VALUES (?, ?, ?, ?)", (item, f"L{expires[5:7]}", expires, batch)).lastrowid  # fmt: skip
        db.execute(
            "INSERT INTO movements (item_id, lot_id, delta, kind, at, batch_id) VALUES (?, ?, ?, 'set', '2026-11-01T00:00:00Z', ?)",
            (item, lot, quantity, batch),
        )

    def _order(self, db: Any, order: Mapping[str, Any], items: Mapping[str, int], batch: int) -> None:
        buyer = db.execute(
            "INSERT INTO buyers (name, phone, province, street, buyer_note, batch_id) VALUES ('张三', '13800000000', ?, ?, ?, ?)",
            (order.get("province", ""), "南京路1号" if order.get("province") else "", order.get("note", ""), batch),
        ).lastrowid
        row = db.execute(
            "INSERT INTO orders (channel, order_id, status, currency, ship_by, buyer_id, placed_at, batch_id) VALUES (?, ?, ?, 'CNY', ?, ?, '2026-11-10T01:00:00Z', ?)",
            (order.get("channel", "taobao"), order["id"], order["status"], order["ship_by"], buyer, batch),
        ).lastrowid
        lines = [*order["items"].items(), *((code, 1) for code in order.get("codes", ()))]
        for n, (sku, quantity) in enumerate(lines, 1):
            line = db.execute(
                "INSERT INTO order_lines (order_row, number, code, quantity, batch_id) VALUES (?, ?, ?, ?, ?)", (row, n, sku, quantity, batch)
            ).lastrowid  # fmt: skip
            if sku in items:
                db.execute("INSERT INTO reservations (line_id, item_id, quantity, batch_id) VALUES (?, ?, ?, ?)", (line, items[sku], quantity, batch))  # fmt: skip


@pytest.fixture
def bare(shop: Any) -> PeakShop:
    """A shop whose shop.toml says nothing of cartons, couriers or people."""
    return PeakShop(shop)


@pytest.fixture
def peak(bare: PeakShop) -> PeakShop:
    """Two cartons, two packers who make 30 parcels an hour each, one courier that comes twice, three items."""
    bare.toml(CARTONS + PEAK + COURIER)
    bare.item("DATE", name="红枣 500 克", shelf="A-2")
    bare.item("NUT", (60, 60, 60), weight=200, name="核桃", shelf="A-10")
    bare.item("VASE", (350, 250, 200), weight=2500, name="Vase", shelf="B-1")
    return bare
