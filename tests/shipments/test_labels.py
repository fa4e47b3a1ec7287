"""`shipments labels`: every bar code can be read, in packing order; a reprint is never a new waybill."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.judges import zbar


def barcodes(path: Path) -> list[str]:
    """The Code 128 of each page as an independent reader sees it at 203 dpi."""
    pdfium, reader = pytest.importorskip("pypdfium2"), zbar()
    document = pdfium.PdfDocument(path)
    try:
        pages = [document[n].render(scale=203 / 72).to_pil().convert("L") for n in range(len(document))]
    finally:
        document.close()
    return [found.data.decode() for page in pages for found in reader.decode(page) if found.type == "CODE128"]


def words(path: Path) -> str:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(path)
    try:
        return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    finally:
        document.close()


def by_order(seller) -> list[str]:
    found = seller.waybills()
    return [found[order] for order in sorted(found)]


def test_labels_come_in_packing_order_and_reversed(practice) -> None:
    practice.ordered([(f"D-{n:02}", "NUT-1", 1) for n in range(12)], name="more.csv")
    practice.good("shipments", "create", "--yes")
    printed = practice.good("shipments", "labels", "-o", "out/labels.pdf")
    assert (printed["labels"], printed["reprinted"]) == (15, 0)
    assert barcodes(practice.path / "out/labels.pdf") == by_order(practice)
    practice.good("shipments", "labels", "--again", "--reverse", "-o", "out/reverse.pdf")
    assert barcodes(practice.path / "out/reverse.pdf") == by_order(practice)[::-1]


def test_the_plan_decides_the_order_of_the_pile(practice) -> None:
    practice.good("shipments", "create", "--yes")
    db = practice.shop.store()
    db.execute("INSERT INTO batches (command, started_at, state) VALUES ('peak plan', '2026-11-10T00:00:00Z', 'done')")
    for position, order in enumerate(("C-3", "C-1", "C-2"), 1):
        db.execute(
            "INSERT INTO plan_parcels (order_row, carton, weight_g, wave, station, pickup, position, batch_id) "
            "SELECT id, 'no5', 900, 1, 1, '', ?, (SELECT max(number) FROM batches) FROM orders WHERE order_id = ?",
            (position, order),
        )
    db.commit()
    db.close()
    practice.good("shipments", "labels", "-o", "out/labels.pdf")
    found = practice.waybills()
    assert barcodes(practice.path / "out/labels.pdf") == [found["C-3"], found["C-1"], found["C-2"]]


@pytest.mark.parametrize("size", ["100x150", "100x180", "76x130", "a4"])
def test_every_size_can_be_read(practice, size: str) -> None:
    practice.good("shipments", "create", "--yes")
    practice.good("shipments", "labels", "--size", size, "-o", "labels.pdf")
    assert sorted(barcodes(practice.path / "labels.pdf")) == sorted(by_order(practice))


def test_a_reprint_changes_nothing(practice) -> None:
    practice.good("shipments", "create", "--yes")
    practice.good("shipments", "labels")
    before = practice.dump()
    assert practice.good("shipments", "labels")["labels"] == 0
    again = practice.good("shipments", "labels", "--again")
    assert (again["labels"], again["reprinted"], again["batch"]) == (3, 3, None)
    assert practice.dump() == before


def test_a_dry_run_says_what_the_real_run_prints_and_writes_nothing(practice) -> None:
    practice.good("shipments", "create", "--yes")
    before = practice.dump()
    tried = practice.good("shipments", "labels", "--dry-run", "-o", "labels.pdf")
    assert practice.dump() == before and not (practice.path / "labels.pdf").exists()
    done = practice.good("shipments", "labels", "-o", "labels.pdf")
    assert {key: tried[key] for key in ("labels", "reprinted", "problems", "file")} == {
        key: done[key] for key in ("labels", "reprinted", "problems", "file")
    }


def test_people_are_masked_and_practice_is_stamped(practice) -> None:
    practice.good("shipments", "create", "--yes")
    practice.good("shipments", "labels", "-o", "labels.pdf")
    text = words(practice.path / "labels.pdf")
    assert "PRACTICE" in text and "13800001234" not in text and "张三丰" not in text
    assert "济南市" in text


def test_a_held_order_is_listed_to_be_pulled_and_its_label_is_not_printed(practice) -> None:
    created = practice.good("shipments", "create", "--yes")
    db = practice.shop.store()
    db.execute("UPDATE orders SET status = 'refunding' WHERE order_id = 'C-2'")
    db.commit()
    db.close()
    result = practice.run("shipments", "labels", "-o", "labels.pdf", "--json")
    waybill = created["parcels"][1]["waybill"]
    assert result.exit_code == 3 and result.json["labels"] == 2
    assert [(p["code"], p["value"]) for p in result.json["problems"]] == [("pull-parcel", waybill)]
    assert waybill in result.json["problems"][0]["hint"] and "void" in result.json["problems"][0]["hint"]
    assert waybill not in barcodes(practice.path / "labels.pdf")


def test_named_orders_and_a_limit_choose_labels(practice) -> None:
    practice.good("shipments", "create", "--yes")
    assert practice.good("shipments", "labels", "--limit", "1", "-o", "one.pdf")["labels"] == 1
    assert barcodes(practice.path / "one.pdf") == by_order(practice)[:1]
    assert practice.good("shipments", "labels", "C-3", "-o", "two.pdf")["labels"] == 1
    assert barcodes(practice.path / "two.pdf") == by_order(practice)[2:]


def test_labels_printed_lately_are_erased_with_the_buyers_of_old_orders(practice) -> None:
    practice.good("shipments", "create", "--yes")
    practice.good("shipments", "labels", "C-1", "-o", "out/pile/one.pdf")
    practice.good("shipments", "labels", "C-2", "C-3", "-o", "out/two.pdf")
    db = practice.shop.store()
    db.execute("UPDATE orders SET status = 'done', placed_at = '2026-01-05T00:00:00Z' WHERE order_id = 'C-1'")
    db.commit()
    db.close()
    practice.write("out/foreign.pdf", b"%PDF-1.7 of another program")
    done = practice.good("orders", "forget", "--older-than", "180d", "--yes")
    assert "out/pile/one.pdf" in done["files"] and "out/two.pdf" not in done["files"]
    assert not (practice.path / "out/pile/one.pdf").exists() and (practice.path / "out/two.pdf").exists()
    assert "out/foreign.pdf" in done["not_reached"]
