"""Items for listings, put into the store as an import would leave them."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Callable
from typing import Any

import pytest

CHANNEL = """
[brand]
name = "吕梁红枣"

[listings.channels.shopify]
format = "shopify-csv"
price = { markup = "35%", floor = "cost * 1.1", ending = ".90" }
"""


class Shelf:
    """Puts items and stock into a shop's store; reads the file a build wrote."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop
        self._batch = 0

    def add(
        self, sku: str, name: str | None = "Mug", *, quantity: int = 10, expires: str | None = None, **fields: Any
    ) -> None:
        """One item with stock in one lot (with an expiry date when `expires` is given). Money in minor units."""
        values = {"sku": sku, "name": name, "currency": "CNY", "cost_minor": 1000} | fields
        db = self.shop.store()
        with db:
            batch = db.execute(
                "INSERT INTO batches (command, started_at, state) VALUES ('stock import', '2026-11-01T00:00:00Z', 'done')"
            ).lastrowid
            columns = ", ".join(values)
            marks = ", ".join("?" * len(values))
            item = db.execute(
                f"INSERT INTO items ({columns}, batch_id) VALUES ({marks}, ?)", (*values.values(), batch)
            ).lastrowid
            lot = None
            if expires:
                lot = db.execute(
                    "INSERT INTO lots (item_id, expires, batch_id) VALUES (?, ?, ?)", (item, expires, batch)
                ).lastrowid
            db.execute(
                "INSERT INTO movements (item_id, lot_id, delta, kind, at, batch_id) VALUES (?, ?, ?, 'set', '2026-11-01T00:00:00Z', ?)",
                (item, lot, quantity, batch),
            )
        db.close()

    def picture(self, path: str, size: tuple[int, int] = (120, 120), colour: str = "", **how: Any) -> None:
        """A real picture file; without a colour each name has one of its own."""
        from PIL import Image

        target = self.shop.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        number = zlib.crc32(path.encode())
        kind = {"jpg": "JPEG", "png": "PNG"}.get(path.rpartition(".")[2], "PNG")
        Image.new("RGB", size, colour or f"#{number % 0xFFFFFF:06x}").save(target, how.pop("format", kind), **how)

    def file(self, name: str = "shopify") -> list[dict[str, str]]:
        """The rows of out/listings/NAME.csv by heading."""
        with (self.shop.path / "out" / "listings" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def shelf(shop: Any) -> Shelf:
    return Shelf(shop)


@pytest.fixture
def listed(shop: Any, shelf: Shelf) -> Callable[..., Any]:
    """Build the channel of CHANNEL (or another) and give back its JSON object."""

    def build(toml: str = CHANNEL, *args: str) -> Any:
        shop.toml(toml)
        return shop.run("listings", "build", *args, "--json")

    return build
