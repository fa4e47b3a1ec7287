"""How mixed orders go into their cartons, drawn."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sellerkit.output.canvas import Frame
from sellerkit.output.carton_drawing import Drawing, Face, Mark, faces_of, svg_of


def test_each_mixed_basket_is_drawn_once_with_its_items_named(peak: Any) -> None:
    peak.orders({"id": f"M{n}", "items": {"DATE": 2, "NUT": 1}} for n in range(3))
    peak.order("V", {"VASE": 1, "NUT": 1})
    peak.order("single", {"DATE": 1})
    peak.plan()
    assert peak.run("peak", "print", "-o", "plan.html").exit_code == 0
    page = (peak.path / "plan.html").read_text("utf-8")
    assert page.count("<svg") == 2 and "small: M0 and 2 alike" in page and "large: V" in page
    assert "红枣 500 克" in page and page.count("<polygon") == 3 * 5


def test_what_lies_below_and_behind_is_drawn_first() -> None:
    below, above, front = ((0, 0, 0), (50, 50, 50)), ((0, 0, 50), (50, 50, 20)), ((0, 50, 0), (50, 50, 80))
    _edges, shapes = faces_of(Drawing((100, 100, 100), [front, above, below]), Frame(0, 0, 80, 50))
    assert [s.text for s in shapes if isinstance(s, Mark)] == ["3", "2", "1"]


def test_slots_of_the_put_wall_are_as_many_as_shop_toml_says(peak: Any) -> None:
    toml = (peak.path / "shop.toml").read_text("utf-8").replace("[peak]\n", "[peak]\nwall_slots = 2\n")
    peak.write("shop.toml", toml)
    peak.orders({"id": f"M{n}", "items": {"DATE": 1, "NUT": 1}} for n in range(3))
    peak.plan()
    assert "2-01" in peak.run("peak", "print").stdout


sides = st.integers(1, 400)


@given(st.tuples(sides, sides, sides), st.lists(st.tuples(sides, sides, sides), max_size=6))
def test_the_picture_stays_inside_its_frame(inner: tuple[int, int, int], items: list[tuple[int, int, int]]) -> None:
    boxes = [((0, 0, 0), tuple(min(a, b) for a, b in zip(inner, item, strict=True))) for item in items]
    edges, shapes = faces_of(Drawing(inner, boxes), Frame(5, 7, 80, 50))  # type: ignore[arg-type]
    points = [p for edge in edges for p in edge] + [p for s in shapes if isinstance(s, Face) for p in s.points]
    assert all(4.99 <= x <= 85.01 and 6.99 <= y <= 57.01 for x, y in points)
    assert svg_of(Drawing(inner, boxes)).count("<text") == len(items)  # type: ignore[arg-type]
