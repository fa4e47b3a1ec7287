"""A shop with something on its shelves, and its orders as the command lists them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

STOCK = "SKU,Name,Qty,Barcode\nDATE-500,Red dates 500 g,40,6901234567892\nWALNUT-250,Walnuts 250 g,30,\nCHILLI-100,Chilli 100 g,5,\n"


@pytest.fixture
def stocked(shop: Any) -> Any:
    """A shop with three items on the shelves."""
    shop.write("stock.csv", STOCK)
    assert shop.run("stock", "import", "stock.csv", "--as", "set").exit_code == 0
    return shop


@pytest.fixture
def orders(shop: Any) -> Callable[..., dict[str, dict[str, Any]]]:
    """The shop's orders by number, as `orders list --json` gives them."""

    def listed(*args: str) -> dict[str, dict[str, Any]]:
        return {one["order_id"]: one for one in shop.run("orders", "list", "--json", *args).json}

    return listed
