"""Stock lines kept as columns are the very lines they were made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.model.item import Lot, PriceTier, StatedItem, StockLine
from sellerkit.model.stock_lines import StockLines, column_of
from sellerkit.stock.cells import money_column

items = st.builds(StatedItem, st.text(min_size=1), name=st.none() | st.text(), pack=st.none() | st.integers(1, 99))
lines = st.lists(
    st.builds(
        StockLine, st.integers(2, 99), items, st.none() | st.integers(0, 9), st.none() | st.builds(Lot, st.text()),
        tiers=st.sampled_from([(), (PriceTier(1, 250, "CNY"),)]),
    ),
    max_size=6,
)  # fmt: skip
few = settings(max_examples=40, deadline=None)


@few
@given(lines, lines)
def test_lines_come_back_as_they_were(some: list[StockLine], more: list[StockLine]) -> None:
    kept = StockLines.of(some)
    assert list(kept) == [kept[at] for at in range(len(kept))] == some
    kept = StockLines()
    kept.extend(StockLines.of(some))
    kept.extend(StockLines({"row": [7], "sku": ["A-1"]}))
    kept.extend(StockLines.of(more))
    together = [*some, StockLine(7, StatedItem("A-1")), *more]
    assert list(kept) == together
    assert list(kept[1:]) == together[1:]
    assert list(kept.by_row()) == sorted(together, key=lambda line: line.row)
    assert list(column_of(kept, "sku")) == list(column_of(together, "sku"))
    assert list(column_of(kept, "tiers")) == list(column_of(together, "tiers"))


@few
@given(lines)
def test_only_the_lines_that_are_wanted_are_kept(some: list[StockLine]) -> None:
    wanted = [line.quantity is not None for line in some]
    assert list(StockLines.of(some).kept(wanted)) == [line for line in some if line.quantity is not None]


def test_a_column_of_amounts_with_a_cell_that_is_no_number_at_all_is_read_cell_by_cell() -> None:
    assert money_column([1.5, float("nan"), 2.5], {float}, currency="CNY", decimal_comma=False) is None
    assert money_column([1.5, 2.5], {float}, currency="CNY", decimal_comma=False) == [150, 250]
