"""What a courier, the configuration or the line refuses: named for each order, the rest shipped, nothing bought twice."""

from __future__ import annotations

import pytest


def test_a_refused_address_is_named_and_the_rest_is_shipped(zto) -> None:
    seller, _courier = zto
    seller.ordered([("R-1", "NUT-1", 1, "REFUSE路1号")], name="refused.csv")
    result = seller.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3
    assert (result.json["confirmed"], result.json["refused"]) == (3, 1)
    (refused,) = [p for p in result.json["parcels"] if p["state"] == "refused"]
    assert refused["order_id"] == "R-1" and "not served" in refused["problem"]["message"]
    assert seller.statuses()["R-1"] == "to-ship"
    assert seller.lots()["NUT-1/"] == 49


def test_a_mended_address_is_bought_by_the_next_create(practice) -> None:
    practice.ordered([("R-1", "NUT-1", 1, "拒收路1号")], name="refused.csv")
    assert practice.run("shipments", "create", "--yes").exit_code == 3
    practice.ordered([("R-1", "NUT-1", 1, "人民路2号")], name="mended.csv")
    again = practice.good("shipments", "create", "--yes")
    assert [(p["order_id"], p["state"]) for p in again["parcels"]] == [("R-1", "confirmed")]


def test_a_revoked_key_stops_the_batch_and_the_others_wait(zto) -> None:
    seller, courier = zto
    seller.ordered([(f"K-{n}", "NUT-1", 1) for n in range(40)], name="more.csv")
    result = seller.run("shipments", "create", "--yes", "--json", env={"KUAIDI100_SECRET": "REVOKED"})
    assert result.exit_code == 3
    assert result.json["confirmed"] == result.json["unknown"] == 0
    assert result.json["refused"] + result.json["waiting"] == 43 and result.json["waiting"] > 20
    assert courier.tally()["waybills"] == 0
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 43
    assert (courier.tally()["waybills"], courier.tally()["twice"]) == (43, [])


def test_what_waits_is_sent_by_resume_but_not_by_a_create_for_other_orders(zto) -> None:
    seller, _courier = zto
    seller.ordered([(f"K-{n}", "NUT-1", 1) for n in range(40)], name="more.csv")
    seller.run("shipments", "create", "--yes", env={"KUAIDI100_SECRET": "REVOKED"})
    assert [p["order_id"] for p in seller.good("shipments", "create", "K-7", "--yes")["parcels"]] == ["K-7"]
    assert seller.good("shipments", "resume")["confirmed"] > 20


def test_a_courier_that_cannot_be_reached_ends_with_6_and_running_again_is_safe(zto) -> None:
    seller, courier = zto
    toml = (seller.path / "shop.toml").read_text("utf-8")
    seller.write("shop.toml", toml.replace(courier.url, "http://127.0.0.1:9"))
    result = seller.run("shipments", "create", "--yes", "--json")
    assert (result.exit_code, result.json["error"]["exit"]) == (6, 6)
    assert seller.lots()["NUT-1/"] == 50 and set(seller.statuses().values()) == {"to-ship"}
    assert seller.run("shipments", "resume").exit_code == 6
    seller.write("shop.toml", toml)
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 3
    assert courier.tally()["waybills"] == 3


def test_one_courier_of_two_that_cannot_be_reached_is_an_exception(zto, kuaidi100) -> None:
    seller, _courier = zto
    seller.toml(kuaidi100("http://127.0.0.1:9", "sto"))
    text = (seller.path / "shop.toml").read_text("utf-8")
    rules = 'rules = [ { when = "weight_g > 1500", carrier = "sto" }, { when = "weight_g < 9999", carrier = "zto" } ]'
    seller.write("shop.toml", text.replace("[shipments]\n", f"[shipments]\n{rules}\n"))
    result = seller.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3
    assert [(p["order_id"], p["state"], p["carrier"]) for p in result.json["parcels"]] == [
        ("C-1", "confirmed", "zto"), ("C-2", "waiting", "sto"), ("C-3", "confirmed", "zto"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("unset KUAIDI100_SECRET", "secret-not-set"),
        ('limit = "often"', "wrong-limit"),
        ('url = "http://203.0.113.7"', "config"),
        ("[shipments]", "no-sender"),
        ('service = "pigeon"', "unknown-service"),
    ],
)
def test_a_wrong_configuration_is_found_before_anything_is_written_even_on_a_dry_run(
    zto, change: str, code: str
) -> None:
    seller, courier = zto
    text = (seller.path / "shop.toml").read_text("utf-8")
    if change.startswith("unset"):
        del seller.env["KUAIDI100_SECRET"]
    elif change == "[shipments]":
        seller.write("shop.toml", "\n".join(line for line in text.splitlines() if not line.startswith("sender")))
    else:
        key = change.split(" = ")[0]
        kept = "\n".join(line for line in text.splitlines() if not line.startswith(f"{key} ="))
        seller.write("shop.toml", f"{kept}\n{change}\n")
    before = seller.dump()
    for more in (("--yes",), ("--dry-run",)):
        result = seller.run("shipments", "create", "--json", *more)
        assert (result.exit_code, result.json["error"]["code"]) == (4, code)
    assert seller.dump() == before and seller.rows("SELECT count(*) FROM batches WHERE command LIKE 'shipments%'") == [
        (0,)
    ]
    assert courier.tally()["calls"] == 0


def test_a_practice_shop_never_leaves_this_computer(practice) -> None:
    text = (practice.path / "shop.toml").read_text("utf-8")
    practice.write(
        "shop.toml", text.replace('service = "practice"', 'service = "practice"\nurl = "https://api.kuaidi100.com"')
    )
    result = practice.run("shipments", "create", "--yes", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (4, "address-not-allowed")


def test_a_real_courier_is_not_called_on_an_invented_day(seller, kuaidi100) -> None:
    seller.toml(kuaidi100("https://127.0.0.2.example"))
    seller.stocked().ordered()
    result = seller.run("shipments", "create", "--yes")
    assert result.exit_code == 2 and "SELLERKIT_NOW" in result.stderr
    assert seller.parcels() == {}
