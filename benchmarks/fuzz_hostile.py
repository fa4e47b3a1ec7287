"""Files made to break a reader, each for one trap: what claims to be enormous, lies, never ends or changes on the way."""

from __future__ import annotations

import os
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from fuzz_files import STOCK, biff, ods, ole, record, text, wide, xls_rows, xls_stream, xlsb, xlsb_rows, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL = '<c r="%s"><v>1</v></c>'
FILLED = '<table:table-cell office:value-type="float" office:value="1"%s><text:p>1</text:p></table:table-cell>'
HEAD = "SKU,Name,Qty\n"
MB = 1 << 20


def changed(
    data: bytes, replaced: dict[str, bytes | str | None], *, more: dict[str, bytes | str] | None = None
) -> bytes:
    """An archive with other members: None drops one, `more` are added even when there is one of that name."""
    import io
    import warnings

    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name in old.namelist():
            content = replaced.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows: str, after: str = "", before: str = "") -> bytes:
    """An xlsx with this sheet."""
    return changed(
        xlsx(), {SHEET: f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'}
    )


def many_sheets(count: int, *, one_part: bool) -> bytes:
    """`count` sheets: all the same part of the file, or each its own."""
    office, package = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006",
    )
    part = [1 if one_part else n for n in range(1, count + 1)]
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="k{n}"/>' for n in range(1, count + 1))
    links = "".join(
        f'<Relationship Id="k{n}" Type="{office}/worksheet" Target="worksheets/w{part[n - 1]}.xml"/>'
        for n in range(1, count + 1)
    )
    rows = "".join(
        f'<row r="{n}">' + "".join(CELL % f"{c}{n}" for c in "ABCDEFGH") + "</row>"
        for n in range(1, 20_001 if one_part else 3)
    )
    page = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return changed(
        xlsx(),
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        },
        more={f"xl/worksheets/w{n}.xml": page for n in sorted(set(part))},
    )


def dates(serial: str) -> bytes:
    """A cell with a date's format and a number that no calendar has."""
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    good = sheet(f'<row r="1"><c r="A1" s="0"><v>{serial}</v></c></row>')
    return changed(good, {"xl/styles.xml": styles})


def repeated(rows: str, columns: str, *, filled: bool) -> bytes:
    many = f' table:number-columns-repeated="{columns}"'
    cell = FILLED % many if filled else f"<table:table-cell{many}/>"
    return ods(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')


def loops_in(table: str) -> bytes:
    """A compound file whose chain of sectors runs in a circle."""
    data = bytearray(ole(xls_stream()))
    if table == "stream":
        struct.pack_into("<I", data, 512 + 4 * 5, 3)
    elif table == "directory":
        struct.pack_into("<I", data, 512 + 4, 1)
    elif table == "small":
        struct.pack_into("<II", data, 60, 1, 1)
        struct.pack_into("<I", data, 512 + 4, 1)
    elif table == "root":
        struct.pack_into("<I", data, 512 + 4 * 9, 9)
        struct.pack_into("<I", data, 1024 + 116, 9)
    else:
        struct.pack_into("<II", data, 68, 0, 1)
        struct.pack_into("<I", data, 1024 - 4, 0)
    return bytes(data)


def copies(count: int, *, apart: bool) -> bytes:
    """An xls whose sheets are all the same records, under names that are all the same or all different."""
    start = len(xls_stream({f"s{n if apart else ''}": b"" for n in range(1)}))
    names = {f"s{n:04}": b"" for n in range(count - 1)} | {"last": xls_rows()}
    plain = xls_stream(names)
    return ole(xls_stream(names, [plain.index(biff(0x200)[:2] + b"\x0e", start) - 20] * count))


SMALL: dict[str, Callable[[], bytes]] = {
    "empty.csv": lambda: b"",
    "nul.csv": lambda: HEAD.encode() + b"A-1,x\x00y,3\n" * 20,
    "late-nul.csv": lambda: HEAD.encode() + b"A-1,Mug,3\n" * 9000 + b"A-2,x\x00y,3\n",
    "only-nul.csv": lambda: bytes(100_000),
    "no-newline.csv": lambda: b"SKU,Qty",
    "only-newlines.csv": lambda: b"\n" * 200_000,
    "only-carriage-returns.csv": lambda: (HEAD + "A,Mug,3\n").replace("\n", "\r").encode() * 9000,
    "open-quote.csv": lambda: HEAD.encode() + b'A-1,"Mug,3\n' + b"A-2,Mug,3\n" * 50_000,
    "quotes.csv": lambda: b'"' * 3_000_000,
    "quote-a-cell.csv": lambda: HEAD.encode() + b'"a"b"c"","""d",""x"",3\n' * 5000,
    "20000-columns.csv": lambda: b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"1," * 19_999 + b"\n",
    "16000-columns.csv": lambda: (b"SKU,Qty" + b",c" * 16_000 + b"\n" + b"A,1" + b",1" * 16_000 + b"\n") * 20,
    "2000-columns.csv": lambda: b"SKU," + b",".join(b"c%d" % n for n in range(2000)) + b"\n" + (b"A" + b",1" * 2000 + b"\n") * 500,
    "lone-surrogate-utf8.csv": lambda: HEAD.encode() + b"A-1,\xed\xa0\x80,3\n",
    "lone-surrogate-utf16.txt": lambda: b"\xff\xfe" + HEAD.encode("utf-16-le") + b"\x00\xd8" + "A,B,3\n".encode("utf-16-le"),
    "odd-utf16.txt": lambda: b"\xff\xfe" + HEAD.encode("utf-16-le") + b"A",
    "bad-utf8.csv": lambda: text() + b"\xff\xfe\n",
    "bad-gb18030.csv": lambda: text(encoding="gb18030") + b"\x81\xff\n",
    "gb18030-end.csv": lambda: text(encoding="gb18030") + b"\x81",
    "utf32.csv": lambda: text(encoding="utf-32"),
    "end-mark.csv": lambda: HEAD.encode() + "A-1,\ue000end\ue000,3\n".encode() * 3000,
    "separators.csv": lambda: HEAD.encode() + "A-1,x\u2028y\u0085z\x0bw\x0c\x1c\x1d\x1e,3\n".encode() * 100,
    "control.csv": lambda: HEAD.encode() + b"A-1,\x01\x02\x07\x1b[31m\x7f,3\n",
    "deep-brackets.csv": lambda: ("(" * 200_000 + ",Qty\nA,1\n").encode(),
    "long-heading.csv": lambda: ("SKU,Qty," + "库" * 900_000 + "\nA,1,x\n").encode(),
    "500-preambles.csv": lambda: ("x,y\n" * 500 + HEAD + "A,Mug,3\n").encode(),
    "digits.csv": lambda: HEAD.encode() + b"A-1,Mug," + b"9" * 900_000 + b"\n",
    "exponent.csv": lambda: HEAD.encode() + b"A-1,Mug,1e999999999\nA-2,Mug,1E+99999\nA-3,Mug,-0\nA-4,Mug,0x10\n",
    "fold.csv": lambda: HEAD.encode() + ("A-1," + "\u0130\ufdfa" * 50_000 + ",3\n").encode(),
    "far-corner.xlsx": lambda: sheet(f'<row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "XFD1048576"}</row>'),
    "only-far-corner.xlsx": lambda: sheet(f'<row r="1048576">{CELL % "XFD1048576"}</row>'),
    "far-row.xlsx": lambda: sheet(f'<row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "A1048576"}</row>'),
    "far-column.xlsx": lambda: sheet("".join(f'<row r="{n}">{CELL % f"A{n}"}{CELL % f"XFD{n}"}</row>' for n in range(1, 700))),
    "dimension.xlsx": lambda: sheet(f'<row r="1">{CELL % "A1"}</row>', before='<dimension ref="A1:XFD1048576"/>'),
    "beyond.xlsx": lambda: sheet(f'<row r="1">{CELL % "XFE1"}</row><row r="9999999">{CELL % "A9999999"}</row>'),
    "endless-place.xlsx": lambda: sheet(f'<row r="1">{CELL % ("A" * 100_000 + "1")}</row>'),
    "no-places.xlsx": lambda: sheet("<row>" + "<c><v>1</v></c>" * 20_000 + "</row>"),
    "deep.xlsx": lambda: sheet("<row>" * 500_000),
    "deep-text.xlsx": lambda: changed(xlsx(), {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si>' + "<r>" * 500_000}),
    "deep-styles.xlsx": lambda: changed(xlsx(), {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">' + "<a>" * 500_000}),
    "deep-book.xlsx": lambda: changed(xlsx(), {"xl/workbook.xml": "<a>" * 500_000}),
    "laughs.xlsx": lambda: _laughs(SHEET),
    "laughs-strings.xlsx": lambda: _laughs("xl/sharedStrings.xml"),
    "laughs-book.xlsx": lambda: _laughs("xl/workbook.xml"),
    "laughs-styles.xlsx": lambda: _laughs("xl/styles.xml"),
    "outside.xlsx": lambda: changed(xlsx(), {SHEET: f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>'}),
    "long-attribute.xlsx": lambda: sheet(f'<row r="1" x="{"y" * 7_000_000}">{CELL % "A1"}</row>'),
    "longer-attribute.xlsx": lambda: sheet(f'<row r="1" x="{"y" * 60_000_000}">{CELL % "A1"}</row>'),
    "long-comment.xlsx": lambda: sheet(f"<!--{'<' * 40_000_000}--><row r='1'><c r='A1' t='e'><v>#REF!</v></c></row>"),
    "long-comment-in-book.xlsx": lambda: changed(xlsx(), {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><!--{"<" * 40_000_000}--></workbook>'}),
    "many-attributes.xlsx": lambda: changed(xlsx(), {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheet ' + " ".join(f'a{n}="1"' for n in range(300_000)) + "/></workbook>"}),
    "empty-strings.xlsx": lambda: changed(xlsx(), {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">' + "<si/>" * 8_000_000 + "</sst>"}),
    "many-strings.xlsx": lambda: changed(xlsx(), {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295">' + "<si><t>a</t></si>" * 2_000_000 + "</sst>"}),
    "long-string.xlsx": lambda: changed(xlsx(), {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000_000}</t></si></sst>'}),
    "string-index.xlsx": lambda: sheet('<row r="1"><c r="A1" t="s"><v>4294967295</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>99999999999999999999</v></c></row>'),
    "many-styles.xlsx": lambda: changed(xlsx(), {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs>' + '<xf numFmtId="14"/>' * 100_000 + "</cellXfs></styleSheet>"}),
    "many-merges.xlsx": lambda: sheet(f'<row r="1">{CELL % "A1"}</row>', "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_001)) + "</mergeCells>"),
    "merge-bomb.xlsx": lambda: sheet(f'<row r="1">{CELL % "A1"}</row>', "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 1_100_000 + "</mergeCells>"),
    "wide-merge.xlsx": lambda: sheet(f'<row r="1">{CELL % "A1"}</row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:A1"/><mergeCell ref="A0:ZZZZZ99999999"/></mergeCells>'),
    "one-part-many-sheets.xlsx": lambda: many_sheets(3000, one_part=True),
    "many-sheets.xlsx": lambda: many_sheets(9000, one_part=False),
    "two-of-a-name.xlsx": lambda: changed(sheet(f'<row r="1">{CELL % "A1"}</row>'), {}, more={SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "XFD1048576"}</row></sheetData></worksheet>'}),
    "two-of-a-name-turned.xlsx": lambda: changed(sheet(f'<row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "XFD1048576"}</row>'), {}, more={SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{CELL % "A1"}</row></sheetData></worksheet>'}),
    "two-cases-of-a-name.xlsx": lambda: changed(xlsx(), {}, more={SHEET.upper(): f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "XFD1048576"}</row></sheetData></worksheet>'}),
    "roundabout-target.xlsx": lambda: _roundabout(),
    "utf16.xlsx": lambda: changed(xlsx(), {SHEET: f'<?xml version="1.0" encoding="utf-16"?><worksheet xmlns="{MAIN}"><sheetData><row r="1">{CELL % "A1"}</row></sheetData></worksheet>'.encode("utf-16")}),
    "unknown-encoding.xlsx": lambda: changed(xlsx(), {SHEET: f'<?xml version="1.0" encoding="x-none"?><worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="e"/></row></sheetData></worksheet>'}),
    **{f"date{n}.xlsx": (lambda serial=serial: dates(serial)) for n, serial in enumerate(("-1", "0", "60", "2958466", "1e10", "1e300", "-1e300", "NaN", "inf", "0.9999999999"))},
    "rows-repeated.ods": lambda: repeated("1048576", "1", filled=True),
    "columns-repeated.ods": lambda: repeated("1", "1000000", filled=True),
    "both-repeated.ods": lambda: repeated("1048576", "16384", filled=True),
    "empty-rows-repeated.ods": lambda: repeated("1048576", "16384", filled=False),
    "empty-for-ever.ods": lambda: repeated("99999999999", "1", filled=False),
    "empty-for-long.ods": lambda: repeated("999999999", "1", filled=False),
    "plus-repeated.ods": lambda: repeated("+999999999", "1", filled=True),
    "wide-for-ever.ods": lambda: repeated("1", "99999999999", filled=False),
    "negative-repeated.ods": lambda: repeated("-1", "-1", filled=True),
    "two-tables-of-a-name.ods": lambda: _same_name_twice(),
    "long-text.ods": lambda: ods(f'<table:table-row><table:table-cell office:value-type="string"><text:p>{"红" * 20_000_000}</text:p></table:table-cell></table:table-row>'),
    "long-attribute.ods": lambda: ods(f'<table:table-row><table:table-cell x="{"y" * 60_000_000}"/></table:table-row>'),
    "many-paragraphs.ods": lambda: ods("<table:table-row><table:table-cell>" + "<text:p>a</text:p>" * 1_000_000 + "</table:table-cell></table:table-row>"),
    "deep.ods": lambda: ods("<table:table-row>" * 500_000),
    "laughs.ods": lambda: _laughs("content.xml"),
    "dates.ods": lambda: ods("<table:table-row>" + "".join(f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"/>' for kind, value in (("date", "99999-99-99"), ("date", ""), ("time", "PT99999999999999H"), ("time", "x"), ("boolean", "x"), ("percentage", "x"))) + "</table:table-row>"),
    "far-corner.xlsb": lambda: xlsb({"S": _far_xlsb(1_048_575, 16_383)}),
    "beyond.xlsb": lambda: xlsb({"S": _far_xlsb(0xFFFFFFFF, 0xFFFFFFFF)}),
    "dimension.xlsb": lambda: xlsb({"S": record(148, struct.pack("<IIII", 0, 0xFFFFFFFE, 0, 0xFFFFFFFE)) + xlsb_rows()}),
    "turned-dimension.xlsb": lambda: xlsb({"S": record(148, struct.pack("<IIII", 9, 0, 9, 0)) + xlsb_rows()}),
    "long-record.xlsb": lambda: xlsb({"S": record(300, bytes(60_000_000)) + xlsb_rows()}),
    "cut-record.xlsb": lambda: xlsb({"S": xlsb_rows() + b"\x06\xff\xff\xff\x7f"}),
    "text-length.xlsb": lambda: xlsb({"S": record(0, struct.pack("<IIHBBB", 0, 0, 300, 0, 0, 0)) + record(6, struct.pack("<III", 0, 0, 0xFFFFFFF0) + wide("a"))}),
    "short-cells.xlsb": lambda: xlsb({"S": b"".join(record(kind, b"\x00" * size) for kind in range(20) for size in range(12))}),
    **{f"claims-{at}.xls": (lambda at=at: ole(xls_stream())[:at] + b"\xff" * 4 + ole(xls_stream())[at + 4 :]) for at in range(24, 80, 4)},
    **{f"loop-{table}.xls": (lambda table=table: loops_in(table)) for table in ("stream", "directory", "small", "root", "fat")},
    "dimension.xls": lambda: ole(xls_stream({"S": biff(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)) + xls_rows()})),
    "big-dimensions.xls": lambda: ole(xls_stream({f"S{n}": biff(0x200, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0)) for n in range(50)})),
    "far-corner.xls": lambda: ole(xls_stream({"S": biff(0x203, struct.pack("<HHHd", 0, 0, 0, 1)) + biff(0x203, struct.pack("<HHHd", 65_535, 255, 0, 1))})),
    "one-part-many-sheets.xls": lambda: copies(3000, apart=True),
    "positions.xls": lambda: ole(xls_stream({"a": xls_rows(), "b": b"", "c": b""}, [0, 0xFFFFFFFF, 7])),
    "merges.xls": lambda: ole(xls_stream({"S": xls_rows() + biff(0xE5, struct.pack("<H", 0xFFFF))})),
    "short-cells.xls": lambda: ole(xls_stream({"S": b"".join(biff(kind, bytes(size)) for kind in (6, 0xBD, 0xFD, 0x205, 0x203, 0x204, 0x27E, 0xD6, 0xBE, 0x207) for size in range(22))})),
    "strings.xls": lambda: ole(xls_stream().replace(biff(0xFC)[:2], struct.pack("<H", 0xFC), 1).replace("红枣 1 级".encode("utf-16-le"), b"\xff" * 12)),
    "letters.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40,
}  # fmt: skip


def _laughs(part: str) -> bytes:
    entities = '<!ENTITY a "haha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    laugh = f'<!DOCTYPE x [{entities}]><x><row r="1"><c r="A1" t="e"><v>&j;</v></c></row></x>'
    return changed(ods() if part == "content.xml" else xlsx(), {part: laugh})


def _roundabout() -> bytes:
    """The sheet's part has a name with `..` in it, so that a reader which tidies names never looks at it."""
    far = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{CELL % "A1"}</row><row r="1048576">{CELL % "XFD1048576"}</row></sheetData></worksheet>'
    office, package = (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://schemas.openxmlformats.org/package/2006",
    )
    link = f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/worksheet" Target="../xl/far.xml"/></Relationships>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    return changed(
        xlsx(), {"xl/_rels/workbook.xml.rels": link, "xl/workbook.xml": book}, more={"xl/../xl/far.xml": far}
    )


def _same_name_twice() -> bytes:
    many = (
        '<table:table-row table:number-rows-repeated="1000000">'
        + FILLED % ' table:number-columns-repeated="12"'
        + "</table:table-row>"
    )
    return ods(many, "S", "".join(f'<table:table table:name="S">{many}</table:table>' for _n in range(3)))


def _far_xlsb(row: int, column: int) -> bytes:
    def line(at: int) -> bytes:
        return record(0, struct.pack("<IIHBBB", at, 0, 300, 0, 0, 0))

    return line(0) + record(5, struct.pack("<IId", 0, 0, 1)) + line(row) + record(5, struct.pack("<IId", column, 0, 1))


def small(folder: Path) -> Iterator[Path]:
    """Each of SMALL as a file of its name."""
    for name, make in SMALL.items():
        path = folder / name
        path.write_bytes(make())
        yield path


def odd_places(folder: Path) -> Iterator[Path]:
    """What is no readable file at all: a folder, a pipe, a device, a circle of links, nothing, a forbidden file."""
    (folder / "folder.xlsx").mkdir(exist_ok=True)
    os.mkfifo(folder / "pipe.csv")
    (folder / "circle.csv").symlink_to(folder / "circle.csv")
    (folder / "nowhere.csv").symlink_to(folder / "nothing.csv")
    (folder / "forbidden.csv").write_bytes(text())
    (folder / "forbidden.csv").chmod(0)
    names = ("folder.xlsx", "pipe.csv", "circle.csv", "nowhere.csv", "forbidden.csv", "x" * 300 + ".csv")
    yield from (folder / name for name in names)
    yield from (Path("/dev/zero"), Path("/dev/null"), folder / "forbidden.csv" / "x.csv")


def large(folder: Path) -> Iterator[Path]:
    """What is large on the disk, or would be in memory."""
    path = folder / "one-line.csv"
    with path.open("wb") as file:
        for _n in range(200):
            file.write(b"a,b,1" + b",abcdefg" * (MB // 8))
    yield path
    path.unlink()
    for name, member, start, piece, end in (
        ("blanks.xlsx", SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>', " " * MB, ""),
        ("rows.xlsx", SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>', "<row/>" * (MB // 6), "</sheetData></worksheet>"),
        ("rows-95mb.xlsx", SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>', "<row/>" * (MB // 6), "</sheetData></worksheet>"),
        ("styles-95mb.xlsx", "xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs>', "<xf/>" * (MB // 5), "</cellXfs></styleSheet>"),
        ("strings-95mb.xlsx", "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">', "<si><t/></si>" * (MB // 14), "</sst>"),
        ("content-95mb.ods", "content.xml", "<office:document-content><x>", "<y/>" * (MB // 4), "</x></office:document-content>"),
        ("strings.xlsx", "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">', "<si><t/></si>" * (MB // 13), "</sst>"),
        ("styles.xlsx", "xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs>', "<xf/>" * (MB // 5), "</cellXfs></styleSheet>"),
        ("merges.xlsx", SHEET, f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>', '<mergeCell ref="A1:B1"/>' * (MB // 24), "</mergeCells></worksheet>"),
        ("book.xlsx", "xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets>', '<sheet name="a"/>' * (MB // 17), "</sheets></workbook>"),
        ("picture.xlsx", "xl/media/image1.png", "", " " * MB, ""),
        ("content.ods", "content.xml", "<office:document-content><x>", "<y/>" * (MB // 4), "</x></office:document-content>"),
    ):  # fmt: skip
        path = folder / name
        good = zipfile.ZipFile(_plain(folder, ods() if name.endswith("ods") else xlsx()))
        with good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for other in good.namelist():
                if other != member:
                    archive.writestr(other, good.read(other))
            with archive.open(member, "w", force_zip64=True) as out:
                out.write(start.encode())
                for _n in range(95 if "95mb" in name else 480 if "strings" in name else 1400):
                    out.write(piece.encode())
                out.write(end.encode())
        yield path
        path.unlink()


def _plain(folder: Path, data: bytes) -> Path:
    path = folder / "good.zip"
    path.write_bytes(data)
    return path


class Changing:
    """While it is entered, the file is cut, filled and removed again and again."""

    def __init__(self, path: Path, good: bytes) -> None:
        self.path, self.good, self.over = path, good, threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self.path.write_bytes(self.good)
        self.thread.start()

    def __exit__(self, *_about: object) -> None:
        self.over.set()
        self.thread.join()

    def _run(self) -> None:
        forms = (self.good[: len(self.good) // 2], self.good, b"", b"\xff" * 5000, self.good * 2, None)
        while not self.over.is_set():
            for form in forms:
                if form is None:
                    self.path.unlink(missing_ok=True)
                else:
                    self.path.write_bytes(form)
                time.sleep(0.002)


__all__ = ["SMALL", "STOCK", "Changing", "changed", "large", "odd_places", "small"]
