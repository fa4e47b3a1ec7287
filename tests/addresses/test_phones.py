"""Phone numbers: whole, masked, private, abroad, and wrong."""

from __future__ import annotations

import pytest

from sellerkit.addresses import as_text, from_text, phone_is_right, phone_text, split
from sellerkit.addresses.abroad import is_mainland, required_fields


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("138 0000 0000", "13800000000"), ("+86-13800000000", "13800000000"), ("008613800000000", "13800000000"),
        ("18412345678-1234", "18412345678转1234"), ("18412345678转1234", "18412345678转1234"), ("138****0000", "138****0000"),
        ("(0571)88888888转801", "0571-88888888转801"), ("400-800-8888", "400-800-8888"), ("+852 5123 4567", "+852 5123 4567"),
        ("１３８００００００００", "13800000000"),
    ],
)  # fmt: skip
def test_a_number_is_kept_in_one_form_and_is_right(written: str, kept: str) -> None:
    assert phone_text(written) == kept
    assert phone_is_right(kept)


@pytest.mark.parametrize("number", ["1380000000", "138000000000", "12345", "88888888", "abc", "+852 1"])
def test_a_number_that_nobody_can_call_is_wrong(number: str) -> None:
    assert not phone_is_right(number)


def test_a_number_too_short_makes_an_address_a_guess() -> None:
    found = split("张三 1380000000 浙江省杭州市余杭区某某街道1号")
    assert (found.confidence, found.phone) == ("guessed", "1380000000")
    assert [doubt.why for doubt in found.reasons] == ["phone-wrong"]


def test_doubts_are_kept_as_text_and_come_back() -> None:
    doubts = split("张三 138 鼓楼区1号").reasons
    assert from_text(as_text(doubts)) == doubts


def test_abroad_the_lengths_of_the_country_count() -> None:
    assert phone_is_right("217 555 0100", "US") and phone_is_right("555-0100", "United States")
    assert not phone_is_right("12", "US") and not phone_is_right("12", "United States")


def test_abroad_the_fields_of_the_country_count() -> None:
    assert required_fields("US") == ("country_area", "city", "postal_code", "street_address")
    assert required_fields("") == required_fields("Atlantis") == required_fields("ZZ") == ()
    assert is_mainland("cn") and is_mainland("") and not is_mainland("US")
