"""Labels that scanners read: drawn by one library, looked at through another, read back by a third."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image
from tests.judges import zbar

from sellerkit.base.language import language
from sellerkit.output.barcodes import CODE128_QUIET, code128, module_dots, qr
from sellerkit.output.fonts import missing_characters
from sellerkit.output.labels import SIZES, LabelToPrint, Party, write_labels

LONG = (
    "山西省吕梁市临县碛口镇李家山村委会旁红枣加工合作社东侧第二排平房3栋***室，请放在门口，Building No. 5, North Gate。"
)


def label(number: int = 0, **changes: object) -> LabelToPrint:
    values: dict[str, object] = {
        "order_ids": (f"3012345678901234{number:03}",),
        "waybill": f"SF{1000000000000 + number * 7919}",
        "courier": "顺丰速运",
        "recipient": Party("张*三", "138******00", LONG[:40]),
        "sender": Party("吕梁红枣", "0358-4000000", "山西省吕梁市临县电商产业园A座"),
        "route": "755W-A3-012",
        "contents": ("临县红枣 一级 500g × 2", "核桃 纸皮 1kg × 1"),
        "wave": "2",
        "station": "3",
        "position": f"{number:03}",
    }
    return LabelToPrint(**(values | changes))


def pictures(path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path)
    return [page.render(scale=203 / 72, grayscale=True).to_pil() for page in document]


def read(picture: Image.Image, *kinds: str) -> list:
    """What the second barcode reader finds of these kinds."""
    reader = zbar()
    return reader.decode(picture, [reader.ZBarSymbol[kind] for kind in kinds])


def texts(path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_both_codes_are_read_back_at_203_dpi(size, practice, tmp_path):
    labels = [label(number) for number in range(6)]
    assert write_labels(tmp_path / "l.pdf", labels, size=size, practice=practice) == []
    pages = pictures(tmp_path / "l.pdf")
    assert len(pages) == (2 if size == "a4" else 6)
    found = [(code.type, code.data.decode()) for page in pages for code in read(page, "CODE128", "QRCODE")]
    assert sorted(found) == sorted((kind, one.waybill) for kind in ("CODE128", "QRCODE") for one in labels)
    assert all(("PRACTICE 练习" in text) == practice for text in texts(tmp_path / "l.pdf"))


@pytest.mark.parametrize("waybill", ["78301234567890", "JDVB12345678901-1-1-", "1Z999AA10123456784", "YT9876543210123"])
def test_other_couriers_numbers_are_read_back_from_the_narrowest_label(waybill, tmp_path):
    write_labels(tmp_path / "l.pdf", [label(waybill=waybill)], size="76x130")
    codes = read(pictures(tmp_path / "l.pdf")[0], "CODE128")
    assert [code.data.decode() for code in codes] == [waybill]


def test_the_label_says_everything_once_and_inside_its_frame(tmp_path):
    one = label(
        recipient=Party("欧阳小三", "138******00 转 1234", LONG * 2),
        contents=tuple(f"第{n}样 × {n}" for n in range(30)),
    )
    assert write_labels(tmp_path / "l.pdf", [one]) == []
    page = pypdfium2.PdfDocument(tmp_path / "l.pdf")[0]
    text = page.get_textpage()
    said = "".join(text.get_text_range().split())
    for part in (one.courier, one.route, one.order_ids[0], one.recipient.name, one.sender.address, LONG):
        assert "".join(part.split()) in said
    assert "morelines" in said
    boxes = [text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    margin, width, height = 3 * 72 / 25.4, *page.get_size()
    assert all(margin < left and right < width - margin for left, _low, right, _high in boxes)
    assert all(margin < low and high < height - margin for _left, low, _right, high in boxes)


def test_a_character_without_a_glyph_is_reported_with_its_order(tmp_path):
    (problem,) = write_labels(tmp_path / "l.pdf", [label(1), label(2, recipient=Party("李四🎁\ufe0f", "", "县🎁🐉"))])
    assert (problem.order_id, problem.characters, problem.code) == ("3012345678901234002", "🎁🐉", "missing-characters")
    assert "李四〓" in texts(tmp_path / "l.pdf")[1]


def test_a_number_no_barcode_can_hold_is_reported(tmp_path):
    problems = write_labels(tmp_path / "l.pdf", [label(waybill="运单"), label(waybill=""), label(waybill="A" * 80)])
    assert [problem.code for problem in problems] == ["waybill-not-a-barcode"] * 3
    assert len(texts(tmp_path / "l.pdf")) == 3


def test_an_address_too_long_for_the_label_is_reported_not_cut_silently(tmp_path):
    (problem,) = write_labels(tmp_path / "l.pdf", [label(recipient=Party("张三", "", LONG * 30))])
    assert problem.code == "text-too-long"


def test_captions_follow_the_language_asked_for_and_only_there(tmp_path):
    write_labels(tmp_path / "l.pdf", [label()], language="zh")
    assert language() == "en"


def test_without_labels_nothing_is_written(tmp_path):
    assert write_labels(tmp_path / "l.pdf", []) == []
    assert not (tmp_path / "l.pdf").exists()
    with pytest.raises(ValueError, match="letter"):
        write_labels(tmp_path / "l.pdf", [label()], size="letter")


def test_a_module_is_as_many_printer_dots_as_fit():
    assert [module_dots(100, room) for room in (25.0, 37.4, 37.5, 500)] == [2, 2, 3, 4]
    with pytest.raises(ValueError, match="modules"):
        module_dots(100, 24.9)
    assert code128("SF1234567890123")[1] + 2 * CODE128_QUIET == 165
    assert qr("SF1234567890123")[1] == 21


def test_the_font_has_the_rare_characters_of_names():
    assert missing_characters("张三 李四 䶮 㛃 堃 喆 Ünal (C&A) ¥9.90 ×2") == ""
    assert missing_characters("a\u200b\ufe0f\n") == ""
    assert missing_characters("好🎁好🎁") == "🎁"
