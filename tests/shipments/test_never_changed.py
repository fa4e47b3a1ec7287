"""An order that was changed or ended between its first request and its recovery is named, and never silently confirmed."""

from __future__ import annotations

import pytest

from .test_doubts import leave_in_doubt

SF_KEYS = {"SF_CHECKWORD": "TESTCHECKWORD"}


def sf_table(url: str) -> str:
    return (
        '[carriers.sf]\nservice = "sf-express"\naccount = "SFTEST01"\nsecret = { env = "SF_CHECKWORD" }\n'
        f'url = "{url}"\ntimeout = "1s"\nconnections = 16\n'
    )


@pytest.fixture
def sf(seller, hostile):
    """A shop with three orders and a courier that can be asked what it sold."""
    courier = hostile()
    seller.toml(sf_table(courier.url))
    seller.env.update(SF_KEYS)
    return seller.stocked().ordered(), courier


def forget_the_purchase(courier, seller, order: str) -> None:
    """As a kill before the call leaves it: the intent stands, and the courier knows nothing."""
    leave_in_doubt(seller, order)
    db = seller.shop.store()
    db.execute("UPDATE parcels SET reference = reference || 'X' WHERE state = 'intended'")
    db.execute(
        "UPDATE journal SET reference = reference || 'X' WHERE reference || 'X' IN (SELECT reference FROM parcels)"
    )
    db.commit()
    db.close()


def test_a_waybill_for_the_old_address_is_kept_and_named_and_not_printed(sf) -> None:
    seller, courier = sf
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    leave_in_doubt(seller, "C-1")
    seller.ordered([("C-1", "DATE-500", 2, "解放路9号")], name="moved.csv")
    result = seller.run("shipments", "resume", "--json")
    assert (result.exit_code, result.json["confirmed"]) == (3, 1)
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("bought-for-old-address", first["waybill"])]
    assert seller.waybills()["C-1"] == first["waybill"], "the number is known, so that it can be given back"
    labels = seller.run("shipments", "labels", "--json")
    assert (labels.exit_code, labels.json["labels"]) == (3, 2)
    assert [p["waybill"] for p in labels.json["pull"]] == [first["waybill"]]
    assert [p["order_id"] for p in seller.good("today")["parcels"]["to_pull"]] == ["C-1"]
    seller.good("shipments", "void", first["waybill"], "--yes")
    (again,) = seller.good("shipments", "create", "--yes")["parcels"]
    assert (again["order_id"], again["parcel"][-2:]) == ("C-1", "_2") and again["waybill"] != first["waybill"]
    assert seller.good("shipments", "labels")["labels"] == 1
    assert (courier.tally()["waybills"], courier.tally()["twice"]) == (3, [])


def test_a_changed_quantity_is_named_and_printed(sf) -> None:
    seller, _courier = sf
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    leave_in_doubt(seller, "C-1")
    seller.ordered([("C-1", "DATE-500", 3)], name="more.csv")
    result = seller.run("shipments", "create", "--yes", "--json")
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("bought-before-change", first["waybill"])]
    assert result.exit_code == 3 and seller.good("shipments", "labels")["labels"] == 3


def test_a_parcel_that_was_surely_not_bought_goes_to_the_new_address(sf) -> None:
    seller, courier = sf
    seller.good("shipments", "create", "--yes", "C-2", "C-3")
    seller.good("shipments", "create", "--yes", "C-1")
    forget_the_purchase(courier, seller, "C-1")
    seller.ordered([("C-1", "DATE-500", 2, "解放路9号")], name="moved.csv")
    done = seller.good("shipments", "resume")
    assert [(p["state"], p["problem"]) for p in done["parcels"]] == [("confirmed", None)]
    # What was asked for in the end is what a later recovery compares with.
    leave_in_doubt_keeping_the_journal(seller, "C-1")
    assert seller.good("shipments", "resume")["confirmed"] == 1


def leave_in_doubt_keeping_the_journal(seller, order: str) -> None:
    db = seller.shop.store()
    mine = "(SELECT parcel_id FROM parcel_orders JOIN orders ON orders.id = order_row WHERE order_id = ?)"
    db.execute(f"DELETE FROM movements WHERE parcel_id IN {mine}", (order,))
    db.execute(f"UPDATE parcels SET state = 'intended', waybill = '' WHERE id IN {mine}", (order,))
    db.execute("DELETE FROM journal WHERE event = 'confirmed'")
    db.execute("UPDATE orders SET status = 'to-ship', waybill = '', shipped_at = NULL WHERE order_id = ?", (order,))
    db.commit()
    db.close()


def test_a_refunded_order_in_doubt_is_looked_up_and_not_bought(sf) -> None:
    seller, courier = sf
    seller.good("shipments", "create", "--yes")
    forget_the_purchase(courier, seller, "C-1")
    sold = courier.tally()["waybills"]
    seller.good("orders", "hold", "C-1", "--reason", "refund")
    result = seller.run("shipments", "resume", "--json")
    assert [(p["state"], p["problem"]["code"]) for p in result.json["parcels"]] == [("refused", "not-to-ship")]
    assert courier.tally()["waybills"] == sold and seller.parcels()["C-1"] == "refused"
    seller.good("orders", "release", "C-1")
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 1


def test_a_refunded_order_in_doubt_whose_waybill_exists_is_listed_to_be_pulled(sf) -> None:
    seller, courier = sf
    seller.toml('[orders.channels.chat]\nrefunds = "refunds*.csv"')
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    leave_in_doubt(seller, "C-1")
    seller.write("refunds.csv", "订单号,退款金额,类型,状态\nC-1,9.00,仅退款,退款中\n")
    result = seller.run("shipments", "resume", "--json")
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("pull-parcel", first["waybill"])]
    assert "refunds.csv" in result.json["problems"][0]["message"]
    assert courier.tally()["waybills"] == 3


def test_a_clock_that_was_set_back_makes_no_old_intent_young(zto) -> None:
    seller, courier = zto
    seller.good("shipments", "create", "--yes")
    leave_in_doubt(seller, "C-1", hours=-30)
    calls = courier.tally()["calls"]
    result = seller.run("shipments", "resume", "--json")
    assert result.json["parcels"][0]["problem"]["code"] == "ask-a-person" and courier.tally()["calls"] == calls
