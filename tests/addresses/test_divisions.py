"""Every place of the bundled table, written in every usual way, is found again; and nothing of a text is lost."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sellerkit.addresses
from sellerkit.addresses import Place, divisions, split
from sellerkit.addresses.doubts import SENTENCES
from sellerkit.addresses.names_of_places import short_name
from sellerkit.addresses.table import table

HERE = Path(sellerkit.addresses.__file__).parent
STREET = "建设路8号2单元301室"
WHOLE = [place for place in divisions() if place.district or place in table().whole]


def place_of(text: str) -> tuple[str, Place, str]:
    found = split(text)
    return found.confidence, Place(found.province, found.city, found.district), found.street


def city_of(place: Place) -> str:
    return "" if place.city == place.province else place.city


def test_every_district_in_full_form_is_exact_and_right() -> None:
    assert len(WHOLE) > 3300
    for place in WHOLE:
        for text in (
            f"{place.province}{city_of(place)}{place.district}{STREET}",
            f"张三 13800000000 {place.province} {place.city} {place.district} {STREET}",
            f"{STREET[:0]}{place.province}{place.city}{place.district}{STREET}，13800000000，张三",
            f"{place.city}{place.district}{STREET}",
        ):
            assert place_of(text) == ("exact", place, STREET), text


def test_a_short_or_incomplete_form_is_right_whenever_it_is_exact() -> None:
    exact = 0
    for place in WHOLE:
        for text in (
            f"{place.province}{place.district}{STREET}",
            f"{short_name(place.city) or place.city}{place.district}{STREET}",
            f"{place.province}{city_of(place)}{short_name(place.district) or place.district} {STREET}",
            f"{place.district or place.city}{STREET}",
        ):
            confidence, found, street = place_of(text)
            exact += confidence == "exact"
            assert confidence != "exact" or (found, street) == (place, STREET), text
    assert exact > 4 * len(WHOLE) * 0.9


def test_every_change_leads_to_a_place_of_today() -> None:
    lines = (HERE / "changes.txt").read_text("utf-8").splitlines()
    changes = [line.split(" ") for line in lines if line and not line.startswith("#")]
    assert len(changes) > 150 and all(len(change) == 5 for change in changes)
    for where, old, new, _year, how in changes:
        if how == "whole" and len(old) > 2:
            found = split(f"{where}{old}{STREET}")
            assert new in (found.city, found.district), old
            assert found.street == STREET


def test_the_table_is_small_and_its_licence_is_named() -> None:
    assert sum((HERE / name).stat().st_size for name in ("divisions.txt", "changes.txt")) < 60_000
    assert "MIT" in (HERE / "NOTICE").read_text("utf-8")


PIECES = st.sampled_from([
    "张三", "李四", "13800000000", "138****0000", "0571-88888888", "浙江省", "杭州市", "余杭区", "鼓楼区", "恭城", "新疆", "某某街道", "1号", "3幢402室",
    "311100", "北京", "东莞", "大港区", "公司", "，", " ", "。", ":", "收件人", "🍊", "Amy", "放门口", "市", "县", "转1234", "-", "(", ")", "兵团第八师",
])  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_but_separators_labels_and_repetitions_is_lost(text: str) -> None:
    found = split(text)
    kept = "".join(map(str, found[:7])) + "".join(doubt.what for doubt in found.reasons)
    written = unicodedata.normalize("NFKC", text)
    for letter in re.sub(r"收件人|[^\w*]|🍊", "", written):
        assert letter in kept, (letter, found)
    assert split(text) == found


@settings(max_examples=150)
@given(st.text(max_size=50))
def test_any_text_gives_an_answer(text: str) -> None:
    found = split(text)
    assert all(doubt.why in SENTENCES for doubt in found.reasons)


def test_an_import_is_quick_and_so_is_an_address() -> None:
    code = "import sellerkit.base.language, typing, re, time; a = time.perf_counter(); import sellerkit.addresses; print(time.perf_counter() - a)"
    best = min(
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _n in range(5)
    )
    assert best < 0.1, best  # 20 ms alone; a loaded machine gets room
    start = time.process_time()
    for _n in range(300):
        split("张三 13800000000 浙江省杭州市余杭区某某街道1号3幢402室")
    assert (time.process_time() - start) / 300 < 0.005


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("余杭区", "余杭"),
        ("恭城瑶族自治县", "恭城"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("忠县", ""),
        ("恩施土家族苗族自治州", "恩施"),
    ],
)
def test_the_short_name_of_a_place(full: str, short: str) -> None:
    assert short_name(full) == short
