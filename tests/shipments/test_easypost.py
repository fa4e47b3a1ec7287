"""EasyPost: bodies as its own SDK sends them, a courier in its shape that misbehaves, and a seller that is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sellerkit.model.order import Buyer
from sellerkit.model.shipment import Call, Contents, Doubtful, ParcelToSend, Refused, Reply, Save, SenderAddress
from sellerkit.shipments.carriers.contract import Access
from sellerkit.shipments.carriers.easypost import SHIPMENT_ID, EasyPost
from sellerkit.shipments.carriers.easypost_body import _shared, ounces, shipment_body

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "benchmarks" / "easypost_courier.py"
RECORDINGS = Path(
    os.environ.get("SELLERKIT_FIXTURES", ROOT.parent / "shared" / "fixtures")
) / "carriers" / "easypost_recordings"  # fmt: skip
SENDER = SenderAddress(
    "Jack Sparrow", "5555555555", "388 Townsend St", "CA", "San Francisco", "", "388 Townsend St", "94107", "US", "test@example.com"
)  # fmt: skip
TO = Buyer(
    "Elizabeth Swan", "5555555555", "US", "CA", "Redondo Beach", "", "179 N Harbor Dr", "90277", "test@example.com"
)
PARCEL = ParcelToSend(
    7, "123", ("A-1",), TO, SENDER, 437, (Contents("SHIRT", "Sweet shirts", 2, 150),), size_mm=(254, 203, 102),
    value_minor=2325, currency="USD",
)  # fmt: skip
ACCESS = Access(lambda: 0, key="TESTKEY", hs_code="654321", origin="US")


def replayed(name: str) -> list[dict[str, Any]]:
    """The exchanges that EasyPost's own SDK recorded against the real service."""
    path = RECORDINGS / name
    if not path.exists():
        pytest.skip(f"the recorded exchanges are not here: {path}")
    yaml = pytest.importorskip("yaml", reason="PyYAML reads the recorded exchanges")
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["interactions"]
    return found


def reply(answer: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(answer).encode(), answer)


def failed(code: str, status: int = 422) -> Reply:
    return reply({"error": {"code": code, "message": "…", "errors": []}}, status)


def talk(generator: Any, *replies: Reply) -> tuple[Any, list[Any]]:
    steps, step, waiting = [], next(generator), list(replies)
    while True:
        steps.append(step)
        try:
            step = generator.send(waiting.pop(0) if isinstance(step, Call) else None)
        except StopIteration as end:
            return end.value, steps


def shape(found: Any) -> Any:
    """Keys and kinds of values, so that two bodies can be compared whatever they say."""
    if isinstance(found, dict):
        return {key: shape(value) for key, value in found.items()}
    if isinstance(found, list):
        return [shape(found[0])] if found else []
    return "number" if isinstance(found, int | float) and not isinstance(found, bool) else type(found).__name__


# Against what was recorded


def test_our_bodies_have_the_shape_of_the_recorded_ones_and_the_recorded_answers_are_understood():
    create, buy = replayed("test_shipment_buy.yaml")
    answers = [
        Reply(e["response"]["status"]["code"], e["response"]["body"]["string"].encode(), json.loads(e["response"]["body"]["string"]))
        for e in (create, buy)
    ]  # fmt: skip
    label, steps = talk(EasyPost(ACCESS).create(PARCEL), *answers)
    made, saved, bought = steps
    assert saved.key == SHIPMENT_ID and saved.value.startswith("shp_16578f588f9546ec914afd2474e24ff5 ")
    assert (label.waybill, label.route) == ("9400100208303109505657", "USPS GroundAdvantage")
    assert label.file.startswith("https://easypost-files.s3.")
    for call, recorded in ((made, create), (bought, buy)):
        assert call.method == recorded["request"]["method"]
        assert "https://api.easypost.com" + call.path == recorded["request"]["uri"]
    assert json.loads(bought.body) == json.loads(buy["request"]["body"]), "the cheapest rate of all"
    ours, theirs = json.loads(made.body)["shipment"], json.loads(create["request"]["body"])["shipment"]
    assert ours["to_address"] == theirs["to_address"] and ours["parcel"]["weight"] == theirs["parcel"]["weight"] + 0.1
    assert set(ours) <= set(theirs) and shape(ours["parcel"]) == shape(theirs["parcel"])
    assert {k: v for k, v in theirs["from_address"].items() if k != "street2"} == ours["from_address"]


def test_customs_have_the_shape_of_the_recorded_ones():
    abroad = ParcelToSend(
        7,
        "123",
        ("A-1",),
        Buyer(**{**_fields(TO), "country": "CA"}),
        SENDER,
        437,
        PARCEL.contents,
        None,
        "",
        2325,
        "USD",
    )
    ours = shipment_body(abroad, "654321", "US")["customs_info"]
    assert isinstance(ours, dict)
    (item,) = ours["customs_items"]
    assert (item["quantity"], item["value"], item["weight"]) == (2, "23.25", ounces(437))
    theirs = json.loads(replayed("test_shipment_create.yaml")[0]["request"]["body"])["shipment"]["customs_info"]
    assert set(ours) == set(theirs) and set(item) - {"currency"} == set(theirs["customs_items"][0])


def _fields(buyer: Buyer) -> dict[str, str]:
    return {name: getattr(buyer, name) for name in buyer.__dataclass_fields__}


# What it says and understands


def test_nothing_is_bought_before_the_shipments_id_is_kept():
    made = {"id": "shp_1", "rates": [{"id": "r1", "carrier": "USPS", "service": "Priority", "rate": "7.42"}]}
    steps = talk(EasyPost(ACCESS).create(PARCEL), reply(made, 201), reply({**made, "tracking_code": "W1"}))[1]
    assert [type(step) for step in steps] == [Call, Save, Call]
    assert [step.path for step in steps if isinstance(step, Call)] == ["/v2/shipments", "/v2/shipments/shp_1/buy"]


def test_a_saved_shipment_is_bought_and_no_second_one_is_made():
    body = {"shipment": shipment_body(PARCEL, "654321", "US")}
    from sellerkit.shipments.carriers.easypost import _fingerprint

    saved = {SHIPMENT_ID: f"shp_1 {_fingerprint(body)}"}
    rates = {"id": "shp_1", "rates": [{"id": "r1", "carrier": "USPS", "service": "Priority", "rate": "7.42"}]}
    _label, steps = talk(EasyPost(ACCESS).create(PARCEL, saved), reply(rates), reply({"tracking_code": "W1"}))
    assert [(step.method, step.path) for step in steps] == [
        ("GET", "/v2/shipments/shp_1"),
        ("POST", "/v2/shipments/shp_1/buy"),
    ]
    changed = {SHIPMENT_ID: "shp_1 another-parcel"}
    _label, steps = talk(EasyPost(ACCESS).create(PARCEL, changed), reply(rates, 201), reply({"tracking_code": "W1"}))
    assert steps[0].path == "/v2/shipments", "a parcel with another address is another shipment"


def test_a_label_that_exists_already_is_fetched_and_not_bought():
    made = {"id": "shp_1", "rates": [{"id": "r1", "carrier": "USPS", "service": "P", "rate": "7.42"}]}
    answers = (reply(made, 201), failed("SHIPMENT.POSTAGE.EXISTS"), reply({**made, "tracking_code": "W1"}))
    assert talk(EasyPost(ACCESS).create(PARCEL), *answers)[0].waybill == "W1"


@pytest.mark.parametrize(
    ("answer", "kind", "stops"),
    [
        (failed("APIKEY.INACTIVE", 401), Refused, True),
        (failed("PAYMENT_REQUIRED", 402), Refused, True),
        (failed("ADDRESS.VERIFY.FAILURE"), Refused, False),
        (failed("SHIPMENT.POSTAGE.TIMED_OUT"), Doubtful, None),
        (failed("INTERNAL", 500), Doubtful, None),
        (reply({"id": ""}, 201), Doubtful, None),
    ],
)
def test_errors(answer, kind, stops):
    with pytest.raises(kind) as found:
        talk(EasyPost(ACCESS).create(PARCEL), answer)
    assert stops is None or found.value.stops is stops


@pytest.mark.parametrize(
    ("courier", "product", "rate"), [("", "", "b"), ("ups", "", "c"), ("", "priority", "a"), ("USPS", "Ground", "b")]
)
def test_the_cheapest_rate_or_the_declared_service(courier, product, rate):
    rates = [("a", "USPS", "Priority", "7.42"), ("b", "USPS", "Ground", "6.07"), ("c", "UPS", "Ground", "8.10")]
    made = {"id": "s", "rates": [{"id": i, "carrier": c, "service": s, "rate": r} for i, c, s, r in rates]}
    access = Access(lambda: 0, key="K", courier=courier, product=product)
    _label, steps = talk(EasyPost(access).create(PARCEL), reply(made, 201), reply({"tracking_code": "W"}))
    assert json.loads(steps[-1].body) == {"rate": {"id": rate}}


def test_no_rate_says_what_the_courier_said():
    made = {"id": "s", "rates": [], "messages": [{"message": "weight over 70 lb"}]}
    with pytest.raises(Refused, match="70 lb"):
        talk(EasyPost(ACCESS).create(PARCEL), reply(made, 201))


def test_a_sender_without_parts_and_a_border_without_customs_are_named_before_any_call():
    bare = ParcelToSend(7, "123", ("A-1",), TO, SenderAddress("王小红", "13800000000", "山西省…"), 437)
    with pytest.raises(Refused) as sender:
        next(EasyPost(ACCESS).create(bare))
    assert sender.value.stops
    abroad = ParcelToSend(7, "123", ("A-1",), Buyer(**{**_fields(TO), "country": "CA"}), SENDER, 437, PARCEL.contents)
    with pytest.raises(Refused) as customs:
        next(EasyPost(ACCESS).create(abroad))
    assert not customs.value.stops


def test_ounces_are_rounded_up_and_shares_add_up():
    assert (ounces(1), ounces(28), ounces(29), ounces(1000)) == (0.1, 1.0, 1.1, 35.3)
    assert sum(_shared(1000, [1, 1, 1])) == 1000 and sum(_shared(2325, [300, 7, 13, 1])) == 2325


def test_a_copied_store_looks_through_what_was_bought():
    page = {
        "shipments": [{"id": f"s{n}", "reference": f"R{n}", "tracking_code": f"W{n}"} for n in range(100)],
        "has_more": True,
    }
    last = {"shipments": [{"id": "s100", "reference": "123", "tracking_code": "W100"}], "has_more": False}
    found, steps = talk(EasyPost(ACCESS).find("123"), reply(page), reply(last))
    assert found.waybill == "W100" and "before_id=s99" in steps[1].path
    assert talk(EasyPost(ACCESS).find("OTHER"), reply(last))[0] is None
    long_ago = {"shipments": [{"id": "s1", "reference": "X", "created_at": "2015-11-01T00:00:00Z"}], "has_more": True}
    late = EasyPost(Access(lambda: 1576123932000, key="TESTKEY"))
    assert talk(late.find("OTHER"), reply(long_ago))[0] is None, "no doubt is older than the newest 45 days"


def test_a_label_is_given_back_once():
    row = {"id": "s1", "reference": "123", "tracking_code": "W", "refund_status": None}
    _none, steps = talk(
        EasyPost(ACCESS).void(PARCEL, "W"), reply({"shipments": [row]}), reply({"refund_status": "submitted"})
    )
    assert steps[-1].path == "/v2/shipments/s1/refund"
    _none, steps = talk(
        EasyPost(ACCESS).void(PARCEL, "W"), reply({"shipments": [{**row, "refund_status": "refunded"}]})
    )
    assert len(steps) == 1
    for refused in ({"refund_status": "rejected"}, {"refund_status": "not_applicable"}):
        with pytest.raises(Refused):
            talk(EasyPost(ACCESS).void(PARCEL, "W"), reply({"shipments": [row]}), reply(refused))


# A whole shop, a real server, real commands


@pytest.fixture
def courier(tmp_path: Path) -> Iterator[Callable[..., str]]:
    started = []

    def start(**options: object) -> str:
        named = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        process = subprocess.Popen([sys.executable, str(SERVER), *named], stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def tally(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(url + "/tally", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def abroad(seller: Any, url: str, rows: int, *, bad: int = -1, more: str = "") -> Any:
    """A shop in the US with parcels for the US."""
    path = seller.path / "shop.toml"
    text = path.read_text("utf-8")
    start = text.index("sender =")
    sender = (
        'sender = { name = "Jo Bloggs", phone = "5555555555", address = "388 Townsend St, San Francisco", province = "CA", '
        'city = "San Francisco", street = "388 Townsend St", postcode = "94107", country = "US" }'
    )
    path.write_text(text[:start] + sender + text[text.index("}", start) + 1 :], "utf-8")
    seller.toml(
        f'[carriers.easy]\nservice = "easypost"\nkey = {{ env = "EASYPOST_KEY" }}\nurl = "{url}"\ntimeout = "1s"\nconnections = 8\n{more}'
    )
    seller.env["EASYPOST_KEY"] = "TESTKEY"
    seller.write("stock.csv", f"SKU,Name,Qty,Weight\nNUT-1,核桃,{rows},1050\n")
    seller.good("stock", "import", "stock.csv", "--as", "set")
    lines = ["订单号,姓名,电话,国家,省,市,地址,邮编,货号,数量"]
    for n in range(rows):
        street = "REFUSE St" if n == bad else f"{n} Harbor Dr"
        lines.append(f"E-{n},Ann Lee,5555550100,US,CA,Redondo Beach,{street},90277,NUT-1,1")
    seller.write("abroad.csv", "\n".join(lines) + "\n")
    assert seller.run("orders", "import", "abroad.csv", "--channel", "web").exit_code == 0
    return seller


def test_parcels_are_bought_their_labels_fetched_and_one_refusal_named(seller, courier):
    url = courier()
    shop = abroad(seller, url, 6, bad=2)
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3, result.stderr
    assert (result.json["confirmed"], result.json["refused"], result.json["unknown"]) == (5, 1, 0)
    (refused,) = [parcel for parcel in result.json["parcels"] if parcel["state"] == "refused"]
    assert refused["order_id"] == "E-2" and "verify" in refused["problem"]["message"]
    files = shop.rows("SELECT label_file FROM parcels WHERE state = 'confirmed'")
    assert len(files) == 5
    for (file,) in files:
        path = shop.path / file
        assert path.read_bytes().startswith(b"%PDF-")
        assert os.name == "nt" or path.stat().st_mode & 0o077 == 0, "a label holds an address: its owner's alone"
    assert tally(url)["waybills"] == 5
    waybill = shop.rows("SELECT waybill FROM parcels WHERE state = 'confirmed' LIMIT 1")[0][0]
    assert shop.run("shipments", "void", waybill, "--yes").exit_code == 0
    assert tally(url)["waybills"] == 4


def test_a_label_that_is_no_pdf_is_named_and_the_waybill_stands(seller, courier):
    shop = abroad(seller, courier(labels="rubbish"), 2)
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and result.json["confirmed"] == 2
    assert {problem["code"] for problem in result.json["problems"]} == {"label-not-a-pdf"}
    assert shop.rows("SELECT DISTINCT label_file FROM parcels") == [("",)]
    printed = shop.run("shipments", "labels", "--json")
    assert printed.exit_code == 3 and printed.json["labels"] == 0, "our own label would be no postage"
    assert shop.statuses() == {"E-0": "shipped", "E-1": "shipped"}


def test_a_revoked_key_and_an_empty_account_stop_the_batch(seller, courier):
    shop = abroad(seller, courier(balance=2), 4)
    result = shop.run("shipments", "create", "--yes", "--json", env={"EASYPOST_KEY": "WRONG"})
    assert result.exit_code == 3 and result.json["confirmed"] == 0, result.stderr
    result = shop.run("shipments", "create", "--yes", "--json")
    assert result.exit_code == 3 and result.json["confirmed"] == 2
    assert any("money" in (parcel["problem"] or {}).get("message", "") for parcel in result.json["parcels"])


def test_a_copy_of_the_store_finds_what_the_other_bought_and_buys_nothing(seller, courier):
    url = courier()
    shop = abroad(seller, url, 3)
    copied = (shop.path / "shop.db").read_bytes()
    first = shop.run("shipments", "create", "--yes", "--json")
    assert first.json["confirmed"] == 3, first.stderr
    bought = shop.waybills()
    for file in shop.path.glob("shop.db*"):
        file.unlink()
    (shop.path / "shop.db").write_bytes(copied)
    again = shop.run("shipments", "create", "--yes", "--json")
    assert again.json["confirmed"] == 3, again.stderr
    assert shop.waybills() == bought and tally(url)["bought_more_than_once_ever"] == 0
    assert tally(url)["shipments"] == 3


@pytest.mark.skipif(sys.platform == "win32", reason="killed by a signal")
@pytest.mark.parametrize(("orders", "kills"), [(12, 2), pytest.param(150, 8, marks=pytest.mark.slow)])
def test_killed_again_and_again_every_order_is_bought_exactly_once(seller, courier, tmp_path, orders, kills):
    chance = random.Random(3)
    url = courier(faults=0.15, ledger=tmp_path / "easypost.jsonl", silence_s=0.3, latency_ms=15)
    shop = abroad(seller, url, orders)
    env = {**os.environ, **shop.env, "NO_COLOR": "1"}
    for n in range(kills + 10):
        words = ("create", "--yes") if n % 2 == 0 else ("resume",)
        command = [sys.executable, "-m", "sellerkit", "shipments", *words, "--quiet"]
        process = subprocess.Popen(
            command, cwd=shop.path, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if n < kills:
            time.sleep(chance.uniform(0.45, 0.9))
            process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        if len(shop.waybills()) == orders:
            break
    found = tally(url)
    assert (found["waybills"], found["references"], found["bought_more_than_once_ever"]) == (orders, orders, 0)
    assert len(set(shop.waybills().values())) == orders


def test_a_country_that_is_written_out_is_understood_or_named():
    from sellerkit.shipments.carriers.easypost_body import _two_letters

    assert (_two_letters("United States"), _two_letters(" gb "), _two_letters("")) == ("US", "GB", "")
    with pytest.raises(Refused, match="Ruritania"):
        _two_letters("Ruritania")
