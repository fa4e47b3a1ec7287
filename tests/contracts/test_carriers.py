"""One suite for every registered courier, then each one's published signatures and answers."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.base.config.schema import CarrierTable
from sellerkit.base.config.secrets import Secret
from sellerkit.base.errors import ConfigError
from sellerkit.base.registry import load
from sellerkit.model.order import Buyer
from sellerkit.model.shipment import (
    Call,
    Contents,
    Doubtful,
    Label,
    ParcelToSend,
    Refused,
    Reply,
    SenderAddress,
    TakeNumber,
)
from sellerkit.net import jobs as net_jobs
from sellerkit.shipments.carriers import CARRIERS, carrier_of, contract
from sellerkit.shipments.carriers.contract import Access
from sellerkit.shipments.carriers.kuaidi100 import Kuaidi100, sign
from sellerkit.shipments.carriers.sf import SfExpress, digest, message_text

ACCESS = Access(lambda: 1576123932000, "zhongtong", "SFTEST01", "KEY", "SECRET-WORD", "P-1", "P-KEY", "网点", token="Ef4kfE", source="MYSHOP")  # fmt: skip
PARCEL = ParcelToSend(
    7,
    "LX_7_1",
    ("A-1",),
    Buyer("张三", "138****0000", "CN", "新疆维吾尔自治区", "喀什地区", "疏附县", "a~b (c) 3*502!"),
    SenderAddress(
        "王小红", "13800000000", "山西省吕梁市临县红枣路1号", "山西省", "吕梁市", "临县", "红枣路1号", "", "CN"
    ),
    1250,
    (Contents("DATE-500", "红枣", 2),),
    remark="易碎",
)
GOOD = {
    "practice": {"code": 200, "data": {"kuaidinum": "W1", "bulkpen": "A-1", "label": ""}},
    "kuaidi100": {"result": True, "returnCode": "200", "data": {"kuaidinum": 731234, "bulkpen": "A-1", "label": "https://x"}},
    "sf-express": {
        "apiResultCode": "A1000",
        "apiResultData": json.dumps({
            "success": True, "errorCode": "S0000", "msgData": {
                "orderId": "LX_7_1", "filterResult": 2, "waybillNoInfoList": [{"waybillType": 1, "waybillNo": "W1"}],
                "routeLabelInfo": [{"code": "1000", "routeLabelData": {"destRouteLabel": "A-1"}}],
            }
        }),
    },
    "easypost": {
        "id": "shp_1", "reference": "LX_7_1", "tracking_code": "W1", "rates": [{"id": "rate_1", "carrier": "zhongtong", "service": "", "rate": "6.07"}],
        "selected_rate": {"carrier": "A-1"}, "postage_label": {"label_url": "https://x/1.pdf"},
    },
    "zto": {
        "status": True, "statusCode": "0000", "message": "成功",
        "result": {"billCode": "W1", "partnerOrderCode": "LX_7_1", "bigMarkInfo": {"mark": "A-1", "bagAddr": "沪西"}},
    },
    "yto": {"mailNo": "W1", "logisticsNo": "LX_7_1", "shortAddress": "A-1"},
    "sto": {"success": "true", "errorCode": "", "data": {"orderNo": "LX_7_1", "waybillNo": "W1", "bigWord": "A-1"}},
    "yunda": {
        "code": "0000", "message": "请求成功", "result": True,
        "data": [{"order_serial_no": "LX_7_1", "mail_no": "W1", "pdf_info": json.dumps([[{"position": "A-1", "position_no": ""}]])}],
    },
}  # fmt: skip
# A courier with two steps: what its first one answers.
FIRST = {"easypost": {**GOOD["easypost"], "tracking_code": None}}
NAMES = sorted(CARRIERS)
# Those that are called; the others work in the shop's own books.
CALLED = [name for name in NAMES if name != "manifest"]


def carrier(name):
    return load(CARRIERS[name].target)(ACCESS)


def reply(answer, status=200):
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    try:
        return Reply(status, body, json.loads(body))
    except ValueError:
        return Reply(status, body, None)


def talk(generator, *replies):
    """Feed replies to a plug-in; gives (result, the calls it made). What it saves is answered with nothing."""
    calls, step, waiting = [], next(generator), list(replies)
    while True:
        if isinstance(step, Call):
            calls.append(step)
        try:
            step = generator.send(waiting.pop(0) if isinstance(step, Call) else None)
        except StopIteration as end:
            assert not waiting
            return end.value, calls


def form_of(call):
    if call.headers.get("Content-Type", "").startswith("application/json"):
        found = json.loads(call.body)
        return {**found, **json.loads(found.get("param", "{}"))}
    return {name: values[0] for name, values in parse_qs(call.body.decode(), keep_blank_values=True).items()}


def sf_answer(code, *, message=None, api="A1000", text="…"):
    data = {"success": code == "S0000", "errorCode": code, "errorMsg": text, "msgData": message}
    return reply({"apiResultCode": api, "apiErrorMsg": "", "apiResultData": json.dumps(data)})


# What every courier keeps


@pytest.mark.parametrize("name", NAMES)
def test_its_row_and_its_plug_in_agree(name):
    plug_in = load(CARRIERS[name].target)
    assert (plug_in.name, plug_in.recovery) == (name, CARRIERS[name].recovery)
    assert (plug_in.window is not None) == (plug_in.recovery == "repeat")
    assert plug_in.recovery != "find" or carrier(name).find("LX_7_1") is not None
    assert plug_in.max_per_call >= 1
    assert set(plug_in.needs) <= set(CarrierTable.__dataclass_fields__)
    assert plug_in.live_url.startswith("https://") or name not in CALLED or name == "practice"


@pytest.mark.parametrize("name", CALLED)
def test_it_buys_under_our_reference_and_reads_the_label(name):
    answers = [FIRST[name], GOOD[name]] if name in FIRST else [GOOD[name]]
    label, calls = talk(carrier(name).create(PARCEL, {}), *map(reply, answers))
    assert label.waybill in ("W1", "731234") and label.route == "A-1"
    call, *_buy = calls
    assert len(calls) == len(answers)
    assert isinstance(call, Call) and call.method == "POST" and call.path.startswith("/")
    sent = quote("LX_7_1") in call.body.decode()
    assert sent and "张三" in json.dumps(form_of(call), ensure_ascii=False)


@pytest.mark.parametrize("name", CALLED)
@pytest.mark.parametrize(
    "answer",
    [
        reply({}, 500),
        reply(b"<html>busy</html>"),
        reply([]),
        reply({"code": -1}),
        reply({}),
        reply(b"", 302),
        reply(b"", 204),
        reply({"code": 200, "apiResultCode": "A1000", "apiResultData": '{"success":true,"errorCode":"S0000"}'}),
    ],
)
def test_an_answer_that_says_nothing_is_a_doubt(name, answer):
    with pytest.raises(Doubtful):
        talk(carrier(name).create(PARCEL), answer)


@pytest.mark.parametrize("name", CALLED)
def test_a_closed_door_stops_the_batch(name):
    for status in (401, 403, 404):
        with pytest.raises(Refused) as refused:
            talk(carrier(name).create(PARCEL), reply(b"no", status))
        assert refused.value.stops
    with pytest.raises(Refused) as refused:
        talk(carrier(name).create(PARCEL), reply(b"no", 400))
    assert not refused.value.stops


@pytest.mark.parametrize("name", NAMES)
def test_its_secrets_are_never_in_a_repr(name):
    assert "SECRET-WORD" not in repr(carrier(name)) + repr(ACCESS) + repr(vars(carrier(name)))


@pytest.mark.parametrize("name", NAMES)
def test_shop_toml_says_what_is_missing_and_names_the_nearest_service(name):
    needs = load(CARRIERS[name].target).needs
    empty = CarrierTable(service=name)
    if not needs:
        assert carrier_of("x", empty, lambda: 0).name == name
        return
    with pytest.raises(ConfigError) as refused:
        carrier_of("x", empty, lambda: 0)
    assert all(key in refused.value.message for key in needs)
    with pytest.raises(ConfigError) as unknown:
        carrier_of("x", CarrierTable(service=name[:-1]), lambda: 0)
    assert name in unknown.value.hint


def test_secrets_are_revealed_from_where_shop_toml_names_them(monkeypatch):
    monkeypatch.setenv("OUR_KEY", "testkey123")
    table = CarrierTable(
        service="kuaidi100", courier="zhongtong", key=Secret(env="OUR_KEY"), secret=Secret(env="OUR_SECRET")
    )
    with pytest.raises(ConfigError, match="OUR_SECRET"):
        carrier_of("zto", table, lambda: 0)
    monkeypatch.setenv("OUR_SECRET", "testsecret456")
    call = next(carrier_of("zto", table, lambda: 5).create(PARCEL))
    form = form_of(call)
    assert (form["key"], form["t"], form["sign"]) == (
        "testkey123",
        "5",
        sign(form["param"], "5", "testkey123", "testsecret456"),
    )


def test_the_sender_and_the_couriers_mean_the_same_by_rate_limited():
    assert contract.RATE_LIMITED == net_jobs.RATE_LIMITED


@pytest.mark.parametrize("name", sorted(set(NAMES) - set(CALLED)))
def test_a_courier_that_is_never_called_asks_for_its_number_and_finds_it_again(name):
    """Buying, looking up and giving back make no call; what is asked of the store is a number."""
    taking = carrier(name).create(PARCEL, {})
    assert next(taking) == TakeNumber(fresh=True)
    with pytest.raises(StopIteration) as end:
        taking.send(Reply(200, b"", "W1"))
    assert end.value.value == Label("W1")
    for number, found in (("W1", Label("W1")), ("", None)):
        finding = carrier(name).find("LX_7_1")
        assert next(finding) == TakeNumber(fresh=False)
        with pytest.raises(StopIteration) as end:
            finding.send(Reply(200, b"", number))
        assert end.value.value == found
    assert list(carrier(name).void(PARCEL, "W1")) == []


# Kuaidi100


def test_kuaidi100_signs_as_its_official_demo():
    param = '{"kuaidicom":"zhongtong","orderId":"A-1","recMan":{"name":"张三"}}'
    assert sign(param, "1576123932000", "testkey123", "testsecret456") == "7D2FAFDBC5AC682CB6718DB472A81C1F"


def test_kuaidi100_sends_one_json_text_that_it_signed():
    form = form_of(next(Kuaidi100(ACCESS).create(PARCEL)))
    assert form["sign"] == sign(form["param"], form["t"], "KEY", "SECRET-WORD") and form["method"] == "order"
    param = json.loads(form["param"])
    assert form["param"] == json.dumps(param, ensure_ascii=False, separators=(",", ":"))
    assert (param["reorder"], param["printType"], param["orderId"], param["weight"]) == (False, "NON", "LX_7_1", "1.25")
    assert param["recMan"]["mobile"] == "138****0000", "what a platform masked passes through untouched"
    assert param["cargo"] == "红枣 ×2"


def test_kuaidi100_gives_the_first_waybill_again_for_48_hours():
    assert (Kuaidi100.recovery, Kuaidi100.window) == ("repeat", timedelta(hours=48))
    assert Kuaidi100(ACCESS).find("LX_7_1") is None


@pytest.mark.parametrize(("code", "stops"), [(30001, False), (30002, True), (30003, True), ("30004", True)])
def test_kuaidi100_codes(code, stops):
    for operation in (Kuaidi100(ACCESS).create(PARCEL), Kuaidi100(ACCESS).void(PARCEL, "W1")):
        with pytest.raises(Refused) as refused:
            talk(operation, reply({"code": code, "message": "说明"}))
        assert (refused.value.code, refused.value.stops, refused.value.message) == (str(code), stops, "说明")


def test_kuaidi100_gives_a_number_back():
    _none, (call,) = talk(Kuaidi100(ACCESS).void(PARCEL, "W1"), reply({"code": 200}))
    form = form_of(call)
    assert form["method"] == "cancel" and json.loads(form["param"])["kuaidinum"] == "W1"


# SF Express


def test_sf_digest_is_the_one_printed_in_its_documentation():
    message = '{"language":"zh-CN","orderId":"QIAO-20200618-004"}'
    assert digest(message, "12312334453453", "fjcg5PGKaNpPSHFAZ4QsCOkV71R3zVci") == "IIKJtuLVzoFTu4kHI8M8vA=="


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=30), max_size=4))
def test_sf_messages_are_encoded_alike_in_every_language(data):
    text = message_text(data)
    assert json.loads(text) == data
    clean = text.encode("utf-8", "ignore").decode()
    java = quote_plus(clean, safe="*").replace("~", "%7E")
    python, javascript = quote_plus(clean), quote(clean, safe="!'()*~")
    assert java == python == javascript


def test_sf_sends_the_text_it_signed_with_the_masked_phone_whole():
    form = form_of(next(SfExpress(ACCESS).create(PARCEL)))
    assert form["msgDigest"] == digest(form["msgData"], form["timestamp"], "SECRET-WORD")
    assert not re.search(r"[*~()'! ]", form["msgData"])
    receiver = next(c for c in json.loads(form["msgData"])["contactInfoList"] if c["contactType"] == 2)
    assert (receiver["mobile"], receiver["address"]) == ("138****0000", "a~b (c) 3*502!")
    assert (form["serviceCode"], form["partnerID"]) == ("EXP_RECE_CREATE_ORDER", "SFTEST01")


def test_sf_looks_up_what_it_bought_before():
    found, calls = talk(SfExpress(ACCESS).create(PARCEL), sf_answer("8016"), reply(GOOD["sf-express"]))
    assert found.waybill == "W1"
    assert [form_of(call)["serviceCode"] for call in calls] == ["EXP_RECE_CREATE_ORDER", "EXP_RECE_SEARCH_ORDER_RESP"]
    with pytest.raises(Doubtful):
        talk(SfExpress(ACCESS).create(PARCEL), sf_answer("8016"), sf_answer("8024"))


def test_sf_look_up_says_found_absent_or_nothing():
    assert talk(SfExpress(ACCESS).find("LX_7_1"), reply(GOOD["sf-express"]))[0].waybill == "W1"
    assert talk(SfExpress(ACCESS).find("LX_7_1"), sf_answer("8024"))[0] is None
    for doubt in (
        reply(b"no", 400),
        sf_answer("9999"),
        sf_answer("1010"),
        sf_answer("S0000", api="A1099"),
        reply(b"", 502),
    ):
        with pytest.raises(Doubtful):
            talk(SfExpress(ACCESS).find("LX_7_1"), doubt)


@pytest.mark.parametrize(
    ("code", "api", "stops"),
    [
        ("1010", "A1000", False),
        ("6126", "A1000", False),
        ("20036", "A1000", False),
        ("8119", "A1000", True),
        ("S0000", "A1006", True),
        ("S0000", "A1003", True),
        ("S0000", "A1005", False),
    ],
)
def test_sf_codes(code, api, stops):
    with pytest.raises(Refused) as refused:
        talk(SfExpress(ACCESS).create(PARCEL), sf_answer(code, api=api))
    assert refused.value.stops is stops
    assert (refused.value.code == contract.RATE_LIMITED) is (api == "A1005")


def test_sf_gives_back_a_number_for_a_place_it_does_not_serve():
    message = {"filterResult": 3, "waybillNoInfoList": [{"waybillType": 1, "waybillNo": "W9"}]}
    with pytest.raises(Refused) as refused:
        talk(
            SfExpress(ACCESS).create(PARCEL),
            sf_answer("S0000", message=message),
            sf_answer("S0000", message={"resStatus": 2}),
        )
    assert refused.value.code == "not-deliverable" and not refused.value.stops
    with pytest.raises(Doubtful, match="W9"):
        talk(SfExpress(ACCESS).create(PARCEL), sf_answer("S0000", message=message), sf_answer("1010"))


def test_sf_reads_a_result_that_is_an_object_and_skips_child_numbers():
    answer = dict(GOOD["sf-express"])
    data = json.loads(answer["apiResultData"])
    data["msgData"]["waybillNoInfoList"].insert(0, {"waybillType": 2, "waybillNo": "CHILD"})
    answer["apiResultData"] = data
    assert talk(SfExpress(ACCESS).create(PARCEL), reply(answer))[0].waybill == "W1"


def test_sf_gives_a_number_back():
    _none, (call,) = talk(SfExpress(ACCESS).void(PARCEL, "W1"), sf_answer("S0000"))
    assert json.loads(form_of(call)["msgData"])["dealType"] == 2
