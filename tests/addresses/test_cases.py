"""Free texts as chat groups pass them on, each with what it means. People are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellerkit.addresses import Place, Recipient, split

CASES = [
    tuple(line.split(" ⇒ "))
    for line in (Path(__file__).parent / "cases.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def shown(found: Recipient) -> str:
    return " | ".join([found.confidence, *found[:6]]).rstrip()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[str(number) for number, _case in enumerate(CASES, 1)])
def test_a_free_text_is_understood(text: str, expected: str) -> None:
    assert shown(split(text)) == expected


def test_there_are_enough_of_them() -> None:
    assert len(CASES) > 150


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("四川成都武侯区1号 北京万商天勤(成都)律师事务所", Place("四川省", "成都市", "武侯区")),
        ("深圳市南山区科技园1号上海某某公司深圳分公司", Place("广东省", "深圳市", "南山区")),
        ("云南省昆明市盘龙区北京路1号", Place("云南省", "昆明市", "盘龙区")),
    ],
)
def test_a_place_in_the_name_of_a_company_or_road_is_no_place(text: str, place: Place) -> None:
    found = split(text)
    assert Place(found.province, found.city, found.district) == place


@pytest.mark.parametrize(
    "text",
    [
        "鼓楼区中山路1号",
        "朝阳区建国路1号",
        "市中区泉城路1号",
        "通州 新华大街1号",
        "新城区1号楼",
        "城关区1号楼",
        "和平区1号楼",
    ],
)
def test_a_name_that_several_places_share_is_never_exact(text: str) -> None:
    assert split(f"张三 13800000000 {text}").confidence != "exact"


def test_an_old_name_is_said_to_be_one() -> None:
    assert [doubt.why for doubt in split("张三 13800000000 上海市闸北区天目西路1号").reasons] == ["renamed"]


def test_a_text_without_any_place_is_kept_whole() -> None:
    found = split("三六五行省区的传说")
    assert (found.confidence, found.street, found.name) == ("failed", "三六五行省区的传说", "")


def test_without_a_phone_number_the_text_is_not_ready_to_be_sent() -> None:
    found = split("浙江省杭州市余杭区某某街道1号")
    assert (found.confidence, found.ready) == ("exact", False)
    assert split("张三 13800000000 浙江省杭州市余杭区某某街道1号").ready
