"""A courier in EasyPost's shape on this computer: free shipments, labels that can be bought once, and faults on request.

    python benchmarks/easypost_courier.py [--port 0] [--ledger FILE] [--latency-ms 150] [--faults 0.15] [--balance N]

Its first line is its address; its key is TESTKEY. It refuses a street that holds REFUSE, gives `/labels/ID.pdf`, and counts
on `GET /tally`. Written for measuring: asyncio, a backlog of 512, TCP_NODELAY, one write an answer.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import random
import socket
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FAULTS = ("429", "cut before", "done then cut", "done then silence", "done then rubbish", "500 before", "500 after")
KEY = "Basic " + base64.b64encode(b"TESTKEY:").decode()
RATES = (
    ("USPS", "Express", "34.15"),
    ("USPS", "Priority", "7.42"),
    ("USPS", "GroundAdvantage", "6.07"),
    ("UPS", "Ground", "8.10"),
)


class Counter:
    """Shipments by id; `bought` counts every purchase, refunded ones too."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.random, self.faults, self.balance = random.Random(options.seed), options.faults, options.balance
        self.shipments: dict[str, dict[str, object]] = {}
        self.bought: dict[str, int] = {}
        self.ledger, self.calls, self.faulted, self.origin = options.ledger, 0, 0, ""
        if self.ledger and self.ledger.exists():
            for line in self.ledger.read_text("utf-8").splitlines():
                with suppress(ValueError):
                    self.remember(json.loads(line))

    def fault(self, method: str) -> str:
        self.calls += 1
        if method != "POST" or self.random.random() >= self.faults:
            return ""
        self.faulted += 1
        return self.random.choice(FAULTS)

    def answer(self, method: str, target: str, body: bytes) -> tuple[int, object]:
        parts = urlsplit(target)
        words = parts.path.strip("/").split("/")[1:]
        if words == ["shipments"]:
            return self.make(json.loads(body)) if method == "POST" else self.page(parse_qs(parts.query))
        shipment = self.shipments.get(words[1]) if len(words) > 1 else None
        if shipment is None:
            return error(404, "NOT_FOUND", "The requested resource could not be found.")
        if words[2:] == ["buy"]:
            return self.buy(shipment, json.loads(body))
        if words[2:] == ["refund"]:
            shipment["refund_status"] = "submitted"
            self.keep(shipment)
        return 200, shipment

    def make(self, body: dict[str, dict[str, object]]) -> tuple[int, object]:
        asked = body.get("shipment") or {}
        to = asked.get("to_address")
        if not isinstance(to, dict) or not to.get("street1") or "REFUSE" in str(to["street1"]):
            return error(422, "ADDRESS.VERIFY.FAILURE", "Unable to verify address.")
        number = f"shp_{len(self.shipments):08d}"
        rates = [
            {"id": f"rate_{number}_{n}", "carrier": c, "service": s, "rate": r, "currency": "USD"}
            for n, (c, s, r) in enumerate(RATES)
        ]
        shipment = {
            "id": number, "object": "Shipment", "reference": asked.get("reference"), "tracking_code": None, "postage_label": None,
            "selected_rate": None, "rates": rates, "messages": [], "refund_status": None,
        }  # fmt: skip
        self.keep(shipment)
        return 201, shipment

    def buy(self, shipment: dict[str, object], body: dict[str, dict[str, str]]) -> tuple[int, object]:
        if shipment["tracking_code"]:
            return error(422, "SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.")
        if self.balance is not None and len(self.bought) >= self.balance:
            return error(402, "PAYMENT_REQUIRED", "Payment is required.")
        rates = [rate for rate in shipment["rates"] if rate["id"] == body["rate"]["id"]]  # type: ignore[attr-defined]
        if not rates:
            return error(422, "SHIPMENT.RATE.UNAVAILABLE", "The rate is not available.")
        number = str(shipment["id"])
        shipment["selected_rate"], shipment["tracking_code"] = rates[0], f"9400{len(self.bought):012d}"
        shipment["postage_label"] = {
            "label_url": f"{self.origin}/labels/{number}.pdf",
            "label_file_type": "application/pdf",
        }
        self.keep(shipment)
        return 200, shipment

    def page(self, query: dict[str, list[str]]) -> tuple[int, object]:
        size = int(query.get("page_size", ["20"])[0])
        found = [s for s in reversed(self.shipments.values()) if s["tracking_code"] or "purchased" not in query]
        before = query.get("before_id", [""])[0]
        start = next((n + 1 for n, s in enumerate(found) if s["id"] == before), 0)
        return 200, {"shipments": found[start : start + size], "has_more": len(found) > start + size}

    def keep(self, shipment: dict[str, object]) -> None:
        self.remember(shipment)
        if self.ledger:
            with self.ledger.open("a", encoding="utf-8") as file:
                file.write(json.dumps(shipment) + "\n")

    def remember(self, shipment: dict[str, object]) -> None:
        number = str(shipment["id"])
        self.shipments[number] = shipment
        if shipment["tracking_code"]:
            self.bought[number] = 1

    def tally(self) -> dict[str, object]:
        labels = [str(self.shipments[number]["reference"]) for number in self.bought]
        live = [str(self.shipments[n]["reference"]) for n in self.bought if not self.shipments[n]["refund_status"]]
        return {
            "waybills": len(live), "references": len(set(live)), "twice": sorted({r for r in live if live.count(r) > 1}) if len(live) != len(set(live)) else [],
            "bought_more_than_once_ever": len(labels) - len(set(labels)), "shipments": len(self.shipments), "calls": self.calls, "faults": self.faulted,
        }  # fmt: skip


def error(status: int, code: str, message: str) -> tuple[int, object]:
    return status, {"error": {"code": code, "message": message, "errors": []}}


def pdf(words: str) -> bytes:
    """A PDF of one page with these words on it."""
    text = f"BT /F1 12 Tf 20 400 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(out),
    )  # fmt: skip


class Server:
    def __init__(self, counter: Counter, options: argparse.Namespace) -> None:
        self.counter, self.latency_s, self.silence_s = counter, options.latency_ms / 1000, options.silence_s
        self.labels = options.labels

    async def run(self, port: int) -> None:
        server = await asyncio.start_server(self.serve, "127.0.0.1", port, backlog=512)
        self.counter.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        print(self.counter.origin, flush=True)
        async with server:
            await server.serve_forever()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(asyncio.IncompleteReadError, OSError, ValueError):
            while await self.one(reader, writer):
                await writer.drain()
        writer.close()

    async def one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _version = head[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:])}
        body = await reader.readexactly(int(headers.get("content-length") or 0))
        if target == "/tally":
            return write(writer, 200, self.counter.tally())
        if target.startswith("/labels/"):
            return write(writer, 200, pdf(target) if self.labels == "pdf" else b"<html>label</html>", "application/pdf")
        await asyncio.sleep(self.latency_s)
        if headers.get("authorization") != KEY:
            return write(
                writer, 401, {"error": {"code": "APIKEY.INACTIVE", "message": "This api key is no longer active."}}
            )
        fault = self.counter.fault(method)
        if fault in ("429", "500 before"):
            return write(writer, int(fault[:3]), {"error": {"code": fault, "message": fault}})
        if fault == "cut before":
            return False
        status, answer = self.counter.answer(method, target, body)
        if fault == "done then silence":
            await asyncio.sleep(self.silence_s)
        if fault in ("done then cut", "done then silence"):
            return False
        if fault == "500 after":
            return write(writer, 500, {"error": {"code": "INTERNAL", "message": fault}})
        return write(writer, status, b"<html>busy</html>" if fault == "done then rubbish" else answer)


def write(writer: asyncio.StreamWriter, status: int, answer: object, kind: str = "application/json") -> bool:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    more = "Retry-After: 0.2\r\n" if status == 429 else ""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    writer.write(head.encode() + body)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--silence-s", type=float, default=2)
    parser.add_argument("--faults", type=float, default=0)
    parser.add_argument("--balance", type=int)
    parser.add_argument("--labels", choices=["pdf", "rubbish"], default="pdf")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(Server(Counter(options), options).run(options.port))
    sys.exit(0)


if __name__ == "__main__":
    main()
