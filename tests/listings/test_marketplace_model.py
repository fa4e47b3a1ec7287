"""Whatever is built in between: a marketplace that took every file has what one whole file says at the end."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.conftest import SHOP_TOML, ShopFolder
from tests.listings.conftest import Shelf
from tests.listings.marketplace_model import Row, Shopify, WooCommerce, read

from sellerkit.store.store import open_store

TOML = '[listings.channels.it]\nformat = "{format}"\nprice = {{ markup = "35%" }}\ndescription = "d.md"\n'
SKUS = ("S-1", "S-2", "S-3", "H-1", "T-1")
WHOLE, CHANGED, SMALL = (), ("--changed",), ("--stock-and-price",)
WAYS = [WHOLE, CHANGED, SMALL, ("--allow-removals",), ("--changed", "--allow-removals")]
# A column of the stock and what it may become; None: nothing is known of it any more.
CHANGES = st.one_of(
    st.tuples(st.just("cost_minor"), st.sampled_from([1000, 2000, 3333, None])),
    st.tuples(st.just("weight_g"), st.sampled_from([None, 250, 1000])),
    st.tuples(st.just("barcode"), st.sampled_from([None, "6901234567892", "4006381333931"])),
    st.tuples(st.just("category"), st.sampled_from([None, "Wool", "Silk, fine"])),
    st.tuples(st.just("image"), st.sampled_from([None, "https://img.example/1.jpg", "https://img.example/2.jpg"])),
    st.tuples(st.just("name"), st.sampled_from(["Scarf", "Shawl"])),
    st.tuples(st.just("option1"), st.sampled_from(["Red", "Blue"])),
    st.tuples(st.just("quantity"), st.sampled_from([0, 3])),
    st.just(("new", None)),
    st.tuples(st.just("skip"), st.booleans()),
)
STEP = st.tuples(st.lists(st.tuples(st.sampled_from(SKUS), CHANGES), max_size=3), st.sampled_from(WAYS))


class Marketplace(Protocol):
    there: dict[str, Any]

    def upload(self, rows: list[Row]) -> None: ...
    def names(self) -> set[str]: ...
    def of(self, name: str) -> object: ...


class Seller:
    """A shop of at most five items whose owner uploads every file that a build writes."""

    def __init__(self, folder: Path, format: str, marketplace: Marketplace) -> None:
        self.shop, self.marketplace = ShopFolder(folder), marketplace
        self.shelf = Shelf(self.shop)
        self.toml, self.skipped = SHOP_TOML + TOML.format(format=format), set[str]()
        self.shop.write("shop.toml", self.toml)
        self.shop.write("d.md", "Good **{{ item.name }}** of {{ item.weight_g }} g")
        open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
        self._add("S-1")
        self._add("H-1")

    def _add(self, sku: str) -> None:
        names = {"S": "Scarf", "H": "Hat", "T": "Tea"}
        self.shelf.add(sku, names[sku[0]], option1=f"No {sku[-1]}" if sku[0] == "S" else None)

    def change(self, sku: str, column: str, value: object) -> None:
        if column == "skip":
            (self.skipped.add if value else self.skipped.discard)(sku)
            left = "".join(f"[listings.products.{one}]\nskip = true\n" for one in sorted(self.skipped))
            self.shop.write("shop.toml", self.toml + left)
            return
        db = self.shop.store()
        known = db.execute("SELECT id FROM items WHERE sku = ?", (sku,)).fetchone()
        with db:
            if known and column == "quantity":
                db.execute("UPDATE movements SET delta = ? WHERE item_id = ?", (value, known[0]))
            elif known and column != "new":
                db.execute(f"UPDATE items SET {column} = ? WHERE id = ?", (value, known[0]))
        db.close()
        if not known and column == "new":
            self._add(sku)

    def build(self, *how: str) -> list[list[Row]]:
        """The files; a dry run before said exactly what came."""
        before = self.shop.dump()
        tried = self.shop.run("listings", "build", *how, "--dry-run", "--json")
        assert self.shop.dump() == before
        result = self.shop.run("listings", "build", *how, "--json")
        assert tried.exit_code == result.exit_code in (0, 3), result.stdout + result.stderr
        assert [one | {"dry_run": False} for one in tried.json] == result.json
        return [read(self.shop.path / name) for name in result.json[0]["files"]]

    def upload(self, *how: str) -> None:
        for rows in self.build(*how):
            self.marketplace.upload(rows)


@pytest.mark.parametrize(("format", "kind"), [("shopify-csv", Shopify), ("woocommerce-csv", WooCommerce)])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=4))
@example(
    [
        ([("S-2", ("new", None))], WHOLE),
        ([("S-2", ("cost_minor", None))], SMALL),
        ([("S-2", ("cost_minor", 1000))], CHANGED),
    ]
)
@example([([], WHOLE), ([("S-2", ("new", None))], SMALL), ([], CHANGED)])
@example([([], WHOLE), ([("S-2", ("new", None))], CHANGED)])
def test_every_file_in_turn_is_the_whole_file_at_the_end(format: str, kind: type, steps: list[Any]) -> None:
    with TemporaryDirectory() as name:
        seller = Seller(Path(name), format, kind())
        for changes, how in steps:
            for sku, (column, value) in changes:
                seller.change(sku, column, value)
            seller.upload(*how)
        seller.upload(*CHANGED)
        whole = kind()
        for rows in seller.build(*WHOLE):
            whole.upload(rows)
        assert {one: seller.marketplace.of(one) for one in whole.names()} == {
            one: whole.of(one) for one in whole.names()
        }
