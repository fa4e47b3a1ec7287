"""A card that is written as the neutral table and read again gives exactly the same prices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.rates.areas import PROVINCES, Area, area_text, areas_of
from sellerkit.rates.card import Bracket, Quote, RateCard, Zone
from sellerkit.rates.cards import card_from_rows
from sellerkit.rates.written import neutral_rows

DAY = date(2026, 11, 11)
CITIES = ("深圳", "吉林", "恩施", "喀什", "")
# Only in 吉林 is 吉林市 a city; elsewhere the word means the province.
CHINA = st.builds(Area, st.just("CN"), st.sampled_from(sorted(PROVINCES)), st.sampled_from(CITIES)).filter(
    lambda area: area.city != "吉林" or area.province == "吉林"
)
money = st.decimals(0, 99, places=2)
step = st.sampled_from([Decimal(0), Decimal("0.1"), Decimal("0.5"), Decimal(1)])


@st.composite
def brackets(draw):
    ends = sorted(draw(st.sets(st.decimals("0.1", 30, places=1), max_size=4)))
    made = []
    for end in [*ends, draw(st.sampled_from([None, Decimal(40)]))]:
        closed = draw(st.booleans()) and end is not None and end < 40
        made.append(
            Bracket(end, Decimal(0), refuse="不到")
            if closed
            else Bracket(end, draw(money), draw(step), draw(money), draw(step), draw(money))
        )
    return tuple(made)


@st.composite
def cards(draw):
    places = draw(
        st.lists(
            CHINA,
            min_size=1,
            max_size=6,
            unique=True,
        )
    )
    zones = []
    for n, area in enumerate([*places, Area(), Area("US", postcodes=("900", "961")), Area("US", "AK"), Area("JP")]):
        refuse = draw(st.sampled_from(["", "", "停发"]))
        zones.append(
            Zone(
                f"z{n}",
                (area,),
                () if refuse else draw(brackets()),
                draw(st.sampled_from([None, Decimal(6000)])),
                refuse=refuse,
            )
        )
    return RateCard("zto", "中通", "CNY", tuple(zones), "标快", "山西", DAY, None)


@given(cards(), st.lists(st.integers(1, 45_000), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_written_and_read_again_nothing_changes(card, weights):
    (again,) = card_from_rows(list(enumerate(neutral_rows([card]), start=1)), "zto", "USD", "zto.csv").good
    assert (again.carrier, again.service, again.origin, again.currency, again.valid_from) == (
        "中通",
        "标快",
        "山西",
        "CNY",
        DAY,
    )
    for zone in card.zones:
        area = zone.areas[0]
        for grams in weights:
            asked = {"country": area.country or "CN", "postcode": area.postcodes[0] if area.postcodes else ""}
            one, two = (c.quote(grams, (300, 200, 100), area.province, area.city, DAY, **asked) for c in (card, again))
            assert (
                (one.minor, one.weight_kg) == (two.minor, two.weight_kg)
                if isinstance(one, Quote)
                else one.code == two.code
            )


@given(CHINA)
def test_every_place_is_read_as_it_is_written(area):
    assert areas_of(area_text(area)) == (area,)
