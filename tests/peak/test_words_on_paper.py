"""The words and the drawing of a carton say the same: every piece once, nothing before what it stands on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.base.language import language, set_language
from sellerkit.output.canvas import Frame
from sellerkit.output.carton_drawing import Drawing, Mark, faces_of
from sellerkit.packing import Carton, Item, PackedCarton, PackedItem, Rules, pack, steps
from sellerkit.packing.in_words import steps_of

CARTONS = [Carton("small", (200, 150, 100), 0, 99999), Carton("large", (420, 300, 260), 0, 99999)]


@contextmanager
def use_language(code: str) -> Iterator[None]:
    before = language()
    set_language(code)
    try:
        yield
    finally:
        set_language(before)


goods = st.lists(
    st.tuples(
        st.builds(Item, sku=st.sampled_from(["DATE", "NUT", "TEA-1", "2 × CUP"]), size_mm=st.tuples(*[st.integers(20, 140)] * 3), weight_g=st.just(10),
                  keep_upright=st.booleans(), fragile=st.booleans()),
        st.integers(1, 6),
    ), min_size=1, max_size=4,
).map(lambda lines: [item for item, many in lines for _n in range(many)])  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(goods, st.sampled_from([0.0, 0.7]), st.sampled_from(["en", "zh"]))
def test_the_words_name_every_item_exactly_as_often_as_it_is_there(
    items: list[Item], support: float, code: str
) -> None:
    with use_language(code):
        for one in pack(items, CARTONS, Rules(support=support)).packed:
            said: Counter[str] = Counter()
            for words in steps(one):
                count, sku = re.match(r"(\d+) × (DATE|NUT|TEA-1|2 × CUP)", words).groups()  # type: ignore[union-attr]
                said[sku] += int(count)
            assert said == Counter(piece.item.sku for piece in one.items)


@settings(max_examples=80, deadline=None)
@given(goods)
def test_no_piece_is_put_in_before_what_it_stands_on(items: list[Item]) -> None:
    for one in pack(items, CARTONS).packed:
        order = [piece for step in steps_of(one) for piece in step.pieces]
        assert sorted(map(id, order)) == sorted(map(id, one.items))
        for n, piece in enumerate(order):
            assert not any(under(later, piece) for later in order[n + 1 :])


def under(low: Any, high: Any) -> bool:
    """Whether one piece lies below another, seen from above."""
    across = all(low.at_mm[a] < high.at_mm[a] + high.size_mm[a] and high.at_mm[a] < low.at_mm[a] + low.size_mm[a] for a in (0, 1))  # fmt: skip
    return across and low.at_mm[2] + low.size_mm[2] <= high.at_mm[2]


@pytest.mark.parametrize(("code", "words"), [("en", "flat"), ("zh", "平放")])
def test_a_plank_on_its_broad_side_lies_flat(code: str, words: str) -> None:
    packed = pack([Item("plank", (190, 140, 20), 10)], CARTONS).packed[0]
    with use_language(code):
        assert words in steps(packed)[0]


def test_the_words_call_items_by_their_names() -> None:
    packed = PackedCarton(CARTONS[0], pack([Item("a", (100, 100, 40), 1), Item("b", (90, 90, 30), 1)], CARTONS).packed[0].items)  # fmt: skip
    assert all(
        sku not in line for line in steps(packed, {"a": "Dates", "b": "Tea"}.__getitem__) for sku in (" a:", " b:")
    )


def test_the_sheet_has_a_drawing_and_its_words(peak: Any) -> None:
    peak.orders({"id": f"M{n}", "items": {"DATE": 2, "NUT": 1}} for n in range(3))
    peak.plan()
    assert peak.run("peak", "print", "-o", "plan.html").exit_code == 0
    page = (peak.path / "plan.html").read_text("utf-8")
    assert "1–2  2 × 红枣 500 克: " in page and "3  1 × 核桃: " in page and "bottom" in page
    assert "1–2  2 × 红枣 500 克: " in peak.run("peak", "print").stdout


def test_what_the_words_call_the_front_is_drawn_nearest_to_the_eye() -> None:
    wide = Carton("wide", (400, 300, 100), 0, 9999)
    at = {"back left": (0, 0, 0), "front left": (0, 240, 0), "back right": (340, 0, 0), "front right": (340, 240, 0)}
    cup = Item("CUP", (60, 60, 60), 1)
    drawn = {}
    for words, corner in at.items():
        assert words in steps(PackedCarton(wide, (PackedItem(cup, corner, (60, 60, 60)),)))[0]
        shapes = faces_of(Drawing(wide.inner_mm, [(corner, (60, 60, 60))]), Frame(0, 0, 80, 50))[1]
        drawn[words] = next(shape.at for shape in shapes if isinstance(shape, Mark))
    assert min(drawn, key=lambda words: drawn[words][0]) == "front left"
    assert max(drawn, key=lambda words: drawn[words][0]) == "back right"
    assert max(drawn, key=lambda words: drawn[words][1]) == "front right"
    assert min(drawn, key=lambda words: drawn[words][1]) == "back left"
