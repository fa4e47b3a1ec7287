"""Taking back: `void` gives waybills back and puts everything where it was, `undo` never recalls one."""

from __future__ import annotations


def test_void_puts_stock_and_orders_back_and_a_new_create_buys_a_new_number(zto) -> None:
    seller, courier = zto
    before = seller.lots()
    created = seller.good("shipments", "create", "--yes")
    first = {p["order_id"]: p["waybill"] for p in created["parcels"]}
    tried = seller.good("shipments", "void", first["C-1"], first["C-2"], "--dry-run")
    assert [w["state"] for w in tried["waybills"]] == ["would-be-voided"] * 2
    voided = seller.good("shipments", "void", *first.values(), "--yes")
    assert [w["state"] for w in voided["waybills"]] == ["voided"] * 3
    assert seller.lots() == before and set(seller.statuses().values()) == {"to-ship"} and seller.waybills() == {}
    assert courier.tally()["waybills"] == 0
    second = {p["order_id"]: p["waybill"] for p in seller.good("shipments", "create", "--yes")["parcels"]}
    assert set(first.values()).isdisjoint(second.values())
    assert (courier.tally()["waybills"], courier.tally()["twice"]) == (3, [])
    assert len({reference for reference, _waybill in courier.bought()}) == 6


def test_the_dry_run_after_a_void_names_the_new_reference(practice) -> None:
    waybills = [p["waybill"] for p in practice.good("shipments", "create", "--yes")["parcels"]]
    practice.good("shipments", "void", *waybills, "--yes")
    tried = practice.good("shipments", "create", "--dry-run")["parcels"]
    done = practice.good("shipments", "create", "--yes")["parcels"]
    assert [p["parcel"] for p in tried] == [p["parcel"] for p in done]
    assert all(p["parcel"].endswith("_2") for p in done)


def test_a_waybill_that_is_not_ours_gives_nothing_back(practice) -> None:
    (first, *_others) = practice.good("shipments", "create", "--yes")["parcels"]
    before = practice.dump()
    result = practice.run("shipments", "void", first["waybill"], "SF999", "--yes", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "no-such-waybill")
    assert practice.dump() == before
    assert practice.run("shipments", "void", first["waybill"]).exit_code == 2


def test_void_of_an_order_that_was_closed_meanwhile_leaves_it_closed(practice) -> None:
    (first, *_others) = practice.good("shipments", "create", "--yes")["parcels"]
    db = practice.shop.store()
    db.execute("UPDATE orders SET status = 'closed' WHERE order_id = 'C-1'")
    db.commit()
    db.close()
    practice.good("shipments", "void", first["waybill"], "--yes")
    assert practice.statuses()["C-1"] == "closed"
    assert practice.lots() == {"DATE-500/A": 2, "DATE-500/B": 97, "NUT-1/": 49} or practice.lots()["NUT-1/"] == 49


def test_a_void_while_the_courier_is_away_changes_nothing(zto) -> None:
    seller, courier = zto
    (first, *_others) = seller.good("shipments", "create", "--yes")["parcels"]
    courier.close()
    before = seller.dump()
    assert seller.run("shipments", "void", first["waybill"], "--yes").exit_code == 6
    assert seller.dump() == before


def test_undo_is_refused_after_a_purchase_and_names_void(practice) -> None:
    batch = practice.good("shipments", "create", "--yes")["batch"]
    before = practice.dump()
    result = practice.run("undo", str(batch), "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "waybill-bought")
    assert "void" in result.json["error"]["hint"]
    assert practice.dump() == before


def test_neither_the_purchase_nor_the_void_is_undone_after_a_void(practice) -> None:
    created = practice.good("shipments", "create", "--yes")
    voided = practice.good("shipments", "void", *[p["waybill"] for p in created["parcels"]], "--yes")
    before = practice.dump()
    for batch in (voided["batch"], created["batch"]):
        result = practice.run("undo", str(batch), "--json")
        assert (result.exit_code, result.json["error"]["code"]) == (5, "waybill-bought")
    assert practice.dump() == before


def test_undo_works_when_every_parcel_was_refused_cleanly(seller, hostile, kuaidi100) -> None:
    courier = hostile()
    seller.toml(kuaidi100(courier.url))
    seller.stocked().ordered([("R-1", "NUT-1", 1, "REFUSE路1号"), ("R-2", "NUT-1", 1, "REFUSE路2号")])
    before = seller.dump()
    result = seller.run("shipments", "create", "--yes", "--json")
    assert (result.exit_code, result.json["refused"]) == (3, 2)
    seller.good("undo", str(result.json["batch"]))
    assert seller.dump() == before


def test_undo_works_when_nothing_was_sent(zto) -> None:
    seller, courier = zto
    courier.close()
    before = seller.dump()
    assert seller.run("shipments", "create", "--yes").exit_code == 6
    (batch,) = seller.rows("SELECT max(number) FROM batches")[0]
    seller.good("undo", str(batch))
    assert seller.dump() == before
