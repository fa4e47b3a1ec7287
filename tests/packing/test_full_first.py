"""Full cartons of one item first."""

from __future__ import annotations

from collections import Counter

from sellerkit.packing import Carton, Item, Rules, pack

BOX = Carton("box", (400, 200, 200), 300, 20_000)  # sixteen cubes of 100 mm
FULL = Rules(full_first=True)


def cubes(sku, many):
    return [Item(sku, (100, 100, 100), 100)] * many


def content(packing):
    return [Counter(piece.item.sku for piece in packed.items) for packed in packing.packed]


def test_an_item_that_fills_cartons_gets_them_and_only_the_rest_shares():
    assert content(pack(cubes("red", 20) + cubes("blue", 35), [BOX], FULL)) == [
        {"red": 16}, {"blue": 16}, {"blue": 16}, {"red": 4, "blue": 3},
    ]  # fmt: skip


def test_a_carton_that_is_not_full_is_no_full_carton():
    assert content(pack(cubes("red", 15) + cubes("blue", 1), [BOX], FULL)) == [{"red": 15, "blue": 1}]


def test_full_cartons_keep_to_the_most_pieces_a_carton():
    packing = pack(cubes("red", 9), [BOX], Rules(full_first=True, max_items=4))
    assert content(packing) == [{"red": 4}, {"red": 4}, {"red": 1}]


def test_full_cartons_keep_to_the_stock():
    packing = pack(cubes("red", 40), [Carton("box", (400, 200, 200), 300, 20_000, in_stock=2)], FULL)
    assert content(packing) == [{"red": 16}, {"red": 16}]
    assert [left.reason for left in packing.left_over] == ["no-carton-left"] * 8


def test_what_full_cartons_cost_in_number_is_told_as_a_gap():
    """Two items that fill a carton each on their own leave two rests that need a third."""
    packing = pack(cubes("red", 17) + cubes("blue", 17), [BOX], FULL)
    assert len(packing.packed) == 3
    assert packing.gap is not None and packing.gap.cartons == 0 and not packing.proven
