"""Money, measures, clock, masks, widths: the words every layer uses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.base.clock import duration, duration_text, from_store, to_store
from sellerkit.base.errors import UsageWrong
from sellerkit.base.measures import grams, millimetres
from sellerkit.base.money import Money, decimal_of, decimal_string, minor_units
from sellerkit.base.privacy import mask_address, mask_name, mask_numbers, mask_phone
from sellerkit.base.text import cells, wrap


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("¥1,299.00", "1299.00"),
        ("１２", "12"),
        ("−129.99", "-129.99"),
        ("(5.00)", "-5.00"),
        ("$21.83", "21.83"),
        ("-$0.20", "-0.20"),
        ("12元", "12"),
        (".5", "0.5"),
        ("CA$76.00", "76.00"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    assert decimal_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "十", "1,29", "1.2.3", "12 34", "nan", "1e5", "--5", "1,299,00"])
def test_what_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        decimal_of(text)


@pytest.mark.parametrize(
    ("text", "value"), [("12,50", "12.50"), ("1.299,00", "1299.00"), ("7", "7"), ("1 299,5", "1299.5")]
)
def test_a_declared_decimal_comma_is_kept_to(text: str, value: str) -> None:
    assert decimal_of(text, decimal_comma=True) == Decimal(value)


def test_a_point_is_no_decimal_sign_where_the_comma_is() -> None:
    with pytest.raises(ValueError):
        decimal_of("12.50", decimal_comma=True)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_minor_units_come_back_from_their_decimal_string(minor: int, currency: str) -> None:
    assert minor_units(Decimal(decimal_string(minor, currency)), currency) == minor


def test_rounding_is_half_up_and_away_from_zero() -> None:
    assert minor_units(Decimal("0.125"), "CNY") == 13
    assert minor_units(Decimal("-0.125"), "CNY") == -13


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError):
        Money(1, "CNY") + Money(1, "USD")


@pytest.mark.parametrize(
    ("text", "weight"), [("1斤", 500), ("0.5kg", 500), ("2两", 100), ("500", 500), ("1 lb", 454), ("3公斤", 3000)]
)
def test_weights_become_whole_grams(text: str, weight: int) -> None:
    assert grams(text) == weight


@pytest.mark.parametrize("text", ["1 stone", "-5g", "heavy", "9" * 40])
def test_weights_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        grams(text)


def test_lengths_become_whole_millimetres() -> None:
    assert (millimetres("12cm"), millimetres("1.5 m"), millimetres("2 in"), millimetres("40")) == (120, 1500, 51, 40)


@given(st.integers(1, 10**7))
def test_a_length_of_time_reads_back(seconds: int) -> None:
    span = timedelta(seconds=seconds)
    assert duration(duration_text(span)) == span


def test_stored_times_are_utc_and_sort_as_time_does() -> None:
    assert to_store(from_store("2026-11-11T00:00:00Z")) == "2026-11-11T00:00:00Z"


def test_a_fixed_clock_needs_its_offset(shop) -> None:
    result = shop.run("history", env={"SELLERKIT_NOW": "2026-11-11T08:00:00"})
    assert result.exit_code == UsageWrong.exit_code
    assert "2026-11-11T08:00:00+08:00" in result.stderr


def test_masks_hide_what_the_standard_wants_hidden() -> None:
    assert mask_name("张三") == "张*"
    assert mask_name("欧阳小三") == "欧*小三"
    assert mask_phone("13800001234") == "138******34"
    assert mask_phone("138****1234") == "138****1234"
    assert mask_address("浙江省杭州市余杭区文一西路1号3栋502室") == "浙江省杭州市余杭区文一西路1号3栋***室"
    assert "13800001234" not in mask_numbers("电话13800001234，快点")


@given(st.text(alphabet="红枣abc ，。1", max_size=60), st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cells(line) <= width + 2 for line in lines)


def test_no_line_begins_with_a_full_stop_that_could_stand_behind_the_one_before() -> None:
    assert wrap("打印的东西都盖有练习字样。", 24) == ["打印的东西都盖有练习字样。"]
    assert wrap("打印的东西都盖有练习字样。再试", 24) == ["打印的东西都盖有练习字样。", "再试"]
