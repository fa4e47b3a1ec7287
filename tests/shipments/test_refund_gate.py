"""Orders that were refunded or cancelled get no waybill and no label, also when nobody has taken the list in yet."""

from __future__ import annotations

import pytest

LIST = "订单号,退款编号,退款金额,类型,状态\n"


@pytest.fixture
def watched(zto):
    """A shop with three orders, a courier that behaves, and a place where lists of refunds are dropped."""
    seller, courier = zto
    seller.toml('[orders.channels.chat]\nrefunds = "inbox/refunds*.csv"')
    return seller, courier


def asked_back(seller, order: str, status: str = "退款中", name: str = "refunds.csv") -> None:
    seller.write(f"inbox/{name}", f"{LIST}{order},T-{order},10.00,仅退款,{status}\n")


def codes(result) -> list[tuple[str, str]]:
    return [(problem["code"], problem["value"]) for problem in result.json["problems"]]


def test_a_list_that_nobody_took_in_stops_its_orders_at_creation(watched) -> None:
    seller, courier = watched
    asked_back(seller, "C-2")
    before = seller.dump()
    tried = seller.run("shipments", "create", "--dry-run", "--json")
    assert tried.exit_code == 3 and tried.json["planned"] == 2 and codes(tried) == [("refund-waiting", "C-2")]
    assert seller.dump() == before
    done = seller.run("shipments", "create", "--yes", "--json")
    assert (done.exit_code, done.json["confirmed"], codes(done)) == (3, 2, [("refund-waiting", "C-2")])
    assert "refunds.csv, row 2" in done.json["problems"][0]["message"]
    assert courier.tally()["waybills"] == 2 and "C-2" not in seller.waybills()


def test_taken_in_it_stops_them_as_the_store_says(watched) -> None:
    seller, _courier = watched
    asked_back(seller, "C-2", "退款成功")
    seller.good("orders", "refunds")
    named = seller.run("shipments", "create", "C-1", "C-2", "--yes", "--json")
    assert (named.json["confirmed"], codes(named)) == (1, [("not-to-ship", "C-2")])
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 1


@pytest.mark.parametrize(("kind", "status"), [("仅退款", "退款关闭"), ("换货", "退款中")])
def test_a_withdrawn_request_and_an_exchange_stop_nothing(watched, kind: str, status: str) -> None:
    seller, _courier = watched
    seller.write("inbox/refunds.csv", f"{LIST}C-2,T-1,10.00,{kind},{status}\n")
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 3


def test_a_newer_list_that_repeats_what_is_known_stops_nothing_more(watched) -> None:
    seller, _courier = watched
    asked_back(seller, "C-2", "退款关闭")
    seller.good("orders", "refunds")
    seller.write(
        "inbox/refunds2.csv",
        f"{LIST}C-2,T-C-2,10.00,仅退款,退款关闭\nC-2,T-C-2,10.00,仅退款,退款中\nX-9,T-9,1.00,仅退款,退款中\n",
    )
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 3


def test_a_row_that_cannot_be_read_still_stops_its_order(watched) -> None:
    seller, _courier = watched
    seller.write("inbox/refunds.csv", f"{LIST}C-2,T-1,十块,借钱,天上飞\n")
    done = seller.run("shipments", "create", "--yes", "--json")
    assert (done.json["confirmed"], codes(done)) == (2, [("refund-waiting", "C-2")])


def test_a_list_that_cannot_be_read_stops_everything_before_the_first_call(watched) -> None:
    seller, courier = watched
    seller.write("inbox/refunds.csv", "这不是,退款表\n1,2\n")
    before = seller.dump()
    for command in ("create", "labels", "resume"):
        result = seller.run("shipments", command, "--json", *(["--yes"] if command == "create" else []))
        if command != "resume":
            assert (result.exit_code, result.json["error"]["code"]) == (5, "refund-list-unreadable"), command
    assert seller.dump() == before and courier.tally()["calls"] == 0
    assert seller.run("today", "--json").exit_code == 0


def test_the_labels_to_pull_are_listed_with_their_place_in_the_pile(watched) -> None:
    seller, _courier = watched
    bought = {p["order_id"]: p["waybill"] for p in seller.good("shipments", "create", "--yes")["parcels"]}
    db = seller.shop.store()
    db.execute(
        "INSERT INTO plan_parcels (order_row, carton, weight_g, wave, station, pickup, position, carrier, start, kind, slot, batch_id) "
        "SELECT id, 'no5', 500, 2, 3, '', id, 'zto', '', '', 14, 1 FROM orders"
    )
    db.commit()
    db.close()
    asked_back(seller, "C-2")
    result = seller.run("shipments", "labels", "--json")
    assert (result.exit_code, result.json["labels"], codes(result)) == (3, 2, [("pull-parcel", bought["C-2"])])
    (pull,) = result.json["pull"]
    assert (pull["order_id"], pull["waybill"], pull["wave"], pull["station"], pull["slot"]) == (
        "C-2",
        bought["C-2"],
        2,
        3,
        14,
    )
    assert not pull["printed"]
    shown = seller.run("shipments", "labels")
    assert shown.exit_code == 3 and "wave 2, station 3, slot 14" in shown.stderr


def test_a_label_that_was_printed_already_is_listed_until_the_sheet_is_closed(watched) -> None:
    seller, courier = watched
    bought = {p["order_id"]: p["waybill"] for p in seller.good("shipments", "create", "--yes")["parcels"]}
    seller.good("shipments", "labels")
    asked_back(seller, "C-2")
    seller.run("orders", "refunds")
    result = seller.run("shipments", "labels", "--json")
    assert (result.exit_code, result.json["labels"]) == (3, 0)
    assert [(p["order_id"], p["printed"]) for p in result.json["pull"]] == [("C-2", True)]
    assert seller.run("shipments", "labels", "C-1", "--again", "--json").exit_code == 0
    today = seller.good("today")
    assert [p["waybill"] for p in today["parcels"]["to_pull"]] == [bought["C-2"]]
    assert "sellerkit shipments labels" in today["next"]
    seller.good("shipments", "void", bought["C-2"], "--yes")
    assert seller.good("shipments", "labels")["pull"] == [] and courier.tally()["waybills"] == 2


def test_a_refund_after_the_parcel_was_handed_over_is_no_label_to_pull(watched) -> None:
    seller, _courier = watched
    seller.good("shipments", "create", "--yes")
    seller.good("shipments", "labels")
    db = seller.shop.store()
    number = db.execute("SELECT max(number) FROM batches").fetchone()[0]
    db.execute(
        "INSERT INTO manifests (id, carrier, printed_at, closed_at, batch_id) VALUES (1, 'zto', 'x', 'x', ?)", (number,)
    )
    db.execute(
        "INSERT INTO manifest_parcels (manifest_id, parcel_id, waybill, weight_g, batch_id) SELECT 1, id, waybill, 1, ? FROM parcels",
        (number,),
    )
    db.commit()
    db.close()
    asked_back(seller, "C-2")
    seller.run("orders", "refunds")
    assert seller.good("shipments", "labels")["pull"] == []
    assert seller.good("today")["parcels"]["to_pull"] == []


def test_today_names_new_lists_and_whom_they_stop(watched) -> None:
    seller, _courier = watched
    seller.good("shipments", "create", "--yes")
    asked_back(seller, "C-3")
    today = seller.good("today")
    assert [p["order_id"] for p in today["parcels"]["to_pull"]] == ["C-3"]
    assert today["new_files"]["orders refunds"] == ["inbox/refunds.csv"]
    assert "sellerkit orders refunds" in today["next"]
    assert "C-3" in seller.run("today").stdout


def test_a_cancelled_order_is_refused_at_creation_and_at_printing(watched) -> None:
    seller, courier = watched
    bought = {p["order_id"]: p["waybill"] for p in seller.good("shipments", "create", "--yes", "C-1")["parcels"]}
    seller.good("orders", "cancel", "C-2", "--yes")
    seller.ordered([("C-1", "DATE-500", 2)], name="again.csv")
    assert codes(seller.run("shipments", "create", "C-2", "--yes", "--json")) == [("not-to-ship", "C-2")]
    db = seller.shop.store()
    db.execute("UPDATE orders SET status = 'closed' WHERE order_id = 'C-1'")
    db.commit()
    db.close()
    assert codes(seller.run("shipments", "labels", "--json")) == [("pull-parcel", bought["C-1"])]
    assert courier.tally()["waybills"] == 1


def test_paid_back_with_no_total_known_a_person_says_whether_the_parcel_goes(watched) -> None:
    seller, _courier = watched
    bought = {p["order_id"]: p["waybill"] for p in seller.good("shipments", "create", "C-1", "--yes")["parcels"]}
    for order in ("C-1", "C-2"):
        asked_back(seller, order, name=f"refunds-{order}.csv")
    seller.good("orders", "refunds")
    for order in ("C-1", "C-2"):
        asked_back(seller, order, "退款成功", name=f"refunds-{order}.csv")
    seller.good("orders", "refunds")
    assert (seller.statuses()["C-1"], seller.statuses()["C-2"]) == ("held", "held")
    assert codes(seller.run("shipments", "labels", "--json")) == [("pull-parcel", bought["C-1"])]
    seller.good("orders", "release", "C-1", "C-2")
    assert (seller.statuses()["C-1"], seller.statuses()["C-2"]) == ("shipped", "to-ship")
    assert seller.good("shipments", "labels")["labels"] == 1
