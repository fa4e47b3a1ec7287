"""`peak print`: the sheets on the wall, in PDF, HTML and on the terminal, in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest


@pytest.fixture
def planned(peak: Any) -> Any:
    peak.item("CAKE", quantity=3, expires="2026-11-20", name="枣糕", shelf="A-1")
    peak.more("CAKE", 9, "2027-01-31")
    for n in range(4):
        peak.order(f"date-{n}", {"DATE": 1})
        peak.order(f"mix-{n}", {"NUT": 1, "CAKE": 2})
    peak.order("wish", {"DATE": 2}, note="请送贺卡, 电话 13800000000")
    peak.plan()
    return peak


def sections(peak: Any) -> list[dict[str, Any]]:
    result = peak.run("peak", "print", "--json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def text_of(pdf: Any) -> list[str]:
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(pdf)
    texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return texts


def test_the_pick_list_walks_past_the_shelves_and_takes_the_lot_that_expires_first(planned: Any) -> None:
    lists = {s["title"]: s["rows"] for s in sections(planned) if s["rows"] and "lot" in s["rows"][0]}
    mixed = next(rows for title, rows in lists.items() if "mixed" in title)
    assert [(row["shelf"], row["lot"], row["quantity"]) for row in mixed] == [
        ("A-1", "L11 2026-11-20", "3"), ("A-1", "L01 2027-01-31", "5"), ("A-10", "", "4"),
    ]  # fmt: skip


def test_the_put_wall_says_which_item_goes_into_which_slots(planned: Any) -> None:
    (wall,) = [s for s in sections(planned) if s["rows"] and "slots" in s["rows"][0]]
    assert {row["sku"]: row["slots"] for row in wall["rows"]} == {"CAKE": "1×2, 2×2, 3×2, 4×2", "NUT": "1, 2, 3, 4"}


def test_the_slots_of_the_wall_are_those_of_the_stations(planned: Any) -> None:
    slots = {
        row["order"]: row["slot"] for s in sections(planned) for row in s["rows"] if "order" in row and row["slot"]
    }
    assert slots == {"mix-0": "1-01", "mix-1": "1-02", "mix-2": "1-03", "mix-3": "1-04"}


def test_a_note_stands_on_the_sheet_without_its_phone_number(planned: Any) -> None:
    (note,) = [row["note"] for s in sections(planned) for row in s["rows"] if row.get("note")]
    assert "请送贺卡" in note and "13800000000" not in note


def test_every_order_stands_on_exactly_one_station_sheet(planned: Any) -> None:
    numbers = [row["order"] for s in sections(planned) for row in s["rows"] if "order" in row]
    assert sorted(numbers) == sorted([f"date-{n}" for n in range(4)] + [f"mix-{n}" for n in range(4)] + ["wish"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pdf_has_a_page_for_the_boss_the_lists_and_each_station(planned: Any, language: str) -> None:
    result = planned.run("peak", "print", "-o", "plan.pdf", "--language", language)
    assert result.exit_code == 0 and "plan.pdf" in result.stdout
    assert "No font" not in result.stderr
    pages = text_of(planned.path / "plan.pdf")
    assert len(pages) == 6  # boss, pick list, put wall, drawings, two stations
    whole = "\n".join(pages)
    assert "红枣 500 克" in whole and "请送贺卡" in whole and "mix-3" in whole and "11:30" in pages[0]


def test_the_html_needs_nothing_else_and_escapes_what_it_shows(planned: Any) -> None:
    planned.order("x", {"DATE": 1}, note="<script>alert(1)</script>")
    planned.plan()
    planned.run("peak", "print", "-o", "plan.html")
    page = (planned.path / "plan.html").read_text("utf-8")
    assert "枣糕" in page and "&lt;script&gt;" in page and "<script>alert" not in page


def test_the_terminal_shows_the_same_sheets(planned: Any) -> None:
    out = planned.run("peak", "print").stdout
    assert "Station 1" in out and "Pick list" in out and "Put wall" in out and "####" in out


def test_orders_that_left_meanwhile_are_not_printed(planned: Any) -> None:
    db = planned.shop.store()
    with db:
        db.execute("UPDATE orders SET status = 'shipped' WHERE order_id = 'mix-0'")
    db.close()
    slots = {
        row["order"]: row["slot"] for s in sections(planned) for row in s["rows"] if "order" in row and row["slot"]
    }
    assert slots == {"mix-1": "1-02", "mix-2": "1-03", "mix-3": "1-04"}


def test_without_a_plan_there_is_nothing_to_print(peak: Any) -> None:
    result = peak.run("peak", "print")
    assert result.exit_code == 5 and "sellerkit peak plan" in result.stderr


def test_printing_changes_nothing(planned: Any) -> None:
    before = planned.dump()
    planned.run("peak", "print", "-o", "plan.pdf")
    assert planned.dump() == before
