"""Questions that the stock tests ask a shop."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest


class Shelves:
    """What is on the shelves of a shop, as `stock list --json` says it."""

    def __init__(self, shop: Any) -> None:
        self.shop = shop

    def __call__(self, sku: str) -> dict[str, Any]:
        return next(item for item in self.all() if item["sku"] == sku)

    def all(self) -> list[dict[str, Any]]:
        result = self.shop.run("stock", "list", "--json")
        assert result.exit_code == 0, result.stderr
        items: list[dict[str, Any]] = result.json
        return items

    def on_hand(self) -> dict[str, int]:
        return {item["sku"]: item["on_hand"] for item in self.all()}


@pytest.fixture
def shelves(shop: Any) -> Shelves:
    return Shelves(shop)


@pytest.fixture(scope="session")
def csv_text() -> Callable[..., str]:
    """Rows as the text of a csv file."""

    def text(rows: Sequence[Sequence[object]]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue()

    return text


@pytest.fixture(scope="session")
def workbook() -> Callable[..., Path]:
    """Write an xlsx with these rows from row 1 on."""

    def write(path: Path, rows: Sequence[Sequence[object]], *, merges: Sequence[str] = (), sheet: str = "库存") -> Path:
        from openpyxl import Workbook

        book = Workbook()
        page = book.active
        page.title = sheet
        for row in rows:
            page.append(list(row))
        for area in merges:
            page.merge_cells(area)
        book.save(path)
        return path

    return write
