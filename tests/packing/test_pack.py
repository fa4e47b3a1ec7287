"""What a shopkeeper may expect of packing."""

from __future__ import annotations

import pytest

from sellerkit.packing import Carton, Item, Memo, Rules, pack

SMALL = Carton("small", (200, 100, 100), tare_g=100, max_g=5_000)
LARGE = Carton("large", (400, 200, 200), tare_g=300, max_g=10_000)


def brick(sku: str = "brick", grams: int = 500, **more: object) -> Item:
    return Item(sku, (100, 100, 100), grams, **more)  # type: ignore[arg-type]


def names(packing: object) -> list[str]:
    return [packed.carton.name for packed in packing.packed]  # type: ignore[attr-defined]


def test_one_piece_goes_into_the_smallest_carton_that_holds_it():
    packing = pack([brick()], [LARGE, SMALL])
    assert names(packing) == ["small"]
    assert packing.proven and packing.bound_cartons == 1 and not packing.left_over


def test_nothing_to_pack_is_a_proven_empty_packing():
    packing = pack([], [SMALL])
    assert (packing.packed, packing.left_over, packing.proven) == ((), (), True)


def test_fewer_cartons_come_before_less_volume():
    assert names(pack([brick()] * 3, [SMALL, LARGE])) == ["large"]


def test_of_equally_many_cartons_the_smallest_are_taken():
    assert sorted(names(pack([brick()] * 18, [SMALL, LARGE]))) == ["large", "small"]


def test_a_piece_is_turned_to_fit():
    packing = pack([Item("pole", (20, 20, 199), 100)], [SMALL])
    assert packing.packed[0].items[0].size_mm == (199, 20, 20)


def test_an_upright_piece_is_not_tipped_over():
    vase = Item("vase", (50, 60, 150), 100, keep_upright=True)
    packing = pack([vase], [SMALL, LARGE])
    assert names(packing) == ["large"]
    assert packing.packed[0].items[0].size_mm[2] == 150


def test_all_upright_holds_for_every_piece():
    flat = Item("sheet", (10, 90, 150), 100)
    assert names(pack([flat], [SMALL, LARGE])) == ["small"]
    assert names(pack([flat], [SMALL, LARGE], Rules(all_upright=True))) == ["large"]


def test_the_weight_limit_counts_the_empty_carton():
    assert names(pack([brick(grams=2_450)] * 2, [SMALL])) == ["small"]
    assert names(pack([brick(grams=2_451)] * 2, [SMALL])) == ["small", "small"]


def test_gross_weight_and_fill_are_given():
    packed = pack([brick()], [SMALL]).packed[0]
    assert packed.weight_g == 600
    assert packed.fill == 0.5


def test_nothing_lies_above_a_fragile_piece():
    bowl = Item("bowl", (100, 100, 50), 200, keep_upright=True, fragile=True)
    tight = Carton("tight", (100, 100, 100), 0, 5_000)
    assert len(pack([bowl, bowl], [tight]).packed) == 2
    plate = Item("plate", (100, 100, 50), 900, keep_upright=True)
    packing = pack([bowl, plate], [tight])
    assert [(piece.item.sku, piece.at_mm[2]) for piece in packing.packed[0].items] == [("plate", 0), ("bowl", 50)]


def test_pieces_to_keep_apart_never_share_a_carton():
    soap = brick("soap", group="scent")
    tea = brick("tea", apart_from=frozenset({"scent"}))
    packing = pack([soap, tea, brick()], [LARGE])
    assert len(packing.packed) == 2
    assert not any({"soap", "tea"} <= {piece.item.sku for piece in packed.items} for packed in packing.packed)


def test_a_piece_apart_from_its_own_group_travels_alone_of_its_kind():
    battery = brick("battery", group="battery", apart_from=frozenset({"battery"}))
    assert len(pack([battery] * 3, [LARGE]).packed) == 3


def test_at_most_so_many_pieces_a_carton():
    assert len(pack([brick()] * 8, [LARGE], Rules(max_items=3)).packed) == 3


def test_cartons_in_stock_are_not_exceeded():
    few = Carton("few", (200, 100, 100), 100, 5_000, in_stock=1)
    packing = pack([brick()] * 5, [few])
    assert names(packing) == ["few"]
    assert [left.reason for left in packing.left_over] == ["no-carton-left"] * 3
    assert not packing.proven


def test_a_scarce_carton_is_used_where_it_can_be():
    few = Carton("few", (200, 100, 100), 100, 5_000, in_stock=1)
    plenty = Carton("plenty", (210, 100, 100), 100, 5_000)
    assert sorted(names(pack([brick()] * 4, [few, plenty]))) == ["few", "plenty"]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (Item("ghost", (0, 10, 10), 10), "no-size"),
        (Item("pole", (500, 10, 10), 10), "too-big"),
        (brick("anvil", grams=20_000), "too-heavy"),
    ],
)
def test_what_cannot_be_packed_is_left_over_with_a_reason(item, reason):
    packing = pack([brick(), item], [SMALL, LARGE])
    assert [(left.item.sku, left.reason) for left in packing.left_over] == [(item.sku, reason)]
    assert names(packing) == ["small"]


def test_cartons_out_of_stock_leave_everything_over():
    none_left = Carton("gone", (200, 100, 100), 100, 5_000, in_stock=0)
    assert [left.reason for left in pack([brick()], [none_left]).left_over] == ["no-carton-left"]


def test_weights_are_evened_between_equal_cartons():
    heavy, light = brick("heavy", 900), brick("light", 100)
    packing = pack([heavy] * 2 + [light] * 2, [SMALL])
    assert [packed.weight_g for packed in packing.packed] == [1_100, 1_100]


def test_support_can_be_switched_off():
    """Two planks and a board: the board bridges a gap wider than the rule allows."""
    plank = Item("plank", (100, 20, 50), 100, keep_upright=True)
    board = Item("board", (100, 100, 50), 100, keep_upright=True)
    box = Carton("box", (100, 100, 100), 0, 5_000)
    assert len(pack([plank, plank, board], [box], Rules(support=0)).packed) == 1
    below = pack([plank, plank, board], [box]).packed
    assert len(below) == 1 and [p.item.sku for p in below[0].items if p.at_mm[2] == 0] == ["board"]


def test_a_memo_changes_nothing_but_the_work():
    memo = Memo()
    order = [Item("a", (90, 80, 70), 10), Item("b", (60, 50, 190), 20), Item("c", (40, 150, 90), 30)] * 3
    plain = pack(order, [SMALL, LARGE])
    assert pack(order, [SMALL, LARGE], memo=memo) == plain
    asked = memo.hits
    assert pack(order, [SMALL, LARGE], memo=memo) == plain
    assert memo.hits == asked + 1


def test_a_memo_knows_an_order_again_under_other_skus():
    memo = Memo()
    pack([brick("red")] * 3, [SMALL, LARGE], memo=memo)
    packing = pack([brick("blue")] * 3, [SMALL, LARGE], memo=memo)
    assert memo.hits == 1
    assert {piece.item.sku for piece in packing.packed[0].items} == {"blue"}


def test_a_memo_forgets_the_oldest():
    memo = Memo(size=2)
    for grams in range(5):
        pack([brick(grams=grams)], [SMALL], memo=memo)
    assert len(memo) == 2


def test_a_wholesale_order_of_a_thousand_pieces_is_packed():
    mugs = [Item("mug", (82, 82, 95), 350, keep_upright=True)] * 700
    trays = [Item("tray", (300, 180, 25), 400)] * 300
    packing = pack(mugs + trays, [SMALL, LARGE])
    assert sum(len(packed.items) for packed in packing.packed) == 1_000
    assert not packing.left_over


def test_a_full_column_is_preferred_when_each_carton_takes_one():
    """22 + 18 and 15 + 13 + 12 fill two cartons to the last millimetre."""
    sheets = [Item(f"s{mm}", (90, 90, mm), 10, keep_upright=True) for mm in (22, 18, 15, 13, 12)]
    stack = Carton("stack", (100, 100, 40), 0, 1_000)
    packing = pack(sheets, [stack])
    assert len(packing.packed) == 2
    assert packing.proven
