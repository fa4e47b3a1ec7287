#!/usr/bin/env python3
"""What `orders import` costs beside the bare libraries: 100,000 Taobao orders from xlsx and from csv, in one run.

    python benchmarks/orders_import.py [ORDERS]

Each measurement is a process of its own and counts its CPU (user + system). sellerkit's includes start-up, validation and
saving. Limits: xlsx at most 3 × a bare python-calamine pass and at least 4 × faster than openpyxl read-only; csv at most
4 × csv.reader with a plain sqlite3 load of the same columns. Ends with 1 when a limit is broken.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HEADINGS = (
    "子订单编号", "主订单编号", "标题", "价格", "购买数量", "外部系统编号", "商品属性", "套餐信息", "联系方式备注", "订单状态", "商家编码", "支付单号",
    "买家应付货款", "买家实际支付金额", "退款状态", "退款金额", "订单创建时间", "订单付款时间", "商品id", "分阶段订单信息", "备注标签", "商家备注",
    "主订单买家留言", "发货时间", "物流单号", "物流公司", "是否赔付", "延迟发货主动赔付金额", "赔付出账时间",
)  # fmt: skip
KEPT = (
    "子订单编号",
    "主订单编号",
    "标题",
    "价格",
    "购买数量",
    "商品属性",
    "订单状态",
    "商家编码",
    "买家应付货款",
    "买家实际支付金额",
    "订单创建时间",
    "订单付款时间",
)
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
kept = {KEPT!r}
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.reader(file)
    heads = next(rows)
    at = [heads.index(name) for name in kept]
    db = sqlite3.connect(sys.argv[2])
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE orders (" + ", ".join(f"c{{n}} TEXT" for n in range(len(kept))) + ")")
    db.executemany("INSERT INTO orders VALUES (" + ", ".join("?" * len(kept)) + ")", ([row[n] for n in at] for row in rows))
    db.commit()
"""
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


def cpu(*command: str, cwd: Path | None = None, ends: tuple[int, ...] = (0,)) -> float:
    """CPU seconds of a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in ends:
        sys.exit(f"{command}: {done.returncode}\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def importing(folder: Path, name: str) -> float:
    shop = folder / f"shop-{name}"
    shop.mkdir()
    (shop / "shop.toml").write_text(SHOP, "utf-8")
    stock = "SKU,Name,Qty\n" + "".join(f"DATE-{n:04},临县红枣 {n},1000000\n" for n in range(500))
    (shop / "stock.csv").write_text(stock, "utf-8")
    tool = [sys.executable, "-m", "sellerkit"]
    cpu(*tool, "stock", "import", "stock.csv", "--as", "set", cwd=shop)
    return cpu(*tool, "orders", "import", f"../{name}", "--json", cwd=shop)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ.pop("SELLERKIT_SHOP", None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = rows(count)
        write_csv(folder / "orders.csv", data)
        write_xlsx(folder / "orders.xlsx", data)
        print(f"{count} orders, {len(data)} rows, {len(HEADINGS)} columns")
        del data
        calamine = cpu(sys.executable, "-c", CALAMINE, str(folder / "orders.xlsx"))
        openpyxl = cpu(sys.executable, "-c", OPENPYXL, str(folder / "orders.xlsx"))
        plain = cpu(sys.executable, "-c", CSV_SQLITE, str(folder / "orders.csv"), str(folder / "plain.db"))
        xlsx, text = importing(folder, "orders.xlsx"), importing(folder, "orders.csv")
    print(f"xlsx: sellerkit {xlsx:.2f} s, python-calamine {calamine:.2f} s, openpyxl {openpyxl:.2f} s")
    print(f"csv:  sellerkit {text:.2f} s, csv.reader + sqlite3 {plain:.2f} s")
    limits = [
        ("xlsx ÷ python-calamine, at most 3", xlsx / calamine, xlsx / calamine <= 3),
        ("openpyxl ÷ xlsx, at least 4", openpyxl / xlsx, openpyxl / xlsx >= 4),
        ("csv ÷ (csv.reader + sqlite3), at most 4", text / plain, text / plain <= 4),
    ]
    for name, ratio, holds in limits:
        print(f"{name}: {ratio:.2f} {'holds' if holds else 'BROKEN'}")
    return 0 if all(holds for _name, _ratio, holds in limits) else 1


if __name__ == "__main__":
    sys.exit(main())
