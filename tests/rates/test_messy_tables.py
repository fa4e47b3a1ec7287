"""Price tables as sellers keep them: formulas, several couriers, zones in words, places left out."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from sellerkit.rates.card import Quote
from sellerkit.rates.cards import card_from_rows

DAY = date(2026, 11, 11)
WEIGHTS = (400, 900, 1500, 2600, 3200, 31_000)


def read(text, **more):
    rows = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(text.strip())), start=1)]
    return card_from_rows(rows, "", "CNY", "rates.csv", **more)


def prices(card, province, city="", weights=WEIGHTS):
    found = [card.quote(grams, None, province, city, DAY) for grams in weights]
    return [f"{Decimal(q.minor) / 100}" if isinstance(q, Quote) else q.code for q in found]


STEPS = """
中通价格表 有效期：2026-01-01至2026-12-31 单位：元 抛比8000
省份,0.5,1,2,3,>3
"江苏,浙江",2.05,2.45,3.25,3.85,3.8+(ceil(w)-1)*1.2
广东(除深圳),2.05,2.45,3.25,3.85,3.8+(w-1)*1.2
广西（不含北海市、钦州市）,2,2,2,2,2
北海市,9,9,9,9,9+w
新疆、西藏,22,22,44,66,ceil(w)*22
其他省份,不到,5,6,7,22/kg
"""


def test_flat_steps_then_a_formula_words_and_places_left_out():
    outcome = read(STEPS.replace("2,2,2,2,2\n", "2,2,2,2,2+w\n"))
    assert outcome.problems == ()
    (card,) = outcome.good
    assert (card.carrier, card.valid_from, card.valid_to) == ("中通", date(2026, 1, 1), date(2026, 12, 31))
    assert prices(card, "江苏省") == ["2.05", "2.45", "3.25", "3.85", "7.4", "39.8"]
    assert prices(card, "广东省", "广州市") == ["2.05", "2.45", "3.25", "3.85", "6.44", "39.8"]
    assert prices(card, "广东省", "深圳市") == ["refused"] * 6
    assert prices(card, "广西壮族自治区", "北海市")[0] == "9"
    assert prices(card, "广西壮族自治区", "钦州市")[0] == "refused"
    assert prices(card, "新疆维吾尔自治区") == ["22", "22", "44", "66", "88", "682"]
    assert prices(card, "山西省") == ["refused", "5", "6", "7", "70.4", "682"]
    assert card.quote(100, (400, 400, 400), "江苏", "", DAY).weight_kg == 8


def test_a_bare_price_above_a_weight_is_refused_not_guessed():
    outcome = read("区域,3kg以内,3kg以上\n江苏,3,1.2\n浙江,3,1.2+w\n")
    assert [(p.code, p.place.row, p.place.column) for p in outcome.problems] == [("unclear-price", 2, "3kg以上")]
    assert [zone.name for zone in outcome.good[0].zones] == ["浙江"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("承运商,目的地,首重,1-3kg续重,3kg以上续重\n顺丰,江苏,8,2,1.4\n", ["8", "8", "9", "12", "11.5", "50"]),
        (
            "目的地,≤1kg,≤2kg,≤3kg,3kg以上(面单费+续重)\n江苏,3.5,4,4.5,3.5+0.8\n",
            ["3.5", "3.5", "4", "4.5", "6.06", "28.3"],
        ),
        ("省份,500g以内,1公斤,3KG<W≤30KG,W>30\n江苏,2,3,5,1+w*0.8\n", ["2", "3", "5", "5", "5", "25.8"]),
        ("省份,重量段,价格,续重\n江苏,0-1kg,3,\n,1-3kg,4,\n,3kg以上,4,1\n", ["3", "3", "4", "4", "6.5", "34"]),
        ("省份,首重(kg),首重价格,续重(kg),续重价格\n江苏,0.5,4.00,0.5,1.50\n", ["4", "5.5", "7", "11.5", "13", "95.5"]),
        (
            "一区：江苏、浙江、上海\n二区：新疆 西藏\n区域,首重1kg,续重\n一区,3,1\n二区,18,18\n",
            ["3", "3", "3.5", "5", "5.5", "33"],
        ),
        ("一区：江苏 浙江 二区：新疆\n区域,首重1kg,续重\n一区,3,1\n二区,18,18\n", ["3", "3", "3.5", "5", "5.5", "33"]),
        ("省份,面单费,每公斤\n江苏,1.5,2\n", ["2.5", "3.5", "4.5", "7.5", "8.5", "63.5"]),
        ("区域,省份,首重,续重,偏远附加费\n一区,江苏,3,1,2\n", ["5", "5", "5.5", "7", "7.5", "35"]),
    ],
)
def test_other_ways_to_write_a_price(text, expected):
    outcome = read(text, round_to=Decimal("0.5")) if "面单费+" not in text else read(text)
    assert outcome.problems == ()
    assert prices(outcome.good[0], "江苏省") == expected


def test_what_a_title_says_of_rounding_counts():
    text = "续重不足0.5kg按0.5kg计算\n省份,首重,续重\n江苏,3,1\n"
    assert prices(read(text).good[0], "江苏省", weights=(1200,)) == ["3.5"]
    assert prices(
        read(text.replace("续重不足0.5kg按0.5kg计算", "续重按实际重量计费")).good[0], "江苏省", weights=(1200,)
    ) == ["3.2"]


@pytest.mark.parametrize(
    "text",
    [
        "收件地,中通,,圆通,\n,首重,续重,首重,续重\n江苏,3,1,2,1\n新疆,18,18,,\n",
        "收件地,中通首重,中通续重,圆通首重,圆通续重\n江苏,3,1,2,1\n新疆,18,18,不到,不到\n",
        "中通报价,,\n省份,首重,续重\n江苏,3,1\n新疆,18,18\n圆通报价,,\n省份,首重,续重\n江苏,2,1\n新疆,不到,不到\n",
        "快递公司,到达省,首费,续费\n中通,江苏,3,1\n,新疆,18,18\n圆通,江苏,2,1\n,新疆,/,/\n",
    ],
)
def test_several_couriers_in_one_sheet(text):
    outcome = read(text)
    assert outcome.problems == ()
    cards = {card.carrier: card for card in outcome.good}
    assert prices(cards["中通"], "江苏省")[3] == "5" and prices(cards["圆通"], "江苏省")[3] == "4"
    assert (
        prices(cards["中通"], "新疆维吾尔自治区")[0] == "18"
        and prices(cards["圆通"], "新疆维吾尔自治区")[0] == "refused"
    )


def test_the_courier_may_stand_in_the_name_of_the_sheet_alone():
    assert read("省份,首重,续重\n江苏,3,1\n", sheet="韵达快递2026").good[0].carrier == "韵达"


def test_two_origins_and_two_spans_of_days_are_cards_of_their_own():
    outcome = read(
        "始发地,目的地,首重,续重,生效日期,失效日期\n安徽,江苏,3,1,2026-01-01,2026-12-31\n浙江,江苏,4,1,2026-01-01,2026-12-31\n浙江,江苏,5,1,2027-01-01,2027-12-31\n"
    )
    assert [(card.origin, str(card.valid_from)) for card in outcome.good] == [("安徽", "2026-01-01"), ("浙江", "2026-01-01"), ("浙江", "2027-01-01")]  # fmt: skip


def test_columns_that_mean_nothing_are_named():
    assert read("省份,首重,续重,业务员\n江苏,3,1,小王\n").notes == ("The column 业务员 is not used.",)


@pytest.mark.parametrize("place", ["省内", "偏远地区", "三区", "同城"])
def test_a_zone_that_nobody_explains_is_refused(place):
    assert [p.code for p in read(f"区域,首重,续重\n{place},3,1\n江苏,3,1\n").problems] == ["unknown-place"]


def test_magento_by_order_total_and_by_weight():
    by_total = read(
        "country,region,zip,order_subtotal,price\nUS,*,*,0,15\nUS,*,*,50,10\nUS,AK,*,0,20\nUS,*,902*,50,3\n"
    )
    assert by_total.problems == ()

    def total(amount, state, code=""):
        found = [c.quote(1, None, state, "", DAY, country="US", postcode=code, total=amount) for c in by_total.good]
        return [quote.minor for quote in found if isinstance(quote, Quote)]

    assert (
        total(Decimal("49.99"), "TX") == [1500]
        and total(Decimal(50), "TX") == [1000]
        and total(Decimal(80), "AK") == [2000]
    )
    assert total(Decimal(50), "CA", "90210") == [300] and total(None, "TX") == []
    (card,) = read(
        "Country,Region/State,Zip/Postal Code,Weight (and above),Shipping Price\nUSA,*,*,0,4\nUSA,*,*,2.5,6\n"
    ).good
    assert [card.quote(g, None, "", "", DAY, country="US").minor for g in (1, 2499, 2500, 9000)] == [400, 400, 600, 600]


def test_karrios_rate_sheet_without_its_returns_and_in_pounds():
    head = "carrier_name,service_code,shipment_type,zone_label,country_codes,max_weight,weight_unit,currency,base_rate,fuel_surcharge\n"
    outcome = read(
        head
        + "DHL,paket,outbound,Germany,DE,2,KG,EUR,7.5,\nDHL,paket,outbound,US,US,10,LB,EUR,20,\nDHL,back,returns,Germany,DE,5,KG,EUR,1,\n"
    )
    (card,) = outcome.good
    assert card.quote(2000, None, "", "", DAY, country="DE").minor == 750
    assert card.quote(4535, None, "", "", DAY, country="US").minor == 2000
    assert card.quote(4536, None, "", "", DAY, country="US").code == "too-heavy"
    surcharged = read(head + "DHL,paket,outbound,Germany,DE,2,KG,EUR,7.5,12%\n")
    assert [p.code for p in surcharged.problems] == ["unclear-price"]


def test_the_rest_of_the_country_is_neither_abroad_nor_hong_kong():
    (card,) = read("目的地,首重,续重\n其他,5,1\n").good
    assert (
        prices(card, "江苏省")[0] == "5" and prices(card, "香港特别行政区")[0] == prices(card, "台湾")[0] == "no-zone"
    )
    assert card.quote(1, None, "", "", DAY, country="US").code == "no-zone"
    (card,) = read("目的地,首重,续重\n其他,5,1\n港澳台,30,20\n").good
    assert prices(card, "香港")[0] == "30"


def test_a_title_that_names_two_couriers_names_none():
    assert read("中通圆通报价\n省份,首重,续重\n江苏,3,1\n").good[0].carrier == ""


@pytest.mark.parametrize("day", ["2026/1/5", "2026年1月5日", "2026-01-05 00:00:00", "2026.1.5"])
def test_days_as_people_write_them(day):
    assert read(f"省份,首重,续重,生效日期\n江苏,3,1,{day}\n").good[0].valid_from == date(2026, 1, 5)


def test_tables_side_by_side_and_a_heading_again_on_every_page():
    for text in (
        "目的地,首重,续重,目的地,首重,续重\n江苏,3,1,浙江,4,2\n安徽,3,1,,,\n",
        "目的地,首重,续重\n江苏,3,1\n安徽,3,1\n目的地,首重,续重\n浙江,4,2\n",
    ):
        (card,) = read(text).good
        assert [prices(card, place)[2] for place in ("江苏", "安徽", "浙江")] == ["4", "4", "6"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("目的地,1kg,2kg,3kg,3-10kg\n江苏,2,3,4,1.2\n", ["unclear-price"]),
        ("目的地,首重,续重,首重\n江苏,3,1,5\n", ["unclear-price"]),
        ("目的地,首重,续重\n江苏,3,1\n江苏省,4,1\n", ["place-twice"]),
        ("目的地,首重,续重\n江苏,3,1\n,3,1\n", ["unknown-place"]),
        ("目的地,首重,续重\n江苏,-3,1\n", ["not-a-number"]),
        ("目的地,首重,续重\n江苏,1e30,1\n", ["not-a-number"]),
        ("重量,江苏,浙江\n1kg,3,3\n2kg,4,4\n", ["no-rate-table"]),
    ],
)
def test_what_could_be_a_wrong_price_is_refused(text, codes):
    assert [problem.code for problem in read(text).problems] == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("目的地,每票\n江苏,5\n", ["5"] * 6),
        ("目的地,首重,续重\n江苏,3元/kg,1元/kg\n", ["3", "3", "4", "5", "6", "33"]),
        ("目的地,首重/续重\n江苏,3.5/1\n", ["3.5", "3.5", "4.5", "5.5", "6.5", "33.5"]),
        ("目的地,1kg,2kg,3kg,3-10kg,10kg以上\n江苏,2,3,4,1.5/kg,1.4/kg\n", ["2", "2", "3", "4", "4.8", "43.4"]),
        ("省份,0-500g,500-1000g,1000-2000g,2000-3000g,续重\n江苏,2,3,4,5,1\n", ["2", "3", "4", "5", "6", "33"]),
    ],
)
def test_units_written_into_cells_and_headings(text, expected):
    outcome = read(text)
    assert outcome.problems == () and prices(outcome.good[0], "江苏省") == expected
