"""Keys of `[shop]`, `[brand]` and `[nightly]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sellerkit.base.config.setting import setting


@dataclass(frozen=True, slots=True)
class ShopTable:
    name: str = setting('"Linxian Date House"', required=True)
    currency: str = setting('"CNY"', "CNY")
    time_zone: str = setting('"Asia/Shanghai"', "Asia/Shanghai")
    language: Literal["en", "zh"] | None = setting('"zh"')
    store: str = setting('"shop.db"', "shop.db")
    practice: bool = setting("true", False)


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
