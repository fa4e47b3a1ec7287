"""Contracts as Chinese couriers really write them, and foreign rate sheets, against formulas written out by hand."""

from __future__ import annotations

import csv
import io
import math
import os
import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from sellerkit.rates.card import Quote
from sellerkit.rates.cards import card_from_rows

D = Decimal
DAY = date(2026, 11, 11)
FIXTURES = Path(os.environ.get("SELLERKIT_REAL_FILES", Path(__file__).parents[3] / "shared" / "fixtures")) / "couriers"
MANY = 10_000


def read(text, **more):
    rows = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(text.strip())), start=1)]
    outcome = card_from_rows(rows, "", "CNY", "rates.csv", **more)
    assert outcome.problems == ()
    return outcome.good


def agrees(card, expected, provinces, *, count=MANY, most=40_000):
    """Every one of many random quotes is what the formula written by hand gives (None: not served)."""
    dice = random.Random(5)
    for _n in range(count):
        grams, (province, city) = dice.randint(1, most), dice.choice(provinces)
        quote, price = card.quote(grams, None, province, city, DAY), expected(D(grams) / 1000, province, city)
        got = quote.minor if isinstance(quote, Quote) else None
        assert got == (None if price is None else int((price * 100).quantize(D(1), ROUND_HALF_UP))), (
            province,
            city,
            grams,
        )


ZTO = """
中通快递 2025年7月
目的地,0.5kg,1kg,2kg,3kg,>3kg
"江苏、浙江、上海、安徽、山东",2.05,2.45,3.25,3.85,3.8+(ceil(w)-1)*1.2
"辽宁/吉林/黑龙江",2.05,2.45,3.40,4.15,3.8+(ceil(w)-1)*1.35
甘肃 海南,5.45,5.45,6.6,7.6,3.8+(ceil(w)-1)*3.25
广东省/深圳市,3.05,3.45,4.4,5.2,4.6+(X-1)*1.05
广东,2.05,2.45,3.25,3.85,3.8+(ceil(w)-1)*1.2
"新疆,西藏",ceil(w)*22,ceil(w)*22,ceil(w)*22,ceil(w)*22,ceil(w)*22
"""


def zto_by_hand(w, province, city):
    flats = {"辽宁": "2.05 2.45 3.40 4.15 1.35", "甘肃": "5.45 5.45 6.6 7.6 3.25", "江苏": "2.05 2.45 3.25 3.85 1.2"}
    if province == "新疆":
        return D(22) * math.ceil(w)
    if city == "深圳市":
        return next(
            (D(p) for end, p in (("0.5", "3.05"), (1, "3.45"), (2, "4.4"), (3, "5.2")) if w <= D(end)),
            D("4.6") + (w - 1) * D("1.05"),
        )
    *steps, more = map(D, flats.get(province, flats["江苏"]).split())
    return next(
        (p for end, p in zip((D("0.5"), 1, 2, 3), steps, strict=True) if w <= end), D("3.8") + (math.ceil(w) - 1) * more
    )


def test_zto_flat_to_three_kg_then_a_formula_and_a_city_of_its_own():
    (card,) = read(ZTO)
    agrees(
        card,
        zto_by_hand,
        [("江苏", "南京市"), ("辽宁", "沈阳市"), ("甘肃", ""), ("广东", "深圳市"), ("广东", "广州市"), ("新疆", "")],
    )


YTO = """
圆通
目的地,0.5,1,2,3,5,8,8-30kg,>30kg
江苏,1.9,2.2,3,3.6,5,7.5,3+w*0.9,2+w*1.1
海南,None,5,6,8,12,18,不到,不到
新疆,None,None,None,None,None,None,None,None
"""


def yto_by_hand(w, province, _city):
    if province == "新疆" or (province == "海南" and (w <= D("0.5") or w > 8)):
        return None
    prices = {"江苏": "1.9 2.2 3 3.6 5 7.5", "海南": "0 5 6 8 12 18"}[province].split()
    flat = next((D(p) for end, p in zip((D("0.5"), 1, 2, 3, 5, 8), prices, strict=True) if w <= end), None)
    return flat if flat is not None else 3 + w * D("0.9") if w <= 30 else 2 + w * D("1.1")


def test_yto_eight_brackets_and_words_for_no_service():
    (card,) = read(YTO)
    agrees(card, yto_by_hand, [("江苏", ""), ("海南", "海口市"), ("新疆", "")])


def test_sf_restarts_above_three_kg_in_half_kilos():
    (card,) = read(
        "承运商,目的地,首重1kg,1-3kg续重,3kg以上续重\n顺丰,江苏,8,2,1.4\n顺丰,其他,20,10,8\n", round_to=D("0.5")
    )

    def by_hand(w, province, _city):
        first, one, two = (D(8), D(2), D("1.4")) if province == "江苏" else (D(20), D(10), D(8))
        return first + max(D(0), D(math.ceil(w * 2)) / 2 - 1) * (one if w <= 3 else two)

    agrees(card, by_hand, [("江苏", ""), ("西藏", "")])


def test_sto_a_sheet_fee_and_every_gram():
    (card,) = read(
        "申通\n目的地,1kg,2kg,3kg,3kg以上(面单费+续重)\n江浙沪皖,3.5,4,4.5,3.5+0.8\n海南,3.5,4,4.5,3.5+3.5\n偏远（青海、宁夏）,3.5+w*4,3.5+w*4,3.5+w*4,3.5+4\n"
    )

    def by_hand(w, province, _city):
        if province == "青海":
            return D("3.5") + w * 4
        return (
            D("3.5") + D("0.5") * (math.ceil(w) - 1)
            if w <= 3
            else D("3.5") + w * (D("0.8") if province == "安徽" else D("3.5"))
        )

    agrees(card, by_hand, [("安徽", ""), ("海南", ""), ("青海", "")])


def test_freight_with_a_least_weight_and_an_addition():
    (card,) = read("安能\n目的地,首重15kg,续重,最低重量,附加费\n江苏,30,1.2,15,5\n")
    agrees(card, lambda w, _p, _c: 35 + max(0, math.ceil(w) - 15) * D("1.2"), [("江苏", "")], count=2000, most=60_000)


def fixture(name):
    path = FIXTURES / name
    if not path.exists():
        pytest.skip(f"the real tables are not here: {path}")
    return path


def test_the_table_of_a_zto_branch_in_every_province():
    text = fixture("lit_zto_price_table.csv").read_text("utf-8-sig")
    (card,) = read(text)
    rows = {row[0]: [D(cell) for cell in row[1:5]] for row in list(csv.reader(io.StringIO(text)))[3:] if row and row[0]}

    def by_hand(w, province, _city):
        first, more = rows[province][:2] if w <= 3 else rows[province][2:]
        return first + more * (math.ceil(w) - 1)

    assert len(rows) == 31
    agrees(card, by_hand, [(province, "") for province in rows])


def test_a_route_with_its_volumetric_divisor():
    (card,) = read(fixture("lit_cost_table_route.csv").read_text("utf-8-sig"))
    assert (card.carrier, card.origin) == ("圆通快递", "安徽")
    quote = card.quote(900, (400, 300, 200), "广东省", "广州市", DAY)
    assert (quote.minor, quote.weight_kg) == (640, 3)


@pytest.mark.parametrize("name", ["canadapost", "dhl_parcel_de", "sendle", "usps"])
def test_karrios_sheets_row_by_row(name):
    text = fixture(f"karrio_{name}_services.csv").read_text("utf-8-sig")
    cards = {card.service: card for card in read(text)}
    dice, rows = random.Random(7), list(csv.DictReader(io.StringIO(text)))
    assert set(cards) == {row["service_code"] for row in rows}
    for row in rows:
        countries = [code for code in row["country_codes"].split(",") if code] or ["XX"]
        low, high = (int(D(row[key]) * 1000) for key in ("min_weight", "max_weight"))
        for _n in range(20):
            quote = cards[row["service_code"]].quote(
                dice.randint(low + 1, high), None, "", "", DAY, country=dice.choice(countries)
            )
            assert (quote.minor, quote.currency) == (int(D(row["rate"]) * 100), row["currency"])


def test_magentos_table_by_order_total():
    text = fixture("magento_tablerate.csv").read_text("utf-8-sig")
    cards, rows, dice = read(text), list(csv.DictReader(io.StringIO(text))), random.Random(3)
    for _n in range(2000):
        state, total = dice.choice(["AK", "HI", "TX", "NY"]), D(dice.randint(0, 20_000)) / 100
        own = [row for row in rows if row["region"] == (state if state in ("AK", "HI") else "*")]
        price = max(
            (row for row in own if D(row["order_subtotal"]) <= total), key=lambda row: D(row["order_subtotal"])
        )["price"]
        found = [card.quote(500, None, state, "", DAY, country="US", total=total) for card in cards]
        assert [quote.minor for quote in found if isinstance(quote, Quote)] == [int(D(price) * 100)]
