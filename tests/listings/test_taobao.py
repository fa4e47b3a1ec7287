"""taobao-csv: 淘宝助理's file, read back by a reader that shares nothing with the writer."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from tests.listings.channel_products import HOSTILE, dates, variant
from tests.listings.taobao_files import JPEG, PNG, bags, built, items, records, rules

from sellerkit.listings.channels.taobao import CHANNEL
from sellerkit.listings.product import Food


def test_the_file_has_the_67_columns_and_the_sellers_own(tmp_path: Path) -> None:
    built(tmp_path, bags())
    _version, keys, labels, _row = records((tmp_path / "out" / "taobao.csv").read_bytes())
    assert (len(keys), keys[:3], keys[66], keys[67]) == (
        68,
        ["title", "cid", "seller_cids"],
        "taoschema_extend",
        "own_key",
    )
    assert (labels[0], labels[55], labels[67]) == ("宝贝名称", "sku 条形码", "新字段")


def test_lines_end_with_lf_texts_are_quoted_and_numbers_bare(tmp_path: Path) -> None:
    built(tmp_path, bags())
    text = (tmp_path / "out" / "taobao.csv").read_bytes()[2:].decode("utf-16-le")
    assert "\r" not in text and text.startswith("version 1.00\ntitle\tcid\t")
    assert text.splitlines()[3].startswith('"临县红枣"\t50009881\t""\t1\t"山西"\t""\t')


def test_an_item_is_the_template_row_with_the_product_in_it(tmp_path: Path) -> None:
    result = built(tmp_path, bags())
    (item,) = items(tmp_path)
    assert {key: item[key] for key in ("cid", "stuff_status", "location_state", "approve_status", "post_fee", "user_name", "own_key")} == {
        "cid": "50009881", "stuff_status": "1", "location_state": "山西", "approve_status": "2", "post_fee": "2.37266e+25",
        "user_name": "某某小店", "own_key": "x",
    }  # fmt: skip
    assert (item["title"], item["price"], item["num"], item["num_id"], item["outer_id"]) == (
        "临县红枣",
        "11.90",
        "10",
        "0",
        "",
    )
    assert result.skus == {"D-R5", "D-B5", "D-B1"}


def test_options_become_sale_properties(tmp_path: Path) -> None:
    result = built(tmp_path, bags())
    (item,) = items(tmp_path)
    assert item["skuProps"] == (
        "12.50:7:D-R5:1627207:28320;122216343:-1001;11.90:3:D-B5:1627207:-1001;122216343:-1001;"
        "59.90:0:D-B1:1627207:-1001;122216343:-1002;"
    )
    assert item["propAlias"] == "1627207:28320:米白;"
    assert item["input_custom_cpv"] == "122216343:-1001:大袋;1627207:-1001:深红;122216343:-1002:2.5kg： 箱;"
    assert (
        item["cateProps"]
        == "20000:3271216;122216515:29535;1627207:28320;122216343:-1001;1627207:-1001;122216343:-1002;"
    )
    assert item["sku_barcode"] == "6901234567892;;6901234567892"
    assert rules(result) == ["taobao-option", "taobao-guessed"]


def test_pictures_lie_beside_the_file_under_their_md5(tmp_path: Path) -> None:
    result = built(tmp_path, bags())
    (item,) = items(tmp_path)
    front, side = (hashlib.md5(data, usedforsecurity=False).hexdigest() for data in (JPEG, PNG))
    assert item["picture"] == f"{front}:1:0:|;{side}:1:1:|;{front}:2:0:1627207:28320|;{side}:2:0:1627207:-1001|;"
    assert item["picture_status"] == "2;2;2;2;"
    folder = tmp_path / "out" / "taobao"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {f"{front}.tbi": JPEG, f"{side}.tbi": PNG}
    assert set(result.files) == {tmp_path / "out" / "taobao.csv", folder / f"{front}.tbi", folder / f"{side}.tbi"}


def test_a_product_without_options_has_its_sku_on_the_item(tmp_path: Path) -> None:
    built(tmp_path, dates(title="红枣", currency="CNY"))
    (item,) = items(tmp_path)
    assert (item["outer_id"], item["barcode"], item["skuProps"], item["sku_barcode"]) == (
        "D-1",
        "6901234567892",
        "",
        "",
    )
    assert item["cateProps"] == "20000:3271216;122216515:29535;"
    assert item["wireless_desc"].startswith("<wapDesc><img>https://img.example/front.jpg</img>")
    assert "<txt>From the Yellow River. Sun dried.</txt></wapDesc>" in item["wireless_desc"]


def test_what_the_label_says_stands_in_the_food_column(tmp_path: Path) -> None:
    label = {"licence": "SC10614112400012", "ingredients": "红枣; 水", "shelf_life": "12个月"}
    made = (variant("D-1", produced="2026-09-10"),)
    built(tmp_path, dates(title="红枣", currency="CNY", variants=made, food=Food("prepacked", label)))
    assert items(tmp_path)[0]["foodparame"] == (
        "prd_license_no:SC10614112400012;mix:红枣； 水;period:12个月;product_date_end:2026-09-10;"
        "product_date_start:2026-09-10;stock_date_end:;stock_date_start:"
    )


def test_it_says_that_nobody_could_confirm_it() -> None:
    assert "2018" in CHANNEL.unconfirmed


@settings(max_examples=40, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_texts_come_back_from_the_file_as_they_were(title: str, description: str, option: str) -> None:
    product = bags(
        title=title,
        description=description,
        variants=(variant("D-1", option + "a", "大袋"), variant("D-2", "深红", "大袋")),
    )
    with TemporaryDirectory() as name:
        result = built(Path(name), product)
        assert result.skus == {"D-1", "D-2"}
        (item,) = items(Path(name))
    on_one_line = description.replace("\t", " ").replace("\n", " ").replace("\r", " ")
    assert (item["title"], item["description"]) == (title, on_one_line)
    assert item["skuProps"].count(";") == 4
