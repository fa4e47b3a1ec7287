"""The generated stock files of the benchmarks: Chinese text, decimals, dates, twelve columns."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Iterator
from pathlib import Path

HEADINGS = (
    "货号",
    "品名",
    "条码",
    "库存数量",
    "单位",
    "进价",
    "售价",
    "重量(g)",
    "货位",
    "分类",
    "生产日期",
    "到期日期",
)
NAMES = (
    "临县红枣",
    "汾州核桃",
    "碛口小米",
    "吕梁苦荞",
    "交城骏枣",
    "孝义柿饼",
    "羊毛围巾",
    "棉麻衬衫",
    "真丝睡衣",
    "雪地靴",
)
KINDS = ("干果", "杂粮", "女装", "男装", "鞋靴", "围巾手套")


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """The same rows every time: codes, names, real GTINs, quantities, decimals, two dates."""
    chance = random.Random(20261111)
    first = datetime.date(2026, 1, 1)
    for number in range(count):
        produced = first + datetime.timedelta(days=number % 300)
        digits = f"69{number:010d}"
        yield (
            f"SKU-{number:06d}", f"{chance.choice(NAMES)} {number % 977} 克装", digits + _check_digit(digits), chance.randrange(1, 500), "袋",
            chance.randrange(100, 9900) / 100, chance.randrange(9900, 29900) / 100, chance.randrange(50, 5000), f"A{number % 40}-{number % 7}",
            chance.choice(KINDS), produced, produced + datetime.timedelta(days=365),
        )  # fmt: skip


def workbook(path: Path, count: int) -> Path:
    """An xlsx as openpyxl writes it: shared texts, numbers, date cells."""
    if not path.exists():
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("库存")
        sheet.append(HEADINGS)
        for row in rows(count):
            sheet.append(row)
        book.save(path)
    return path


def text_file(path: Path, count: int) -> Path:
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(HEADINGS)
            out.writerows(rows(count))
    return path


def _check_digit(digits: str) -> str:
    odd, even = sum(map(int, digits[-1::-2])), sum(map(int, digits[-2::-2]))
    return str((10 - (3 * odd + even) % 10) % 10)
