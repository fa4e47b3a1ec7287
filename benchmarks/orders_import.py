#!/usr/bin/env python3
"""What `orders import` costs beside the bare libraries: Taobao orders from xlsx and from csv, in one run.

    python benchmarks/orders_import.py [ORDERS ...]        (1000 10000 100000 when none is named; the last is judged)

Each measurement is a process of its own; it counts its CPU (user + system) and its peak memory. sellerkit's includes
start-up, validation and saving into a new shop with 500 items. The opponents take turns with it, three rounds; medians are
shown (openpyxl, which needs a minute, runs once at the largest size).

The floor of csv is what a sensible person would write: csv.reader, the 23 columns that sellerkit reads, typed (amounts in
cents, whole quantities, NULL for the word null), into one plain table without keys, committed and synced. "as texts" is
the same without the types.

Limits: xlsx at most 3 × a bare python-calamine pass and at least 4 × faster than openpyxl read-only; csv at most 4 × the
floor. Ends with 1 when a limit is broken.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

HEADINGS = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "联系方式备注", "订单状态", "商家编码", "支付单号",
    "买家应付货款", "买家实际支付金额", "退款状态", "退款金额", "订单创建时间", "订单付款时间", "商品id", "分阶段订单信息", "备注标签", "商家备注",
    "主订单买家留言", "发货时间", "物流单号", "物流公司", "是否赔付", "延迟发货主动赔付金额", "赔付出账时间",
)  # fmt: skip
AMOUNTS = ("价格", "买家应付货款", "买家实际支付金额", "退款金额")
KEPT = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "订单状态", "商家编码", "买家应付货款",
    "买家实际支付金额", "退款状态", "退款金额", "订单创建时间", "订单付款时间", "分阶段订单信息", "备注标签", "商家备注", "主订单买家留言", "发货时间",
    "物流单号", "物流公司",
)  # fmt: skip
CALAMINE = """
import sys
from python_calamine import load_workbook
print(sum(1 for sheet in [load_workbook(sys.argv[1]).get_sheet_by_index(0)] for row in sheet.iter_rows()))
"""
OPENPYXL = """
import sys, openpyxl
print(sum(1 for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True)))
"""
CSV_SQLITE = f"""
import csv, sqlite3, sys
kept, amounts, typed = {KEPT!r}, {AMOUNTS!r}, {{typed}}
cents = [kept.index(name) for name in amounts]
pieces = kept.index("购买数量")
kinds = ["INTEGER" if typed and n in (*cents, pieces) else "TEXT" for n in range(len(kept))]

def values(row):
    if not typed:
        return [row[n] for n in at]
    found = [None if row[n] == "null" else row[n] for n in at]
    found[pieces] = int(found[pieces])
    for n in cents:
        if found[n] is not None:
            found[n] = None if found[n] == "无退款申请" else round(float(found[n]) * 100)
    return found

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    heads = next(rows)
    at = [heads.index(name) for name in kept]
    db = sqlite3.connect(sys.argv[2])
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE orders (" + ", ".join(f"c{{{{n}}}} {{{{kind}}}}" for n, kind in enumerate(kinds)) + ")")
    db.executemany("INSERT INTO orders VALUES (" + ", ".join("?" * len(kept)) + ")", map(values, rows))
    db.commit()
    db.close()
"""
ROUNDS = 3
SHOP = '[shop]\nname = "Bench"\ncurrency = "CNY"\ntime_zone = "Asia/Shanghai"\nlanguage = "en"\n'


def rows(count: int) -> list[list[str]]:
    """`count` orders of one to three sub-orders, one and a half on average, over 500 items."""
    draw, found = random.Random(11), []
    for n in range(count):
        order = f"33{n:015d}7"
        subs = draw.choices((1, 2, 3), (60, 30, 10))[0]
        day, minute = 1 + n % 28, f"{n // 60 % 24:02}:{n % 60:02}"
        for sub in range(subs):
            item, pieces = draw.randrange(500), draw.choice((1, 1, 1, 2, 5))
            price = 9.9 + item % 90
            cells = dict.fromkeys(HEADINGS, "null") | {
                "子订单编号": f"{order}{sub}", "主订单编号": order, "标题": f"临县红枣礼盒 第{item}款", "价格": f"{price:.2f}", "购买数量": str(pieces),
                "商品属性": f"规格:{item % 7 * 250 + 250}g", "订单状态": "买家已付款，等待卖家发货", "商家编码": f"DATE-{item:04}",
                "买家应付货款": f"{price * pieces:.2f}", "买家实际支付金额": f"{price * pieces:.2f}", "退款金额": "无退款申请",
                "订单创建时间": f"2026-10-{day:02} {minute}:07", "订单付款时间": f"2026-10-{day:02} {minute}:41",
                "商品id": f"6{item:011}", "主订单买家留言": "请尽快发货" if n % 9 == 0 else "null",
            }  # fmt: skip
            found.append([cells[name] for name in HEADINGS])
    return found


def write_csv(path: Path, data: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *data])


def write_xlsx(path: Path, data: list[list[str]]) -> None:
    """A workbook of inline texts, as the platform writes them; openpyxl would take minutes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    ]
    for number, cells in enumerate([list(HEADINGS), *data], 1):
        texts = "".join(
            f'<c r="{column(n)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for n, cell in enumerate(cells)
        )
        lines.append(f'<row r="{number}">{texts}</row>')
    lines.append("</sheetData></worksheet>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="Sheet0" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        book.writestr("xl/worksheets/sheet1.xml", "".join(lines))


def column(n: int) -> str:
    return (chr(64 + n // 26) if n >= 26 else "") + chr(65 + n % 26)


class Cost(NamedTuple):
    """CPU seconds and peak memory (MB) of a process."""

    cpu: float
    mb: float


def cost(*command: str, cwd: Path | None = None) -> Cost:
    """What a process of its own costs."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=subprocess.STDOUT)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{command[:4]}: {process.returncode}\n{said.read().decode()[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def importing(folder: Path, name: str) -> Cost:
    """`orders import` of the file into a new shop."""
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        shop = Path(temporary)
        (shop / "shop.toml").write_text(SHOP, "utf-8")
        stock = "SKU,Name,Qty\n" + "".join(f"DATE-{n:04},临县红枣 {n},1000000\n" for n in range(500))
        (shop / "stock.csv").write_text(stock, "utf-8")
        tool = [sys.executable, "-m", "sellerkit"]
        cost(*tool, "stock", "import", "stock.csv", "--as", "set", cwd=shop)
        return cost(*tool, "orders", "import", str(folder / name), "--json", cwd=shop)


def measured(folder: Path, count: int) -> dict[str, Cost]:
    """The median cost of each, by its name."""
    # Written by a process of its own: a child's peak memory is never shown below what its parent holds.
    subprocess.run((sys.executable, __file__, "--write", str(folder), str(count)), check=True)
    text, book = str(folder / "orders.csv"), str(folder / "orders.xlsx")
    python = (sys.executable, "-c")
    found: dict[str, list[Cost]] = defaultdict(list)
    for turn in range(ROUNDS):
        found["xlsx"].append(importing(folder, "orders.xlsx"))
        found["csv"].append(importing(folder, "orders.csv"))
        found["calamine"].append(cost(*python, CALAMINE, book))
        for name, typed in (("floor", True), ("as texts", False)):
            (folder / "plain.db").unlink(missing_ok=True)
            found[name].append(cost(*python, CSV_SQLITE.format(typed=typed), text, str(folder / "plain.db")))
        if not turn:
            found["openpyxl"].append(cost(*python, OPENPYXL, book))
    return {name: Cost(*map(statistics.median, zip(*costs, strict=True))) for name, costs in found.items()}


def write_files(folder: Path, count: int) -> None:
    data = rows(count)
    write_csv(folder / "orders.csv", data)
    write_xlsx(folder / "orders.xlsx", data)
    print(f"{count} orders, {len(data)} rows, {len(HEADINGS)} columns", flush=True)


def main() -> int:
    if sys.argv[1:2] == ["--write"]:
        write_files(Path(sys.argv[2]), int(sys.argv[3]))
        return 0
    os.environ.pop("SELLERKIT_SHOP", None)
    held = False
    for count in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as temporary:
            found = measured(Path(temporary), count)
        for name, one in found.items():
            print(f"  {name:9} {one.cpu:6.2f} s  {one.mb:5.0f} MB")
        xlsx, text = found["xlsx"].cpu, found["csv"].cpu
        limits = [
            ("xlsx ÷ python-calamine, at most 3", xlsx / found["calamine"].cpu, xlsx <= 3 * found["calamine"].cpu),
            ("openpyxl ÷ xlsx, at least 4", found["openpyxl"].cpu / xlsx, found["openpyxl"].cpu >= 4 * xlsx),
            ("csv ÷ floor, at most 4", text / found["floor"].cpu, text <= 4 * found["floor"].cpu),
        ]
        held = all(holds for _name, _ratio, holds in limits)
        for name, ratio, holds in limits:
            print(f"  {name}: {ratio:.2f} {'holds' if holds else 'BROKEN'}")
        print(f"  csv ÷ (csv.reader + sqlite3, as texts): {text / found['as texts'].cpu:.2f}", flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
