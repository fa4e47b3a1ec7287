"""taobao-csv: 淘宝助理's file, read back by a reader that shares nothing with the writer."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from tests.listings.channel_products import HOSTILE, dates, variant

from sellerkit.listings.channels.contract import Target, Written
from sellerkit.listings.channels.taobao import CHANNEL, write
from sellerkit.listings.channels.taobao_rules import checks
from sellerkit.listings.product import Food, Product
from sellerkit.listings.rules import findings_of
from sellerkit.listings.wording import china

JPEG, PNG = b"\xff\xd8\xff\xe0 a picture", b"\x89PNG\r\n\x1a\n another"
KEYS = {
    "cid": ("宝贝类目", "50009881"), "title": ("宝贝名称", '"样品"'), "stuff_status": ("新旧程度", "1"),
    "location_state": ("省", '"山西"'), "approve_status": ("放入仓库", "2"), "post_fee": ("平邮", "2.37266e+25"),
    "cateProps": ("宝贝属性", '"20000:3271216;122216515:29535;1627207:28320;"'),
    "skuProps": ("销售属性组合", '"9.00:1:X:1627207:28320;122216343:-1001;"'), "propAlias": ("销售属性别名", '"1627207:28320:米白;"'),
    "input_custom_cpv": ("自定义属性值", '"122216343:-1001:大袋;"'), "num_id": ("数字ID", "591000000001"),
    "user_name": ("用户名称", '"某某小店"'), "features": ("尺码库", '""'), "own_key": ("新字段", '"x"'),
}  # fmt: skip


def template(folder: Path, *more: dict[str, str], **changed: str) -> Path:
    """What the seller exported, its columns in an order of their own."""
    rows = [{key: cell for key, (_label, cell) in KEYS.items()} | changed, *more]
    lines = ["version 1.00", "\t".join(KEYS), "\t".join(label for label, _cell in KEYS.values())]
    lines += ["\t".join(row.get(key, "") for key in KEYS) for row in rows]
    path = folder / "taobao.csv"
    path.write_bytes(b"\xff\xfe" + "".join(line + "\r\n" for line in lines).encode("utf-16-le"))
    return path


def bags(**more: Any) -> Product:
    values = {
        "title": "临县红枣", "currency": "CNY", "option_names": ("颜色", "净含量"), "pictures": ("front.jpg", "side.png"),
        "variants": (
            variant("D-R5", "米白", "大袋", pictures=("front.jpg",)), variant("D-B5", "深红", "大袋", price_minor=1190, stock=3, barcode=""),
            variant("D-B1", "深红", "2.5kg: 箱", price_minor=5990, stock=0, pictures=("side.png",)),
        ),
    } | more  # fmt: skip
    return dates(**values)


def built(folder: Path, *products: Product, path: Path | None = None, **fields: str) -> Written:
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images" / "front.jpg").write_bytes(JPEG)
    (folder / "images" / "side.png").write_bytes(PNG)
    target = Target(folder / "out" / "taobao.csv", folder, "CNY", path or template(folder), fields)
    return write(products, target)


def records(data: bytes) -> list[list[str]]:
    """Quotation marks, doubled ones inside, TAB between, LF behind: sign by sign."""
    assert data[:2] == b"\xff\xfe"
    rows, row, cell, quoted = [], [], "", False
    text = data[2:].decode("utf-16-le")
    at = 0
    while at < len(text):
        sign = text[at]
        if quoted and sign == '"' and text[at + 1 : at + 2] == '"':
            cell, at = cell + '"', at + 1
        elif sign == '"':
            quoted = not quoted
        elif not quoted and sign in "\t\n":
            row, cell = [*row, cell], ""
            if sign == "\n":
                rows, row = [*rows, row], []
        else:
            cell += sign
        at += 1
    assert not quoted and not row and not cell
    return rows


def items(folder: Path) -> list[dict[str, str]]:
    version, keys, labels, *rows = records((folder / "out" / "taobao.csv").read_bytes())
    assert version == ["version 1.00"] and len(keys) == len(labels)
    return [dict(zip(keys, row, strict=True)) for row in rows]


def rules(result: Written) -> list[str]:
    return [finding.rule for finding in result.findings]


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


def test_a_product_of_another_category_is_refused_by_name_and_the_others_are_built(tmp_path: Path) -> None:
    stray = dates(handle="tea", variants=(variant("T-1"),), currency="CNY", fields={"cid": "50008044"})
    result = built(tmp_path, stray, bags(fields={"category": "50009881"}))
    (wrong,) = [finding for finding in result.findings if finding.severity == "error"]
    assert (wrong.rule, wrong.sku, wrong.value) == ("taobao-category", "T-1", "50008044")
    assert "50009881" in wrong.message
    assert [item["title"] for item in items(tmp_path)] == ["临县红枣"]


def test_a_template_with_rows_of_two_categories_serves_both(tmp_path: Path) -> None:
    path = template(tmp_path, {"cid": "50008044", "title": '"茶"', "location_state": '"福建"'})
    tea = dates(handle="tea", variants=(variant("T-1"),), currency="CNY", fields={"cid": "50008044"})
    built(tmp_path, tea, bags(), path=path)
    assert [(item["cid"], item["location_state"]) for item in items(tmp_path)] == [
        ("50008044", "福建"),
        ("50009881", "山西"),
    ]


def test_options_without_a_known_property_are_refused_unless_it_is_declared(tmp_path: Path) -> None:
    path = template(tmp_path, skuProps='""', input_custom_cpv='""', propAlias='""')
    result = built(tmp_path, bags(), path=path)
    assert (rules(result), result.files) == (["taobao-sale-props"], ())
    built(tmp_path, bags(fields={"sale_props": "净含量=122216343"}), path=path)
    assert items(tmp_path)[0]["skuProps"].startswith("12.50:7:D-R5:1627207:-1001;122216343:-1001;")


def test_a_property_that_is_only_the_next_one_is_said_once_until_it_is_declared(tmp_path: Path) -> None:
    more = bags(handle="more", variants=(variant("E-1", "米白", "小袋"), variant("E-2", "深红", "小袋")))
    result = built(tmp_path, bags(), more)
    assert [(f.severity, f.sku, f.value) for f in result.findings if f.rule == "taobao-guessed"] == [
        ("warning", "D-R5", "净含量=122216343")
    ]
    declared = {"sale_props": "净含量=122216343"}
    assert "taobao-guessed" not in rules(built(tmp_path, bags(fields=declared), bags(handle="more", fields=declared)))


@pytest.mark.parametrize(
    ("names", "stands", "missing"),
    [
        (("颜色", "净含量"), "122216343:-1001;", "颜色"),
        (("尺码", "净含量"), "1627207:28320;20509:28314;", "净含量"),
        (("净含量", "口味"), "1627207:28320;122216343:-1001;", "口味"),
        (("颜色", "尺码"), "", "颜色, 尺码"),
    ],
)
def test_a_template_of_another_category_is_named_with_the_options_it_has_no_place_for(
    tmp_path: Path, names: tuple[str, str], stands: str, missing: str
) -> None:
    path = template(tmp_path, cateProps=f'"20000:1;{stands}"', skuProps=f'"9.00:1:X:{stands}"', propAlias='""')
    result = built(tmp_path, bags(option_names=names), dates(title="茶", currency="CNY"), path=path)
    (wrong,) = [finding for finding in result.findings if finding.severity == "error"]
    assert (wrong.rule, wrong.sku, wrong.value) == ("taobao-sale-props", "D-R5", missing)
    assert "50009881" in wrong.message and "another category" in wrong.message
    assert [item["title"] for item in items(tmp_path)] == ["茶"]


def test_a_template_whose_item_has_no_category_is_named(tmp_path: Path) -> None:
    result = built(tmp_path, bags(), path=template(tmp_path, cid="0"))
    assert [(f.rule, f.message) for f in result.findings] == [
        ("taobao-category", "The template's item has no category (宝贝类目).")
    ]


def test_pictures_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "x.webp").write_bytes(b"RIFF")
    result = built(tmp_path, bags(pictures=("x.webp", "../x.jpg", "front.jpg"), variants=bags().variants[:1]))
    assert [(finding.rule, finding.value) for finding in result.findings if finding.field == "picture"] == [
        ("image-unusable", "x.webp"),
        ("image-unusable", "../x.jpg"),
    ]


def test_an_sku_with_the_lists_own_signs_is_refused(tmp_path: Path) -> None:
    result = built(tmp_path, bags(variants=(variant("A:1", "红", "大袋"), variant("A-2", "黑", "大袋"))))
    assert [(finding.rule, finding.sku) for finding in result.findings] == [("taobao-sku", "A:1")]
    assert result.files == ()


@pytest.mark.parametrize(
    ("data", "rule"),
    [(None, "template-unreadable"), (b"a,b\n1,2\n", "template-unreadable"), (b"\xff\xfe\x00", "template-unreadable"), ("version 1.00\ntitle\tcid\n宝贝名称\t宝贝类目\n".encode("utf-16"), "template-empty")],
)  # fmt: skip
def test_a_template_that_cannot_be_used_is_named(tmp_path: Path, data: bytes | None, rule: str) -> None:
    path = tmp_path / "t.csv"
    if data is not None:
        path.write_bytes(data)
    result = built(tmp_path, bags(), path=path)
    assert (rules(result), result.files) == ([rule], ())


def test_a_template_that_was_saved_again_as_utf8_is_read(tmp_path: Path) -> None:
    path = template(tmp_path)
    path.write_bytes(path.read_bytes().decode("utf-16").encode("utf-8-sig"))
    built(tmp_path, bags(), path=path)
    assert items(tmp_path)[0]["location_state"] == "山西"


def test_titles_are_measured_in_bytes_of_gb18030() -> None:
    fits, long = bags(title="红" * 30), bags(title="红" * 30 + "a")
    assert [f.rule for f in findings_of([fits], CHANNEL, china()) if f.field == "title"] == []
    assert [f.rule for f in findings_of([long], CHANNEL, china()) if f.field == "title"] == ["title-too-long"]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [({"currency": "USD"}, "taobao-currency"), ({"description": "<p>"}, "description-too-short"), ({"variants": (variant("D", "a", "b", stock=900_000_001),)}, "taobao-too-many"), ({"variants": (variant("D", "a", "b", price_minor=10**11),)}, "taobao-price")],
)  # fmt: skip
def test_limits_of_taobao_are_findings(changed: dict[str, Any], rule: str) -> None:
    assert [finding.rule for finding in checks(bags(**changed))] == [rule]


def test_too_many_properties_are_refused(tmp_path: Path) -> None:
    many = tuple(variant(f"D-{n}", f"色{n}", "大袋") for n in range(40))
    result = built(tmp_path, bags(variants=many))
    assert "taobao-too-many-props" in rules(result) and result.files == ()


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
