"""A set from a sheet that does not know what parcels took: it says so, before and in the run."""

from __future__ import annotations

import pytest

LATER = {"SELLERKIT_NOW": "2026-11-12T09:00:00+08:00"}
ORDERS = "订单号,姓名,电话,地址,货号,数量\nC-1,张三,13800000000,山西省太原市小店区某街1号,MUG,4\nC-2,李四,13900000000,山西省太原市小店区某街2号,PLATE,3\n"


@pytest.fixture
def sold(shop):
    """50 mugs and 10 plates stated, 4 mugs and 3 plates gone on 10 November at 20:00."""
    shop.write("first.csv", "SKU,Qty\nMUG,50\nPLATE,10\nPOT,5\n")
    assert shop.run("stock", "import", "first.csv", "--as", "set").exit_code == 0
    shop.write("orders.csv", ORDERS)
    assert shop.run("orders", "import", "orders.csv").exit_code == 0
    shop.write("waybills.csv", "订单号,物流单号,物流公司\nC-1,75312345678901,中通快递\nC-2,75312345678902,中通快递\n")
    assert shop.run("shipments", "adopt", "waybills.csv").exit_code == 0
    return shop


def back(result):
    return [
        (one["sku"], one["before"], one["after"], one["sold"], one["certain"]) for one in result.json[0]["put_back"]
    ]


def test_a_sheet_that_says_what_was_there_before_the_parcels_is_named_in_the_try_and_in_the_run(sold):
    sold.write("again.csv", "SKU,Qty\nMUG,50\nPLATE,7\nPOT,9\n")
    tried = sold.run("stock", "import", "again.csv", "--as", "set", "--dry-run", "--json", env=LATER)
    done = sold.run("stock", "import", "again.csv", "--as", "set", "--json", env=LATER)
    for result in (tried, done):
        assert result.exit_code == 3
        (problem,) = result.json[0]["problems"]
        assert (problem["code"], problem["row"], problem["column"]) == ("sold-goods-back", 2, "Qty")
        assert "46 → 50" in problem["message"] and "4 left" in problem["message"]
        assert "--as add" in problem["hint"] and "stock count" in problem["hint"]
        assert back(result) == [("MUG", 46, 50, 4, True)]


def test_more_than_there_ever_was_may_be_new_goods_and_is_only_noted(sold):
    sold.write("again.csv", "SKU,Qty\nMUG,60\n")
    result = sold.run("stock", "import", "again.csv", "--as", "set", env=LATER)
    assert result.exit_code == 0
    assert "MUG 46 → 60 (4 sold)" in result.stderr


def test_the_day_in_the_name_of_the_sheet_decides(sold):
    sold.write("库存2026-11-09.csv", "SKU,Qty\nMUG,60\n")
    old = sold.run("stock", "import", "库存2026-11-09.csv", "--as", "set", "--dry-run", "--json", env=LATER)
    assert (old.exit_code, back(old)) == (3, [("MUG", 46, 60, 4, True)])
    sold.write("stock_20261112.csv", "SKU,Qty\nMUG,50\n")
    new = sold.run("stock", "import", "stock_20261112.csv", "--as", "set", "--json", env=LATER)
    assert new.exit_code == 0 and "put_back" not in new.json[0]


def test_what_came_in_or_was_counted_is_never_doubted(sold):
    sold.write("more.csv", "SKU,Qty\nMUG,4\n")
    assert sold.run("stock", "import", "more.csv", "--as", "add", env=LATER).exit_code == 0
    sold.write("counted.csv", "SKU,Qty\nMUG,51\n")
    assert sold.run("stock", "import", "counted.csv", "--as", "count", "--yes", env=LATER).exit_code == 0


def test_a_source_set_after_the_parcels_knows_of_them(sold):
    sold.toml('[stock.sources.own]\nas = "set"\n[stock.sources.other]\nas = "set"')
    sold.write("own.csv", "SKU,Qty\nMUG,46\n")
    assert sold.run("stock", "import", "own.csv", "--source", "own", env=LATER).exit_code == 0
    sold.write("own.csv", "SKU,Qty\nMUG,50\n")
    result = sold.run("stock", "import", "own.csv", "--source", "own", "--json", env=LATER)
    assert result.exit_code == 0 and "put_back" not in result.json[0]
    sold.write("other.csv", "SKU,Qty\nPLATE,10\n")
    first = sold.run("stock", "import", "other.csv", "--source", "other", "--json", env=LATER)
    assert back(first) == [("PLATE", 7, 10, 3, False)]
