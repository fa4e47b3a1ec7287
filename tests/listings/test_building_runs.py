"""What a build says and leaves behind: its answer, what it left out, dry runs, the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.listings.changed_files import change

Build = Callable[..., Any]
PLAIN = '[listings.channels.shopify]\nformat = "shopify-csv"\n'


def test_the_answer_names_channel_file_counts_and_problems(shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    (channel,) = listed().json
    assert channel["channel"] == "shopify"
    assert channel["file"] == "out/listings/shopify.csv"
    assert (channel["products"], channel["variants"], channel["skipped"], channel["problems"]) == (1, 1, 0, [])


def test_items_that_cannot_be_listed_are_named_and_the_others_built(shelf: Any, listed: Build) -> None:
    shelf.add("GOOD")
    shelf.add("NO-PRICE", "Tea", cost_minor=None)
    shelf.add("NO-NAME", None)
    result = listed()
    assert result.exit_code == 3
    (channel,) = result.json
    assert channel["skipped"] == 2
    assert {(p["sku"], p["code"]) for p in channel["problems"]} == {
        ("NO-PRICE", "price-missing"),
        ("NO-NAME", "title-missing"),
    }
    assert [row["SKU"] for row in shelf.file()] == ["GOOD"]


def test_an_item_in_another_currency_is_left_out(shelf: Any, listed: Build) -> None:
    shelf.add("EURO", "Cup", currency="EUR")
    result = listed()
    assert (result.exit_code, result.json[0]["file"]) == (3, None)
    assert result.json[0]["problems"][0]["code"] == "currency-differs"


def test_a_dry_run_says_the_same_and_writes_nothing(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1", barcode="6901234567890")
    tried = listed(PLAIN + 'price = { markup = "35%" }', "--dry-run")
    assert not (shop.path / "out").exists()
    done = shop.run("listings", "build", "--json")
    assert [{**channel, "dry_run": False} for channel in tried.json] == done.json
    assert (shop.path / "out" / "listings" / "shopify.csv").is_file()


def test_a_dry_run_and_check_change_nothing_in_the_store(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    before, batches = shop.dump(), shop.store().execute("SELECT count(*) FROM batches").fetchone()[0]
    listed(PLAIN + 'price = { markup = "35%" }', "--dry-run")
    shop.run("listings", "check")
    assert shop.dump() == before
    assert shop.store().execute("SELECT count(*) FROM batches").fetchone()[0] == batches


def test_building_twice_writes_the_same_bytes(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1", option1="红")
    listed()
    first = (shop.path / "out/listings/shopify.csv").read_bytes()
    shop.run("listings", "build")
    assert (shop.path / "out/listings/shopify.csv").read_bytes() == first


def test_pictures_without_an_address_are_left_out_with_a_note(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    shelf.picture("images/M-1.jpg")
    shop.toml(PLAIN + 'price = { markup = "35%" }\nimages = "images"')
    result = shop.run("listings", "build")
    assert result.exit_code == 0
    assert "1 picture is left out: image_url is not set." in result.stderr
    assert shelf.file()[0]["Product image URL"] == ""


def test_a_practice_shop_lists_drafts_only(shop: Any, shelf: Any) -> None:
    shelf.add("M-1")
    toml = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", toml.replace("[shop]", "[shop]\npractice = true"))
    change(shop, "UPDATE facts SET value = '1' WHERE name = 'practice'")
    shop.toml(PLAIN + 'price = { markup = "35%" }\nstatus = "active"')
    assert shop.run("listings", "build").exit_code == 0
    (row,) = shelf.file()
    assert (row["Status"], row["Tags"]) == ("Draft", "PRACTICE 练习")


def test_a_build_stands_in_the_history_and_names_its_channels(shop: Any, shelf: Any, listed: Build) -> None:
    shelf.add("M-1")
    listed()
    last = shop.run("history", "--json").json[0]
    assert (last["command"], last["mode"], last["summary"]) == ("listings build", "", {"channels": {"shopify": 1}})
    shelf.add("M-2")
    shop.run("listings", "build", "--changed")
    assert "listings build changed" in (said := shop.run("history").stdout)
    assert "shopify 1" in said
