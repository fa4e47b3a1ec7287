"""Goods that give way: so many fill a carton, whatever their sides."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.packing import Carton, Item, Memo, Rules, pack

MAILER = Carton("mailer", (300, 250, 40), 20, 3_000)
BOX = Carton("box", (400, 300, 200), 200, 15_000)
TEE = Item("tee", (0, 0, 0), 150, units_per_carton=(("mailer", 5), ("box", 40)))
MUG = Item("mug", (100, 100, 100), 400)


def content(packing):
    return [(packed.carton.name, Counter(piece.item.sku for piece in packed.items)) for packed in packing.packed]


def test_as_many_shirts_as_the_table_says_go_into_a_mailer():
    packing = pack([TEE] * 5, [BOX, MAILER])
    assert content(packing) == [("mailer", {"tee": 5})]
    assert packing.proven


def test_one_shirt_more_takes_the_next_carton():
    assert content(pack([TEE] * 6, [BOX, MAILER])) == [("box", {"tee": 6})]


def test_eighty_shirts_take_two_boxes_and_that_is_proven():
    packing = pack([TEE] * 80, [BOX, MAILER])
    assert content(packing) == [("box", {"tee": 40})] * 2
    assert packing.proven


def test_a_scarf_goes_into_no_carton_that_its_table_does_not_name():
    scarf = Item("scarf", (0, 0, 0), 90, units_per_carton=(("mailer", 8),))
    assert [(left.item.sku, left.reason) for left in pack([scarf], [BOX]).left_over] == [("scarf", "too-big")]


def test_mugs_stand_on_the_layer_of_shirts():
    packing = pack([TEE] * 20 + [MUG] * 12, [BOX])
    assert content(packing) == [("box", {"tee": 20, "mug": 12})]
    (packed,) = packing.packed
    assert {piece.at_mm[2] for piece in packed.items if piece.item.sku == "mug"} == {100}


def test_the_weight_limit_holds_for_soft_goods_too():
    heavy = Item("curtain", (0, 0, 0), 4_000, units_per_carton=(("box", 10),))
    assert len(pack([heavy] * 6, [BOX]).packed) == 2


def test_pieces_of_unknown_size_are_named_and_the_rest_is_packed():
    packing = pack([Item("mystery", (0, 0, 0), 10), MUG], [BOX])
    assert [(left.item.sku, left.reason) for left in packing.left_over] == [("mystery", "no-size")]
    assert content(packing) == [("box", {"mug": 1})]


hard = st.builds(
    Item,
    sku=st.sampled_from("abc"),
    size_mm=st.tuples(*[st.integers(10, 130)] * 3),
    weight_g=st.integers(0, 900),
    fragile=st.booleans(),
    group=st.sampled_from(("", "scent")),
)
soft = st.builds(
    Item,
    sku=st.sampled_from("xyz"),
    size_mm=st.just((0, 0, 0)),
    weight_g=st.integers(0, 900),
    apart_from=st.sampled_from((frozenset(), frozenset({"scent"}))),
    units_per_carton=st.dictionaries(st.sampled_from(("c0", "c1", "c2")), st.integers(1, 12), min_size=1).map(
        lambda table: tuple(sorted(table.items()))
    ),
)
orders = st.lists(st.tuples(hard | soft, st.integers(1, 5)), max_size=5).map(
    lambda lines: [item for item, quantity in lines for _ in range(quantity)]
)
carton_lists = st.lists(
    st.tuples(st.tuples(*[st.integers(40, 200)] * 3), st.integers(500, 4000), st.none() | st.integers(0, 3)),
    min_size=1,
    max_size=3,
).map(lambda rows: [Carton(f"c{n}", inner, 50, most, stock) for n, (inner, most, stock) in enumerate(rows)])


@settings(max_examples=150, deadline=None)
@given(orders, carton_lists, st.none() | st.integers(1, 6), st.booleans())
def test_every_packing_with_soft_goods_is_valid(faults_in, order, cartons, most, full_first):
    rules = Rules(max_items=most, effort=15, full_first=full_first)
    packing = pack(order, cartons, rules)
    assert faults_in(order, cartons, rules, packing) == []
    assert packing.bound_cartons <= len(packing.packed)
    assert pack(order, cartons, rules, Memo()) == packing
