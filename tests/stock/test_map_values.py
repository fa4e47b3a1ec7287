"""What a column seems to hold, by its values alone."""

from __future__ import annotations

from datetime import date

import pytest

from sellerkit.stock.map_values import Sample, by_values

TODAY = date(2026, 11, 10)
ALL = ("barcode", "expires", "produced", "cost", "price", "sku", "quantity", "name")


def guess(*columns: list[object]) -> dict[str, int]:
    samples = [Sample(index, f"h{index}", values, len(values)) for index, values in enumerate(columns)]  # type: ignore[arg-type]
    return by_values(samples, TODAY, wanted=ALL)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["6901234567892", "4006381333931", "6920152400012"], "barcode"),
        ([6901234567892, 4006381333931, 6920152400012], "barcode"),
        (["2027-01-01", "2027年3月5日", "2027/06/01"], "expires"),
        ([date(2026, 10, 1), date(2026, 9, 1)], "produced"),
        (["¥3.50", "¥12.00", "¥7"], "cost"),
        (["3.50元", "12元", "7.25元"], "cost"),
        (["AB-1", "AB-2", "AC-9"], "sku"),
        ([12, 0, 12, 7], "quantity"),
        (["玻璃杯子", "白瓷盘子", "蓝花大碗"], "name"),
    ],
)
def test_a_column_alone(values, field):
    assert guess(values) == {field: 0}


@pytest.mark.parametrize(
    "values",
    [
        ["6901234567891", "4006381333930", "6920152400011"],  # check digits that do not hold are codes, no barcodes
        [1, 2, 3, 4, 5],  # the numbers of the rows
        ["", ""],
        ["2010-01-01", "2011-01-01"],  # no date of goods that are for sale
    ],
)
def test_what_is_none_of_these(values):
    assert not set(guess(values)) & {"barcode", "expires", "produced", "cost", "quantity"}


def test_each_column_is_given_once():
    found = guess(
        [1, 2, 3, 4],
        ["Q-1", "Q-2", "Q-3", "Q-4"],
        ["杯子", "盘子", "大碗", "筷子"],
        [5, 5, 8, 0],
        ["1.5", "2.5", "3.5", "4.5"],
    )
    assert found == {"sku": 1, "name": 2, "quantity": 3, "cost": 4}
