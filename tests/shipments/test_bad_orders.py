"""Orders that cannot go, couriers that stop selling, runs that are broken off: each is named, the rest is shipped, once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import parse_qsl

import pytest
from werkzeug import Response

MIXED = """订单号,姓名,电话,地址,货号,数量
G-1,张三丰,13800001234,山东省济南市历下区人民路1号,DATE-500,1
B-1,李四,13800001234,人民路1号,DATE-500,1
B-2,王五,138,山东省济南市历下区人民路2号,DATE-500,1
B-3,赵六,13800001234,山东省济南市历下区人民路3号,BARE,1
B-4,孙七,13800001234,山东省济南市历下区REFUSE路4号,DATE-500,1
B-5,周八,13800001234,山东省济南市历下区人民路5号,NOBODY,1
G-2,吴九,13800001234,山东省济南市历下区人民路6号,DATE-500,1
"""


def bought_by(httpserver, answer) -> list[str]:
    """A courier whose answer to each order is the test's; the references that it was asked for."""
    asked: list[str] = []
    lock = threading.Lock()

    def handle(request) -> Response:
        param = json.loads(dict(parse_qsl(request.get_data(as_text=True)))["param"])
        with lock:
            asked.append(param["orderId"])
            said = answer(param, len(asked))
        return Response(json.dumps(said), content_type="application/json")

    httpserver.expect_request("/label/order").respond_with_handler(handle)
    return asked


def sold(param) -> dict[str, object]:
    return {"code": 200, "message": "success", "data": {"kuaidinum": f"W{param['orderId']}", "bulkpen": "A-1"}}


def test_each_order_that_cannot_go_is_named_and_the_others_are_shipped(zto) -> None:
    seller, courier = zto
    seller.write("bare.csv", "SKU,Name,Qty\nBARE,无重,9\n")
    seller.good("stock", "import", "bare.csv", "--as", "set")
    seller.write("mixed.csv", MIXED)
    seller.run("orders", "import", "mixed.csv", "--channel", "mixed", "--skip-bad-rows")
    result = seller.run("shipments", "create", "--channel", "mixed", "--yes", "--json")
    assert result.exit_code == 3
    assert {p["order_id"] for p in result.json["parcels"] if p["state"] == "confirmed"} == {"G-1", "G-2"}
    assert {p["order_id"] for p in result.json["parcels"] if p["state"] == "refused"} == {"B-4"}
    named = {p["value"]: p["code"] for p in result.json["problems"]}
    assert {"B-1", "B-3", "B-5"} <= set(named), named
    assert (named["B-3"], named["B-5"]) == ("no-weight", "unknown-code")
    assert "B-2" in named, "three digits are no phone"
    assert all(problem["hint"] for problem in result.json["problems"])
    assert (courier.tally()["waybills"], courier.tally()["twice"]) == (2, [])


def test_one_refused_order_of_three_hundred(zto) -> None:
    seller, courier = zto
    seller.write("many.csv", "SKU,Name,Qty,Weight\nMANY,枣,300,100\n")
    seller.good("stock", "import", "many.csv", "--as", "set")
    seller.ordered(
        [(f"M-{n}", "MANY", 1, "REFUSE路" if n == 137 else f"人民路{n}号") for n in range(300)],
        name="many-orders.csv",
        channel="many",
    )
    result = seller.run("shipments", "create", "--channel", "many", "--yes", "--json")
    assert (result.exit_code, result.json["confirmed"], result.json["refused"]) == (3, 299, 1)
    assert [p["order_id"] for p in result.json["parcels"] if p["state"] == "refused"] == ["M-137"]
    assert (courier.tally()["waybills"], courier.tally()["twice"]) == (299, [])


def test_an_account_that_runs_empty_stops_the_batch_and_what_was_bought_stays(seller, httpserver, kuaidi100) -> None:
    asked = bought_by(
        httpserver, lambda param, n: sold(param) if n <= 5 or money else {"code": 30004, "message": "电子面单余额不足"}
    )
    money: list[bool] = []
    seller.toml(kuaidi100(httpserver.url_for("").rstrip("/")).replace("connections = 16", "connections = 1"))
    seller.stocked().ordered([(f"K-{n}", "NUT-1", 1) for n in range(20)])
    result = seller.run("shipments", "create", "--yes", "--json")
    assert (result.exit_code, result.json["confirmed"], result.json["refused"], result.json["waiting"]) == (3, 5, 1, 14)
    (refused,) = [p for p in result.json["parcels"] if p["state"] == "refused"]
    assert refused["problem"] == {"code": "30004", "message": "电子面单余额不足"}
    assert len(asked) == 6
    money.append(True)
    assert seller.good("shipments", "create", "--yes")["confirmed"] == 15
    assert len(asked) == len(set(asked)) + 1 == 21


def test_a_revoked_key_is_a_refusal_of_every_order_alike(seller, httpserver, kuaidi100) -> None:
    httpserver.expect_request("/label/order").respond_with_data("<html>Forbidden</html>", status=403)
    seller.toml(kuaidi100(httpserver.url_for("").rstrip("/")))
    seller.stocked().ordered()
    result = seller.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and result.json["confirmed"] == result.json["unknown"] == 0
    assert set(seller.statuses().values()) == {"to-ship"}


def test_more_than_max_cost_is_said_before_the_first_call(zto) -> None:
    seller, courier = zto
    seller.write("zto.csv", "省份,首重(kg),首重价格,续重(kg),续重价格\n山东,1,4.00,1,1.50\n其他,1,9.00,1,6.00\n")
    text = (seller.path / "shop.toml").read_text("utf-8")
    seller.write("shop.toml", text.replace('service = "kuaidi100"', 'service = "kuaidi100"\nrates = "zto.csv"'))
    before = seller.dump()
    result = seller.run("shipments", "create", "--yes", "--max-cost", "5", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "over-max-cost")
    assert seller.dump() == before and courier.tally()["calls"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent to a process by its number here")
def test_ctrl_c_ends_with_130_and_another_run_meanwhile_with_7(seller, hostile, kuaidi100) -> None:
    courier = hostile(latency_ms=150)
    seller.toml(kuaidi100(courier.url).replace("connections = 16", "connections = 2"))
    seller.write("many.csv", "SKU,Name,Qty,Weight\nMANY,枣,40,100\n")
    seller.good("stock", "import", "many.csv", "--as", "set")
    seller.ordered([(f"M-{n}", "MANY", 1) for n in range(40)])
    command = [sys.executable, "-m", "sellerkit", "shipments", "create", "--yes"]
    env = {**os.environ, **seller.env, "SELLERKIT_NOW": ""}
    with subprocess.Popen(
        command, cwd=seller.path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        until = time.monotonic() + 20
        while courier.tally()["calls"] < 4 and time.monotonic() < until:
            time.sleep(0.05)
        assert seller.run("shipments", "create", "--yes").exit_code == 7
        run.send_signal(signal.SIGINT)
        _out, said = run.communicate(timeout=20)
    assert run.returncode == 130 and "Traceback" not in said
    bought = courier.tally()["waybills"]
    assert 0 < bought < 40 and list(seller.parcels().values()).count("confirmed") == bought
    assert {"intended", "unknown"}.isdisjoint(seller.parcels().values()), "what was under way was awaited"
    courier.quiet()
    assert seller.good("shipments", "resume")["confirmed"] == 40 - bought
    assert (courier.tally()["waybills"], courier.tally()["bought_more_than_once_ever"]) == (40, 0)
