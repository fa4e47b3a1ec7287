"""Prices written as formulas of the weight, and texts that only look like one."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.rates.formulas import bracket_of, is_formula

D = Decimal
up = math.ceil


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.8+(w-1)*1.2", lambda w: D("3.8") + (w - 1) * D("1.2")),
        ("4.6+(X-1)*1.05", lambda w: D("4.6") + (w - 1) * D("1.05")),
        ("3.8+(ceil(w)-1)*1.2", lambda w: D("3.8") + (up(w) - 1) * D("1.2")),
        ("ceil(w)*22", lambda w: D(22) * up(w)),
        ("ROUNDUP(w,0)*22", lambda w: D(22) * up(w)),
        ("CEILING(w,0.5)*3+2", lambda w: D(up(w * 2)) / 2 * 3 + 2),
        ("8+ceil((w-1)*2)*1.5", lambda w: 8 + up((w - 1) * 2) * D("1.5")),
        ("3.5+w*0.8", lambda w: D("3.5") + w * D("0.8")),
        ("3.5 + 0.8w", lambda w: D("3.5") + w * D("0.8")),
        ("面单费3.5+重量×0.8", lambda w: D("3.5") + w * D("0.8")),
        ("3.5元+0.8元/kg", lambda w: D("3.5") + w * D("0.8")),
        ("22元/公斤", lambda w: 22 * w),
        ("=1.2*(W-1)+3.8", lambda w: D("3.8") + (w - 1) * D("1.2")),
        ("首重8元，续重2元/kg", lambda w: D(8) + (up(w) - 1) * 2),
        ("首8续2", lambda w: D(8) + (up(w) - 1) * 2),
        ("8+max(0,w-1)*2", lambda w: D(8) + (w - 1) * 2),
    ],
)
@given(grams=st.integers(1000, 60_000))
def test_a_formula_means_what_it_says(text, expected, grams):
    weight = D(grams) / 1000
    assert bracket_of(text, None).price(weight) == expected(weight)


@pytest.mark.parametrize(
    "text",
    ["电询", "w*w", "8-w", "8-9", "__import__('os')", "w**9", "1/w", "max(w,3)", "ceil(w-0.5)", "ceil(w)+w", "", "(" * 100, "lambda: 1", "1e9999*w+"],
)  # fmt: skip
def test_what_is_no_growing_price_is_refused(text):
    with pytest.raises(ValueError):
        bracket_of(text, None)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text):
    try:
        price = bracket_of(text, None).price(D(2))
    except ValueError:
        return
    assert price.quantize(D("0.01"), ROUND_HALF_UP) >= 0


def test_a_number_is_no_formula():
    assert not any(map(is_formula, ("3.5", "¥3.50", "3.5元", "")))
    assert all(map(is_formula, ("3.5+w", "首3续1", "22/kg", "不到")))
