"""Files that cannot be read, and cells that cannot be understood."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .case import Case, neighbour, workbook

bad_files = neighbour("shop/bad_files.py")
IMPORT = "stock import in.csv --as set"
XLSX = "stock import in.xlsx --as set"
HEAD = "SKU,Name,Qty\n"


def made(make: Callable[[Path], Path]) -> Callable[[], bytes]:
    def data() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            return make(Path(folder)).read_bytes()

    return data


def sheet_xml(xml: str) -> Callable[[], bytes]:
    """An xlsx whose only sheet is this XML."""

    def data() -> bytes:
        import io
        import zipfile

        changed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(workbook(("SKU", "Qty"))())) as old,
            zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
        return changed.getvalue()

    return data


MAIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
ERRORS = "".join(f'<row r="{n}">' + '<c t="e"><v>#REF!</v></c>' * 250 + "</row>" for n in range(1, 802))
MERGED = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>SKU</t></is></c><c r="B1" t="inlineStr"><is><t>Qty</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>30</v></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>B</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
    "</worksheet>"
)
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def make_folder(shop: Any) -> None:
    (shop.path / "in.csv").mkdir()


def make_huge(shop: Any) -> None:
    """A workbook with a hole in it: 210 MB that take no room on the disk."""
    whole = workbook(("SKU", "Qty"), ("A", 1))()
    with (shop.path / "in.xlsx").open("wb") as file:
        file.write(whole[:4])
        file.seek(210_000_000)
        file.write(whole)


CASES = [
    Case("merged-quantity", XLSX, {"in.xlsx": sheet_xml(MAIN + MERGED)}),
    Case("no-such-file", IMPORT),
    Case("is-a-folder", IMPORT, prepare=make_folder),
    Case("empty-file", IMPORT, {"in.csv": ""}),
    Case("not-a-spreadsheet", XLSX, {"in.xlsx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 64}),
    Case("archive", "stock import in.zip --as set", {"in.zip": lambda: _zip()}),
    Case("web-page", "stock import in.xls --as set", {"in.xls": "<html><table><tr><td>SKU</td></tr></table></html>"}),
    Case("password-protected", XLSX, {"in.xlsx": made(bad_files.locked_workbook)}),
    Case("damaged-file", XLSX, {"in.xlsx": made(bad_files.truncated)}),
    Case("expands-too-much", XLSX, {"in.xlsx": made(bad_files.bomb)}),
    Case("file-too-big", XLSX, prepare=make_huge),
    Case("too-many-cells", XLSX, {"in.xlsx": sheet_xml(MAIN + FAR + "</sheetData></worksheet>")}),
    Case("too-many-error-cells", XLSX, {"in.xlsx": sheet_xml(MAIN + ERRORS + "</sheetData></worksheet>")}),
    Case("too-many-columns", IMPORT, {"in.csv": HEAD + "," * 16_400 + "\n"}),
    Case("cell-too-long", IMPORT, {"in.csv": HEAD + "A-1," + "x" * 1_000_001 + ",1\n"}),
    Case("open-quote", IMPORT, {"in.csv": HEAD + 'A-1,"红枣,5\nA-2,核桃,3\n'}),
    Case("unknown-encoding", IMPORT, {"in.csv": made(bad_files.wrong_encoding)}),
    Case("wrong-encoding", IMPORT, {"in.csv": ("商品编码,品名,数量\n" + "甲,红枣,1\n" * 20).encode() + b"\xe6\x9e"}),
    Case("wrong-delimiter", "orders import in.csv --channel chat", {"in.csv": HEAD}, '[orders.channels.chat]\nformat = "chat"\n[orders.formats.chat]\ncolumns = { order_id = "SKU", code = "SKU", quantity = "Qty" }\ndelimiter = "::"'),
    Case("no-such-sheet", "stock import", {"in.xlsx": workbook(("SKU", "Qty"), ("A", 1))}, '[stock.sources.farm]\nfiles = "in.xlsx"\nas = "set"\nsheet = "库存"'),
    Case("no-rows", XLSX, {"in.xlsx": workbook()}),
    Case("no-header", IMPORT, {"in.csv": "1,2,3\n4,5,6\n"}),
    Case("missing-column", "stock import", {"in.csv": HEAD + "A-1,红枣,5\n"}, '[stock.sources.farm]\nfiles = "in.csv"\nas = "set"\ncolumns = { quantity = "库存数" }'),
    Case("bad-rows", IMPORT, {"in.csv": HEAD + "A-1,红枣,many\n"}),
    Case("not-a-number", IMPORT, {"in.csv": HEAD + "A-1,红枣,many\n"}),
    Case("too-large", IMPORT, {"in.csv": HEAD + "A-1,红枣,6901234567892\n"}),
    Case("negative", IMPORT, {"in.csv": HEAD + "A-1,红枣,-3\n"}),
    Case("not-whole", IMPORT, {"in.csv": HEAD + "A-1,红枣,2.5\n"}),
    Case("not-a-weight", IMPORT, {"in.csv": "SKU,Qty,Weight\nA-1,1,heavy\n"}),
    Case("not-a-length", IMPORT, {"in.csv": "SKU,Qty,Length\nA-1,1,long\n"}),
    Case("not-a-date", IMPORT, {"in.csv": "SKU,Qty,Expires\nA-1,1,soon\n"}),
    Case("ambiguous-date", IMPORT, {"in.csv": "SKU,Qty,Expires\nA-1,1,05/06/2027\n"}),
    Case("damaged-id", IMPORT, {"in.csv": HEAD + "6.92E+12,红枣,1\n"}),
    Case("code-became-date", XLSX, {"in.xlsx": workbook(("SKU", "Name", "Qty"), (datetime.date(2026, 11, 1), "红枣", 1))}),
    Case("error-cell", XLSX, {"in.xlsx": sheet_xml(
        MAIN + '<row r="1"><c r="A1" t="inlineStr"><is><t>SKU</t></is></c><c r="B1" t="inlineStr"><is><t>Qty</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c><c r="B2" t="e"><v>#REF!</v></c></row></sheetData></worksheet>')}),
    Case("formula-without-value", XLSX, {"in.xlsx": workbook(("SKU", "Name", "Qty"), ("A-1", "红枣", "=1+1"))}),
    Case("extra-cells", IMPORT, {"in.csv": HEAD + "A-1,红枣, 大,5\nA-2,核桃,3\n"}),
    Case("missing-value", "orders import in.csv", {"in.csv": "货号,数量,收件人信息\nA-1,,李四 13900000000 山西省太原市小店区平阳路1号\nA-1,1,李四 13900000000 山西省太原市小店区平阳路1号\n"}),
]  # fmt: skip


def _zip() -> bytes:
    import io
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("stock.csv", HEAD)
    return data.getvalue()
