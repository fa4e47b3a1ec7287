"""Keys of `[stock]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class StockSource:
    """One supplier or sheet. `columns` maps our field to the sheet's heading (or to a list of headings)."""

    files: tuple[str, ...] = setting('"inbox/wholesale*.xlsx"', ())
    sheet: str = setting('"库存"', "")
    as_: Literal["set", "add", "count"] | None = setting('"set"')
    bad_rows: Literal["reject", "skip"] = setting('"reject"', "reject")
    columns: Mapping[str, tuple[str, ...]] = setting('{ sku = "货号", quantity = "库存数" }', {})
    key: tuple[str, ...] = setting('["Номенклатура", "Характеристика"]', ())
    encoding: str = setting('"gb18030"', "")
    delimiter: str = setting('";"', "")
    decimal_comma: bool = setting("true", False)
    header: int | None = setting("4")
    date_order: Literal["", "dmy", "mdy"] = setting('"dmy"', "")
    weight_unit: str = setting('"kg"', "")
    length_unit: str = setting('"cm"', "")
    unit: str = setting('"件"', "")
    currency: str = setting('"CNY"', "")
    words: Mapping[str, int] = setting('{ "有货" = 10, "缺货" = 0 }', {})
    at_least: bool = setting("true", False)
    price_range: Literal["", "low", "high"] = setting('"high"', "")
    sizes: tuple[str, ...] = setting('["S", "M", "L"]', ())
    size_pattern: str = setting('"{style}-{color}-{size}"', "")


@dataclass(frozen=True, slots=True)
class StockTable:
    low: int = setting("20", 20)
    expiring: timedelta = setting('"45d"', timedelta(days=45))
    sources: Mapping[str, StockSource] = setting("[stock.sources.wholesale]", {})
