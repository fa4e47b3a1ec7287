"""`shipments create`: what is bought, what leaves the shelves, and what is only tried."""

from __future__ import annotations

import json

PARCEL_KEYS = {"parcel", "order_ids", "order_id", "carrier", "state", "waybill", "cost", "currency", "problem"}


def test_every_order_gets_one_waybill_at_a_courier_with_the_contract_of_kuaidi100(zto) -> None:
    seller, courier = zto
    created = seller.good("shipments", "create", "--yes")
    assert {name: created[name] for name in ("confirmed", "refused", "unknown", "waiting")} == {
        "confirmed": 3, "refused": 0, "unknown": 0, "waiting": 0,
    }  # fmt: skip
    assert all(set(parcel) >= PARCEL_KEYS for parcel in created["parcels"])
    assert [parcel["order_id"] for parcel in created["parcels"]] == ["C-1", "C-2", "C-3"]
    assert courier.tally()["waybills"] == 3
    assert seller.waybills() == {parcel["order_id"]: parcel["waybill"] for parcel in created["parcels"]}
    assert dict(courier.bought()) == {parcel["parcel"]: parcel["waybill"] for parcel in created["parcels"]}
    assert set(seller.statuses().values()) == {"shipped"}


def test_a_courier_with_the_contract_of_sf_sells_each_waybill_once_too(seller, hostile) -> None:
    courier = hostile()
    seller.env["SF_CHECKWORD"] = "TESTCHECKWORD"
    seller.toml(
        f'[carriers.sf]\nservice = "sf-express"\naccount = "SFTEST01"\nsecret = {{ env = "SF_CHECKWORD" }}\nurl = "{courier.url}"'
    )
    seller.stocked().ordered()
    created = seller.good("shipments", "create", "--yes")
    assert dict(courier.bought()) == {parcel["parcel"]: parcel["waybill"] for parcel in created["parcels"]}
    seller.good("shipments", "void", created["parcels"][0]["waybill"], "--yes")
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 1
    assert (courier.tally()["waybills"], courier.tally()["twice"]) == (3, [])


def test_goods_that_expire_first_leave_first(practice) -> None:
    assert practice.lots() == {"DATE-500/A": 3, "DATE-500/B": 97, "NUT-1/": 50}
    practice.good("shipments", "create", "--yes")
    assert practice.lots() == {"DATE-500/A": 0, "DATE-500/B": 94, "NUT-1/": 49}
    assert [item["reserved"] for item in practice.good("stock", "list")] == [0, 0]


def test_the_price_comes_from_the_rate_card(practice) -> None:
    created = practice.good("shipments", "create", "--yes")
    assert [(p["order_id"], p["cost"], p["currency"]) for p in created["parcels"]] == [
        ("C-1", "5.50", "CNY"), ("C-2", "7.00", "CNY"), ("C-3", "5.50", "CNY"),
    ]  # fmt: skip
    assert created["price"] == {"CNY": "18.00"}


def test_a_dry_run_shows_what_the_real_run_then_does_and_changes_nothing(practice) -> None:
    before = practice.dump()
    tried = practice.good("shipments", "create", "--dry-run")
    assert (tried["dry_run"], tried["planned"], tried["batch"]) == (True, 3, None)
    assert practice.dump() == before and not list(practice.path.glob("*.jsonl"))
    done = practice.good("shipments", "create", "--yes")
    what = ("parcel", "order_ids", "carrier", "cost", "currency")
    assert [[p[key] for key in what] for p in tried["parcels"]] == [[p[key] for key in what] for p in done["parcels"]]
    assert tried["price"] == done["price"]


def test_a_second_create_buys_nothing(practice) -> None:
    practice.good("shipments", "create", "--yes")
    before = practice.dump()
    again = practice.good("shipments", "create", "--yes")
    assert (again["batch"], again["parcels"]) == (None, [])
    assert practice.dump() == before


def test_without_a_terminal_and_without_yes_nothing_is_bought(practice) -> None:
    before = practice.dump()
    result = practice.run("shipments", "create")
    assert result.exit_code == 2 and "--yes" in result.stderr
    assert "3 parcels to buy: 18.00 CNY." in result.stderr
    assert practice.dump() == before


def test_too_high_a_price_stops_before_the_first_call(practice) -> None:
    before = practice.dump()
    result = practice.run("shipments", "create", "--yes", "--max-cost", "17.99", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "over-max-cost")
    assert practice.dump() == before and not list(practice.path.glob("*.jsonl"))
    assert practice.run("shipments", "create", "--yes", "--max-cost", "18").exit_code == 0


def test_a_price_that_nobody_knows_is_above_every_max_cost(zto) -> None:
    seller, courier = zto
    result = seller.run("shipments", "create", "--yes", "--max-cost", "1000", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "price-not-known")
    assert courier.tally()["calls"] == 0


def test_only_the_orders_that_are_named_are_bought_and_the_limit_counts_parcels(practice) -> None:
    assert [p["order_id"] for p in practice.good("shipments", "create", "C-2", "--yes")["parcels"]] == ["C-2"]
    assert len(practice.good("shipments", "create", "--limit", "1", "--dry-run")["parcels"]) == 1


def test_an_order_that_may_not_go_is_named_when_somebody_asks_for_it(practice) -> None:
    practice.good("orders", "hold", "C-1", "--reason", "wait")
    result = practice.run("shipments", "create", "C-1", "C-9", "--yes", "--json")
    assert result.exit_code == 3
    assert {(p["code"], p["value"]) for p in result.json["problems"]} == {
        ("not-to-ship", "C-1"),
        ("no-such-order", "C-9"),
    }
    assert practice.run("shipments", "create", "C-9", "--yes").exit_code == 5
    assert practice.parcels() == {}


def test_stock_is_given_out_once(practice) -> None:
    practice.ordered([("C-4", "NUT-1", 30), ("C-5", "NUT-1", 30)], name="many.csv")
    result = practice.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("short-stock", "C-5")]
    assert practice.lots()["NUT-1/"] == 19


def test_orders_without_an_address_are_listed_in_packing_order_and_never_sent(practice) -> None:
    practice.hidden(("T-9", "DATE-500", 1), ("T-8", "NUT-1", 2))
    created = practice.good("shipments", "create", "--yes")
    assert created["confirmed"] == 3 and created["platform_orders"] == ["T-9", "T-8"]
    assert (practice.path / "out/platform-orders-taobao.txt").read_text("utf-8").split() == ["T-9", "T-8"]
    assert practice.statuses()["T-9"] == "to-ship"


def test_an_order_with_an_unknown_code_or_an_unclear_address_waits_and_the_rest_goes(practice) -> None:
    practice.write(
        "odd.csv",
        "订单号,姓名,电话,地址,货号,数量\nX-1,张三,13800001234,山东省济南市历下区1号,WHAT,1\nX-2,李四,13800001234,幸福小区1号,NUT-1,1\n",
    )
    practice.run("orders", "import", "odd.csv", "--channel", "chat")
    result = practice.run("shipments", "create", "--yes", "--json")
    assert (result.exit_code, result.json["confirmed"]) == (3, 3)
    assert {(p["code"], p["value"]) for p in result.json["problems"]} == {
        ("unknown-code", "X-1"),
        ("address-unclear", "X-2"),
    }


def test_a_practice_shop_says_so_and_masks_people(practice) -> None:
    result = practice.run("shipments", "create", "--yes")
    assert "PRACTICE" in result.stdout
    assert "13800001234" not in result.stdout + result.stderr
    ledger = [json.loads(line) for line in (practice.path / "practice-courier.jsonl").read_text().splitlines()]
    assert len({row["reference"] for row in ledger}) == 3
