"""What stands in shop.toml: one frozen dataclass a table. Field names are the keys; a trailing `_` is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sellerkit.base.config.listing_tables import ListedProduct, ListingChannel, ListingsTable, PriceRule
from sellerkit.base.config.order_tables import GiftRule, OrderChannel, OrderFormat, OrdersTable
from sellerkit.base.config.payout_tables import FeeRule, PayoutFormat, PayoutSource, PayoutsTable, RemarkRule
from sellerkit.base.config.peak_tables import CartonTable, PackingTable, PeakTable, Person, SupplyTable
from sellerkit.base.config.setting import setting
from sellerkit.base.config.shipment_tables import CarrierTable, ChooseRule, Sender, ShipmentsTable
from sellerkit.base.config.shop_tables import BrandTable, NightlyTable, Rate, ShopTable
from sellerkit.base.config.stock_tables import StockSource, StockTable

__all__ = [
    "BrandTable",
    "CarrierTable",
    "CartonTable",
    "ChooseRule",
    "Config",
    "FeeRule",
    "GiftRule",
    "ListedProduct",
    "ListingChannel",
    "ListingsTable",
    "NightlyTable",
    "OrderChannel",
    "OrderFormat",
    "OrdersTable",
    "PackingTable",
    "PayoutFormat",
    "PayoutSource",
    "PayoutsTable",
    "PeakTable",
    "Person",
    "PriceRule",
    "Rate",
    "RemarkRule",
    "Sender",
    "ShipmentsTable",
    "ShopTable",
    "StockSource",
    "StockTable",
    "SupplyTable",
]


@dataclass(frozen=True, slots=True)
class Config:
    """A whole shop.toml. `path` is the file, `given` the key paths that stand in it (the rest are defaults)."""

    shop: ShopTable
    brand: BrandTable = BrandTable()
    stock: StockTable = StockTable()
    orders: OrdersTable = OrdersTable()
    listings: ListingsTable = ListingsTable()
    carriers: Mapping[str, CarrierTable] = setting("[carriers.zto]", {})
    shipments: ShipmentsTable = ShipmentsTable()
    payouts: PayoutsTable = PayoutsTable()
    packing: PackingTable = PackingTable()
    peak: PeakTable = PeakTable()
    nightly: NightlyTable = NightlyTable()
    path: Path = field(default=Path("shop.toml"), metadata={"internal": True})
    given: frozenset[str] = field(default=frozenset(), metadata={"internal": True})

    @property
    def folder(self) -> Path:
        """The shop's folder: every relative path of shop.toml starts here."""
        return self.path.parent
