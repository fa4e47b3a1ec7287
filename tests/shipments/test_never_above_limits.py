"""A courier's limits hold for every run of the day together, killed ones too."""

from __future__ import annotations


def test_a_used_up_day_stays_used_up_in_the_next_run(zto) -> None:
    seller, courier = zto
    text = (seller.path / "shop.toml").read_text("utf-8")
    seller.write("shop.toml", text.replace("connections = 16", 'connections = 2\nlimit = "30/s, 2/day"'))
    first = seller.run("shipments", "create", "--yes", "--json")
    assert (first.exit_code, first.json["confirmed"], first.json["waiting"]) == (3, 2, 1)
    again = seller.run("shipments", "create", "--yes", "--json")
    assert again.json["confirmed"] == 0
    assert [p["problem"]["code"] for p in again.json["parcels"]] == ["limit-reached"]
    assert courier.tally()["calls"] == 2
    seller.write("shop.toml", text.replace("connections = 16", 'connections = 2\nlimit = "30/s, 3/day"'))
    assert seller.good("shipments", "resume")["confirmed"] == 1
    assert courier.tally()["calls"] == 3


def test_yesterday_is_over(zto) -> None:
    seller, courier = zto
    text = (seller.path / "shop.toml").read_text("utf-8")
    seller.write("shop.toml", text.replace("connections = 16", 'limit = "2/day"'))
    seller.run("shipments", "create", "C-1", "C-2", "--yes")
    db = seller.shop.store()
    assert db.execute("SELECT sum(calls) FROM courier_calls").fetchone()[0] == 2
    db.execute("UPDATE courier_calls SET at = strftime('%Y-%m-%dT%H:%M:%fZ', at, '-25 hours')")
    db.commit()
    db.close()
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 1
    assert courier.tally()["calls"] == 3


def test_another_courier_has_a_day_of_its_own_and_runs_that_reached_nobody_use_nothing_up(zto, kuaidi100) -> None:
    seller, courier = zto
    text = (seller.path / "shop.toml").read_text("utf-8").replace("connections = 16", 'limit = "12/day"')
    for _n in range(3):
        seller.write("shop.toml", text.replace(courier.url, "http://127.0.0.1:9"))
        assert seller.run("shipments", "create", "--yes").exit_code == 6
    (used,) = seller.rows("SELECT sum(calls) FROM courier_calls")
    assert used[0] == 0, "a connection that was refused is no call"
    seller.write("shop.toml", text)
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 3
