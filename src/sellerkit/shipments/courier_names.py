"""What a courier is called: on labels and hand-over sheets stands its trade name, never a key of shop.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sellerkit.base.config.shipment_tables import CarrierTable
from sellerkit.base.language import language


class TradeName(NamedTuple):
    """A courier's own name abroad and at home."""

    english: str
    chinese: str


_ZTO, _YTO = TradeName("ZTO Express", "中通快递"), TradeName("YTO Express", "圆通速递")
_STO, _YUNDA = TradeName("STO Express", "申通快递"), TradeName("Yunda Express", "韵达快递")
_SF, _JT = TradeName("SF Express", "顺丰速运"), TradeName("J&T Express", "极兔速递")
_POST, _EMS = TradeName("China Post", "中国邮政"), TradeName("EMS", "邮政EMS")
_JD, _DEPPON = TradeName("JD Logistics", "京东物流"), TradeName("Deppon Express", "德邦快递")
_BEST, _ZJS = TradeName("BEST Express", "百世快递"), TradeName("ZJS Express", "宅急送")
_ANE, _KYE = TradeName("ANE Logistics", "安能物流"), TradeName("KYE Express", "跨越速运")
_YMDD, _FENGWANG = TradeName("YMDD Express", "壹米滴答"), TradeName("Fengwang Express", "丰网速运")

# Services of shop.toml, common short keys, and Kuaidi100's courier codes (its published list of 快递公司编码).
NAMES: dict[str, TradeName] = {
    "zto": _ZTO, "zhongtong": _ZTO, "yto": _YTO, "yuantong": _YTO, "sto": _STO, "shentong": _STO,
    "yunda": _YUNDA, "yd": _YUNDA, "sf": _SF, "sf-express": _SF, "shunfeng": _SF, "jt": _JT, "jtexpress": _JT,
    "chinapost": _POST, "youzhengguonei": _POST, "youzhengbk": _POST, "ems": _EMS, "jd": _JD, "jdl": _JD,
    "deppon": _DEPPON, "debangkuaidi": _DEPPON, "debangwuliu": _DEPPON, "best": _BEST, "huitongkuaidi": _BEST,
    "zjs": _ZJS, "zhaijisong": _ZJS, "ane": _ANE, "annengwuliu": _ANE, "kye": _KYE, "kuayue": _KYE,
    "yimidida": _YMDD, "fengwang": _FENGWANG, "danniao": TradeName("Danniao", "丹鸟"),
    "usps": TradeName("USPS", "美国邮政 USPS"), "ups": TradeName("UPS", "UPS"), "fedex": TradeName("FedEx", "联邦快递 FedEx"),
    "dhl": TradeName("DHL", "DHL"), "royalmail": TradeName("Royal Mail", "英国皇家邮政"), "canadapost": TradeName("Canada Post", "加拿大邮政"),
}  # fmt: skip


def courier_name(carriers: Mapping[str, CarrierTable | None], carrier: str) -> str:
    """The trade name of a parcel's `carrier`, in the language that is set: the shop's own word for it (`name`), that of
    the courier behind an aggregator, of the service, of the key; else the key as it stands."""
    platform, _colon, company = carrier.partition(":")
    if company or platform == "platform":
        return company
    table = carriers.get(carrier)
    if table and table.name:
        return table.name
    for key in (table.courier, table.service, carrier) if table else (carrier,):
        if found := NAMES.get(key.lower()):
            return found.chinese if language() == "zh" else found.english
    return carrier
