"""Barcodes as a check sees them: digits, zeros that were lost, numbers that no marketplace knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from sellerkit.listings.barcodes import LENGTHS, check_digit, is_gtin
from sellerkit.listings.barcodes_rules import of_barcode


@pytest.mark.parametrize(
    "code", ["6901234567892", "6901234567890", "96385074", "96385075", "036000291452", "036000291453"]
)
def test_our_check_digits_agree_with_python_stdnum(code: str) -> None:
    assert is_gtin(code) == ean.is_valid(code)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("0201234567899", "barcode-in-store"),
        ("0401234567893", "barcode-in-store"),
        ("2901234567896", "barcode-in-store"),
        ("20123451", "barcode-in-store"),
        ("9801234567892", "barcode-coupon"),
        ("9901234567899", "barcode-coupon"),
        ("36000291452", "barcode-not-gtin"),
        ("69012345678", "barcode-not-gtin"),
        ("0000000000000", "barcode-made-up"),
        ("1234567890128", "barcode-made-up"),
    ],
)
def test_numbers_that_no_marketplace_knows_are_named_with_what_to_do(code: str, rule: str) -> None:
    (found,) = of_barcode("A", code, None)
    assert (found.rule, found.severity) == (rule, "warning")
    assert found.suggestion


@pytest.mark.parametrize("code", ["6901234567892", "036000291452", "96385074", "9783161484100", "10614141000415"])
def test_real_barcodes_pass(code: str) -> None:
    assert list(of_barcode("A", code, None)) == []


@given(st.text("0123456789", min_size=7, max_size=15))
def test_lengths_and_check_digits_agree_with_python_stdnum(code: str) -> None:
    assert is_gtin(code) == ean.is_valid(code)


@given(st.sampled_from(LENGTHS).flatmap(lambda length: st.text("0123456789", min_size=length - 1, max_size=length - 1)))
def test_the_last_digit_is_the_one_that_python_stdnum_works_out(body: str) -> None:
    assert check_digit(body) == ean.calc_check_digit(body)
    assert is_gtin(body + check_digit(body)) and ean.is_valid(body + check_digit(body))


def test_zeros_that_a_spreadsheet_took_are_proposed() -> None:
    (found,) = of_barcode("A", "36000291452", None)
    assert "036000291452" in found.suggestion
