"""A store that was put back, copied or moved knows that it may have bought what it does not remember."""

from __future__ import annotations

import shutil

import pytest

from .test_doubts import grow_old


def age_of_everything(seller, days: int) -> None:
    """As if everything, the witness too, had happened that many days earlier."""
    import datetime

    grow_old(seller, days)
    witness = seller.path / "shop.runs"
    if witness.exists():
        lines = [line.split() for line in witness.read_text("utf-8").splitlines()]
        past = datetime.timedelta(days=days)
        moved = [(n, datetime.datetime.fromisoformat(at) - past) for n, at in lines]
        witness.write_text(
            "".join(f"{n} {at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z\n" for n, at in moved), "utf-8"
        )


def put_back(seller, copy) -> None:
    """The old file's bytes in the same file, as `cp` writes them: nothing in it shows that it is older."""
    with (seller.path / "shop.db").open("r+b") as file:
        file.truncate()
        file.write(copy.read_bytes())
    for rest in seller.path.glob("shop.db-*"):
        rest.unlink()


def test_an_old_store_copied_over_the_new_one_buys_nothing_twice(zto, tmp_path) -> None:
    seller, courier = zto
    copy = tmp_path / "saved.db"
    shutil.copy(seller.path / "shop.db", copy)
    first = seller.good("shipments", "create", "--yes")
    put_back(seller, copy)
    assert seller.waybills() == {}
    again = seller.good("shipments", "create", "--yes")
    assert [p["waybill"] for p in again["parcels"]] == [p["waybill"] for p in first["parcels"]]
    assert (courier.tally()["waybills"], courier.tally()["bought_more_than_once_ever"]) == (3, 0)


def test_after_the_courier_forgets_a_person_is_asked_about_what_an_old_store_may_have_bought(zto, tmp_path) -> None:
    seller, courier = zto
    copy = tmp_path / "saved.db"
    shutil.copy(seller.path / "shop.db", copy)
    seller.good("shipments", "create", "--yes")
    calls = courier.tally()["calls"]
    put_back(seller, copy)
    age_of_everything(seller, 5)
    seller.good("stock", "adjust", "NUT-1", "+1", "--reason", "found")
    result = seller.run("shipments", "create", "--yes", "--json")
    assert {p["problem"]["code"] for p in result.json["parcels"]} == {"ask-a-person"}
    assert courier.tally()["calls"] == calls


def test_orders_that_came_after_an_old_store_was_put_back_are_bought_without_a_question(zto, tmp_path) -> None:
    seller, courier = zto
    copy = tmp_path / "saved.db"
    shutil.copy(seller.path / "shop.db", copy)
    seller.good("shipments", "create", "--yes")
    put_back(seller, copy)
    age_of_everything(seller, 5)
    seller.good("stock", "adjust", "NUT-1", "+1", "--reason", "found")
    sheet = "订单号,姓名,电话,地址,货号,数量,付款时间\nN-1,张三,13800001234,山东省济南市历下区1号,NUT-1,1,2026-11-10 21:00:00\n"
    seller.write("new.csv", sheet)
    seller.good("orders", "import", "new.csv", "--channel", "chat")
    assert seller.good("shipments", "create", "N-1", "--yes")["confirmed"] == 1
    assert courier.tally()["waybills"] == 4


def test_a_shop_whose_folder_was_replaced_by_its_copy_buys_nothing_twice(zto, tmp_path) -> None:
    seller, courier = zto
    shutil.copytree(seller.path, tmp_path / "saved")
    seller.good("shipments", "create", "--yes")
    moved = seller.path.with_name("older")
    seller.path.rename(moved)
    shutil.copytree(tmp_path / "saved", seller.path)
    again = seller.good("shipments", "create", "--yes")
    assert again["confirmed"] == 3
    assert (courier.tally()["waybills"], courier.tally()["bought_more_than_once_ever"]) == (3, 0)


def test_a_store_that_was_never_put_back_asks_nobody(zto) -> None:
    seller, courier = zto
    seller.good("shipments", "create", "C-1", "--yes")
    seller.good("shipments", "create", "C-2", "--yes")
    age_of_everything(seller, 5)
    assert seller.good("shipments", "create", "C-3", "--yes")["confirmed"] == 1
    assert (courier.tally()["calls"], len((seller.path / "shop.runs").read_text("utf-8").splitlines())) == (3, 3)


def test_a_witness_that_a_power_cut_left_half_written_harms_nobody(zto) -> None:
    seller, _courier = zto
    seller.good("shipments", "create", "C-1", "--yes")
    with (seller.path / "shop.runs").open("ab") as file:
        file.write(b"99\n\xff 2026-\n7 20")
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 2


def test_a_courier_that_can_be_asked_is_asked_before_the_first_purchase_of_a_restored_store(seller, hostile) -> None:
    courier = hostile()
    seller.toml(
        f'[carriers.sf]\nservice = "sf-express"\naccount = "SFTEST01"\nsecret = {{ env = "SF_CHECKWORD" }}\nurl = "{courier.url}"'
    )
    seller.env["SF_CHECKWORD"] = "TESTCHECKWORD"
    seller.stocked().ordered()
    copy = seller.good("backup")["file"]
    first = seller.good("shipments", "create", "--yes", "C-1", "C-2")
    seller.good("restore", copy, "--yes")
    grow_old(seller, 30)
    again = seller.good("shipments", "create", "--yes")
    bought = {p["order_id"]: p["waybill"] for p in again["parcels"]}
    assert {p["order_id"]: p["waybill"] for p in first["parcels"]}.items() <= bought.items()
    # Two purchases, then three look-ups of which one found nothing and was followed by a purchase.
    assert (courier.tally()["waybills"], courier.tally()["calls"]) == (3, 6)


@pytest.mark.parametrize("how", ["restore", "cp"])
def test_a_courier_that_cannot_be_asked_is_not_called_by_a_restored_store(
    seller, httpserver, tmp_path, how: str
) -> None:
    """Yunda takes no look-up by our number: a person has to ask."""
    seller.toml(
        '[carriers.yd]\nservice = "yunda"\naccount = "999999"\nkey = { env = "KUAIDI100_KEY" }\nsecret = { env = "KUAIDI100_SECRET" }\n'
        f'partner_id = "P1"\npartner_key = {{ env = "KUAIDI100_KEY" }}\nurl = "{httpserver.url_for("").rstrip("/")}"'
    )
    seller.stocked().ordered()
    if how == "restore":
        seller.good("restore", seller.good("backup")["file"], "--yes")
    else:
        shutil.copytree(seller.path, tmp_path / "copy")
        seller.path.rename(tmp_path / "first")
        (tmp_path / "copy").rename(seller.path)
    result = seller.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3, result.stdout + result.stderr
    assert {(p["state"], p["problem"]["code"]) for p in result.json["parcels"]} == {("unknown", "ask-a-person")}
    assert httpserver.log == []
