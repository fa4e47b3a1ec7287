"""What stands in shop.toml: one frozen dataclass a table. Field names are the keys; a trailing `_` is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from sellerkit.base.config.secrets import Secret


def setting(example: str, default: Any = None, **more: Any) -> Any:
    """A field with the example that its error messages show. Without a default the key is required."""
    if more.get("required"):
        return field(metadata={"example": example})
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"example": example})
    return field(default=default, metadata={"example": example})


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
    weight_unit: str = setting('"kg"', "g")
    length_unit: str = setting('"cm"', "mm")
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


@dataclass(frozen=True, slots=True)
class OrderChannel:
    files: tuple[str, ...] = setting('"inbox/orders_export*.csv"', ())
    format: str = setting('"shopify-orders"', "")
    sheet: str = setting('"Sheet1"', "")
    encoding: str = setting('"gb18030"', "")
    currency: str = setting('"CNY"', "")
    bad_rows: Literal["reject", "skip"] = setting('"skip"', "reject")
    dispatch_within: timedelta = setting('"48h"', timedelta(hours=48))
    collect_within: timedelta = setting('"24h"', timedelta(hours=24))
    date_order: Literal["", "dmy", "mdy"] = setting('"dmy"', "")
    decimal_comma: bool = setting("true", False)
    hold_words: tuple[str, ...] = setting('["改地址", "不要"]', ())
    refunds: tuple[str, ...] = setting('"inbox/refunds*.xlsx"', ())


@dataclass(frozen=True, slots=True)
class OrderFormat:
    """An export that is declared, not coded. `columns` maps our field to its heading, `statuses` its words to ours."""

    columns: Mapping[str, tuple[str, ...]] = setting(
        '{ order_id = "订单号", code = "货号", quantity = "数量" }', required=True
    )
    statuses: Mapping[str, str] = setting('{ "待发货" = "to-ship" }', {})
    status: str = setting('"to-ship"', "to-ship")
    rows: Literal["line", "parcel"] = setting('"line"', "line")
    amounts: Literal["once", "rows"] = setting('"once"', "once")
    channel: str = setting('"kuaituantuan"', "")
    sheet: str = setting('"Sheet1"', "")
    encoding: str = setting('"gb18030"', "")
    delimiter: str = setting('";"', "")
    decimal_comma: bool = setting("true", False)
    date_order: Literal["", "dmy", "mdy"] = setting('"dmy"', "")
    currency: str = setting('"EUR"', "")


@dataclass(frozen=True, slots=True)
class GiftRule:
    """Something that goes along with an order: `give` is SKU or SKU=2, `first` how many orders get it at most."""

    give: str = setting('"NUTS-30=2"', required=True)
    when: str = setting("\"total >= 200 and 'DATE-500' in order\"", "")
    first: int | None = setting("500")


@dataclass(frozen=True, slots=True)
class OrdersTable:
    channels: Mapping[str, OrderChannel] = setting("[orders.channels.taobao]", {})
    formats: Mapping[str, OrderFormat] = setting("[orders.formats.kuaituantuan]", {})
    gifts: tuple[GiftRule, ...] = setting('[ { give = "NUTS-30", when = "total >= 200" } ]', ())


@dataclass(frozen=True, slots=True)
class PriceRule:
    """cost → markup → floor → ending; see docs/listings.md."""

    markup: str = setting('"35%"', "")
    floor: str = setting('"cost * 1.1"', "")
    ending: str = setting('".90"', "")


@dataclass(frozen=True, slots=True)
class ListingChannel:
    format: str = setting('"shopify-csv"', "")
    template: str = setting('"listings/taobao.csv"', "")
    title: tuple[str, ...] = setting('["{{ brand.name }}", "{{ item.name }}"]', ("{{ item.name }}",))
    description: str = setting('"listings/description.md"', "")
    price: PriceRule = setting('{ markup = "35%", ending = ".90" }', PriceRule())
    buffer: int = setting("5", 0)
    images: str = setting('"images/"', "")
    image_url: str = setting('"https://cdn.example.com/dates/"', "")
    tags: tuple[str, ...] = setting('["dates", "Shanxi"]', ())
    status: Literal["active", "draft"] = setting('"draft"', "draft")


@dataclass(frozen=True, slots=True)
class ListingsTable:
    channels: Mapping[str, ListingChannel] = setting("[listings.channels.shopify]", {})


@dataclass(frozen=True, slots=True)
class CarrierTable:
    """One courier account. `service` names the contract; `courier` which courier behind an aggregator."""

    service: str = setting('"kuaidi100"', required=True)
    courier: str = setting('"zhongtong"', "")
    account: str = setting('"SFTEST01"', "")
    key: Secret | None = setting('{ env = "KUAIDI100_KEY" }')
    secret: Secret | None = setting('{ env = "KUAIDI100_SECRET" }')
    partner_id: str = setting('"K21000119"', "")
    partner_key: Secret | None = setting('{ env = "ZTO_PARTNER_KEY" }')
    net: str = setting('"浙江省杭州市余杭区"', "")
    rates: str = setting('"rates/zto.csv"', "")
    url: str = setting('"http://127.0.0.1:8801"', "")
    limit: str = setting('"30/s, 3000/day"', "")
    connections: int = setting("16", 8)
    timeout: timedelta = setting('"10s"', timedelta(seconds=10))
    pickups: tuple[str, ...] = setting('["11:30", "17:00", "20:30"]', ())
    capacity: int | None = setting("800")
    faults: Decimal = setting("0.15", Decimal(0))


@dataclass(frozen=True, slots=True)
class Sender:
    name: str = setting('"王小红"', required=True)
    phone: str = setting('"13800000000"', required=True)
    address: str = setting('"山西省吕梁市临县…"', required=True)


@dataclass(frozen=True, slots=True)
class ChooseRule:
    when: str = setting("\"province in ['新疆', '西藏']\"", required=True)
    carrier: str = setting('"ems"', required=True)


@dataclass(frozen=True, slots=True)
class ShipmentsTable:
    sender: Sender | None = setting('{ name = "王小红", phone = "13800000000", address = "山西省吕梁市临县…" }')
    choose: str = setting('"cheapest"', "cheapest")
    rules: tuple[ChooseRule, ...] = setting('[ { when = "province in [\'新疆\']", carrier = "ems" } ]', ())
    label: Literal["100x150", "100x180", "76x130", "a4"] = setting('"100x150"', "100x150")


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One fee of a platform's contract: `rate` of `of`, or a `fixed` amount an order."""

    kind: str = setting('"commission"', required=True)
    rate: str = setting('"5%"', "0%")
    of: Literal["goods", "total"] = setting('"goods"', "total")
    fixed: Decimal = setting('"0.30"', Decimal(0))


@dataclass(frozen=True, slots=True)
class PayoutSource:
    files: tuple[str, ...] = setting('"inbox/alipay*.csv"', ())
    format: str = setting('"alipay-merchant"', "")
    channel: str = setting('"taobao"', "")
    encoding: str = setting('"gb18030"', "")
    currency: str = setting('"CNY"', "")
    pays_within: timedelta = setting('"15d"', timedelta(days=15))
    counts_from: Literal["paid", "shipped", "confirmed"] = setting('"shipped"', "shipped")
    fees: tuple[FeeRule, ...] = setting('[ { kind = "commission", rate = "5%", of = "goods" } ]', ())


@dataclass(frozen=True, slots=True)
class PayoutsTable:
    sources: Mapping[str, PayoutSource] = setting("[payouts.sources.alipay]", {})


@dataclass(frozen=True, slots=True)
class CartonTable:
    inner_mm: tuple[int, int, int] = setting("[290, 170, 190]", required=True)
    max_g: int = setting("10000", required=True)
    tare_g: int = setting("180", 0)
    cost: Decimal = setting('"0.85"', Decimal(0))
    in_stock: int | None = setting("400")
    pack: int = setting("20", 1)


@dataclass(frozen=True, slots=True)
class PackingTable:
    cartons: Mapping[str, CartonTable] = setting("[packing.cartons.no5]", {})


@dataclass(frozen=True, slots=True)
class Person:
    name: str = setting('"packer"', required=True)
    per_hour: int = setting("45", required=True)
    count: int = setting("6", 1)
    from_: str = setting('"08:00"', "08:00")
    to: str = setting('"22:00"', "18:00")
    breaks: tuple[str, ...] = setting('["12:00-12:30"]', ())
    ramp: str = setting('"60% 2h"', "")


@dataclass(frozen=True, slots=True)
class SupplyTable:
    """Something every parcel takes. All amounts in one unit; `pack` is what one purchase holds and `cost` its price."""

    per_parcel: str = setting('"0.6m"', "")
    per_carton: str = setting('"1"', "")
    per_void_litre: str = setting('"12g"', "")
    in_stock: str = setting('"300m"', "")
    pack: str = setting('"100m"', "")
    cost: Decimal = setting('"4.50"', Decimal(0))


@dataclass(frozen=True, slots=True)
class PeakTable:
    day: str = setting('"2026-11-11"', "")
    uplift: Mapping[str, Decimal] = setting("{ default = 6.0 }", {})
    stations: int = setting("4", 1)
    people: tuple[Person, ...] = setting(
        '[ { name = "packer", count = 6, per_hour = 45, from = "08:00", to = "22:00" } ]', ()
    )
    spare: str = setting('"5%"', "5%")
    level: str = setting('"95%"', "95%")
    wall_slots: int = setting("24", 24)
    supplies: Mapping[str, SupplyTable] = setting("[peak.supplies.tape]", {})


@dataclass(frozen=True, slots=True)
class NightlyTable:
    steps: tuple[str, ...] = setting(
        '["orders import", "stock low"]',
        ("orders import", "stock import", "payouts import", "payouts reconcile", "stock low"),
    )
    expect_every: Mapping[str, timedelta] = setting('{ wholesale = "7d" }', {})


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
