"""Plan sheets and manifests, on paper and as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pypdfium2
import pytest

from sellerkit.base.errors import UsageWrong
from sellerkit.output import Column, Table
from sellerkit.output.document import Bar, Chart, Section, write_document

COLUMNS = [
    Column("n", "序号", "right"),
    Column("waybill", "运单号"),
    Column("what", "内容"),
    Column("g", "重量 g", "right"),
]
ROWS = [
    {"n": n, "waybill": f"SF{10**12 + n}", "what": "临县红枣 <b> 一级 500g × 2，" * (n % 5), "g": 1000 + n}
    for n in range(80)
]
BARS = [Bar(f"{hour:02}:00", hour * 10, "11:30 顺丰" if hour == 11 else "") for hour in range(8, 22)]
SECTIONS = [
    Section("结论", ["全部 1,800 件可以在 20:30 之前发出。"], chart=Chart(BARS, "包裹", "件/小时")),
    Section("交接清单", (), Table(COLUMNS, ROWS, "顺丰速运 17:00")),
    Section("Empty", (), Table(COLUMNS, [], empty="没有包裹。"), new_page=True),
]


def pages_of(path):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def test_a_long_table_goes_on_with_its_headings_and_the_pages_are_numbered(tmp_path):
    assert write_document(tmp_path / "plan.pdf", "备货计划", SECTIONS, practice=True, footer="吕梁红枣") == ""
    pages = pages_of(tmp_path / "plan.pdf")
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "PRACTICE 练习" in text and "吕梁红枣" in text
    assert all("运单号" in text for text in pages[1:-1])
    whole = "\n".join(pages)
    assert all(whole.count(row["waybill"]) == 1 for row in ROWS)
    assert "11:30 顺丰" in whole and "没有包裹。" in pages[-1]


def test_nothing_leaves_the_margins_whatever_the_table_holds(tmp_path):
    wide = [Column(f"c{n}", f"Heading {n}") for n in range(12)]
    rows = [{f"c{n}": f"ABCDEFGHIJKLMNOPQRST{n}" for n in range(12)}, {"c0": "很长" * 900}]
    write_document(tmp_path / "a.pdf", "长" * 90, [Section("Wide", ["x" * 300], Table(wide, rows))], footer="脚" * 99)
    for page in pypdfium2.PdfDocument(tmp_path / "a.pdf"):
        text = page.get_textpage()
        boxes = [
            text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        ]
        edge = 14.5 * 72 / 25.4
        assert all(edge < left and right < 595.3 - edge and low > 12 for left, low, right, _high in boxes)


def test_characters_without_a_glyph_are_told(tmp_path):
    assert write_document(tmp_path / "a.pdf", "礼物🎁", [Section("", ["🐉"])]) == "🎁🐉"


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_page_is_escaped_self_contained_and_readable_aloud(tmp_path):
    write_document(tmp_path / "plan.html", "计划 <script>alert(1)</script>", SECTIONS, practice=True, footer="&")
    text = (tmp_path / "plan.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    names = [tag for tag, _attributes in page.tags]
    assert "script" not in names and "b" not in names and "link" not in names
    assert ("html", {"lang": "en"}) in page.tags
    assert names.count("h1") == 1 and names.count("main") == 1
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th")
    assert "PRACTICE 练习" in text and "11:30 顺丰" in text
    assert not re.search(r"(src|href)=", text)
    assert text.count("SF10") == len(ROWS)


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(UsageWrong) as refused:
        write_document(tmp_path / "plan.docx", "Plan", SECTIONS)
    assert ".pdf .html" in refused.value.hint
