"""A column that names each row's currency: no amount goes in as one of another."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("heading", ["Currency", "币种", "Валюта"])
def test_a_row_in_another_currency_is_rejected_with_its_cell(shop: Any, heading: str) -> None:
    shop.write("in.csv", f"SKU,Name,Cost,{heading},Qty\nA,Mug,3,USD,5\nB,Cup,20,CNY,5\n")
    answer = shop.run("stock", "import", "in.csv", "--as", "set", "--skip-bad-rows", "--json")
    (problem,) = answer.json[0]["problems"]
    assert (problem["code"], problem["row"], problem["column"], problem["value"]) == (
        "wrong-currency",
        2,
        heading,
        "USD",
    )
    assert [item["sku"] for item in shop.run("stock", "list", "--json").json] == ["B"]


@pytest.mark.parametrize("word", ["CNY", "cny", "RMB", "人民币", "元", ""])
def test_the_shops_own_currency_has_many_names(shop: Any, word: str) -> None:
    shop.write("in.csv", f"货号,品名,进价,币种,数量\nA,红枣,3,{word},5\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    (item,) = shop.run("stock", "list", "--json").json
    assert (item["cost"], item["currency"]) == ("3.00", "CNY")


def test_a_source_in_dollars_takes_rows_in_dollars(shop: Any) -> None:
    shop.toml('[stock.sources.us]\nas = "set"\ncurrency = "USD"')
    shop.write("us.csv", "SKU,Name,Cost,Currency,Qty\nA,Mug,3,USD,5\nB,Cup,20,元,5\n")
    answer = shop.run("stock", "import", "us.csv", "--source", "us", "--skip-bad-rows", "--json")
    assert [problem["value"] for problem in answer.json[0]["problems"]] == ["元"]
    (item,) = shop.run("stock", "list", "--json").json
    assert (item["sku"], item["cost"], item["currency"]) == ("A", "3.00", "USD")
