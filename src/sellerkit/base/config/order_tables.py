"""Keys of `[orders]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sellerkit.base.config.setting import setting


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
    carrier_names: Mapping[str, str] = setting('{ zto = "中通快递" }', {})


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
