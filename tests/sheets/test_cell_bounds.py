"""The one search that looks for cells beyond a bound misses none of them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from sellerkit.sheets.readers.cell_bounds import ROW_STEP, SHORT_SHEET, beyond
from sellerkit.sheets.readers.scanning import column_letters

rows = st.integers(1, 1_048_576)
columns = st.integers(0, 16_383)


@given(rows, columns, st.integers(SHORT_SHEET, 1_048_576), st.integers(26, 16_384))
@example(110_000, 0, 110_000, 26)
@example(110_000, 0, 109_999, 26)
@example(1, 26, SHORT_SHEET, 26)
@example(999_999, 701, 999_999, 702)
def test_a_cell_beyond_the_bound_is_always_found(row: int, column: int, last_row: int, last_column: int) -> None:
    cell = f'<c r="{column_letters(column)}{row}" t="s">'.encode()
    if row > last_row or column >= last_column:
        assert beyond(last_row, last_column).search(cell)


@given(rows, columns, st.integers(SHORT_SHEET, 980_000), st.integers(26, 702))
def test_a_cell_well_within_the_bound_is_let_through(row: int, column: int, last_row: int, last_column: int) -> None:
    cell = f'<c r="{column_letters(column)}{row}" t="s">'.encode()
    if row <= last_row - ROW_STEP and column < last_column:
        assert not beyond(last_row, last_column).search(cell)
