"""What a shopkeeper sees in the morning; looking changes nothing."""

from __future__ import annotations

import json

CHANNELS = """
[stock.sources.farm]
files = "inbox/farm*.csv"
as = "set"
[orders.channels.chat]
files = "inbox/chat*.csv"
format = "plain"
dispatch_within = "48h"
[payouts.sources.alipay]
files = "inbox/alipay*.csv"
format = "alipay-merchant"
[[peak.people]]
name = "packer"
per_hour = 45
[carriers.zto]
service = "kuaidi100"
"""
HEAD = "订单编号,货号,数量,收件人信息\n"
BUYER = "李四 13900000000 山西省太原市小店区平阳路1号"


def with_orders(shop, *lines: str, now: str | None = None) -> None:
    shop.write("chat.csv", HEAD + "".join(f"{line},{BUYER}\n" for line in lines))
    result = shop.run("orders", "import", "chat.csv", "--channel", "chat", env={"SELLERKIT_NOW": now} if now else None)
    assert result.exit_code in (0, 3), result.stderr


def in_stock(shop, *rows: str) -> None:
    shop.write("stock.csv", "SKU,Name,Qty\n" + "".join(row + "\n" for row in rows))
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0


def facts(shop, **env: str) -> dict[str, object]:
    result = shop.run("today", "--json", env=env)
    assert result.exit_code == 0, result.stdout
    return result.json


def test_a_new_shop_is_told_how_to_begin(shop) -> None:
    result = shop.run("today")
    assert result.exit_code == 0
    assert result.stdout.count("Test Shop") == 1
    assert "sellerkit stock import inbox/FILE --as set" in result.stdout


def test_bare_sellerkit_in_a_shop_is_today(shop) -> None:
    in_stock(shop, "A-1,红枣,5")
    assert shop.run().stdout == shop.run("today").stdout
    inside = shop.path / "inbox" / "deep"
    inside.mkdir(parents=True)
    assert shop.run("--shop", str(shop.path)).stdout == shop.run("today").stdout
    assert shop.run(env={"SELLERKIT_SHOP": str(shop.path)}).stdout == shop.run("today").stdout


def test_late_and_due_orders_are_counted_by_the_clock(shop) -> None:
    in_stock(shop, "A-1,红枣,500")
    with_orders(shop, "C-1,A-1,1", "C-2,A-1,2")  # to go within 48 h
    due = facts(shop)["orders"]
    assert (due["to_ship"], due["late"], due["due_6h"], due["due_24h"]) == (2, 0, 0, 0)
    assert due["next_ship_by"] == "2026-11-12T20:00:00+08:00"
    assert facts(shop, SELLERKIT_NOW="2026-11-12T01:00:00+08:00")["orders"]["due_24h"] == 2
    assert facts(shop, SELLERKIT_NOW="2026-11-12T15:00:00+08:00")["orders"]["due_6h"] == 2
    late = facts(shop, SELLERKIT_NOW="2026-11-13T00:00:00+08:00")["orders"]
    assert (late["late"], late["due_6h"]) == (2, 0)
    assert "should have gone already" in shop.run("today", env={"SELLERKIT_NOW": "2026-11-13T00:00:00+08:00"}).stdout


def test_held_orders_short_items_and_unknown_codes(shop) -> None:
    shop.toml(CHANNELS)
    in_stock(shop, "A-1,红枣,3")
    with_orders(shop, "C-1,A-1,1", "C-2,A-1,5", "C-3,NEW-9,1")
    assert shop.run("orders", "hold", "C-1", "--reason", "地址不清").exit_code == 0
    seen = facts(shop)
    assert seen["orders"]["held"] == 1
    assert (seen["orders"]["unmatched_codes"], seen["orders"]["unmatched_lines"]) == (1, 1)
    assert [s["sku"] for s in seen["orders"]["short"]] == ["A-1"]
    assert seen["next"][0] == "sellerkit orders match"
    assert len(seen["next"]) == 3


def test_unpaid_orders_are_counted_and_reserve_nothing(shop) -> None:
    head = "Name,Email,Financial Status,Paid at,Fulfillment Status,Created at,Lineitem quantity,Lineitem name,Lineitem sku\n"
    shop.write("orders_export.csv", head + "#1,,pending,,unfulfilled,2026-11-01 10:00:00 +0800,1,Dates,A-1\n")
    in_stock(shop, "A-1,Dates,30")
    assert shop.run("orders", "import", "orders_export.csv").exit_code == 0
    orders = facts(shop)["orders"]
    assert (orders["unpaid"], orders["unpaid_long"], orders["to_ship"]) == (1, 1, 0)


def test_new_files_are_named_until_they_were_taken_in(shop) -> None:
    shop.toml(CHANNELS)
    shop.write("inbox/farm1.csv", "SKU,Name,Qty\nA-1,红枣,50\n")
    shop.write("inbox/chat1.csv", HEAD + f"C-1,A-1,1,{BUYER}\n")
    shop.write("inbox/~$chat1.csv", "a spreadsheet program's own")
    shop.write("inbox/notes.txt", "nobody's")
    seen = facts(shop)
    assert seen["new_files"] == {"stock import": ["inbox/farm1.csv"], "orders import": ["inbox/chat1.csv"]}
    assert seen["next"][:2] == ["sellerkit orders import", "sellerkit stock import"]
    assert shop.run("stock", "import").exit_code == 0
    assert shop.run("orders", "import").exit_code == 0
    assert facts(shop)["new_files"] == {}
    assert facts(shop)["next"] == ["sellerkit peak plan", "sellerkit shipments create"]


def test_only_commands_this_shop_is_set_up_for_are_proposed(shop) -> None:
    in_stock(shop, "A-1,红枣,500")
    with_orders(shop, "C-1,A-1,1")
    assert facts(shop)["next"] == []


def test_last_night_is_remembered_when_it_failed(shop) -> None:
    shop.toml('[nightly]\nsteps = ["stock import absent.csv --as set"]')
    assert shop.run("nightly").exit_code == 5
    night = facts(shop)["last_night"]
    assert (night["exit"], night["failed"]) == (5, ["stock import absent.csv --as set"])
    assert "Last night" in shop.run("today").stdout
    shop.write("out/nightly/9999.json", "{broken")
    assert facts(shop)["last_night"] is None


def test_looking_changes_nothing(shop) -> None:
    shop.toml(CHANNELS)
    in_stock(shop, "A-1,红枣,3")
    with_orders(shop, "C-1,A-1,1", "C-2,X,1")
    before, files = shop.dump(), sorted(p.name for p in shop.path.rglob("*"))
    batches = shop.run("history", "--json").json
    assert shop.run("today").exit_code == shop.run().exit_code == 0
    assert shop.dump() == before
    assert shop.run("history", "--json").json == batches
    assert sorted(p.name for p in shop.path.rglob("*")) == files


def test_the_json_has_its_keys_and_no_buyer(shop) -> None:
    in_stock(shop, "A-1,红枣,3")
    with_orders(shop, "C-1,A-1,1")
    seen = facts(shop)
    assert set(seen) >= {"at", "shop", "orders", "parcels", "stock", "new_files", "last_night", "next"}
    assert seen["at"] == "2026-11-10T20:00:00+08:00"
    assert "13900000000" not in json.dumps(seen) and "李四" not in json.dumps(seen, ensure_ascii=False)


def test_a_source_that_was_late_last_night_is_named(shop) -> None:
    shop.toml(
        '[stock.sources.farm]\nfiles = "inbox/farm*.csv"\nas = "set"\n[nightly]\nsteps = ["stock low"]\nexpect_every = { farm = "7d" }'
    )
    assert shop.run("nightly").exit_code == 3
    assert shop.run("today", "--json").json["last_night"]["failed"] == ["farm"]
