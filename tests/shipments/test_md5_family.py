"""ZTO, YTO, STO and Yunda: every published signature, and servers in their shapes that check it and misbehave."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from sellerkit.model.order import Buyer
from sellerkit.model.shipment import Contents, Doubtful, ParcelToSend, Refused, Reply, SenderAddress
from sellerkit.shipments.carriers import sto, yto, yunda, zto
from sellerkit.shipments.carriers.contract import RATE_LIMITED, Access

SENDER = SenderAddress("王小红", "13800000000", "山西省吕梁市临县红枣路1号", "山西省", "吕梁市", "临县", "红枣路1号")
TO = Buyer("张三", "138****0000", "CN", "山东省", "济南市", "历下区", "人民路1号")
PARCEL = ParcelToSend(7, "LX_7_1", ("A-1",), TO, SENDER, 1250, (Contents("D", "红枣", 2),), remark="易碎")
SECRET = "TEST+SECRET=="
NAMES = ("zto", "yto", "sto", "yunda")
KINDS = {"zto": zto.Zto, "yto": yto.Yto, "sto": sto.Sto, "yunda": yunda.Yunda}


def access(**more: Any) -> Access:
    known = {
        "account": "APPKEY",
        "secret": SECRET,
        "partner_id": "P-1",
        "partner_key": "P-KEY",
        "net": "666666",
        "token": "Ef4kfE",
        "source": "MYSHOP",
    }
    return Access(lambda: 1576123932000, **{**known, **more})


def answered(name: str, answer: object, status: int = 200, **more: Any) -> Any:
    """What `create` makes of one answer."""
    talk = KINDS[name](access(**more)).create(PARCEL)
    next(talk)
    try:
        talk.send(Reply(status, json.dumps(answer).encode(), answer))
    except StopIteration as end:
        return end.value
    raise AssertionError("it asked once more")


# Signatures: as the couriers' own documents and SDKs print them


def test_zto_signs_as_its_official_sdk():
    body, secret = '{"pageNo1":33,"pageSize2":23,"data":"test"}', "6fecf57d0f3e1c2100eac4810aa90b54"
    assert zto.signature(body, secret) == "7Ih1zjVdgQEFBzdITreegg=="
    body = '{"partnerOrderCode":"A-1","senderInfo":{"senderName":"张三"}}'
    assert zto.signature(body, "kfpttestkey==") == "tzFNfye6+g73ccDVSsXnSA=="


def test_zto_signing_follows_the_console():
    text = ("1576123932000" + "{}" + "s").encode()
    assert zto.signature("{}", "s", "sha256") == base64.b64encode(hashlib.sha256(b"{}s").digest()).decode()
    assert zto.signature("{}", "s", "sha256, hex") == hashlib.sha256(b"{}s").hexdigest()
    assert zto.signature("{}", "s", "md5, timestamp, hex", "1576123932000") == hashlib.md5(text).hexdigest()
    call = next(zto.Zto(access(signing="sha256, timestamp")).create(PARCEL))
    assert call.headers["x-timestamp"] == "1576123932000"
    assert "x-timestamp" not in next(zto.Zto(access()).create(PARCEL)).headers


def test_yto_signs_as_its_documentation_prints():
    assert yto.md5_base64("opentest" + "123456") == "YLstCNa3x8ijQx16e/jqOA=="
    assert yto.signature("open", "te", "st", "123456") == "YLstCNa3x8ijQx16e/jqOA=="


def test_sto_signs_the_content_and_its_key():
    assert sto.signature('{"orderNo":"A-1"}', "secret") == "qynyzLZtax9waBjoS4RP5Q=="


def test_yunda_signs_the_body_and_its_key():
    assert (
        yunda.signature('{"mailno":"340987657890876"}', "04d4ad40eeec11e9bad2d962f53dda9d")
        == "f57c1054ea5c70c9d846ded8dfff730f"
    )


# What differs from customer to customer


def test_the_address_of_yto_holds_the_customers_token():
    assert next(yto.Yto(access()).create(PARCEL)).path == "/open/privacy_create_adapter/v1/Ef4kfE/APPKEY"
    each = yto.Yto(access(token="create:7hAVQz cancel:JRe9WQ"))
    assert next(each.create(PARCEL)).path == "/open/privacy_create_adapter/v1/7hAVQz/APPKEY"
    assert next(each.void(PARCEL, "W")).path == "/open/korder_cancel_adapter/v1/JRe9WQ/APPKEY"


def test_sto_codes_are_settings():
    form = {k: v[0] for k, v in parse_qs(next(sto.Sto(access()).create(PARCEL)).body.decode()).items()}
    assert (form["from_code"], form["to_code"], form["to_appkey"]) == ("APPKEY", "sto_oms", "sto_oms")
    call = next(sto.Sto(access(from_code="F", to_code="T")).create(PARCEL))
    form = {k: v[0] for k, v in parse_qs(call.body.decode()).items()}
    assert (form["from_code"], form["to_code"]) == ("F", "T")


@pytest.mark.parametrize("name", NAMES)
def test_a_masked_phone_passes_untouched_and_a_sender_without_parts_is_named_before_any_call(name):
    call = next(KINDS[name](access()).create(PARCEL))
    said = call.body.decode() if name != "sto" else parse_qs(call.body.decode())["content"][0]
    assert "138****0000" in said.replace('\\"', '"')
    bare = ParcelToSend(7, "LX_7_1", ("A-1",), TO, SenderAddress("王小红", "13800000000", "红枣路1号"), 1250)
    with pytest.raises(Refused) as refused:
        next(KINDS[name](access()).create(bare))
    assert refused.value.stops and refused.value.code == "sender-incomplete"


def test_the_senders_parts_are_read_from_its_address():
    one_line = SenderAddress("王小红", "13800000000", "山西省吕梁市临县红枣路1号")
    said = [
        json.loads(next(zto.Zto(access()).create(replace(PARCEL, sender=s))).body)["senderInfo"]
        for s in (one_line, SENDER)
    ]
    assert said[0] == said[1] and said[0]["senderProvince"] == "山西省"


# What their answers mean


GOOD = {
    "zto": lambda ref, waybill: {"status": True, "statusCode": "0000", "message": "成功", "result": {"billCode": waybill, "partnerOrderCode": ref, "bigMarkInfo": {"mark": "300- H12 09"}}},
    "yto": lambda ref, waybill: {"mailNo": waybill, "logisticsNo": ref, "shortAddress": "300- H12 09"},
    "sto": lambda ref, waybill: {"success": True, "errorCode": "", "errorMsg": "", "data": {"orderNo": ref, "waybillNo": waybill, "bigWord": "300- H12 09"}},
    "yunda": lambda ref, waybill: {"code": "0000", "message": "请求成功", "result": True, "data": [
        {"order_serial_no": ref, "mail_no": waybill, "status": "1", "pdf_info": json.dumps([[{"position": "300-", "position_no": "H12 09"}]])}]},
}  # fmt: skip
NO = {
    "zto": lambda code, message: {"status": False, "statusCode": code, "message": message, "result": None},
    "yto": lambda code, message: {"success": False, "code": code, "reason": message},
    "sto": lambda code, message: {"success": "false", "errorCode": code, "errorMsg": message, "data": None},
    "yunda": lambda code, message: {"code": code, "message": message, "result": False, "data": None},
}


@pytest.mark.parametrize("name", NAMES)
def test_the_waybill_and_the_route_are_read(name):
    label = answered(name, GOOD[name]("LX_7_1", "W1"))
    assert (label.waybill, label.route) == ("W1", "300- H12 09")


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_about_another_order_is_a_doubt_and_not_a_label(name):
    with pytest.raises(Doubtful):
        answered(name, GOOD[name]("LX_8_1", "W1"))


@pytest.mark.parametrize(
    ("name", "code", "message", "outcome"),
    [
        ("zto", "S211", "签名错误", "stops"), ("zto", "S212", "IP黑白名单限制", "stops"), ("zto", "E404", "未绑定电子面单账号", "stops"),
        ("zto", "S206", "api qos limit", RATE_LIMITED), ("zto", "S221", "api qps flow limit", RATE_LIMITED),
        ("zto", "S200", "请求超时", "doubt"), ("zto", "S203", "服务暂不可用", "doubt"), ("zto", "S208", "收件人不能为空", "order"),
        ("zto", "B001", "订单号重复", "doubt"), ("zto", "B002", "电子面单可用单号不足", "stops"),
        ("yto", "1001", "签名错误", "stops"), ("yto", "1002", "电子面单余额不足", "stops"), ("yto", "2", "收件地址无法识别", "order"),
        ("yto", "3", "系统异常", "doubt"), ("yto", "4", "物流单号重复", "doubt"),
        ("sto", "S02", "非法的数字签名", "stops"), ("sto", "S07", "系统异常，请重试", "doubt"), ("sto", "S14", "系统流控", RATE_LIMITED),
        ("sto", "001", "收件人电话格式不正确", "order"), ("sto", "002", "订单号已存在", "doubt"), ("sto", "003", "网点单号不足", "stops"),
        ("yunda", "7400", "签名失败", "stops"), ("yunda", "7501", "超过日访问量最高值", "stops"), ("yunda", "7503", "QPS", RATE_LIMITED),
        ("yunda", "7777", "内部服务错误", "doubt"), ("yunda", "8001", "收件人地址不能为空", "order"), ("yunda", "", "", "doubt"),
    ],
)  # fmt: skip
def test_refusals_waits_and_doubts(name, code, message, outcome):
    with pytest.raises(Doubtful if outcome == "doubt" else Refused) as found:
        answered(name, NO[name](code, message))
    if isinstance(found.value, Refused):
        assert found.value.stops is (outcome == "stops")
        assert (found.value.code == RATE_LIMITED) is (outcome == RATE_LIMITED)


def test_yunda_looks_up_what_it_knows_already_and_buys_nothing():
    talk = yunda.Yunda(access()).create(PARCEL)
    next(talk)
    known = {
        "code": "0000",
        "result": True,
        "data": [{"order_serial_no": "LX_7_1", "status": "0", "msg": "更新订单请使用更新接口"}],
    }
    call = talk.send(Reply(200, b"", known))
    assert call.path == "/openapi-api/v1/accountOrder/updateBmOrder"
    with pytest.raises(StopIteration) as end:
        talk.send(Reply(200, b"", GOOD["yunda"]("LX_7_1", "W1")))
    assert end.value.value.waybill == "W1"


def test_ytos_own_label_is_a_pdf_in_its_answer():
    talk = yto.Yto(access(label_pdf=True)).label(PARCEL, "W1", yto.PRINT)
    assert next(talk).path == "/open/waybill_print_adapter/v1/Ef4kfE/APPKEY"
    with pytest.raises(StopIteration) as end:
        talk.send(Reply(200, b"", {"data": {"pdfBase64": base64.b64encode(b"%PDF-1.4").decode()}}))
    assert end.value.value == b"%PDF-1.4"


# Whole shops and servers in their shapes


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Gateway:
    """One of the four: checks the signature, sells each order once, and does what the test says."""

    def __init__(self, name: str, server: HTTPServer) -> None:
        self.name, self.url = name, f"http://127.0.0.1:{server.port}"
        self.sold: dict[str, str] = {}
        self.cancelled: list[str] = []
        self.calls: list[str] = []
        self.fault: Callable[[str], Response | None] = lambda reference: None
        self._lock = threading.Lock()
        server.expect_request(lambda_any()).respond_with_handler(self._handle)

    def _handle(self, request: Request) -> Response:
        with self._lock:
            return self._answer(request)

    def _answer(self, request: Request) -> Response:
        signed, method, order = read(self.name, request)
        self.calls.append(method)
        if not signed:
            code = {"zto": "S211", "sto": "S02", "yunda": "7400"}.get(self.name, "1001")
            return js(NO[self.name](code, "签名错误"))
        if method == yto.PRINT:
            return js({"data": {"pdfBase64": base64.b64encode(PDF).decode()}})
        if "ancel" in method.lower():
            self.cancelled.append(order["waybill"] or order["reference"])
            return js(
                {
                    "status": True,
                    "success": "true",
                    "code": "0000",
                    "data": [{"status": "1"}],
                    "logisticsNo": order["reference"],
                }
            )
        if "REFUSE" in order["address"]:
            return js(NO[self.name]("9", "收件地址无法识别"))
        reference = order["reference"]
        fault = self.fault(reference)
        if fault is None or fault.status_code == 502:
            self.sold.setdefault(reference, f"W{len(self.sold):06d}")
        return fault or js(GOOD[self.name](reference, self.sold[reference]))


def lambda_any() -> Any:
    import re

    return re.compile("/.*")


def js(answer: object) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False), content_type="application/json")


def read(name: str, request: Request) -> tuple[bool, str, dict[str, str]]:
    """(signature right, which call, what of) as that courier's own server reads it."""
    raw = request.get_data(as_text=True)

    def md5(text: str) -> bytes:
        return hashlib.md5(text.encode()).digest()

    if name == "sto":
        form = {key: values[0] for key, values in parse_qs(raw).items()}
        found = json.loads(form["content"])
        right = (
            form["data_digest"] == base64.b64encode(md5(form["content"] + SECRET)).decode()
            and form["from_appkey"] == "APPKEY"
        )
        return (
            right,
            form["api_name"],
            order_of(found.get("orderNo"), found.get("receiver", {}).get("address"), found.get("billCode")),
        )
    body = json.loads(raw)
    if name == "zto":
        right = (
            request.headers["x-datadigest"] == base64.b64encode(md5(raw + SECRET)).decode()
            and request.headers["x-companyid"] == "APPKEY"
        )
        return (
            right,
            request.path,
            order_of(
                body.get("partnerOrderCode"), body.get("receiveInfo", {}).get("receiverAddress"), body.get("billCode")
            ),
        )
    if name == "yto":
        method = request.path.split("/")[2]
        found = json.loads(body["param"])
        right = body["sign"] == base64.b64encode(
            md5(body["param"] + method + "v1" + SECRET)
        ).decode() and request.path.endswith("/v1/Ef4kfE/APPKEY")
        return right, method, order_of(found.get("logisticsNo"), found.get("recipientAddress"), "")
    right = request.headers["sign"] == md5(raw + "_" + SECRET).hex() and request.headers["app-key"] == "APPKEY"
    (row,) = body["orders"]
    return (
        right,
        request.path,
        order_of(row["order_serial_no"], row.get("receiver", {}).get("address"), row.get("mailno")),
    )


def order_of(reference: str | None, address: str | None, waybill: str | None) -> dict[str, str]:
    return {"reference": reference or "", "address": address or "", "waybill": waybill or ""}


@pytest.fixture
def shop_of(seller: Any, httpserver: HTTPServer) -> Callable[[str], tuple[Any, Gateway]]:
    """A shop with three chat orders whose only courier is that one."""

    def make(name: str) -> tuple[Any, Gateway]:
        gateway = Gateway(name, httpserver)
        path = seller.path / "shop.toml"
        text = path.read_text("utf-8")
        parts = ', province = "山西省", city = "吕梁市", district = "临县", street = "红枣路1号" }'
        path.write_text(text.replace('红枣路1号" }', '红枣路1号"' + parts), "utf-8")
        seller.toml(
            f'[carriers.one]\nservice = "{name}"\naccount = "APPKEY"\nsecret = {{ env = "ONE_SECRET" }}\npartner_id = "P-1"\n'
            f'partner_key = {{ env = "ONE_PARTNER" }}\nnet = "666666"\ntoken = "Ef4kfE"\nsource = "MYSHOP"\nurl = "{gateway.url}"\ntimeout = "2s"'
        )
        seller.env |= {"ONE_SECRET": SECRET, "ONE_PARTNER": "P-KEY"}
        return seller.stocked(), gateway

    return make


ROWS = (("C-1", "DATE-500", 1), ("C-2", "DATE-500", 1, "REFUSE路1号"), ("C-3", "NUT-1", 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_shop_buys_names_a_refusal_and_gives_a_number_back(shop_of, name):
    shop, gateway = shop_of(name)
    shop.ordered(ROWS)
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3, result.stderr
    assert (result.json["confirmed"], result.json["refused"]) == (2, 1), result.stdout
    assert sorted(shop.waybills()) == ["C-1", "C-3"] and set(shop.waybills().values()) == set(gateway.sold.values())
    waybill = shop.waybills()["C-1"]
    assert shop.run("shipments", "void", waybill, "--yes").exit_code == 0
    assert len(gateway.cancelled) == 1
    assert shop.statuses()["C-1"] == "to-ship"


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_secret_stops_the_batch(shop_of, name):
    shop, gateway = shop_of(name)
    shop.ordered(ROWS)
    result = shop.run("shipments", "create", "--yes", "--json", env={"ONE_SECRET": "WRONG"})
    assert result.exit_code == 3 and result.json["confirmed"] == 0 and gateway.sold == {}
    assert "WRONG" not in result.stdout + result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_lost_answer_is_asked_for_and_never_bought_twice(shop_of, name):
    shop, gateway = shop_of(name)
    shop.ordered((("C-1", "DATE-500", 1), ("C-3", "NUT-1", 1)))
    first: list[str] = []

    def lose_the_first(reference: str) -> Response | None:
        if not first:
            first.append(reference)
            return Response("bad gateway", 502)
        return None

    gateway.fault = lose_the_first
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and (result.json["confirmed"], result.json["unknown"]) == (1, 1)
    (unknown,) = [parcel for parcel in result.json["parcels"] if parcel["state"] == "unknown"]
    assert unknown["problem"]["code"] == "ask-a-person"
    before = len(gateway.calls)
    assert shop.run("shipments", "resume", "--json").json["unknown"] == 1
    assert len(gateway.calls) == before, "nobody is asked to sell again what may be sold"


def test_ytos_own_labels_are_kept_for_the_pile(shop_of):
    shop, _gateway = shop_of("yto")
    shop.toml("label_pdf = true")
    shop.ordered((("C-1", "DATE-500", 1),))
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 0, result.stderr
    ((file,),) = shop.rows("SELECT label_file FROM parcels")
    assert (shop.path / file).read_bytes() == PDF


@pytest.mark.parametrize("name", NAMES)
def test_a_failure_that_says_success_is_a_doubt(name):
    with pytest.raises(Doubtful):
        answered(name, NO[name]("0", "请求成功"))
