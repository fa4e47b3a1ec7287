"""Shops with goods and orders, and couriers that are real processes on this computer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

# Independent judges live outside the project; what needs them is skipped with a notice where they are absent.
CHECKS = Path(os.environ.get("SELLERKIT_CHECKS", Path(__file__).parents[3] / "shared" / "checks"))
KEYS = {"KUAIDI100_KEY": "TESTKEY", "KUAIDI100_SECRET": "TESTSECRET"}
SENDER = 'sender = { name = "王小红", phone = "13800000000", address = "山西省吕梁市临县红枣路1号" }'
STOCK = "SKU,Name,Qty,Weight,Lot,Expires\nDATE-500,红枣 500g,3,520,A,2027-01-01\nDATE-500,红枣 500g,97,520,B,2027-06-01\nNUT-1,核桃,50,1050,,\n"


def orders_sheet(rows: Sequence[Sequence[object]]) -> str:
    """Rows (order number, item, how many[, street[, name]]) as the sheet of a chat group."""
    lines = ["订单号,姓名,电话,地址,货号,数量"]
    for number, sku, quantity, *more in rows:
        street = more[0] if more else "人民路1号"
        name = more[1] if len(more) > 1 else "张三丰"
        lines.append(f"{number},{name},13800001234,山东省济南市历下区{street},{sku},{quantity}")
    return "\n".join(lines) + "\n"


THREE = (("C-1", "DATE-500", 2), ("C-2", "DATE-500", 4), ("C-3", "NUT-1", 1))


class Seller:
    """A shop's folder with short ways to do and look."""

    def __init__(self, folder: Any) -> None:
        self.shop, self.path = folder, folder.path
        self.env: dict[str, str] = dict(KEYS)
        self.write, self.toml, self.dump = folder.write, folder.toml, folder.dump

    def run(self, *args: str, env: Mapping[str, str] | None = None) -> Any:
        return self.shop.run(*args, env={**self.env, **(env or {})})

    def good(self, *args: str) -> Any:
        """Run with --json; it must end with 0."""
        result = self.run(*args, "--json")
        assert result.exit_code == 0, result.stdout + result.stderr
        return result.json

    def stocked(self) -> Seller:
        self.write("stock.csv", STOCK)
        self.good("stock", "import", "stock.csv", "--as", "set")
        return self

    def ordered(
        self, rows: Sequence[Sequence[object]] = THREE, name: str = "orders.csv", channel: str = "chat"
    ) -> Seller:
        self.write(name, orders_sheet(rows))
        result = self.run("orders", "import", name, "--channel", channel)
        assert result.exit_code in (0, 3), result.stderr
        return self

    def hidden(self, *rows: tuple[str, str, int]) -> Seller:
        """Orders of a platform that hides the address."""
        head = "子订单编号,主订单编号,标题,购买数量,订单状态,商家编码,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间\n"
        lines = [
            f"{n},{n},红枣,{quantity},买家已付款，等待卖家发货,{sku},25.00,25.00,2026-11-10 09:00:00,2026-11-10 09:0{at}:00\n"
            for at, (n, sku, quantity) in enumerate(rows)
        ]
        self.write("taobao.csv", head + "".join(lines))
        self.good("orders", "import", "taobao.csv", "--channel", "taobao")
        return self

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        db = self.shop.store()
        try:
            return [tuple(row) for row in db.execute(sql)]
        finally:
            db.close()

    def statuses(self) -> dict[str, str]:
        return dict(self.rows("SELECT order_id, status FROM orders ORDER BY order_id"))

    def waybills(self) -> dict[str, str]:
        return dict(self.rows("SELECT order_id, waybill FROM orders WHERE waybill <> '' ORDER BY order_id"))

    def lots(self) -> dict[str, int]:
        """What is left: SKU/lot → quantity."""
        return dict(
            self.rows(
                "SELECT sku || '/' || coalesce(code, ''), sum(delta) FROM movements JOIN items ON items.id = movements.item_id "
                "LEFT JOIN lots ON lots.id = lot_id GROUP BY 1 ORDER BY 1"
            )
        )

    def parcels(self) -> dict[str, str]:
        return dict(
            self.rows(
                "SELECT order_id, parcels.state FROM parcels JOIN parcel_orders ON parcel_id = parcels.id JOIN orders ON orders.id = order_row ORDER BY 1"
            )
        )


@pytest.fixture
def seller(shop: Any) -> Seller:
    """A shop that sells dates, with a sender and no courier yet."""
    shop.toml(f"[shipments]\n{SENDER}")
    return Seller(shop)


@pytest.fixture
def practice(seller: Seller) -> Seller:
    """A practice shop with stock, three chat orders and a courier that the command itself starts."""
    path = seller.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace('language = "en"', 'language = "en"\npractice = true'), "utf-8")
    for file in seller.path.glob("shop.db*"):
        file.unlink()
    seller.toml('[carriers.zto]\nservice = "practice"\nrates = "zto.csv"')
    seller.write("zto.csv", "省份,首重(kg),首重价格,续重(kg),续重价格\n山东,1,4.00,1,1.50\n其他,1,9.00,1,6.00\n")
    return seller.stocked().ordered()


class Hostile:
    """The hostile courier as a process; `url` while it runs."""

    def __init__(self, script: Path, folder: Path, **options: object) -> None:
        self._ledger = folder / "hostile.jsonl"
        named = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        command = [sys.executable, str(script), "--ledger", str(self._ledger), *named]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()

    def tally(self) -> dict[str, Any]:
        with urllib.request.urlopen(self.url + "/tally", timeout=5) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def quiet(self) -> None:
        urllib.request.urlopen(urllib.request.Request(self.url + "/quiet", method="POST"), timeout=5).close()

    def bought(self) -> list[tuple[str, str]]:
        lines = self._ledger.read_text("utf-8").splitlines() if self._ledger.exists() else []
        return [(row["reference"], row["waybill"]) for row in map(json.loads, lines)]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Callable[..., Hostile]]:
    """Start the hostile courier with these options (faults=0.15, silence_s=2 …); several may run."""
    script, started = CHECKS / "hostile_courier.py", []
    if not script.exists():
        pytest.skip(f"the hostile courier is not here: {script}")

    def start(**options: object) -> Hostile:
        started.append(Hostile(script, tmp_path, **{"faults": 0, **options}))
        return started[-1]

    yield start
    for courier in started:
        courier.close()


def kuaidi100_table(url: str, name: str = "zto", more: str = "") -> str:
    """The table of a courier behind Kuaidi100's contract."""
    return (
        f'[carriers.{name}]\nservice = "kuaidi100"\ncourier = "zhongtong"\nkey = {{ env = "KUAIDI100_KEY" }}\n'
        f'secret = {{ env = "KUAIDI100_SECRET" }}\nurl = "{url}"\ntimeout = "1s"\nconnections = 16\n{more}'
    )


@pytest.fixture
def kuaidi100() -> Callable[..., str]:
    return kuaidi100_table


@pytest.fixture
def zto(seller: Seller, hostile: Callable[..., Hostile]) -> tuple[Seller, Hostile]:
    """A shop with stock and three orders, and a hostile courier that behaves."""
    courier = hostile()
    seller.toml(kuaidi100_table(courier.url))
    return seller.stocked().ordered(), courier
