"""The pile of labels: couriers' own PDFs between ours, stations one after the other, people masked, trade names."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from tests.problems.case import neighbour

from sellerkit.base.config.shipment_tables import CarrierTable
from sellerkit.base.language import set_language
from sellerkit.orders.papers import mentions
from sellerkit.shipments.courier_names import courier_name

printed = neighbour("shipments/test_labels.py")
barcodes, words = printed.barcodes, printed.words


def pdf(*sizes: tuple[int, int], lock: str = "") -> bytes:
    """A courier's label: empty pages of these sizes in mm, locked with a password."""
    from fpdf import FPDF

    made = FPDF(unit="mm", format=sizes[0])
    for size in sizes:
        made.add_page(format=size)
    if lock:
        made.set_encryption(owner_password="owner", user_password=lock if lock != "open" else "")
    return bytes(made.output())


def no_page() -> bytes:
    data = BytesIO()
    pypdfium2.PdfDocument.new().save(data)
    return data.getvalue()


def own_label(seller, order: str, content: bytes | None, name: str = "") -> None:
    """Keep the courier's own label of that order's parcel."""
    file = name or f"out/courier-labels/{order}.pdf"
    if content is not None:
        seller.write(file, content)
    db = seller.shop.store()
    db.execute(
        "UPDATE parcels SET label_file = ? WHERE id IN (SELECT parcel_id FROM parcel_orders JOIN orders ON orders.id = order_row WHERE order_id = ?)",
        (file, order),
    )
    db.commit()
    db.close()


def plan(seller, *rows: tuple[str, int, int, int]) -> None:
    """(order, wave, station, slot), packed in this order."""
    db = seller.shop.store()
    db.execute("INSERT INTO batches (command, started_at, state) VALUES ('peak plan', '2026-11-10T00:00:00Z', 'done')")
    for position, (order, wave, station, slot) in enumerate(rows, 1):
        db.execute(
            "INSERT INTO plan_parcels (order_row, carton, weight_g, wave, station, slot, pickup, position, batch_id) "
            "SELECT id, 'no5', 900, ?, ?, ?, '', ?, (SELECT max(number) FROM batches) FROM orders WHERE order_id = ?",
            (wave, station, slot, position, order),
        )
    db.commit()
    db.close()


def sizes(path: Path) -> list[tuple[int, int]]:
    """Of each page, in mm."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document]
    finally:
        document.close()


@pytest.fixture
def bought(practice):
    practice.good("shipments", "create", "--yes")
    return practice


def test_a_couriers_own_label_stands_in_its_place_in_the_pile(bought) -> None:
    own_label(bought, "C-2", pdf((76, 130), (76, 130)))
    assert bought.good("shipments", "labels", "-o", "l.pdf")["labels"] == 3
    assert sizes(bought.path / "l.pdf") == [(100, 150), (76, 130), (76, 130), (100, 150)]
    found = bought.waybills()
    assert barcodes(bought.path / "l.pdf") == [found["C-1"], found["C-3"]]
    bought.good("shipments", "labels", "--again", "--reverse", "-o", "r.pdf")
    assert barcodes(bought.path / "r.pdf") == [found["C-3"], found["C-1"]] and sizes(bought.path / "r.pdf")[1] == (
        76,
        130,
    )


def test_on_a4_a_couriers_label_keeps_its_own_page_and_the_order_stays(bought) -> None:
    own_label(bought, "C-2", pdf((100, 150)))
    bought.good("shipments", "labels", "--size", "a4", "-o", "l.pdf")
    assert sizes(bought.path / "l.pdf") == [(210, 297), (100, 150), (210, 297)]


def test_only_couriers_labels_make_a_pile_too_and_all_are_found_to_be_erased(bought) -> None:
    for order in ("C-1", "C-2", "C-3"):
        own_label(bought, order, pdf((100, 150)))
    bought.good("shipments", "labels", "-o", "l.pdf")
    assert sizes(bought.path / "l.pdf") == [(100, 150)] * 3
    assert mentions(bought.path / "l.pdf", {"C-2"}) and not mentions(bought.path / "l.pdf", {"C-9"})


def test_what_a_practice_shop_prints_of_a_courier_is_stamped(bought) -> None:
    own_label(bought, "C-1", pdf((100, 150)))
    bought.good("shipments", "labels", "C-1", "-o", "l.pdf")
    assert "PRACTICE" in words(bought.path / "l.pdf")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>502 Bad Gateway</html>", "not a PDF"), (pdf((100, 150), lock="secret"), "password"), (pdf((100, 150), lock="open"), "password"),
        (no_page(), "without a page"), (None, "not there any more"), (b"", "not a PDF"),
    ],
)  # fmt: skip
def test_a_label_that_cannot_be_printed_is_named_and_the_rest_is_printed(
    bought, content: bytes | None, said: str
) -> None:
    own_label(bought, "C-2", content)
    result = bought.run("shipments", "labels", "-o", "l.pdf", "--json")
    (problem,) = result.json["problems"]
    assert result.exit_code == 3 and result.json["labels"] == 2
    assert problem["code"] == "label-unusable" and said in problem["message"] and "resume" in problem["hint"]
    assert "C-2" in bought.run("shipments", "labels", "-o", "m.pdf").stderr
    assert bought.rows("SELECT count(*) FROM parcels WHERE printed_at IS NULL") == [(1,)]
    own_label(bought, "C-2", pdf((100, 150)))
    assert bought.good("shipments", "labels", "-o", "l.pdf")["labels"] == 1


def test_each_stations_labels_stand_together(bought) -> None:
    plan(bought, ("C-1", 1, 2, 0), ("C-2", 1, 1, 2), ("C-3", 1, 1, 1))
    bought.good("shipments", "labels", "-o", "l.pdf")
    found = bought.waybills()
    assert barcodes(bought.path / "l.pdf") == [found["C-3"], found["C-2"], found["C-1"]]
    assert "Slot 1-02" in words(bought.path / "l.pdf")


def test_the_label_names_the_courier_as_everybody_knows_it(bought) -> None:
    bought.good("shipments", "labels", "-o", "l.pdf")
    assert "ZTO Express" in words(bought.path / "l.pdf")


def test_trade_names_come_from_the_shop_the_aggregator_the_service_or_the_key() -> None:
    carriers = {
        "a": CarrierTable(service="kuaidi100", courier="yuantong"), "b": CarrierTable(service="sf-express"), "c": CarrierTable(service="manifest", name="吕梁城际"),
        "yto": CarrierTable(service="manifest"), "mine": CarrierTable(service="manifest"),
    }  # fmt: skip
    assert [courier_name(carriers, key) for key in carriers] == [
        "YTO Express",
        "SF Express",
        "吕梁城际",
        "YTO Express",
        "mine",
    ]
    assert courier_name(carriers, "platform:圆通速递") == "圆通速递"
    set_language("zh")
    try:
        assert [courier_name(carriers, key) for key in ("a", "b")] == ["圆通速递", "顺丰速运"]
    finally:
        set_language("en")


@pytest.mark.parametrize("toml", ["[shipments]\nmask = false", "[carriers.zto]\nmask = false"])
def test_a_courier_that_needs_people_whole_gets_them(bought, toml: str) -> None:
    table, line = toml.split("\n")
    path = bought.path / "shop.toml"
    path.write_text(path.read_text("utf-8").replace(table + "\n", toml + "\n"), "utf-8")
    bought.good("shipments", "labels", "-o", "l.pdf")
    assert "13800001234" in words(bought.path / "l.pdf") and "张三丰" in words(bought.path / "l.pdf") and line


def test_an_order_number_that_does_not_exist_is_said(bought) -> None:
    assert bought.run("shipments", "labels", "X-9").exit_code == 5
    result = bought.run("shipments", "labels", "X-9", "C-1", "-o", "l.pdf", "--json")
    assert (result.exit_code, result.json["labels"]) == (3, 1)
    assert [problem["code"] for problem in result.json["problems"]] == ["no-such-order"]
