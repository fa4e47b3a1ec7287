"""The seller's own export as a template: its categories and properties, and what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.listings.channel_products import dates, variant
from tests.listings.taobao_files import bags, built, items, rules, template


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
