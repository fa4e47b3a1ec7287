"""`stock expiring`: first expired first out, with days left and worth."""

from __future__ import annotations

import pytest


@pytest.fixture
def lots(shop):
    shop.write(
        "in.csv",
        "SKU,Name,Qty,Lot,Expires,Cost\nNUT,核桃,3,L9,2026-11-01,10\nNUT,核桃,4,L10,2026-11-10,10\nDATE,红枣,8,L2,2027-03-05,2.5\n"
        "DATE,红枣,7,L1,2026-12-05,2\nTEA,茶,6,L5,2026-12-01,\nMUG,杯子,5,,,3\n",
    )
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    return shop


def test_what_expires_first_comes_first_and_what_has_expired_before_all(lots):
    found = lots.run("stock", "expiring", "--json").json
    assert [(one["lot"], one["days_left"], one["expired"], one["quantity"], one["value"]) for one in found] == [
        ("L9", -9, True, 3, "30.00"),
        ("L10", 0, False, 4, "40.00"),
        ("L5", 21, False, 6, None),
        ("L1", 25, False, 7, "14.00"),
    ]


def test_how_far_to_look_is_said_by_a_flag_or_by_shop_toml(lots):
    assert len(lots.run("stock", "expiring", "--within", "200d", "--json").json) == 5
    assert [one["lot"] for one in lots.run("stock", "expiring", "--within", "0d", "--json").json] == ["L9", "L10"]
    lots.toml('[stock]\nexpiring = "1d"')
    assert len(lots.run("stock", "expiring", "--json").json) == 2
    assert lots.run("stock", "expiring", "--within", "soon").exit_code == 2
    assert lots.run("stock", "expiring", "--within", "99999999d").exit_code == 0


def test_the_worth_is_summed_and_a_lot_that_nobody_priced_is_said(lots):
    out = lots.run("stock", "expiring").stdout
    assert "Expired: 1 lot, worth 30.00 CNY." in out
    assert "Still good: 3 lots, worth 54.00 CNY + 1 without a known cost." in out


def test_the_rest_of_a_lot_is_worth_the_rest_of_its_cost(lots):
    lots.run("stock", "adjust", "DATE", "-3", "--lot", "L1", "--reason", "eaten")
    assert next(one for one in lots.run("stock", "expiring", "--json").json if one["lot"] == "L1")["value"] == "8.00"


def test_nothing_expiring_is_a_sentence(shop):
    result = shop.run("stock", "expiring")
    assert (result.exit_code, result.stdout) == (0, "Nothing expires within 45d.\n")
