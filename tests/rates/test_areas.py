"""Names of places, short and full."""

from __future__ import annotations

import pytest

from sellerkit.rates.areas import PROVINCES, Area, areas_of, full_province, short_city, short_province


def test_all_34_provinces_under_both_names():
    assert len(PROVINCES) == 34
    for short, full in PROVINCES.items():
        assert short_province(short) == short_province(full) == short
        assert full_province(short) == full
    assert short_province("广州市") == short_province("") == full_province("nowhere") == ""


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("深圳市", "深圳"),
        ("喀什地区", "喀什"),
        ("延边朝鲜族自治州", "延边"),
        ("恩施土家族苗族自治州", "恩施"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("沙市", "沙市"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("", ""),
    ],
)
def test_cities_under_both_names(full, short):
    assert short_city(full) == short_city(short) == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江苏、浙江", [Area("CN", "江苏"), Area("CN", "浙江")]),
        ("江苏/浙江/上海", [Area("CN", "江苏"), Area("CN", "浙江"), Area("CN", "上海")]),
        ("江浙沪", [Area("CN", "江苏"), Area("CN", "浙江"), Area("CN", "上海")]),
        ("广东省/深圳市", [Area("CN", "广东", "深圳")]),
        ("广东深圳", [Area("CN", "广东", "深圳")]),
        ("广东省深圳市", [Area("CN", "广东", "深圳")]),
        ("广州", [Area("CN", "", "广州")]),
        ("全国", [Area("CN")]),
        ("*", [Area()]),
        ("江苏省（南京、苏州），浙江", [Area("CN", "江苏", "南京"), Area("CN", "江苏", "苏州"), Area("CN", "浙江")]),
        ("偏远地区：新疆、西藏", [Area("CN", "新疆"), Area("CN", "西藏")]),
        ("全国(除新疆)", [Area("CN")]),
        ("US:900-961 CA", [Area("US", postcodes=("900", "961")), Area("CA")]),
        ("  新疆 , 新疆维吾尔自治区 ", [Area("CN", "新疆")]),
        ("", []),
    ],
)
def test_cells_that_name_places(text, expected):
    assert list(areas_of(text)) == expected


@pytest.mark.parametrize("text", ["偏远", "火星省", "一区", "江苏（电询", "江苏、12", "Jiangsu", "?"])
def test_a_cell_that_names_no_place_is_refused(text):
    with pytest.raises(ValueError):
        areas_of(text)
