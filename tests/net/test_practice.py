"""The practice courier as a process: what it sells, refuses, remembers, and when it ends."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal
from urllib.error import URLError
from urllib.parse import urlencode

import pytest

from sellerkit.base.errors import ServiceUnreachable
from sellerkit.net.connection import Connection
from sellerkit.net.jobs import Job
from sellerkit.net.practice import practice_courier
from sellerkit.net.practice_counter import Counter
from sellerkit.net.sender import send, void
from sellerkit.shipments.carriers.kuaidi100 import sign


def form(reference, *, address="北京市1号", key="PRACTICE", method="order", **more):
    param = json.dumps({"orderId": reference, "reorder": False, "recMan": {"printAddr": address}, **more})
    return {"method": method, "key": key, "t": "1", "param": param, "sign": sign(param, "1", key, "PRACTICE")}


def get(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def test_it_sells_once_remembers_and_takes_back(shipping, journal, tmp_path):
    ledger, parcel = tmp_path / "bought.jsonl", shipping.parcel(1)
    with practice_courier(ledger) as url:
        line = Connection(url, loopback_only=True)
        first = send([Job(parcel)], shipping.carrier_named("practice"), line, journal)
    with practice_courier(ledger) as url:
        line = Connection(url, loopback_only=True)
        again = send([Job(parcel)], shipping.carrier_named("practice"), line, journal)
        assert first == again and first[0].label.waybill.startswith("PRACTICE")
        assert (
            void([(parcel, first[0].label.waybill)], shipping.carrier_named("practice"), line)[0].state == "confirmed"
        )
        assert get(url + "/tally")["waybills"] == 0
        refused = send([Job(shipping.parcel(2, street="拒收路"))], shipping.carrier_named("practice"), line, journal)
        assert (refused[0].state, refused[0].code) == ("refused", "30001")
    with pytest.raises(URLError):
        get(url + "/tally")


def test_wrong_keys_signatures_and_orders_have_the_codes_of_the_contract(tmp_path):
    counter = Counter(tmp_path / "bought.jsonl")
    assert counter.order(form("A", key="OTHER"))["code"] == 30003
    assert counter.order(form("A") | {"sign": "0"})["code"] == 30002
    assert counter.order(form("A", address=""))["code"] == 30001
    assert counter.order({"key": "PRACTICE", "t": "", "sign": sign("", "", "PRACTICE", "PRACTICE")})["code"] == -1
    assert counter.order(form("A"))["data"]["kuaidinum"] == counter.order(form("A"))["data"]["kuaidinum"]
    assert counter.order(form("A", reorder=True))["data"]["kuaidinum"] != counter.order(form("A"))["data"]["kuaidinum"]
    assert counter.tally()["twice"] == ["A"]


def test_a_line_that_a_kill_cut_off_does_not_spoil_the_ledger(tmp_path):
    ledger = tmp_path / "bought.jsonl"
    ledger.write_text('{"reference": "A", "waybill": "PRACTICE00000001"}\n{"refer', "utf-8")
    Counter(ledger).order(form("B"))
    assert Counter(ledger).tally()["references"] == 2


def test_faults_come_on_request_and_the_same_with_the_same_seed(tmp_path):
    kinds = [[Counter(tmp_path / "l", faults=0.5, seed=3).fault({}) for _ in range(3)] for _ in range(2)]
    assert kinds[0] == kinds[1]
    calm = Counter(tmp_path / "l")
    assert {calm.fault({}) for _ in range(50)} == {""}


def test_it_ends_with_its_parent(tmp_path):
    code = (
        "import sys, os; from pathlib import Path; from sellerkit.net.practice import practice_courier\n"
        f"with practice_courier(Path({str(tmp_path / 'l')!r})) as url: print(url, flush=True); os._exit(9)"
    )
    url = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout.strip()
    assert url.startswith("http://127.0.0.1:")
    with pytest.raises(OSError):
        for _n in range(50):
            get(url + "/tally")
            time.sleep(0.05)


def test_a_request_that_is_no_http_or_much_too_long_only_ends_its_own_connection(tmp_path):
    import socket

    with practice_courier(tmp_path / "l", Decimal(0)) as url:
        port = int(url.rsplit(":", 1)[1])
        for rubbish in (b"\x00\x01\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"A" * 200_000):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as raw:
                raw.sendall(rubbish)
                raw.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionResetError):
                    assert raw.recv(10) == b""
        assert get(url + "/tally")["calls"] == 0
        body = urlencode(form("A")).encode()
        with urllib.request.urlopen(urllib.request.Request(url + "/label/order", data=body), timeout=5) as answer:
            assert json.load(answer)["code"] == 200


def test_a_ledger_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(ServiceUnreachable) as ended, practice_courier(tmp_path / "no" / "such" / "folder"):
        pass
    assert "folder" in ended.value.hint
