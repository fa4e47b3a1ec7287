"""Small files in the layouts that sellers really have, written where a test asks for them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write an xlsx with openpyxl: workbook(rows) or workbook({"sheet": rows}, merges=["A1:B1"], hidden=["sheet"])."""

    def write(
        sheets: Sequence[Sequence[Any]] | dict[str, Sequence[Sequence[Any]]],
        name: str = "book.xlsx",
        merges: Sequence[str] = (),
        hidden: Sequence[str] = (),
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in (sheets if isinstance(sheets, dict) else {"库存": sheets}).items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for merge in merges:
                sheet.merge_cells(merge)
            if title in hidden:
                sheet.sheet_state = "hidden"
        book.save(tmp_path / name)
        book.close()
        return tmp_path / name

    return write


@pytest.fixture
def text_file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "stock.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def raw_xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Write an xlsx from the XML of its one sheet (the inside of sheetData), for what openpyxl would never write."""

    def write(rows: str, strings: str = "", whole: str | bytes = "", extra: dict[str, bytes] | None = None) -> Path:
        path = tmp_path / "raw.xlsx"
        relation = f"<Relationship Id='%s' Type='{OFFICE}/%s' Target='%s'/>"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", f"<Types xmlns='{PACKAGE}/content-types'/>")
            archive.writestr(
                "_rels/.rels",
                f"<Relationships xmlns='{PACKAGE}/relationships'>"
                + relation % ("r1", "officeDocument", "xl/workbook.xml")
                + "</Relationships>",
            )
            archive.writestr(
                "xl/workbook.xml",
                f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>",
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                f"<Relationships xmlns='{PACKAGE}/relationships'>"
                + relation % ("r1", "worksheet", "worksheets/sheet1.xml")
                + relation % ("r2", "sharedStrings", "sharedStrings.xml")
                + "</Relationships>",
            )
            archive.writestr(
                "xl/worksheets/sheet1.xml",
                whole or f"<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData></worksheet>",
            )
            if strings:
                archive.writestr("xl/sharedStrings.xml", f"<sst xmlns='{MAIN}'>{strings}</sst>")
            for member, data in (extra or {}).items():
                archive.writestr(member, data)
        return path

    return write


@pytest.fixture
def tmp_ods(tmp_path: Path) -> Callable[[str], Path]:
    """Write an ods from the XML of its one table."""
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    calc = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'

    def write(body: str) -> Path:
        path = tmp_path / "book.ods"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("META-INF/manifest.xml", "<manifest/>")
            archive.writestr(
                "content.xml",
                f"<office:document-content{spaces}{calc}><office:body><office:spreadsheet>"
                f'<table:table table:name="S">{body}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>",
            )
        return path

    return write
