"""cost → markup → floor → ending: the price rule, and what it promises."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.listings.prices import Floor, price_of, pricing, with_ending

money = st.integers(min_value=1, max_value=10_000_000).map(lambda minor: Decimal(minor) / 100)
endings = st.sampled_from([".90", ".99", ".00", ".5", "8", "9.90", "99", "0"])


@pytest.mark.parametrize(
    ("cost", "markup", "floor", "ending", "price"),
    [
        ("10.00", "35%", "", "", "13.50"),
        ("10.00", "35%", "cost * 1.1", ".90", "13.90"),
        ("10.67", "35%", "", ".90", "14.90"),  # 14.4045
        ("10.30", "35%", "", ".90", "14.90"),  # 13.905
        ("10.00", "0%", "cost * 1.1", ".90", "11.90"),
        ("10.00", "5%", "(cost + 2) / 2 + 6.5", "", "12.50"),
        ("12.00", "35%", "", "8", "18.00"),
    ],
)
def test_a_price_is_worked_out_in_order(cost: str, markup: str, floor: str, ending: str, price: str) -> None:
    rule = pricing(markup, floor, ending, "CNY")
    assert price_of(Decimal(cost), None, rule, "CNY").price == Decimal(price)


def test_an_items_own_price_serves_without_a_markup_or_a_cost() -> None:
    rule = pricing("", "cost * 1.1", "", "CNY")
    assert price_of(Decimal(5), Decimal("9.00"), rule, "CNY").price == Decimal("9.00")
    assert price_of(None, Decimal("9.00"), pricing("35%", "", "", "CNY"), "CNY").price == Decimal("9.00")
    assert price_of(None, None, rule, "CNY").price is None


def test_yen_have_no_cents() -> None:
    assert price_of(Decimal(1001), None, pricing("35%", "", "", "JPY"), "JPY").price == Decimal(1351)
    with pytest.raises(ValueError):
        pricing("", "", ".90", "JPY")


@given(cost=money, markup=st.integers(0, 400), times=st.integers(100, 300), ending=endings)
def test_no_price_lies_below_its_floor_and_each_ends_as_asked(
    cost: Decimal, markup: int, times: int, ending: str
) -> None:
    rule = pricing(f"{markup}%", f"cost * {Decimal(times) / 100}", ending, "CNY")
    priced = price_of(cost, None, rule, "CNY")
    assert priced.price is not None and priced.floor is not None
    assert priced.price >= priced.floor == cost * Decimal(times) / 100
    assert priced.price.as_tuple().exponent == -2
    whole, _point, fraction = ending.partition(".")
    assert str(priced.price).endswith(f"{whole}.{fraction.ljust(2, '0')}")


@given(amount=money, ending=endings)
def test_an_ending_adds_less_than_one_step(amount: Decimal, ending: str) -> None:
    step = Decimal(10) ** len(ending.partition(".")[0])
    reached = with_ending(amount, ending, "CNY")
    tail = Decimal(ending if "." not in ending or not ending.startswith(".") else f"0{ending}")
    assert amount <= reached < max(amount + step, tail + step)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "cost ** 2",
        "stock * 2",
        "cost * 1e9",
        "cost; price",
        "cost.real",
        "'a' * 9",
        "(" * 300,
        "1_0 * cost",
        "cost if price else 1",
        "cost *",
        "True",
    ],
)
def test_a_floor_is_numbers_cost_price_and_four_signs_only(text: str) -> None:
    with pytest.raises(ValueError):
        Floor(text)


def test_a_floor_that_divides_by_nothing_is_unknown() -> None:
    assert Floor("cost / (price - price)").of({"cost": Decimal(1), "price": Decimal(2)}) is None


@given(cost=money, price=money)
def test_a_floor_is_exact(cost: Decimal, price: Decimal) -> None:
    assert Floor("cost * 1.1 - price / 4 + 0.05").of({"cost": cost, "price": price}) == cost * Decimal(
        "1.1"
    ) - price / 4 + Decimal("0.05")
