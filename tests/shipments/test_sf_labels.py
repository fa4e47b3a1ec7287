"""SF's own labels through the real command: printed in the cloud, fetched with their token, and never the waybill's risk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from sellerkit.shipments.carriers.sf import digest

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Sf:
    """SF's gateway: sells, prints, and keeps its labels behind a token."""

    def __init__(self, server: HTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.port}"
        self.sold: dict[str, str] = {}
        self.services: list[str] = []
        self.label: Callable[[str], Response] = lambda waybill: Response(PDF, content_type="application/pdf")
        self.where = self.url
        server.expect_request("/std/service").respond_with_handler(self._service)
        server.expect_request(re.compile("/files/.*")).respond_with_handler(self._file)

    def _service(self, request: Request) -> Response:
        form = dict(parse_qsl(request.get_data(as_text=True)))
        assert form["msgDigest"] == digest(form["msgData"], form["timestamp"], "CHECKWORD")
        self.services.append(form["serviceCode"])
        data = json.loads(form["msgData"])
        if form["serviceCode"] == "COM_RECE_CLOUD_PRINT_WAYBILLS":
            assert (data["templateCode"], data["version"], data["fileType"], data["sync"]) == (
                "fm_76130",
                "2.0",
                "pdf",
                True,
            )
            (document,) = data["documents"]
            file = {
                "url": f"{self.where}/files/{document['masterWaybillNo']}.pdf",
                "token": "T-1",
                "waybillNo": document["masterWaybillNo"],
            }
            return self._said({"success": True, "requestId": "r", "obj": {"files": [file]}})
        waybill = self.sold.setdefault(data["orderId"], f"SF{len(self.sold):013d}")
        message = {
            "orderId": data["orderId"],
            "filterResult": 2,
            "waybillNoInfoList": [{"waybillType": 1, "waybillNo": waybill}],
        }
        return self._said({"success": True, "errorCode": "S0000", "msgData": message})

    def _said(self, data: object) -> Response:
        return Response(
            json.dumps({"apiResultCode": "A1000", "apiErrorMsg": "", "apiResultData": json.dumps(data)}),
            content_type="application/json",
        )

    def _file(self, request: Request) -> Response:
        if request.headers.get("X-Auth-Token") != "T-1":
            return Response("no", 403)
        return self.label(request.path.rpartition("/")[2].removesuffix(".pdf"))


@pytest.fixture
def sf(seller: Any, httpserver: HTTPServer) -> tuple[Any, Sf]:
    gateway = Sf(httpserver)
    seller.toml(
        f'[carriers.sf]\nservice = "sf-express"\naccount = "SFTEST01"\nsecret = {{ env = "SF_CHECKWORD" }}\nurl = "{gateway.url}"\n'
        'label_pdf = true\ntemplate = "fm_76130"\ntimeout = "2s"'
    )
    seller.env["SF_CHECKWORD"] = "CHECKWORD"
    return seller.stocked().ordered((("C-1", "DATE-500", 1), ("C-2", "DATE-500", 1), ("C-3", "NUT-1", 1))), gateway


def labels(shop: Any) -> dict[str, str]:
    rows = shop.rows(
        "SELECT order_id, label_file FROM parcels JOIN parcel_orders ON parcel_id = parcels.id JOIN orders ON orders.id = order_row ORDER BY 1"
    )
    return dict(rows)


def test_each_label_is_fetched_with_its_token_and_kept(sf):
    shop, gateway = sf
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 0, result.stderr
    assert [(shop.path / file).read_bytes() for file in labels(shop).values()] == [PDF] * 3
    assert gateway.services.count("COM_RECE_CLOUD_PRINT_WAYBILLS") == 3


@pytest.mark.parametrize(
    ("label", "code"),
    [
        (lambda waybill: Response("<html>expired</html>"), "label-not-a-pdf"),
        (lambda waybill: Response(b"%PDF-1.4 " + b"x" * (6 * 1024 * 1024) + b"%%EOF"), "label-too-large"),
        (lambda waybill: Response(PDF[:40]), "label-not-a-pdf"),
    ],
)
def test_a_label_that_is_none_is_named_with_its_order_and_fetched_again_later(sf, label, code):
    shop, gateway = sf
    good = gateway.label
    gateway.label = lambda waybill: label(waybill) if waybill.endswith("1") else good(waybill)
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and result.json["confirmed"] == 3
    (problem,) = result.json["problems"]
    assert problem["code"] == code and problem["value"] == "SF0000000000001" and "C-" in problem["file"]
    assert sorted(map(bool, labels(shop).values())) == [False, True, True]
    gateway.label = good
    again = shop.run("shipments", "resume", "--json")
    assert again.exit_code == 0, again.stderr
    assert all(labels(shop).values()) and len(gateway.sold) == 3


@pytest.mark.parametrize("status", [302, 403, 503])
def test_a_label_that_is_not_to_be_had_is_named(sf, status):
    shop, gateway = sf
    gateway.label = lambda waybill: Response(PDF, status)
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and {p["code"] for p in result.json["problems"]} == {"label-not-fetched"}
    assert str(status) in result.json["problems"][0]["message"] and len(shop.waybills()) == 3


def test_an_account_that_is_gone_stops_no_other_parcel(sf):
    shop, gateway = sf
    gateway.label = lambda waybill: Response("no", 503)
    shop.run("shipments", "create", "--yes")
    path = shop.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace("[carriers.sf]", "[carriers.other]"), "utf-8")
    shop.ordered((("C-9", "NUT-1", 1),), name="more.csv")
    gateway.label = lambda waybill: Response(PDF)
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and result.json["confirmed"] == 1, result.stdout + result.stderr
    assert [problem["code"] for problem in result.json["problems"]] == ["label-not-fetched"] * 3


def test_labels_of_sf_need_a_template_and_that_is_said_first(sf):
    shop, gateway = sf
    path = shop.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace('template = "fm_76130"\n', ""), "utf-8")
    result = shop.run("shipments", "create", "--yes")
    assert result.exit_code == 4 and "template" in result.stderr and gateway.sold == {}


def test_a_label_elsewhere_on_this_computers_network_is_not_asked_for(sf):
    shop, gateway = sf
    gateway.where = "http://10.0.0.1"
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and {p["code"] for p in result.json["problems"]} == {"label-not-fetched"}
    assert len(shop.waybills()) == 3
