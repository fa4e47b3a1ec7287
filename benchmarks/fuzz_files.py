"""Good small files in every format that is read, made without the programs that read them: what the fuzz run damages."""

from __future__ import annotations

import csv
import datetime
import io
import struct
import zipfile
from collections.abc import Mapping

Cells = list[list[object]]

STOCK: Cells = [
    ["货号", "品名", "库存数", "进价", "保质期至", "重量"],
    *(
        [f"HZ-{n:03}", f"红枣 {n} 级", n * 7 % 50, n / 4 + 1, datetime.date(2027, 1, 1 + n), f"{n}00g"]
        for n in range(1, 21)
    ),
]


def text(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(STOCK)
    return out.getvalue().encode(encoding)


def xlsx() -> bytes:
    """With merged cells, a second and a hidden sheet, styles, a formula and an error."""
    import openpyxl
    from openpyxl.styles import Font

    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["临县红枣合作社 报价单"])
    sheet.merge_cells("A1:F1")
    for row in STOCK:
        sheet.append(row)
    sheet["A2"].font = Font(bold=True)
    other = book.create_sheet("说明")
    other.append(["=1+1", "#REF!"])
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(out)
    return out.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


ODS = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods(rows: str = "", name: str = "S", more: str = "") -> bytes:
    """The stock, or these rows of XML in a table of this name, and further tables."""
    content = rows or "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
            if isinstance(cell, (int, float))
            else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + '<table:table-cell table:number-columns-repeated="1018"/></table:table-row>'
        for row in STOCK
    )
    table = f'<table:table table:name="{name}">{content}</table:table>{more}'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"<office:document-content{ODS}>{body}</office:document-content>",
        }
    )


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of an xlsb: kind and size as numbers of seven bits a byte."""
    size, head = len(data), bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    while True:
        head += bytes([size & 127 | (128 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + data


def wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def xlsb(sheets: Mapping[str, bytes] | None = None, links: str = "") -> bytes:
    """The stock, or these sheets' records between the beginning and the end of the sheet's data."""
    inside = sheets or {"库存": xlsb_rows()}
    office, package = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006",
    )
    relation = f'<Relationship Id="r%d" Type="{office}/%s" Target="%s"/>'
    book = b"".join(
        record(156, struct.pack("<II", 0, n) + wide(f"r{n}") + wide(name)) for n, name in enumerate(inside, 1)
    )
    targets = "".join(relation % (n, "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(inside) + 1))
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">{relation % (1, "officeDocument", "xl/workbook.bin")}</Relationships>',
        "xl/workbook.bin": record(131) + record(143) + book + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">{targets}{links}</Relationships>',
    }
    for n, data in enumerate(inside.values(), 1):
        area = record(148, struct.pack("<IIII", 0, 20, 0, 5))
        members[f"xl/worksheets/sheet{n}.bin"] = record(129) + area + record(145) + data + record(146) + record(130)
    return zipped(members)


def xlsb_rows() -> bytes:
    rows = b""
    for number, row in enumerate(STOCK):
        rows += record(0, struct.pack("<IIHBBB", number, 0, 300, 0, 0, 0))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, 0)
            rows += (
                record(5, place + struct.pack("<d", cell))
                if isinstance(cell, (int, float))
                else record(6, place + wide(str(cell)))
            )
    return rows + record(0, struct.pack("<IIHBBB", 30, 0, 300, 0, 0, 0)) + record(3, struct.pack("<II", 0, 0) + b"\x17")


def biff(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls_stream(sheets: Mapping[str, bytes] | None = None, positions: list[int] | None = None) -> bytes:
    """A BIFF8 stream of the stock, or of these sheets' records; `positions` lies about where the sheets start."""
    inside = sheets or {"库存": xls_rows()}
    texts = sorted({cell for row in STOCK for cell in row if isinstance(cell, str)})
    strings = b"".join(struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one in texts)
    start = biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)) + biff(0x42, b"\xb0\x04")
    end = biff(0xFC, struct.pack("<II", len(texts), len(texts)) + strings) + biff(0x0A)
    names = [one.encode("utf-16-le") for one in inside]
    at = len(start) + sum(4 + 8 + len(name) for name in names) + len(end)
    bounds, parts = b"", b""
    for n, (name, data) in enumerate(zip(names, inside.values(), strict=True)):
        stated = positions[n] if positions else at + len(parts)
        bounds += biff(0x85, struct.pack("<IHBB", stated, 0, len(name) // 2, 1) + name)
        parts += biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0)) + data + biff(0x0A)
    return start + bounds + end + parts


def xls_rows() -> bytes:
    texts = sorted({cell for row in STOCK for cell in row if isinstance(cell, str)})
    found = biff(0x200, struct.pack("<IIHHH", 0, len(STOCK), 0, 6, 0))
    for number, row in enumerate(STOCK):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, str):
                found += biff(0xFD, place + struct.pack("<I", texts.index(cell)))
            elif isinstance(cell, (int, float)):
                found += biff(0x203, place + struct.pack("<d", cell))
    return (
        found + biff(0x205, struct.pack("<HHHBB", 30, 0, 0, 0x17, 1)) + biff(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 0))
    )


def ole(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file that holds one stream, large enough not to be kept among the small ones."""
    stream = stream.ljust(4096, b"\x00")
    stream += b"\x00" * (-len(stream) % 512)
    count = len(stream) // 512
    tables = -(-(count + 2) // 126)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat = [0xFFFFFFFD] * tables + [end] + list(range(tables + 2, tables + 1 + count)) + [end]
    fat += [free] * (tables * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, end, 0, end, 0)
    sectors = list(range(tables)) + [free] * (109 - tables)
    return (
        header + struct.pack("<109I", *sectors) + struct.pack(f"<{len(fat)}I", *fat)
        + _entry("Root Entry", 5, end, 0, child=1) + _entry(name, 2, tables + 1, len(stream)) + bytes(256) + stream
    )  # fmt: skip


def _entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    return (
        title.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(title), kind, 1, free, free, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def good_files() -> dict[str, bytes]:
    """A good file of each kind, by its name."""
    return {
        "a.xlsx": xlsx(), "b.xlsm": xlsx(), "c.xls": ole(xls_stream()), "d.xlsb": xlsb(), "e.ods": ods(), "f.csv": text(),
        "g.csv": text(encoding="gb18030"), "h.csv": text(encoding="utf-8-sig"), "i.txt": text("\t", "utf-16"), "j.tsv": text("\t"), "k.csv": text(";"),
    }  # fmt: skip
