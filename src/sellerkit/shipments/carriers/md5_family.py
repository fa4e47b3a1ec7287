"""What ZTO, YTO, STO and Yunda share: one JSON text that is signed with MD5 and sent as it was signed.

All four are proven against their published contracts and signature vectors, not against the live services. None of these
contracts has a look-up by the customer's own order number, and none promises that a repeated order gives the first waybill
again: what is lost on the way is asked of a person.
"""

from __future__ import annotations

import base64
import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, ClassVar

from sellerkit.base.language import _
from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend, Refused, SenderAddress
from sellerkit.shipments.carriers.contract import NOTHING, RATE_LIMITED, Access, Recovery, Talk, json_of

JSON = {"Content-Type": "application/json; charset=utf-8"}
# Not all of their codes are published, so words count too. After these an order may stand at the courier all the same:
_EXISTS = ("重复", "已存在", "已下单", "已经存在", "请使用更新接口", "成功")
_BROKEN = ("超时", "系统异常", "系统错误", "系统繁忙", "服务异常", "稍后", "内部服务错误", "发生错误")
# and these are about the account or its money, for every parcel alike.
_ACCOUNT = (
    "签名",
    "验签",
    "密码错误",
    "无权限",
    "未授权",
    "未订阅",
    "白名单",
    "客户编码",
    "余额不足",
    "单号不足",
    "面单不足",
    "欠费",
)


def compact(data: object) -> str:
    """JSON as these gateways sign it: no spaces, Chinese as it is."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def md5_base64(text: str) -> str:
    """base64 of the sixteen bytes; the hexadecimal form encoded again is another courier's."""
    return base64.b64encode(hashlib.md5(text.encode(), usedforsecurity=False).digest()).decode()


def md5_hex(text: str) -> str:
    """Hexadecimal, lower case."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class Md5Carrier(ABC):
    """One order a call. A courier of this family says how an order is written, signed and answered."""

    name: ClassVar[str]
    live_url: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ("account", "secret")
    recovery: ClassVar[Recovery] = "ask"
    window: ClassVar[timedelta | None] = None
    max_per_call: ClassVar[int] = 1

    def __init__(self, access: Access) -> None:
        self.access = access

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        return self.label_of(parcel, json_of((yield self.order(parcel))))

    def find(self, reference: str, saved: Mapping[str, str] = NOTHING) -> Talk[Label | None] | None:
        """The contract looks orders up by the courier's own numbers only."""
        return None

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]:
        self.given_back(json_of((yield self.cancel(parcel, waybill))))

    @abstractmethod
    def order(self, parcel: ParcelToSend) -> Call:
        """The call that buys."""

    @abstractmethod
    def label_of(self, parcel: ParcelToSend, answer: Mapping[str, Any]) -> Label:
        """The label of a good answer. Raises Refused or Doubtful for any other."""

    @abstractmethod
    def cancel(self, parcel: ParcelToSend, waybill: str) -> Call:
        """The call that gives a number back."""

    @abstractmethod
    def given_back(self, answer: Mapping[str, Any]) -> None:
        """Raises Refused or Doubtful when the number was not taken back."""


def failure(code: str, message: str, *, stops: frozenset[str], slow: frozenset[str], unknown: frozenset[str]) -> Exception:  # fmt: skip
    """What an error means: everything stops, wait, nobody knows, or this order is wrong."""
    if code in slow:
        return Refused(RATE_LIMITED, message)
    if code in stops:
        return Refused(code, message or code, stops=True)
    if code in unknown or not message or any(word in message for word in (*_EXISTS, *_BROKEN)):
        return Doubtful(f"code {code or '?'}: {message}")
    if any(word in message for word in _ACCOUNT):
        return Refused(code or "account", message, stops=True)
    return Refused(code or "refused", message)


def parts(parcel: ParcelToSend, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Sender and receiver under the courier's own `names` for name, mobile, province, city, district and address.

    Raises Refused when nobody can say the sender's province and city: these couriers sort by them.
    """
    sender, to = _in_parts(parcel.sender), parcel.to
    return (
        _named(names, sender.name, sender.phone, sender.province, sender.city, sender.district, sender.street or sender.address),
        _named(names, to.name, to.phone, to.province, to.city, to.district, to.street or to.address),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _in_parts(sender: SenderAddress) -> SenderAddress:
    """The sender with its province and city, out of its address where shop.toml does not name them."""
    if sender.province and sender.city:
        return sender
    from sellerkit.addresses import split_address

    found = split_address(sender.address)
    if found.confidence != "exact":
        raise Refused(
            "sender-incomplete", _("[shipments] sender needs province, city, district and street for this courier."), stops=True
        )  # fmt: skip
    place = {"province": found.province, "city": found.city, "district": found.district, "street": found.street}
    return replace(sender, **place)


def _named(names: Mapping[str, str], *values: str) -> dict[str, str]:
    keys = ("name", "mobile", "province", "city", "district", "address")
    return {names[key]: value for key, value in zip(keys, values, strict=True) if value}
