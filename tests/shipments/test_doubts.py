"""A doubt is settled before anything else: unknown answers, orders that changed meanwhile, restored and copied stores."""

from __future__ import annotations

import shutil


def leave_in_doubt(seller, order: str, hours: float = 0) -> None:
    """As a kill between call and answer leaves it: the intent stands, the answer does not."""
    db = seller.shop.store()
    db.execute(
        "DELETE FROM movements WHERE parcel_id IN (SELECT parcel_id FROM parcel_orders JOIN orders ON orders.id = order_row WHERE order_id = ?)",
        (order,),
    )
    db.execute(
        "UPDATE parcels SET state = 'intended', waybill = '' WHERE id IN "
        "(SELECT parcel_id FROM parcel_orders JOIN orders ON orders.id = order_row WHERE order_id = ?)",
        (order,),
    )
    db.execute("DELETE FROM journal WHERE event <> 'intent'")
    db.execute("UPDATE journal SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, ?)", (f"{-hours} hours",))
    db.execute("UPDATE orders SET status = 'to-ship', waybill = '', shipped_at = NULL WHERE order_id = ?", (order,))
    db.commit()
    db.close()


def test_a_doubt_that_cannot_be_settled_stays_unknown_until_resume_can(zto) -> None:
    seller, courier = zto
    seller.good("shipments", "create", "--yes")
    leave_in_doubt(seller, "C-1")
    result = seller.run("shipments", "resume", "--json", env={"KUAIDI100_SECRET": "REVOKED"})
    assert (result.exit_code, result.json["unknown"], seller.parcels()["C-1"]) == (3, 1, "unknown")
    assert seller.good("shipments", "resume")["confirmed"] == 1
    assert (courier.tally()["waybills"], courier.tally()["bought_more_than_once_ever"]) == (3, 0)
    assert seller.good("shipments", "resume")["batch"] is None


def test_an_open_intent_is_recovered_by_the_next_create(zto) -> None:
    seller, courier = zto
    first = {p["order_id"]: p["waybill"] for p in seller.good("shipments", "create", "--yes")["parcels"]}
    leave_in_doubt(seller, "C-1")
    assert [p["state"] for p in seller.good("shipments", "create", "--yes")["parcels"]] == ["confirmed"]
    assert seller.waybills() == first and courier.tally()["waybills"] == 3
    assert seller.lots() == {"DATE-500/A": 0, "DATE-500/B": 94, "NUT-1/": 49}


def test_a_parcel_that_changed_after_its_first_request_asks_a_person(zto) -> None:
    seller, courier = zto
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    leave_in_doubt(seller, "C-1")
    seller.ordered([("C-1", "DATE-500", 2, "解放路9号")], name="moved.csv")
    result = seller.run("shipments", "create", "--yes")
    assert result.exit_code == 3 and "--not-bought" in result.stderr and first["parcel"] in result.stderr
    assert courier.tally()["waybills"] == 3 and seller.parcels()["C-1"] == "unknown"


def test_a_person_who_asked_the_courier_says_that_nothing_was_bought(zto) -> None:
    seller, courier = zto
    seller.good("shipments", "create", "--yes")
    leave_in_doubt(seller, "C-1", hours=50)
    result = seller.run("shipments", "resume", "--json")
    assert result.exit_code == 3 and result.json["parcels"][0]["problem"]["code"] == "ask-a-person"
    assert seller.run("shipments", "resume", "--not-bought", "C-2").exit_code == 5
    again = seller.good("shipments", "resume", "--not-bought", "C-1")
    assert [(p["state"], p["parcel"][-2:]) for p in again["parcels"]] == [("confirmed", "_2")]
    assert courier.tally()["twice"] == []


def test_a_person_who_asked_the_courier_and_got_the_waybill_adopts_it(zto) -> None:
    seller, courier = zto
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    leave_in_doubt(seller, "C-1", hours=50)
    seller.run("shipments", "resume")
    seller.write("found.csv", f"订单编号,物流单号\nC-1,{first['waybill']}\n")
    seller.good("shipments", "adopt", "found.csv")
    assert seller.parcels()["C-1"] == "confirmed" and seller.waybills()["C-1"] == first["waybill"]
    seller.good("shipments", "void", first["waybill"], "--yes")
    assert courier.tally()["waybills"] == 2


def test_a_doubt_whose_order_was_held_meanwhile_is_settled_and_listed_to_be_pulled(zto) -> None:
    seller, courier = zto
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    leave_in_doubt(seller, "C-1")
    seller.good("orders", "hold", "C-1", "--reason", "buyer asked")
    result = seller.run("shipments", "resume", "--json")
    assert result.exit_code == 3 and result.json["confirmed"] == 1
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("pull-parcel", first["waybill"])]
    assert seller.statuses()["C-1"] == "held"
    assert [p["value"] for p in seller.run("shipments", "labels", "--json").json["problems"]] == [first["waybill"]]
    seller.good("shipments", "void", first["waybill"], "--yes")
    assert seller.statuses()["C-1"] == "held" and courier.tally()["waybills"] == 2


def test_a_parcel_that_was_never_sent_is_dropped_when_its_order_is_held(zto) -> None:
    seller, courier = zto
    seller.run("shipments", "create", "--yes", env={"KUAIDI100_SECRET": "REVOKED"})
    seller.good("orders", "hold", "C-1", "--reason", "buyer asked")
    db = seller.shop.store()
    db.execute("UPDATE parcels SET state = 'planned'")
    db.commit()
    db.close()
    result = seller.run("shipments", "resume", "--json")
    assert [(p["code"]) for p in result.json["problems"]] == ["not-to-ship"] and result.json["confirmed"] == 2
    assert seller.good("shipments", "resume")["parcels"] == []
    seller.good("orders", "release", "C-1")
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 1
    assert courier.tally()["waybills"] == 3


def test_the_goods_of_a_doubt_are_not_given_to_another_order(zto) -> None:
    seller, _courier = zto
    seller.good("shipments", "create", "--yes")
    leave_in_doubt(seller, "C-3", hours=50)
    seller.ordered([("C-4", "NUT-1", 50)], name="all.csv")
    result = seller.run("shipments", "create", "--yes", "--json")
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("short-stock", "C-4")]


def test_a_restored_backup_buys_no_second_waybill(zto) -> None:
    seller, courier = zto
    copy = seller.good("backup")["file"]
    first = seller.good("shipments", "create", "--yes")
    seller.good("restore", copy, "--yes")
    assert seller.waybills() == {}
    again = seller.good("shipments", "create", "--yes")
    assert [p["waybill"] for p in again["parcels"]] == [p["waybill"] for p in first["parcels"]]
    assert (courier.tally()["waybills"], courier.tally()["bought_more_than_once_ever"]) == (3, 0)


def test_a_copied_shop_buys_no_second_waybill(zto, tmp_path) -> None:
    seller, courier = zto
    shutil.copytree(seller.path, tmp_path / "copy")
    seller.good("shipments", "create", "--yes")
    assert seller.good("shipments", "create", "--yes", "--shop", str(tmp_path / "copy"))["confirmed"] == 3
    assert (courier.tally()["waybills"], courier.tally()["bought_more_than_once_ever"]) == (3, 0)


def grow_old(seller, days: int) -> None:
    """As if everything so far had been done that many days earlier."""
    db = seller.shop.store()
    db.execute("UPDATE batches SET real_at = strftime('%Y-%m-%dT%H:%M:%fZ', real_at, ?)", (f"-{days} days",))
    db.commit()
    db.close()


def test_an_old_backup_asks_a_person_about_its_own_orders_but_not_about_new_ones(zto) -> None:
    seller, courier = zto
    copy = seller.good("backup")["file"]
    seller.good("restore", copy, "--yes")
    grow_old(seller, 5)
    seller.good("stock", "adjust", "NUT-1", "+1", "--reason", "found")
    result = seller.run("shipments", "create", "--yes", "--json")
    assert {p["problem"]["code"] for p in result.json["parcels"]} == {"ask-a-person"}
    assert courier.tally()["calls"] == 0
    answers = [part for number in ("C-1", "C-2", "C-3") for part in ("--not-bought", number)]
    assert seller.good("shipments", "resume", *answers)["confirmed"] == 3
    db = seller.shop.store()
    db.execute("UPDATE batches SET real_at = strftime('%Y-%m-%dT%H:%M:%fZ', real_at, '-3 days') WHERE home <> 'backup'")
    db.commit()
    db.close()
    # The witness names that run by its time, which was moved.
    (seller.path / "shop.runs").unlink()
    seller.ordered([("N-1", "NUT-1", 1)], name="new.csv")
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 1


def test_a_sheet_read_again_after_an_old_restore_asks_a_person(zto) -> None:
    """The orders are new to this store, yet it may have bought for them in the days that it does not know."""
    seller, courier = zto
    copy = seller.good("backup")["file"]
    seller.good("restore", copy, "--yes")
    grow_old(seller, 5)
    seller.ordered([("N-1", "NUT-1", 1)], name="again.csv")
    result = seller.run("shipments", "create", "N-1", "--yes", "--json")
    assert result.json["parcels"][0]["problem"]["code"] == "ask-a-person"
    assert courier.tally()["calls"] == 0


def test_an_order_placed_after_a_restore_is_bought_without_a_question(zto) -> None:
    seller, courier = zto
    copy = seller.good("backup")["file"]
    seller.good("restore", copy, "--yes")
    grow_old(seller, 5)
    seller.good("stock", "adjust", "NUT-1", "+1", "--reason", "found")
    sheet = "订单号,姓名,电话,地址,货号,数量,付款时间\nN-1,张三,13800001234,山东省济南市历下区1号,NUT-1,1,2026-11-10 21:00:00\n"
    seller.write("new.csv", sheet)
    seller.good("orders", "import", "new.csv", "--channel", "chat")
    assert seller.good("shipments", "create", "N-1", "--yes")["confirmed"] == 1
    assert courier.tally()["waybills"] == 1
