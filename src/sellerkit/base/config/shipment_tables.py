"""Keys of `[carriers.NAME]` and `[shipments]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from sellerkit.base.config.secrets import Secret
from sellerkit.base.config.setting import setting

# What the practice courier can do wrong: see net/practice_counter.py.
FaultKind = Literal[
    "429", "cut before", "bought then cut", "bought then silence", "bought then rubbish", "500 before", "500 after", "no money"
]  # fmt: skip


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
    scale_tolerance_g: int = setting("50", 50)
    url: str = setting('"http://127.0.0.1:8801"', "")
    limit: str = setting('"30/s, 3000/day"', "")
    connections: int = setting("16", 8)
    timeout: timedelta = setting('"10s"', timedelta(seconds=10))
    pickups: tuple[str, ...] = setting('["11:30", "17:00", "20:30"]', ())
    capacity: int | None = setting("800")
    faults: Decimal = setting("0.15", Decimal(0))
    fault_kinds: tuple[FaultKind, ...] = setting('["bought then cut", "429"]', ())
    waybills: Literal["block", "workbook"] = setting('"workbook"', "block")
    warn_below: int = setting("50", 50)
    form: str = setting('"forms/zto-import.xlsx"', "")
    columns: Mapping[str, str] = setting('{ order = "订单号", name = "收件人" }', {})
    fixed: Mapping[str, str] = setting('{ "付款方式" = "寄付" }', {})
    product: str = setting('"Priority"', "")
    label_pdf: bool = setting("true", False)
    template: str = setting('"fm_76130_standard_SFTEST01"', "")
    token: str = setting('"Ef4kfE"', "")
    signing: str = setting('"md5, timestamp"', "")
    from_code: str = setting('"CAKtestcode"', "")
    to_code: str = setting('"sto_oms"', "")
    source: str = setting('"MYSHOP"', "")
    platform_net: str = setting('"杭州余杭网点,571001"', "")
    hs_code: str = setting('"080410"', "")
    origin: str = setting('"CN"', "")
    name: str = setting('"中通快递"', "")
    mask: bool | None = setting("false")


@dataclass(frozen=True, slots=True)
class Sender:
    name: str = setting('"王小红"', required=True)
    phone: str = setting('"13800000000"', required=True)
    address: str = setting('"山西省吕梁市临县…"', required=True)
    province: str = setting('"山西省"', "")
    city: str = setting('"吕梁市"', "")
    district: str = setting('"临县"', "")
    street: str = setting('"红枣路1号"', "")
    postcode: str = setting('"033200"', "")
    country: str = setting('"CN"', "")
    email: str = setting('"shop@example.com"', "")


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
    mask: bool = setting("false", True)
    merge: bool = setting("true", False)
