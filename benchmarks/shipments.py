"""How fast parcels are bought, beside what is possible, bare httpx and the karrio SDK's loop; every run in a process of its own.

    python benchmarks/shipments.py [--parcels 10000] [--rounds 2] [--easypost 960] [--karrio 40] [--shop 2000]

1. A courier of 50 ms and 16 connections (one call a parcel): ours (signed, its intent synced before the call, its answer kept)
   against bare httpx (the same signed bytes, nothing kept) and the ideal rate, connections / latency.
2. A courier in EasyPost's shape, 150 ms, two calls a parcel: ours, bare httpx, and `karrio` (`pip install sellerkit[bench]`;
   left out with a notice where it is absent), which sends one parcel after the other.
3. `sellerkit shipments create` as a whole on a shop with so many orders.
Couriers are processes of their own. Memory is the peak of the sending process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CONNECTIONS = 16
SHOP = """\
[shop]
name = "Many Parcels"
language = "en"

[shipments]
sender = {{ name = "王小红", phone = "13800000000", address = "山西省吕梁市临县红枣路1号" }}

[carriers.one]
service = "kuaidi100"
courier = "practice"
key = {{ env = "COURIER_SECRET" }}
secret = {{ env = "COURIER_SECRET" }}
url = "{url}"
connections = 16
"""


def main() -> None:
    options = asked()
    if options.child:
        print(json.dumps(CHILDREN[options.child](options)))
        return
    one_call(options)
    two_calls(options)
    if options.shop:
        whole_shop(options)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--parcels", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--easypost", type=int, default=960)
    parser.add_argument("--karrio", type=int, default=40)
    parser.add_argument("--shop", type=int, default=2000)
    parser.add_argument("--child", choices=sorted(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("--service", default="practice", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    return parser.parse_args()


# The three tables


def one_call(options: argparse.Namespace) -> None:
    latency_s = 0.05
    ideal = CONNECTIONS / latency_s
    runs: dict[str, list[dict[str, float]]] = {"ours": [], "bare": []}
    for _round in range(options.rounds):
        for child in runs:
            runs[child].append(measured(child, "practice", options.parcels, latency_s))
    small = measured("ours", "practice", options.parcels // 10, latency_s)
    rate = {child: options.parcels / min(run["seconds"] for run in found) for child, found in runs.items()}
    print(
        f"one call a parcel, {options.parcels} parcels, {CONNECTIONS} connections, {latency_s * 1000:.0f} ms: ideal {ideal:.0f}/s"
    )
    for child, found in runs.items():
        best = min(found, key=lambda run: run["seconds"])
        print(
            f"  {child:<6}{rate[child]:>8.0f}/s {rate[child] / ideal:>7.1%} of ideal  CPU {best['cpu'] / options.parcels * 1000:.2f} ms a parcel  "
            f"peak {best['peak_mb']:.0f} MB"
        )
    print(f"  ours / bare httpx {rate['ours'] / rate['bare']:.1%} (bars: 80 % of ideal, 90 % of bare httpx)")
    print(
        f"  peak of {options.parcels // 10} parcels {small['peak_mb']:.0f} MB, of {options.parcels} {runs['ours'][0]['peak_mb']:.0f} MB\n"
    )


def two_calls(options: argparse.Namespace) -> None:
    counts = {"ours": options.easypost, "bare": options.easypost, "karrio": options.karrio}
    print(f"two calls a parcel in EasyPost's shape, 150 ms, {CONNECTIONS} connections: ideal {CONNECTIONS / 0.3:.1f}/s")
    rate: dict[str, float] = {}
    for child, count in counts.items():
        found = measured(child, "easypost", count, 0.15)
        if not found:
            print(f"  {child:<6} left out: it is not installed here (pip install sellerkit[bench])")
            continue
        rate[child] = count / found["seconds"]
        print(
            f"  {child:<6}{rate[child]:>8.1f}/s  {count} parcels in {found['seconds']:.1f} s, peak {found['peak_mb']:.0f} MB"
        )
    if "karrio" in rate:
        print(f"  ours is {rate['ours'] / rate['karrio']:.1f} × the karrio SDK's loop")
    print()


def whole_shop(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder, courier("practice", Path(folder), 0.05) as url:
        shop = Path(folder) / "shop"
        shop.mkdir()
        (shop / "shop.toml").write_text(SHOP.format(url=url), "utf-8")
        (shop / "stock.csv").write_text(f"SKU,Name,Qty,Weight\nDATE-500,红枣,{options.shop},520\n", "utf-8")
        rows = (f"C-{n},张三,13800000000,山东省济南市历下区人民路{n}号,DATE-500,1\n" for n in range(options.shop))
        (shop / "orders.csv").write_text("订单号,姓名,电话,地址,货号,数量\n" + "".join(rows), "utf-8")
        env = {**os.environ, "COURIER_SECRET": "PRACTICE", "NO_COLOR": "1"}
        for words in (
            ["stock", "import", "stock.csv", "--as", "set"],
            ["orders", "import", "orders.csv", "--channel", "chat"],
        ):
            subprocess.run(
                [sys.executable, "-m", "sellerkit", *words, "-q"],
                cwd=shop,
                env=env,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        began = time.monotonic()
        command = [sys.executable, "-m", "sellerkit", "shipments", "create", "--yes", "-q"]
        subprocess.run(command, cwd=shop, env=env, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - began
    print(
        f"`shipments create --yes`, {options.shop} orders: {seconds:.1f} s, {options.shop / seconds:.0f} parcels/s with everything around it"
    )


def measured(child: str, service: str, count: int, latency_s: float) -> dict[str, float]:
    """Seconds, CPU seconds and peak MB of one run in a process of its own; {} when its library is not here."""
    with tempfile.TemporaryDirectory() as folder, courier(service, Path(folder), latency_s) as url:
        command = [
            sys.executable,
            __file__,
            f"--child={child}",
            f"--service={service}",
            f"--count={count}",
            f"--url={url}",
        ]
        # The SDK logs every request.
        quiet = subprocess.DEVNULL if child == "karrio" else None
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=quiet, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


@contextmanager
def courier(service: str, folder: Path, latency_s: float) -> Iterator[str]:
    script = (
        [str(HERE / "easypost_courier.py")]
        if service == "easypost"
        else ["-m", "sellerkit.net.practice", "--ledger", str(folder / "ledger.jsonl")]
    )
    command = [sys.executable, *script, f"--latency-ms={latency_s * 1000}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


# What runs in a process of its own


def ours(options: argparse.Namespace) -> dict[str, float]:
    from sellerkit.net.connection import Connection
    from sellerkit.net.jobs import Job
    from sellerkit.net.sender import send

    carrier, jobs = carrier_named(options.service), [Job(parcel(n)) for n in range(options.count)]
    line = Connection(options.url, connections=CONNECTIONS, timeout=timedelta(seconds=10), loopback_only=True)
    began = start()
    results = send(jobs, carrier, line, Disk(Path("journal.db")))
    assert all(result.state == "confirmed" for result in results)
    assert len({result.label.waybill for result in results if result.label}) == options.count
    return taken(began)


def bare(options: argparse.Namespace) -> dict[str, float]:
    """The same bytes through one AsyncClient: what httpx alone can do here."""
    import httpx

    carrier, waiting = carrier_named(options.service), iter([parcel(n) for n in range(options.count)])

    async def work(client: Any) -> int:
        done = 0
        for one in waiting:
            call = next(carrier.create(one))
            answer = (await client.request(call.method, call.path, content=call.body, headers=call.headers)).json()
            if options.service == "easypost":
                rate = min(answer["rates"], key=lambda rate: float(rate["rate"]))
                path = f"/v2/shipments/{answer['id']}/buy"
                answer = (
                    await client.post(
                        path,
                        json={"rate": {"id": rate["id"]}},
                        headers={"Authorization": call.headers["Authorization"]},
                    )
                ).json()
            assert answer.get("tracking_code") or answer["data"]["kuaidinum"]
            done += 1
        return done

    async def run() -> int:
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        async with httpx.AsyncClient(base_url=options.url, limits=limits, timeout=10) as client:
            return sum(await asyncio.gather(*(work(client) for _n in range(CONNECTIONS))))

    began = start()
    assert asyncio.run(run()) == options.count
    return taken(began)


def karrio_loop(options: argparse.Namespace) -> dict[str, float]:
    """One `Shipment.create` after the other: the SDK has no other way. Its label is fetched too, as it always does."""
    try:
        import karrio.sdk as karrio
        from karrio.core.models import ShipmentRequest
        from karrio.providers.easypost.utils import Settings
    except ImportError:
        return {}
    Settings.server_url = property(lambda self: options.url + "/v2")
    gateway = karrio.gateway["easypost"].create({"api_key": "TESTKEY", "carrier_id": "easypost", "test_mode": True})
    address = {
        "city": "Redondo Beach",
        "state_code": "CA",
        "postal_code": "90277",
        "country_code": "US",
        "phone_number": "5555555555",
    }
    began = start()
    for n in range(options.count):
        request = ShipmentRequest(
            shipper={**address, "person_name": "Jo", "address_line1": "388 Townsend St"},
            recipient={**address, "person_name": "Ann", "address_line1": f"{n} Harbor Dr"},
            parcels=[{"weight": 1.0, "weight_unit": "LB", "length": 10, "width": 8, "height": 4, "dimension_unit": "IN"}],
            service="GroundAdvantage", reference=f"K_{n}",
        )  # fmt: skip
        details, messages = karrio.Shipment.create(request).from_(gateway).parse()
        assert details and details.tracking_number, messages
    return taken(began)


CHILDREN = {"ours": ours, "bare": bare, "karrio": karrio_loop}


def start() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


def taken(began: tuple[float, float]) -> dict[str, float]:
    # macOS counts bytes, Linux kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"seconds": time.monotonic() - began[0], "cpu": time.process_time() - began[1], "peak_mb": peak}


def parcel(number: int) -> Any:
    from sellerkit.model.order import Buyer
    from sellerkit.model.shipment import Contents, ParcelToSend, SenderAddress

    sender = SenderAddress(
        "王小红",
        "13800000000",
        "山西省吕梁市临县红枣路1号",
        "CA",
        "San Francisco",
        "",
        "388 Townsend St",
        "94107",
        "US",
    )
    to = Buyer("张三", "13800000000", "US", "山东省", "济南市", "历下区", f"人民路{number}号", "90277")
    return ParcelToSend(number, f"B_{number}_1", (f"C-{number}",), to, sender, 520, (Contents("DATE-500", "红枣", 1),))


def carrier_named(service: str) -> Any:
    from sellerkit.shipments.carriers.contract import Access
    from sellerkit.shipments.carriers.easypost import EasyPost
    from sellerkit.shipments.carriers.practice import Practice

    def now_ms() -> int:
        return time.time_ns() // 1_000_000

    return EasyPost(Access(now_ms, key="TESTKEY")) if service == "easypost" else Practice(Access(now_ms))


class Disk:
    """A journal that keeps its promise as the store does: what it returned from is on disk."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("CREATE TABLE journal (reference TEXT, event TEXT, value TEXT)")

    def intend(self, intents: Sequence[Any]) -> None:
        self.write([(intent.reference, "intent", intent.request_hash) for intent in intents])

    def answered(self, answers: Sequence[Any]) -> None:
        self.write([(answer.reference, answer.outcome, answer.waybill) for answer in answers])

    def save(self, reference: str, key: str, value: str) -> None:
        self.write([(reference, key, value)])

    def write(self, rows: Sequence[tuple[str, str, str]]) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany("INSERT INTO journal VALUES (?, ?, ?)", rows)
        self.db.execute("COMMIT")


if __name__ == "__main__":
    main()
