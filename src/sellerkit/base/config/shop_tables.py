"""Keys of `[shop]`, `[brand]` and `[nightly]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a foreign currency is worth in the shop's own, as somebody looked it up on that day."""

    rate: Decimal = setting('"7.12"', required=True)
    date: str = setting('"2026-11-20"', required=True)


@dataclass(frozen=True, slots=True)
class ShopTable:
    name: str = setting('"Linxian Date House"', required=True)
    currency: str = setting('"CNY"', "CNY")
    time_zone: str = setting('"Asia/Shanghai"', "Asia/Shanghai")
    language: Literal["en", "zh"] | None = setting('"zh"')
    store: str = setting('"shop.db"', "shop.db")
    practice: bool = setting("true", False)
    rates: Mapping[str, Rate] = setting('{ USD = { rate = "7.12", date = "2026-11-20" } }', {})


@dataclass(frozen=True, slots=True)
class BrandTable:
    name: str = setting('"吕梁红枣"', "")
    origin: str = setting('"山西省吕梁市临县"', "")
    story: str = setting('"brand/story.md"', "")
    logo: str = setting('"brand/logo.png"', "")


@dataclass(frozen=True, slots=True)
class NightlyTable:
    steps: tuple[str, ...] = setting(
        '["orders import", "stock low"]',
        ("orders import", "stock import", "payouts import", "payouts reconcile", "stock low"),
    )
    expect_every: Mapping[str, timedelta] = setting('{ wholesale = "7d" }', {})
