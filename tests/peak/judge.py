"""The independent judge of packings, run as it stands."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

CHECKS = Path(os.environ.get("SELLERKIT_CHECKS") or Path(__file__).parents[3] / "shared" / "checks")
ORDER_COLUMNS = ("order_id", "sku", "qty", "length_mm", "width_mm", "height_mm", "weight_g", "keep_upright")
CARTON_COLUMNS = ("carton_id", "tare_g", "inner_length_mm", "inner_width_mm", "inner_height_mm", "max_gross_g")


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(list(columns))
        writer.writerows(rows)
    return path


def judged(orders: Path, cartons: Path, packings: str, *options: str) -> Mapping[str, Any]:
    """The judge's figures; the test fails when it finds a fault, and is skipped where there is no judge."""
    script = CHECKS / "check_packing.py"
    if not script.is_file():
        pytest.skip(f"the judge of packings is not here ({CHECKS}); SELLERKIT_CHECKS names its folder")
    lines = orders.parent / "packings.jsonl"
    lines.write_text(packings, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(orders), str(cartons), str(lines), *options],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures
