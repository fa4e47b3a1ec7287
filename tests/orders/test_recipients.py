"""Recipients of exports: columns are exact, one text is split, what a platform hides passes through untouched."""

from __future__ import annotations

import pytest

from sellerkit.model.order import Buyer
from sellerkit.orders.recipients import divided, recipient_of


def parts(buyer: Buyer) -> tuple[str, str, str, str, str]:
    return (buyer.confidence, buyer.province, buyer.city, buyer.district, buyer.street)


def test_columns_for_province_city_and_street_are_exact() -> None:
    buyer = divided(Buyer("张三", "13800000000", "", "浙江省", "杭州市", "", "某某街道1号"))
    assert (*parts(buyer), buyer.written) == ("exact", "浙江省", "杭州市", "", "某某街道1号", "")


def test_a_street_that_repeats_its_columns_is_said_once() -> None:
    buyer = divided(Buyer("张三", "13800000000", "", "浙江省", "杭州市", "", "浙江省杭州市余杭区某某街道1号"))
    assert parts(buyer) == ("exact", "浙江省", "杭州市", "余杭区", "某某街道1号")


def test_an_address_in_one_column_is_split() -> None:
    buyer = divided(Buyer("张三", "13800000000", street="江苏省苏州市吴江市松陵镇1号"))
    assert parts(buyer) == ("exact", "江苏省", "苏州市", "吴江区", "松陵镇1号")
    assert buyer.address == "江苏省苏州市吴江区松陵镇1号"


def test_a_city_that_is_its_own_province_is_written_once() -> None:
    assert divided(Buyer("张三", "13800000000", street="北京朝阳区建国路1号")).address == "北京市朝阳区建国路1号"


@pytest.mark.parametrize(
    "buyer",
    [
        Buyer("张*", "138****0000", "", "浙江省", "杭州市", "余杭区", "****"),
        Buyer("", "", "United States", "OR", "Portland"),
        Buyer("张三", "13800000000", "", "浙江省", "杭州市"),
        Buyer("~AgEAB3kJ9pQfVXoF1yZ2c3VwZXJzZWNyZXQ=", "138****0000", "", "浙江省", "杭州市", "余杭区", "某某街道1号"),
    ],
)
def test_what_a_platform_hides_passes_through_untouched(buyer: Buyer) -> None:
    assert divided(buyer) is buyer
    assert divided(buyer).confidence == ""


def test_a_masked_phone_alone_is_no_doubt() -> None:
    buyer = recipient_of("张三 138****0000 浙江省杭州市余杭区某某街道1号")
    assert (buyer.confidence, buyer.phone, buyer.written) == ("exact", "138****0000", "")


def test_abroad_the_required_fields_count_and_no_division_of_china() -> None:
    whole = Buyer("Mary Smith", "+1 415 555 2671", "US", "CA", "San Francisco", "", "1 Example Road", "94105")
    assert (divided(whole).confidence, divided(whole).street) == ("exact", "1 Example Road")
    lacking = divided(Buyer("Mary Smith", "+1 415 555 2671", "US", "", "San Francisco", "", "1 Example Road"))
    assert (lacking.confidence, lacking.doubts) == ("guessed", "missing-field country_area\nmissing-field postal_code")


def test_a_phone_too_short_is_a_doubt_in_columns_too() -> None:
    buyer = divided(Buyer("张三", "1380000", "", "浙江省", "杭州市", "", "某某街道1号"))
    assert (buyer.confidence, buyer.doubts) == ("guessed", "phone-wrong")
    assert buyer.written == "浙江省杭州市某某街道1号"
