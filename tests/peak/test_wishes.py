"""Items that must stay apart, or so many to a carton, are packed by the engine as they wish."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.packing import Carton, Item, Rules, pack
from sellerkit.peak.wishes import Line, pieces_of

CARTONS = [Carton("small", (120, 100, 80), 0, 99999), Carton("large", (300, 250, 200), 0, 99999)]
GROUPS = st.frozensets(st.sampled_from(["food", "soap", "glass"]), max_size=2)


@st.composite
def orders(draw: st.DrawFn) -> list[Line]:
    lines = []
    for sku in draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True)):
        item = Item(sku, draw(st.tuples(*[st.integers(20, 80)] * 3)), 10)
        most = draw(st.none() | st.integers(1, 4))
        lines.append(Line(item, draw(st.integers(1, 6)), frozenset({sku}) | draw(GROUPS), draw(GROUPS), most))
    return lines


@settings(max_examples=40, deadline=None)
@given(orders())
def test_every_wish_is_kept_and_every_piece_packed(lines: list[Line]) -> None:
    pieces = pieces_of(lines, Rules(effort=10))
    packing = pack(pieces.items, CARTONS, pieces.rules)
    about = {line.item.sku: line for line in lines}
    assert Counter(piece.item.sku for one in packing.packed for piece in one.items) == {line.item.sku: line.quantity for line in lines}  # fmt: skip
    for one in packing.packed:
        held = Counter(piece.item.sku for piece in one.items)
        for sku, count in held.items():
            assert about[sku].most is None or count <= about[sku].most  # type: ignore[operator]
            assert not any(about[sku].not_with & about[other].words for other in held if other != sku)


def test_a_line_that_is_alone_in_the_limit_needs_no_labels() -> None:
    line = Line(Item("a", (50, 50, 50), 1), 3, most=3)
    assert pieces_of([line], Rules()).items == [line.item] * 3


def test_a_large_limit_counts_every_piece_and_proves_nothing() -> None:
    made = pieces_of([Line(Item("a", (5, 5, 5), 1), 40, most=20)], Rules())
    assert made.stricter and made.rules.max_items == 20
    assert [len(one.items) for one in pack(made.items, CARTONS, made.rules).packed] == [20, 20]


def test_a_limit_of_two_takes_no_more_cartons_than_it_must() -> None:
    made = pieces_of([Line(Item("a", (50, 50, 50), 1), 7, most=2)], Rules())
    assert len(pack(made.items, CARTONS, made.rules).packed) == 4
