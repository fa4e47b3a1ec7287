"""Kill `sellerkit shipments create` again and again while its courier misbehaves: was any waybill bought twice, or lost?

    python benchmarks/never_twice.py [--orders 1000] [--kills 10] [--service practice|kuaidi100|sf-express] [--courier PATH]

The courier is a process of its own. `--courier` names a script that takes `--port --ledger --faults --silence-s`, prints
its address and counts on `/tally`; without it the practice courier sells. Exits 1 when the courier's count or the
store's is not exactly one waybill an order.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SHOP = """\
[shop]
name = "Never Twice"
language = "en"

[shipments]
sender = {{ name = "王小红", phone = "13800000000", address = "山西省吕梁市临县红枣路1号" }}

[carriers.one]
service = "{service}"
courier = "zhongtong"
account = "SFTEST01"
key = {{ env = "COURIER_KEY" }}
secret = {{ env = "COURIER_SECRET" }}
url = "{url}"
timeout = "1s"
connections = 16
"""
SECRETS = {"sf-express": "TESTCHECKWORD", "kuaidi100": "TESTSECRET", "practice": "PRACTICE"}


def main() -> None:
    options = asked()
    with tempfile.TemporaryDirectory() as folder, courier(options, Path(folder)) as url:
        seller = Seller(Path(folder) / "shop", url, options)
        seconds, rounds = seller.ship_with_kills()
        found, store, left = tally(url), seller.store(), seller.rows("SELECT 'DATE-500', sum(delta) FROM movements")
        said = (seller.folder / "said.txt").read_text("utf-8")
    right = found["waybills"] == found["references"] == len(store) == len(set(store.values())) == options.orders
    right = right and not found["twice"] and not found["bought_more_than_once_ever"] and left == [("DATE-500", 0)]
    print(
        f"{'service':<12}{'orders':>8}{'kills':>7}{'runs':>6}{'seconds':>9}{'at courier':>12}{'in store':>10}{'twice':>7}"
    )
    print(
        f"{options.service:<12}{options.orders:>8}{seller.killed:>7}{rounds:>6}{seconds:>9.1f}{found['waybills']:>12}{len(store):>10}"
        f"{found['bought_more_than_once_ever']:>7}"
    )
    print("every order has exactly one waybill" if right else f"WRONG: {found}, {len(store)} in the store, {left} left")
    if not right:
        print(f"the last command said:\n{said}")
    sys.exit(0 if right else 1)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--faults", type=float, default=0.15)
    parser.add_argument("--silence-s", type=float, default=2.0)
    parser.add_argument("--service", choices=sorted(SECRETS), default="")
    parser.add_argument("--courier", type=Path, help="a script such as hostile_courier.py")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    options.service = options.service or ("kuaidi100" if options.courier else "practice")
    return options


@contextmanager
def courier(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The address of the courier while it runs."""
    script = [str(options.courier)] if options.courier else ["-m", "sellerkit.net.practice"]
    command = [sys.executable, *script, "--port=0", f"--ledger={folder / 'bought.jsonl'}", f"--faults={options.faults}"]
    with subprocess.Popen([*command, f"--silence-s={options.silence_s}"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def tally(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url + "/tally", timeout=10) as answer:
        found: dict[str, object] = json.load(answer)
        return found


class Seller:
    """A shop with so many chat orders, driven by the real command."""

    def __init__(self, folder: Path, url: str, options: argparse.Namespace) -> None:
        folder.mkdir()
        self.folder, self.options, self.killed = folder, options, 0
        self.random = random.Random(options.seed)
        self.env = {**os.environ, "COURIER_KEY": "TESTKEY", "COURIER_SECRET": SECRETS[options.service], "NO_COLOR": "1"}
        (folder / "shop.toml").write_text(SHOP.format(service=options.service, url=url), "utf-8")
        (folder / "stock.csv").write_text(f"SKU,Name,Qty,Weight\nDATE-500,红枣,{options.orders},520\n", "utf-8")
        rows = (f"C-{n},张三,13800000000,山东省济南市历下区人民路{n}号,DATE-500,1\n" for n in range(options.orders))
        (folder / "orders.csv").write_text("订单号,姓名,电话,地址,货号,数量\n" + "".join(rows), "utf-8")
        for words in (
            ["stock", "import", "stock.csv", "--as", "set"],
            ["orders", "import", "orders.csv", "--channel", "chat"],
        ):
            assert self.start(*words).wait() == 0, words

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "sellerkit", *words, "--quiet"]
        with (self.folder / "said.txt").open("w", encoding="utf-8") as said:
            return subprocess.Popen(command, cwd=self.folder, env=self.env, stdout=subprocess.DEVNULL, stderr=said)

    def ship_with_kills(self) -> tuple[float, int]:
        """Create, killed at random moments, then resume or create until nothing is open: seconds, and how many runs."""
        began, runs = time.monotonic(), 0
        while self.left() and runs < self.options.kills + 40:
            # Both must be safe after a kill, so they take turns.
            words = ("create", "--yes") if runs % 2 == 0 or not self.rows("SELECT 1 FROM parcels") else ("resume",)
            process = self.start("shipments", *words)
            runs += 1
            if self.killed < self.options.kills and self.kill(process):
                self.killed += 1
            process.wait()
        return time.monotonic() - began, runs

    def kill(self, process: subprocess.Popen[bytes]) -> bool:
        """SIGKILL at a random moment after the first waybills; False when it was done before."""
        start, first = time.monotonic(), len(self.store())
        while process.poll() is None and len(self.store()) == first and time.monotonic() - start < 2:
            time.sleep(0.02)
        try:
            process.wait(self.random.uniform(0, 0.6))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            return True
        return False

    def left(self) -> int:
        return self.options.orders - len(self.store())

    def store(self) -> dict[str, str]:
        """Order → waybill, as the store has it, for orders whose goods have left the shelves."""
        return dict(  # type: ignore[arg-type]
            self.rows(
                "SELECT orders.order_id, parcels.waybill FROM parcels JOIN parcel_orders ON parcel_orders.parcel_id = parcels.id "
                "JOIN orders ON orders.id = order_row AND orders.status = 'shipped' AND orders.waybill = parcels.waybill "
                "JOIN movements ON movements.parcel_id = parcels.id AND movements.delta = -1 WHERE parcels.state = 'confirmed'"
            )
        )

    def rows(self, sql: str) -> list[tuple[str, object]]:
        with closing(sqlite3.connect(self.folder / "shop.db", timeout=10)) as db:
            return [tuple(row) for row in db.execute(sql)]


if __name__ == "__main__":
    main()
