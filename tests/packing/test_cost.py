"""The cheapest packing: cartons, filler and the courier together."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.packing import Carton, Costs, Item, Rules, pack

SMALL = Carton("small", (200, 100, 100), 100, 5_000, cost_minor=80)
LARGE = Carton("large", (400, 200, 200), 300, 10_000, cost_minor=200)


def first_and_further(weight_g, size_mm):
    """首重/续重: 6.00 for the first kilogram, 4.00 for each further one begun, and no more than 5 kg."""
    if weight_g > 5_000:
        return None
    return 600 + 400 * max(0, -(-(weight_g - 1_000) // 1_000))


def by_size(weight_g, size_mm):
    """The dearer of the dead and the volumetric weight, 8000 cm³ to the kilogram."""
    long, wide, high = size_mm
    return 500 * max(1, -(-weight_g // 1_000), -(-long * wide * high // 8_000_000))


def brick(grams, sku="brick"):
    return Item(sku, (100, 100, 100), grams)


def names(packing):
    return sorted(packed.carton.name for packed in packing.packed)


def test_two_small_parcels_may_beat_one_large():
    """The tariff jumps at 1.8 kg: one parcel of 3.7 kg costs more than two that stay below."""
    goods = [brick(850)] * 4
    costs = Costs(lambda grams, size: 300 if grams <= 1_800 else 900)
    assert names(pack(goods, [SMALL, LARGE])) == ["large"]
    packing = pack(goods, [SMALL, LARGE], objective="cost", costs=costs)
    assert names(packing) == ["small", "small"]
    assert packing.cost_minor == 2 * (300 + 80) and packing.proven


def test_the_weight_step_decides_who_travels_with_whom():
    """With 100 g of carton, only one way to pair these pieces keeps both parcels within the first kilogram."""
    goods = [brick(800, "a"), brick(700, "b"), brick(100, "c"), brick(200, "d")]
    costs = Costs(first_and_further)
    packing = pack(goods, [SMALL], objective="cost", costs=costs)
    assert packing.cost_minor == 2 * (600 + 80)
    assert [packed.weight_g for packed in packing.packed] == [1_000, 1_000]


def test_the_volumetric_divisor_decides_for_the_outer_size():
    flat = Carton("flat", (310, 210, 40), 100, 5_000, outer_mm=(320, 220, 50))
    cube = Carton("cube", (200, 200, 60), 100, 5_000, outer_mm=(400, 400, 200))
    packing = pack([Item("book", (190, 190, 30), 500)], [cube, flat], objective="cost", costs=Costs(by_size))
    assert names(packing) == ["flat"]
    assert names(pack([Item("book", (190, 190, 30), 500)], [cube, flat])) == ["cube"]


def test_filler_is_paid_by_the_litre_of_void():
    costs = Costs(filler_minor_per_litre=Decimal("12.5"))
    packing = pack([brick(100)], [SMALL], objective="cost", costs=costs)
    assert packing.cost_minor == 80 + 13
    assert costs.of(packing.packed[0]) == packing.cost_minor


def test_what_the_courier_does_not_take_is_left_over_with_that_reason():
    packing = pack([brick(4_800), brick(500)], [LARGE], objective="cost", costs=Costs(first_and_further))
    assert [(left.item.weight_g, left.reason) for left in packing.left_over] == [(4_800, "no-service")]
    assert len(packing.packed) == 1


def test_an_order_too_heavy_for_one_parcel_is_divided():
    packing = pack([brick(1_500)] * 5, [LARGE], objective="cost", costs=Costs(first_and_further))
    assert not packing.left_over
    assert all(packed.weight_g <= 5_000 for packed in packing.packed)


def test_a_large_order_is_priced_and_its_gap_told():
    goods = [brick(300 + 10 * n, f"s{n}") for n in range(14)]
    packing = pack(goods, [SMALL, LARGE], objective="cost", costs=Costs(first_and_further))
    assert packing.cost_minor == sum(Costs(first_and_further).of(packed) or 0 for packed in packing.packed)
    assert packing.gap is None or (packing.gap.cost_minor or 0) > 0


def test_without_prices_the_cheapest_cartons_are_taken():
    """Two small cartons at 0.80 are cheaper than a large one at 2.00."""
    assert names(pack([brick(100)] * 4, [SMALL, LARGE], objective="cost")) == ["small", "small"]


pieces = st.lists(
    st.tuples(
        st.builds(Item, sku=st.sampled_from("abcd"), size_mm=st.tuples(*[st.integers(20, 130)] * 3), weight_g=st.integers(1, 900)),
        st.integers(1, 5),
    ),
    max_size=4,
).map(lambda lines: [item for item, quantity in lines for _ in range(quantity)])  # fmt: skip
cartons_priced = st.lists(
    st.tuples(st.tuples(*[st.integers(40, 220)] * 3), st.integers(500, 4000), st.none() | st.integers(0, 3), st.integers(0, 300)),
    min_size=1, max_size=3,
).map(lambda rows: [Carton(f"c{n}", inner, 50, most, stock, cost) for n, (inner, most, stock, cost) in enumerate(rows)])  # fmt: skip
tariffs = st.sampled_from((None, first_and_further, by_size, lambda grams, size: None if grams > 1_200 else 500))


@settings(max_examples=120, deadline=None)
@given(pieces, cartons_priced, tariffs, st.sampled_from((0, 7, Decimal("2.5"))))
def test_it_is_valid_and_never_dearer_than_the_default(faults_in, order, cartons, price, filler):
    rules, costs = Rules(effort=15), Costs(price, filler)
    packing = pack(order, cartons, rules, objective="cost", costs=costs)
    assert faults_in(order, cartons, rules, packing) == []
    paid = [costs.of(packed) for packed in packing.packed]
    assert None not in paid and packing.cost_minor == sum(paid)
    assert packing.bound_cost_minor <= packing.cost_minor
    plain = pack(order, cartons, rules)
    theirs = [costs.of(packed) for packed in plain.packed]
    if None not in theirs and len(packing.left_over) == len(plain.left_over):
        assert packing.cost_minor <= sum(theirs)
    if None not in theirs:
        assert len(packing.left_over) <= len(plain.left_over)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 1500), min_size=1, max_size=5), tariffs)
def test_small_orders_cost_as_little_as_every_way_to_divide_them(grams, price):
    order = [brick(weight, f"s{n}") for n, weight in enumerate(grams)]
    costs = Costs(price)
    packing = pack(order, [SMALL, LARGE], objective="cost", costs=costs)
    served = [item for item in order if item not in [left.item for left in packing.left_over]]
    assert packing.cost_minor == least_cost(served, costs)
    assert packing.proven or not served


def least_cost(order, costs):
    """Two bricks fit the small carton, sixteen the large one."""
    if not order:
        return 0
    best = None
    for chosen in product((False, True), repeat=len(order) - 1):
        part = [order[0], *(item for item, taken in zip(order[1:], chosen, strict=True) if taken)]
        rest = least_cost([item for item, taken in zip(order[1:], chosen, strict=True) if not taken], costs)
        for carton, most in ((SMALL, 2), (LARGE, 16)):
            gross = carton.tare_g + sum(item.weight_g for item in part)
            cost = (
                costs.of_parcel(carton, 1_000_000 * len(part), gross)
                if len(part) <= most and gross <= carton.max_g
                else None
            )
            if cost is not None and rest is not None and (best is None or cost + rest < best):
                best = cost + rest
    return best
