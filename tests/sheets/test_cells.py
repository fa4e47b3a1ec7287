"""Cell readers: what people write, and what they must never be taken for."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.sheets import ReadOptions
from sellerkit.sheets.cells import (
    CellError,
    adapted,
    date_,
    decimal_number,
    identifier,
    length,
    moment,
    money,
    quantity,
    reference,
    text,
    weight,
    whole_number,
    yes_no,
)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (123.0, "123"),
        (5, "5"),
        (0.5, "0.5"),
        ('="000123"', "000123"),
        ("'0012", "0012"),
        ("2026110100012345\t", "2026110100012345"),
        ("\u00a0 A\u200b1 \ufeff", "A1"),
        ("", ""),
        (None, ""),
        (True, "True"),
        (datetime.date(2026, 11, 1), "2026-11-01"),
    ],
)
def test_text_is_what_a_person_reads(cell, read):
    assert text(cell) == read


@pytest.mark.parametrize("cell", ["00123", "6901234567892", "A-1/2", "1-2", "DATE-500", "100000000000000000001", "E+5"])
def test_codes_stay_as_they_are(cell):
    assert identifier(cell) == cell


@pytest.mark.parametrize("cell", ["6.92E+12", "6,92e+12", 1e15, 6.9e17, 10**16, "690123456789012000", -5.0])
def test_a_code_that_lost_its_digits_is_refused(cell):
    with pytest.raises(CellError) as caught:
        identifier(cell)
    assert caught.value.code == "damaged-id"


@pytest.mark.parametrize(
    "cell", [datetime.date(2026, 3, 1), datetime.datetime(2026, 3, 1), datetime.time(3, 5), "1-Mar", "Mar-01", "3月1日"]
)
def test_a_code_that_became_a_date_is_refused(cell):
    with pytest.raises(CellError) as caught:
        identifier(cell)
    assert caught.value.code == "code-became-date"


@pytest.mark.parametrize(
    ("cell", "read"), [(12.0, 12), ("1,234", 1234), ("１２", 12), ("−3", -3), (7, 7), ("12.0", 12)]
)
def test_whole_numbers(cell, read):
    assert whole_number(cell) == read


@pytest.mark.parametrize(
    ("cell", "code"),
    [(12.5, "not-whole"), ("ten", "not-a-number"), (True, "not-a-number"), (-1.0, "negative"), (">20", "not-a-number")],
)
def test_what_is_no_quantity(cell, code):
    with pytest.raises(CellError) as caught:
        quantity(cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (0.1, "0.1"),
        (1234.5600000000001, "1234.56"),
        ("¥1,299.00", "1299.00"),
        ("41.00р.", "41.00"),
        ("(5.00)", "-5.00"),
        (".5", "0.5"),
    ],
)
def test_amounts_are_exact(cell, read):
    assert money(cell) == Decimal(read)


@pytest.mark.parametrize("cell", ["12,50", "1,2,3", "1-9件 25", "", float("nan"), float("inf"), "1e5"])
def test_what_is_no_amount(cell):
    with pytest.raises(CellError):
        decimal_number(cell)


@pytest.mark.parametrize("cell", ["12.50", "1,299.00"])
def test_a_decimal_point_in_a_file_with_decimal_commas_is_never_a_thousands_mark(cell):
    with pytest.raises(CellError):
        decimal_number(cell, decimal_comma=True)


def test_weights_and_lengths_take_the_unit_of_the_cell_then_of_the_heading_then_the_declared_one():
    assert weight("1.2 kg") == 1200
    assert weight("1斤") == 500
    assert adapted(weight, "重量（kg）", ReadOptions())(0.5) == 500
    assert adapted(weight, "重量", ReadOptions(weight_unit="kg"))("2") == 2000
    assert adapted(weight, "重量", ReadOptions(weight_unit="kg"))("300g") == 300
    assert adapted(length, "Length (in)", ReadOptions())(4.0) == 102
    with pytest.raises(CellError):
        weight("heavy")


@pytest.mark.parametrize(
    "cell",
    ["2026-11-01", "2026/11/1", "2026年11月1日", "01.11.2026", "20261101", 20261101.0, 46327.0, "46327", "Nov 1, 2026", "1 November 2026",
     datetime.datetime(2026, 11, 1), datetime.date(2026, 11, 1), "２０２６-11-01"],
)  # fmt: skip
def test_dates_in_the_forms_that_occur(cell):
    assert date_(cell) == datetime.date(2026, 11, 1)


@pytest.mark.parametrize("cell", ["1.5", "soon", 7.0, "2026-13-01", "05.2026", "31.02.2026", True, "may", "Nov 2026x"])
def test_what_is_no_date(cell):
    with pytest.raises(CellError):
        date_(cell)


def test_day_and_month_are_never_guessed():
    with pytest.raises(CellError) as caught:
        date_("05/06/2026")
    assert caught.value.code == "ambiguous-date"
    assert date_("05/06/2026", order="dmy") == datetime.date(2026, 6, 5)
    assert date_("05/06/2026", order="mdy") == datetime.date(2026, 5, 6)
    assert date_("25/06/2026") == date_("06/25/2026") == datetime.date(2026, 6, 25)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2026-11-11 08:00:05", "2026-11-11T08:00:05"),
        ("2026-11-11T08:00:05+08:00", "2026-11-11T08:00:05+08:00"),
        ("2026-06-16 00:00:00 UTC", "2026-06-16T00:00:00+00:00"),
        ("2026年11月11日 下午3:05", "2026-11-11T15:05:00"),
        ("2026-11-11 16：33：45", "2026-11-11T16:33:45"),
        ("11/25/2026 12:05 AM", "2026-11-25T00:05:00"),
        ("20261111083000", "2026-11-11T08:30:00"),
        (46337.5, "2026-11-11T12:00:00"),
    ],
)
def test_moments_keep_the_zone_only_when_it_is_stated(cell, read):
    assert moment(cell).isoformat() == read


@pytest.mark.parametrize(("cell", "read"), [("是", True), ("No", False), (1.0, True), (False, False), ("√", True)])
def test_yes_and_no(cell, read):
    assert yes_no(cell) is read


CELLS = (
    st.none()
    | st.text(max_size=12)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)


@given(
    CELLS,
    st.sampled_from(
        [text, identifier, whole_number, quantity, decimal_number, money, weight, length, date_, moment, yes_no]
    ),
)
def test_any_cell_is_a_value_or_a_cell_error(cell, read):
    try:
        read(cell)
    except CellError as error:
        assert str(error) and error.code


def test_an_order_number_may_end_in_zeros():
    assert reference("690123456789012000") == "690123456789012000"
    with pytest.raises(CellError):
        reference(690123456789012000.0)
