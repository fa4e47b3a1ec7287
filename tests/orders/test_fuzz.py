"""Damaged order files: refused or taken, never a crash, never half of one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

SAMPLES = sorted(p for p in (Path(__file__).parents[1] / "contracts" / "orders").glob("*.*") if p.suffix != ".json")
DAMAGES = 6


def damaged(data: bytes, draw: random.Random) -> bytes:
    """The file cut short, with flipped bytes, with a slice gone, twice over, or with a slice of it put elsewhere."""
    way, at = draw.randrange(5), draw.randrange(len(data))
    if way == 0:
        return data[:at]
    if way == 1:
        changed = bytearray(data)
        for _n in range(draw.randrange(1, 20)):
            changed[draw.randrange(len(data))] = draw.randrange(256)
        return bytes(changed)
    if way == 2:
        return data[:at] + data[at + draw.randrange(1, 200) :]
    if way == 3:
        return data + data[at:]
    piece = data[at : at + 100]
    return data[:at] + piece * draw.randrange(2, 5) + data[at:]


def sold(shop: Any) -> int:
    return int(shop.store().execute("SELECT count(*) FROM orders").fetchone()[0])


def tried(shop: Any, name: str, data: bytes) -> None:
    shop.write(name, data)
    before = shop.dump()
    result = shop.run("orders", "import", name, "--json")
    assert result.exit_code in (0, 3, 5), (result.exit_code, result.stdout, result.stderr)
    if result.exit_code == 5:
        assert result.json["error"]["message"] and shop.dump() == before
    else:
        (file,) = result.json
        assert file["created"] + file["changed"] + file["unchanged"] + file["rejected"] == file["rows"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_damaged_export_never_crashes_and_is_never_half_taken(shop: Any, path: Path) -> None:
    data, draw = path.read_bytes(), random.Random(path.name)
    for n in range(DAMAGES):
        tried(shop, f"{n}{path.suffix}", damaged(data, draw))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_many_damaged_exports(shop: Any, path: Path, seed: int) -> None:
    data, draw = path.read_bytes(), random.Random(seed)
    for n in range(20):
        tried(shop, f"{n}{path.suffix}", damaged(data, draw))


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_of_refunds(shop: Any, seed: int) -> None:
    text = "退款编号,订单编号,买家退款金额,售后类型,退款状态,退货物流单号,申请时间\n" + "".join(
        f"T{n},33{n},{n}.50,仅退款,退款成功,SF{n},2026-11-10 10:00:00\n" for n in range(20)
    )
    draw = random.Random(seed)
    for n in range(DAMAGES):
        shop.write(f"{n}.csv", damaged(text.encode("gb18030"), draw))
        result = shop.run("orders", "refunds", f"{n}.csv", "--json")
        assert result.exit_code in (0, 3, 5), (result.exit_code, result.stdout, result.stderr)
