"""Tables of prices as couriers hand them out, read to the last cell."""

from __future__ import annotations

import csv
import io
import math
import os
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sellerkit.rates.card import Quote
from sellerkit.rates.cards import card_from_rows, rows_of_tables

DAY = date(2026, 11, 11)


def read(text, **more):
    rows = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(text.strip())), start=1)]
    return card_from_rows(rows, "zto", "CNY", "rates.csv", **more)


def prices(outcome, province, *weights_g, size=None, city=""):
    (card,) = outcome.good
    found = [card.quote(grams, size, province, city, DAY) for grams in weights_g]
    return [f"{Decimal(q.minor) / 100}" if isinstance(q, Quote) else q.code for q in found]


NEUTRAL = """
carrier,zto
valid_from,2026-01-01
valid_to,2026-12-31
zone,areas,upto_kg,base,free_kg,rate,round_to,divisor,max_kg,refuse,surcharge,note
near,"江苏、浙江,上海",0.5,2.05,,,,8000,50,,,
near,,1,2.45,,,,,,,,
near,,inf,3.80,1,1.2,1,,,,,
深圳,广东省/深圳市,,4.6,1,1.05,1,,,,0.5,
far,新疆 西藏,,,,,,,,yes,,停发
other,*,,5,1,2,1,,,,,
"""


def test_the_neutral_table():
    outcome = read(NEUTRAL.replace("near,,1,", "near,江苏,1,").replace("near,,inf", "near,江苏,inf"))
    assert outcome.problems == ()
    (card,) = outcome.good
    assert (card.carrier, card.currency, card.valid_from, card.valid_to) == (
        "zto",
        "CNY",
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert prices(outcome, "浙江省", 400, 900, 2500, 50_001) == ["2.05", "2.45", "6.2", "too-heavy"]
    assert prices(outcome, "广东省", 2000, city="深圳市") == ["6.15"] and prices(
        outcome, "广东省", 2000, city="广州市"
    ) == ["7"]
    assert prices(outcome, "新疆维吾尔自治区", 100) == ["refused"]
    assert card.quote(100, None, "江苏", "", date(2027, 1, 1)).code == "not-valid"


def test_every_problem_at_once_with_its_row_and_column():
    outcome = read(
        "zone,areas,upto_kg,base,rate,round_to,divisor,valid_from\n"
        "a,火星!,1,1,,,,\n"
        "b,江苏,x,2,,,,\n"
        "c,浙江,1,,,,,\n"
        "d,上海,1,-3,,,0,\n"
        "e,安徽,,1,,,,next week\n"
        "f,福建,,1,,,,\n"
        "g,福建,,1,,,,\n"
        "f,福建,,2,,,,\n"
    )
    found = {(p.code, p.place.row, p.place.column) for p in outcome.problems}
    assert found == {
        ("unknown-place", 2, "areas"), ("not-a-number", 3, "upto_kg"), ("missing-price", 4, "base"),
        ("not-a-number", 5, "base"), ("not-a-number", 5, "divisor"), ("not-a-date", 6, "valid_from"),
        ("place-twice", 8, ""), ("bracket-twice", 9, ""),
    }  # fmt: skip


TWO_ROWS = """
某某中通快递价格表（9月1日）,,,,
区域,3㎏以内,,3㎏以上,
,首重,续重,首重,续重
江苏,3.5,0.5,3.7,0.7
内蒙古,8,6,8,6
新疆,18,18,18,18
西藏,,,,
备注：易碎品另议,,,,
"""


def test_first_and_further_kilos_under_two_weights():
    outcome = read(TWO_ROWS)
    assert outcome.problems == ()
    assert outcome.notes == ("某某中通快递价格表（9月1日）", "备注：易碎品另议") and outcome.ignored == 1
    assert outcome.good[0].carrier == "中通", "the carrier stands in the title alone"
    assert prices(outcome, "江苏省", 800, 1001, 3000, 3001) == ["3.5", "4", "4.5", "5.8"]
    assert prices(outcome, "内蒙古自治区", 2500) == ["20"]
    assert prices(outcome, "新疆维吾尔自治区", 900, 1200) == ["18", "36"]
    assert prices(outcome, "西藏自治区", 900) == ["refused"] and prices(outcome, "台湾省", 900) == ["no-zone"]


def test_route_tables_give_one_card_for_each_courier():
    outcome = read(
        "快递公司,始发地,目的地,首重,续重,抛比\n圆通快递,安徽,广州,3.2,1.6,8000\n申通,安徽,江浙沪,3,1,6000\n"
    )
    assert [(c.carrier, c.origin) for c in outcome.good] == [("圆通快递", "安徽"), ("申通", "安徽")]
    yuantong = outcome.good[0]
    quote = yuantong.quote(500, (400, 300, 200), "广东省", "广州市", DAY)
    assert (quote.minor, quote.volumetric) == (640, True)
    assert yuantong.quote(500, None, "广东省", "东莞市", DAY).code == "no-zone"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省份,1kg,2kg,3kg,续重\n江苏,2.5,3,3.5,1\n", ["2.5", "3", "3.5", "5.5"]),
        ("地区,0-1kg,1-2kg,2-3kg,3kg以上首重,3kg以上续重\n江苏,2.5,3,3.5,4,1\n", ["2.5", "3", "3.5", "8"]),
        ("目的地,首重1kg,续重(元/kg)\n江苏省,¥2.50,0.8\n", ["2.5", "3.3", "4.1", "5.7"]),
        ("目的省,首重(0.5kg),续重0.5kg\n江苏,2,0.5\n", ["2.5", "3.5", "4.5", "6.5"]),
        ("区域,首重,续重\n江苏、安徽,3,1\n", ["3", "4", "5", "7"]),
        ("区域,3公斤以内,3公斤以上\n,首重,首重,续重\n江苏,3,3,1\n", None),
    ],
)
def test_other_shapes_of_the_same_table(text, expected):
    outcome = read(text)
    if expected is None:
        return
    assert outcome.problems == ()
    assert prices(outcome, "江苏省", 1000, 2000, 3000, 4600) == expected


def test_a_hole_and_a_word_in_the_prices_are_problems():
    outcome = read("区域,1kg,2kg,3kg\n江苏,2,,3\n浙江,2,电询,3\n安徽,2,3,-\n")
    assert [(p.code, p.place.row) for p in outcome.problems] == [("missing-price", 2), ("not-a-number", 3)]
    assert prices(outcome, "安徽省", 1500, 2500) == ["3", "too-heavy"]


def test_rate_sheets_of_karrio():
    outcome = read(
        "service_code,service_name,zone_label,country_codes,min_weight,max_weight,max_length,rate,currency\n"
        'A,Paket,Europe,"AT,BE",0.01,2.0,120,13.99,EUR\n'
        'A,Paket,Europe,"AT,BE",2.0,5.0,120,15.99,EUR\n'
        "A,Paket,Rest of World,,0.01,5.0,120,29.99,EUR\n"
        "B,Brief,Germany,DE,0.01,0.5,35.3,1.80,EUR\n"
    )
    assert [(c.service, c.currency) for c in outcome.good] == [("A", "EUR"), ("B", "EUR")]
    parcels = outcome.good[0]
    assert parcels.quote(2001, (1000, 1, 1), "", "", DAY, country="BE").minor == 1599
    assert parcels.quote(2001, None, "", "", DAY, country="BR").minor == 2999
    assert parcels.quote(5001, None, "", "", DAY, country="BE").code == "too-heavy"


def test_the_same_table_as_toml():
    data = tomllib.loads(
        """
        carrier = "zto"
        currency = "cny"
        [[rows]]
        areas = ["江苏", "浙江"]
        base = 3.5
        free_kg = 1
        rate = 0.5
        round_to = 1
        [[rows]]
        areas = "*"
        refuse = true
        """,
        parse_float=Decimal,
    )
    outcome = card_from_rows(rows_of_tables(data), "x", "USD", "zto.toml")
    assert outcome.problems == () and outcome.good[0].currency == "CNY"
    assert prices(outcome, "浙江", 2300) == ["4.5"] and prices(outcome, "北京", 2300) == ["refused"]
    with pytest.raises(ValueError):
        rows_of_tables({"carrier": "zto"})


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "区域,电话\n江苏,1\n", "country,region,price\nUS,*,15\n"])
def test_a_file_without_prices_is_one_clear_problem(text):
    outcome = read(text)
    assert [p.code for p in outcome.problems] == ["no-rate-table"] and outcome.good == ()


FIXTURES = Path(os.environ.get("SELLERKIT_REAL_FILES", Path(__file__).parents[3] / "shared" / "fixtures")) / "couriers"


@pytest.mark.parametrize("grams", [300, 1000, 2999, 3000, 3001, 7250])
def test_every_row_of_a_real_price_table_is_expressed_exactly(grams):
    path = FIXTURES / "lit_zto_price_table.csv"
    if not path.exists():
        pytest.skip(f"the real tables are not here: {path}")
    text = path.read_text("utf-8-sig")
    (card,) = read(text).good
    rows = list(csv.reader(io.StringIO(text)))[3:]
    assert len(card.zones) == len([row for row in rows if any(row)]) == 31
    for province, *numbers in rows[:31]:
        first, more = map(Decimal, numbers[:2] if grams <= 3000 else numbers[2:4])
        assert card.quote(grams, None, province, "", DAY).minor == 100 * (first + more * (math.ceil(grams / 1000) - 1))
