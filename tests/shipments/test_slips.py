"""`shipments slips`: one a parcel, with shelves, gifts, notes, carton and steps; nobody is named whole."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from tests.problems.case import neighbour

from sellerkit.orders.papers import mentions
from sellerkit.output.slips import SlipLine, SlipToPrint, write_slips

words = neighbour("shipments/test_labels.py").words
plan = neighbour("shipments/test_labels_pile.py").plan


@pytest.fixture
def bought(practice):
    """Three parcels; the goods have shelves and sizes, one order a note."""
    practice.write(
        "shelves.csv",
        "SKU,Name,Qty,Shelf,Length,Width,Height\nDATE-500,红枣 500g,100,A-2,150mm,120mm,60mm\nNUT-1,核桃,50,A-10,120mm,100mm,80mm\n",
    )
    practice.run("stock", "import", "shelves.csv", "--as", "set")
    practice.write(
        "note.csv",
        "订单号,姓名,电话,地址,货号,数量,买家留言\nN-1,张三丰,13800001234,山东省济南市历下区人民路1号,DATE-500,1,请打 13800001234\nN-1,张三丰,13800001234,山东省济南市历下区人民路1号,NUT-1,2,\n",
    )
    practice.good("orders", "import", "note.csv", "--channel", "chat")
    practice.good("shipments", "create", "--yes")
    return practice


def test_a_slip_says_what_goes_in_from_where_and_with_which_note(bought) -> None:
    bought.good("shipments", "slips", "N-1", "-o", "s.pdf")
    text = words(bought.path / "s.pdf")
    assert text.index("A-2") < text.index("A-10") and "×2" in text and "3 pieces" in text
    assert "138******34" in text and "13800001234" not in text and "张三丰" not in text and "PRACTICE" in text
    assert bought.waybills()["N-1"].replace("PRACTICE", "PRAC TICE ")[:12] in text and "ZTO Express" in text
    assert mentions(bought.path / "s.pdf", {"N-1"})


def test_slips_come_once_in_packing_order_and_again_when_asked(bought) -> None:
    plan(bought, ("C-3", 1, 1, 0), ("C-1", 1, 2, 0), ("C-2", 2, 1, 0))
    first = bought.good("shipments", "slips", "-o", "s.pdf")
    assert (first["slips"], first["reprinted"]) == (4, 0)
    text = words(bought.path / "s.pdf")
    assert text.index("Order C-3") < text.index("Order C-1") < text.index("Order C-2") < text.index("Order N-1")
    before = bought.dump()
    assert bought.good("shipments", "slips")["slips"] == 0
    again = bought.good("shipments", "slips", "--again", "--reverse", "-o", "r.pdf")
    assert (again["slips"], again["reprinted"], again["batch"]) == (4, 4, None) and bought.dump() == before
    text = words(bought.path / "r.pdf")
    assert text.index("Order C-2") < text.index("Order C-1")
    bought.good("undo", str(first["batch"]))
    assert bought.good("shipments", "slips", "--dry-run")["slips"] == 4


def test_a_planned_parcel_says_its_carton_and_how_to_pack_it(bought) -> None:
    bought.toml("[packing.cartons.no5]\ninner_mm = [290, 170, 190]\nmax_g = 10000\ntare_g = 180")
    plan(bought, ("N-1", 1, 1, 3))
    bought.good("shipments", "slips", "N-1", "-o", "s.pdf")
    text = words(bought.path / "s.pdf")
    assert "Carton no5" in text and "Slot 1-03" in text and "How to pack it" in text and "at the bottom" in text


@pytest.mark.parametrize(
    ("rule", "said"),
    [('[packing.items."NUT-*"]\nupright = true', "upright"), ('[packing.items.NUT-1]\nnot_with = ["DATE-500"]', "")],
)
def test_the_steps_keep_the_rules_of_the_items_or_are_left_to_the_plan(bought, rule: str, said: str) -> None:
    bought.toml(f"[packing.cartons.no5]\ninner_mm = [290, 170, 190]\nmax_g = 10000\n{rule}")
    plan(bought, ("N-1", 1, 1, 3))
    bought.good("shipments", "slips", "N-1", "-o", "s.pdf")
    text = words(bought.path / "s.pdf")
    assert ("How to pack it" in text) == bool(said) and said in text


def test_gifts_are_marked_and_counted_apart(bought) -> None:
    db = bought.shop.store()
    db.execute(
        "UPDATE order_lines SET gift = 'nuts' WHERE id = (SELECT line_id FROM reservations JOIN items ON items.id = item_id JOIN order_lines ON order_lines.id = line_id JOIN orders ON orders.id = order_row WHERE order_id = 'N-1' AND sku = 'NUT-1')"
    )
    db.commit()
    db.close()
    bought.good("shipments", "slips", "N-1", "-o", "s.html")
    page = (bought.path / "s.html").read_text("utf-8")
    assert page.count("<strong>Gift</strong>") == 1 and "PRACTICE 练习" in page and 'lang="en"' in page


def test_parcels_of_a_platform_get_slips_and_refunded_ones_are_to_be_pulled(practice) -> None:
    practice.hidden(("7001", "NUT-1", 1))
    practice.write("printed.csv", "订单编号,物流单号,物流公司\n7001,YT0000000001,圆通速递\n")
    practice.good("shipments", "adopt", "printed.csv")
    practice.good("shipments", "create", "--yes")
    db = practice.shop.store()
    db.execute("UPDATE orders SET status = 'refunding' WHERE order_id = 'C-2'")
    db.commit()
    db.close()
    result = practice.run("shipments", "slips", "-o", "s.pdf", "--json")
    assert (result.exit_code, result.json["slips"]) == (3, 3)
    assert [problem["code"] for problem in result.json["problems"]] == ["pull-parcel"]
    assert "圆通速递" in words(practice.path / "s.pdf")


def test_what_was_handed_over_gets_no_slip_any_more(bought) -> None:
    bought.good("shipments", "manifest", "--close")
    assert bought.good("shipments", "slips")["slips"] == 0


def slip(number: int = 1, lines: int = 2, **changes: object) -> SlipToPrint:
    values: dict[str, object] = {
        "order_ids": (f"C-{number}",), "shop": "吕梁红枣专营店", "recipient": "张*丰", "courier": "中通快递", "waybill": f"ZT{number:012}", "pieces": "3 pieces",
        "lines": tuple(SlipLine(f"A-{n}", f"临县红枣一级大果礼盒装第{n}款 500g " * 2, f"SKU-{n:03}", "2") for n in range(lines)), "position": str(number),
    }  # fmt: skip
    return SlipToPrint(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("practice_shop", [False, True])
@pytest.mark.parametrize("size", ["76x130", "100x150", "100x180", "a4"])
def test_a_long_order_goes_on_and_nothing_leaves_its_frame(tmp_path: Path, size: str, practice_shop: bool) -> None:
    many = slip(
        2, 40, notes=("很长的留言，" * 60,), steps=tuple(f"第{n}步" * 20 for n in range(12)), wave="12", station="3"
    )
    assert write_slips(tmp_path / "s.pdf", [slip(1), many, slip(3)], size=size, practice=practice_shop) == []
    document = pypdfium2.PdfDocument(tmp_path / "s.pdf")
    pages = [page.get_textpage() for page in document]
    said = "".join(page.get_text_range() for page in pages)
    assert all(said.count(f"SKU-{n:03}") == 1 for n in range(2, 40)) and "Page 2 of " in said
    for page, text in zip(document, pages, strict=True):
        margin, (width, height) = 2.9 * 72 / 25.4, page.get_size()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        assert all(
            margin < left and right < width - margin and margin < low and high < height - margin
            for left, low, right, high in boxes
        )


def test_characters_without_a_glyph_are_told_with_their_order(tmp_path: Path) -> None:
    (problem,) = write_slips(tmp_path / "s.pdf", [slip(1), slip(2, notes=("🎁",))])
    assert (problem.order_id, problem.characters) == ("C-2", "🎁")


def test_the_page_is_escaped(tmp_path: Path) -> None:
    write_slips(tmp_path / "s.html", [slip(1, notes=("<script>alert(1)</script>",))])
    page = (tmp_path / "s.html").read_text("utf-8")
    assert "<script>" not in page and "&lt;script&gt;" in page
