"""The one formula, against the contracts it was found in, written out by hand."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.rates.areas import areas_of
from sellerkit.rates.card import Bracket, NoService, Quote, RateCard, Zone

D = Decimal
DAY = date(2026, 11, 11)


def card(*brackets, areas="*", **zone):
    return RateCard("zto", "zto", "CNY", (Zone("z", areas_of(areas), brackets, **zone),))


def price(rates, weight_g, size_mm=None, province="江苏省", city="南京市"):
    return rates.quote(weight_g, size_mm, province, city, DAY)


def fen(yuan: Decimal) -> int:
    return int((yuan * 100).quantize(D(1), ROUND_HALF_UP))


FLAT_THEN_STEPS = card(
    *(Bracket(D(upto), D(base)) for upto, base in (("0.5", "2.05"), ("1", "2.45"), ("2", "3.25"), ("3", "3.85"))),
    Bracket(None, D("3.8"), D(1), D("1.2"), D(1)),
)


@given(st.integers(1, 40_000))
def test_flat_prices_to_three_kg_then_first_and_further_kilos(grams):
    if grams <= 3000:
        expected = next(p for end, p in ((500, "2.05"), (1000, "2.45"), (2000, "3.25"), (3000, "3.85")) if grams <= end)
    else:
        expected = D("3.8") + (math.ceil(D(grams) / 1000) - 1) * D("1.2")
    assert price(FLAT_THEN_STEPS, grams).minor == fen(D(expected))


@given(st.integers(1, 40_000))
def test_a_formula_that_restarts_above_three_kg_in_half_kilos(grams):
    rates = card(Bracket(D(3), D(8), D(1), D(2), D("0.5")), Bracket(None, D(8), D(1), D("1.4"), D("0.5")))
    kg = D(math.ceil(D(grams) / 500)) / 2
    expected = D(8) + max(D(0), kg - 1) * (D(2) if grams <= 3000 else D("1.4"))
    assert price(rates, grams).minor == fen(expected)


@given(st.integers(1, 40_000))
def test_a_sheet_fee_and_a_price_by_weight_without_rounding_up(grams):
    assert price(card(Bracket(None, D("3.5"), D(0), D("0.8"))), grams).minor == fen(
        D("3.5") + D(grams) / 1000 * D("0.8")
    )


@given(st.integers(1, 5000), st.tuples(*[st.integers(10, 900)] * 3))
def test_a_large_light_parcel_pays_by_volume(grams, size):
    rates = card(Bracket(None, D(0), D(0), D(1), D(1)), divisor=D(8000))
    by_volume = D(size[0] * size[1] * size[2]) / 1000 / 8000
    quote = price(rates, grams, size)
    assert quote.weight_kg == max(D(grams) / 1000, by_volume)
    assert quote.volumetric == (by_volume > D(grams) / 1000)
    assert quote.minor == math.ceil(quote.weight_kg) * 100


def test_volume_counts_only_from_the_longest_side_that_the_contract_names():
    rates = card(Bracket(None, D(0), D(0), D(1), D(1)), divisor=D(6000), volumetric_from_cm=D(60))
    assert price(rates, 1000, (599, 400, 300)).minor == 100
    assert price(rates, 1000, (600, 400, 300)).minor == 1200
    assert price(rates, 1000, None).minor == 100


@given(st.integers(1, 30_000), st.integers(0, 5_000))
def test_a_heavier_parcel_in_one_bracket_is_never_cheaper(grams, more):
    rates = card(Bracket(None, D(3), D(1), D("1.7"), D("0.1")))
    assert price(rates, grams).minor <= price(rates, grams + more).minor


def test_least_and_most_weight_longest_side_and_surcharge():
    rates = card(Bracket(None, D(10), D(15), D(2), D(1), D(5)), min_kg=D(15), max_kg=D(30), max_side_cm=D(150))
    assert price(rates, 3000).minor == 1500
    assert price(rates, 30_000).minor == 4500
    assert price(rates, 30_001).code == "too-heavy"
    assert price(rates, 3000, (1501, 10, 10)).code == "too-long"
    assert price(card(Bracket(D(3), D(1))), 3001).code == "too-heavy"


def test_a_refused_zone_says_why():
    found = price(card(refuse="停发", areas="新疆"), 1000, province="新疆维吾尔自治区", city="喀什地区")
    assert isinstance(found, NoService) and found.code == "refused" and "停发" in found.reason


def test_the_dates_of_a_card_are_inclusive():
    dated = RateCard("z", "z", "CNY", (Zone("z", areas_of("*"), (Bracket(None, D(1)),)),), "", "", DAY, DAY)
    assert isinstance(dated.quote(1, None, "江苏", "", DAY), Quote)
    for day in (date(2026, 11, 10), date(2026, 11, 12)):
        assert dated.quote(1, None, "江苏", "", day).code == "not-valid"


@pytest.mark.parametrize(
    ("province", "city", "expected"),
    [
        ("广东省", "深圳市", 1), ("广东", "深圳", 1), ("广东省", "广州市", 2), ("广东省", "", 2), ("内蒙古自治区", "包头市", 3),
        ("广西壮族自治区", "南宁市", 3), ("西藏自治区", "拉萨市", 4), ("江西省", "吉安市", 5), ("吉林省", "延边朝鲜族自治州", 6),
        ("吉林省", "长春市", 5),
    ],
)  # fmt: skip
def test_the_closest_place_counts(province, city, expected):
    named = ["广东省/深圳市", "广东省", "内蒙古、广西壮族自治区", "西藏", "*", "吉林/延边"]
    zones = tuple(Zone(n, areas_of(n), (Bracket(None, D(i)),)) for i, n in enumerate(named, start=1))
    quote = RateCard("z", "z", "CNY", zones).quote(500, None, province, city, DAY)
    assert quote.minor == expected * 100


def test_abroad_by_country_and_postcode():
    zones = tuple(
        Zone(n, areas_of(n), (Bracket(None, D(i)),)) for i, n in enumerate(["US:900-961", "US", "JP KR"], start=1)
    )
    rates = RateCard("z", "z", "USD", zones)

    def to(country, postcode=""):
        found = rates.quote(1, None, "", "", DAY, country=country, postcode=postcode)
        return found.minor if isinstance(found, Quote) else found.code

    assert [to("US", "90210"), to("us", "10001"), to("KR"), to("FR"), to("中国")] == [
        100,
        200,
        300,
        "no-zone",
        "no-zone",
    ]


def test_a_price_explains_itself():
    assert price(FLAT_THEN_STEPS, 4200).explanation == "z: 4.2 kg → 5 kg, 3.8 + 1.2 × 4 = 8.60 CNY"
    assert price(FLAT_THEN_STEPS, 500).explanation == "z: 0.5 kg, 2.05 = 2.05 CNY"


def test_yen_have_no_cents():
    rates = RateCard("z", "z", "JPY", (Zone("z", areas_of("*"), (Bracket(None, D("123.5")),)),))
    assert rates.quote(1, None, "", "", DAY).minor == 124
