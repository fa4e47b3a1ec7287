"""Packing steps in plain words, how big a carton is needed, and the gap to the bound."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.packing import Carton, Item, PackedCarton, PackedItem, Rules, how_big, pack, steps
from sellerkit.packing.in_words import in_blocks

BOX = Carton("box", (200, 100, 100), 0, 9_000)


def test_two_side_by_side_at_the_bottom_the_third_flat_on_top():
    mug = Item("mug", (100, 100, 60), 300, keep_upright=True)
    tray = Item("tray", (200, 100, 30), 300)
    (packed,) = pack([mug, mug, tray], [BOX]).packed
    lines = steps(packed)
    assert len(lines) == 2
    assert {line.split(":")[0] for line in lines} == {"2 × mug", "1 × tray"}
    placed = PackedCarton(
        BOX,
        (
            PackedItem(tray, (0, 0, 60), (200, 100, 30)),
            PackedItem(mug, (0, 0, 0), (100, 100, 60)),
            PackedItem(mug, (100, 0, 0), (100, 100, 60)),
        ),
    )
    assert steps(placed) == ["2 × mug: side by side, upright, at the bottom", "1 × tray: flat, on top of mug"]


def test_rows_and_stacks_are_counted():
    brick = Item("brick", (50, 50, 25), 100)
    (packed,) = pack([brick] * 32, [BOX]).packed
    assert re.fullmatch(r"32 × brick: in \d rows of \d, stacked \d high, .*at the bottom", *steps(packed))


def test_a_lone_piece_is_said_to_lie_in_its_corner():
    pen = PackedItem(Item("pen", (60, 20, 20), 10), (140, 80, 0), (60, 20, 20))
    assert steps(PackedCarton(BOX, (pen,))) == ["1 × pen: flat, at the bottom, at the front right"]


def test_soft_goods_are_spread_over_the_bottom():
    tee = Item("tee", (0, 0, 0), 100, units_per_carton=(("box", 10),))
    (packed,) = pack([tee] * 3, [BOX]).packed
    assert steps(packed) == ["3 × tee: spread evenly over the bottom"]


sizes = st.lists(st.tuples(st.tuples(*[st.integers(10, 90)] * 3), st.integers(1, 4)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(sizes)
def test_no_step_asks_to_put_a_piece_under_one_that_is_there(lines):
    items = [Item(f"s{n}", size, 10) for n, (size, many) in enumerate(lines) for _ in range(many)]
    for packed in pack(items, [Carton("c", (180, 160, 140), 0, 99_000)], Rules(effort=15)).packed:
        there = []
        for block in in_blocks(packed.items):
            for piece in sorted(block.pieces, key=lambda p: p.at_mm[2]):
                assert not any(is_above(other, piece) for other in there)
                there.append(piece)
        assert sorted(map(repr, there)) == sorted(map(repr, packed.items))
        said = sum(int(re.match(r"\d+", line)[0]) for line in steps(packed))
        assert said == len(packed.items)


def is_above(other, piece):
    return other.at_mm[2] >= piece.at_mm[2] + piece.size_mm[2] and all(
        other.at_mm[k] < piece.at_mm[k] + piece.size_mm[k] and piece.at_mm[k] < other.at_mm[k] + other.size_mm[k]
        for k in (0, 1)
    )


def test_twelve_mugs_need_a_box_without_a_gap():
    needed = how_big([Item("mug", (82, 82, 95), 350, keep_upright=True)] * 12)
    assert needed.proven and needed.bound_mm3 == 12 * 82 * 82 * 95
    assert max(needed.inner_mm) <= 2 * min(needed.inner_mm)


def test_one_piece_needs_a_box_of_its_own_size():
    assert sorted(how_big([Item("pole", (900, 20, 30), 100)]).inner_mm) == [20, 30, 900]


def test_nobody_can_say_how_big_a_carton_is_for_what_has_no_size():
    assert how_big([]) is None
    assert how_big([Item("ghost", (0, 0, 0), 1)]) is None


@settings(max_examples=25, deadline=None)
@given(sizes)
def test_the_box_that_is_needed_holds_everything(faults_in, lines):
    items = [Item("x", size, 10) for size, many in lines for _ in range(many)]
    needed = how_big(items, Rules(effort=15))
    carton = Carton("needed", needed.inner_mm, 0, 99_000)
    assert needed.bound_mm3 <= needed.inner_mm[0] * needed.inner_mm[1] * needed.inner_mm[2]
    packing = pack(items, [carton])
    assert len(packing.packed) == 1 and faults_in(items, [carton], Rules(), packing) == []


def test_a_tight_box_that_is_named_is_one_the_packer_fills_again():
    sizes = [((12, 80, 110), 4), ((56, 58, 84), 1), ((67, 15, 100), 2), ((89, 35, 25), 2)]
    items = [Item("x", size, 10) for size, many in sizes for _ in range(many)]
    needed = how_big(items, Rules(effort=15))
    assert len(pack(items, [Carton("needed", needed.inner_mm, 0, 99_000)]).packed) == 1


def test_the_gap_of_an_unproven_packing_is_told():
    """Odd pieces, many cartons and little effort."""
    pieces = [Item(f"p{n}", (61 + n, 67 - n, 71 + 2 * n), 10) for n in range(12)]
    cartons = [Carton(f"c{n}", (140 + 9 * n, 150 + 7 * n, 160 + 8 * n), 0, 99_000) for n in range(8)]
    packing = pack(pieces, cartons, Rules(effort=4))
    assert (packing.gap is None) == packing.proven
    if packing.gap:
        own = sum(c.carton.inner_mm[0] * c.carton.inner_mm[1] * c.carton.inner_mm[2] for c in packing.packed)
        assert packing.gap == (len(packing.packed) - packing.bound_cartons, own - packing.bound_mm3, None)


@settings(max_examples=80, deadline=None)
@given(sizes, st.lists(st.tuples(*[st.integers(60, 160)] * 3), min_size=1, max_size=4))
def test_the_gap_is_nothing_or_something_to_gain(lines, inners):
    items = [Item(f"s{n}", size, 10) for n, (size, many) in enumerate(lines) for _ in range(many)]
    packing = pack(items, [Carton(str(n), inner, 0, 99_000) for n, inner in enumerate(inners)], Rules(effort=15))
    assert packing.proven == (packing.gap is None)
    if packing.gap and not packing.left_over:
        assert packing.gap.cartons > 0 or packing.gap.mm3 > 0
        assert packing.gap.cartons >= 0 and packing.gap.mm3 >= 0
