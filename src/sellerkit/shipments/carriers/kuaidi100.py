"""Kuaidi100 `label/order`: one contract in front of 60 and more Chinese couriers.

Source: the official page `api.kuaidi100.com/document/dianzimiandanV2` and the official SDKs. Proven against that
contract and its signature vectors, not against the live service. Its own labels are images or pages of HTML, so the number
alone is asked for (`printType` NON) and the label is ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from sellerkit.base.language import _
from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend, Refused
from sellerkit.shipments.carriers.contract import NOTHING, Access, Recovery, Talk, cargo_of, json_of, kilograms, text_of

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
# `net` of an account that a platform authorised; it then renders the buyer whom it hides by its own token.
PLATFORMS = {
    "taobao": "oaid",
    "cainiao": "caid",
    "pinduoduoWx": "oaid",
    "douyin": "oaid",
    "kuaishou": "oaid",
    "jdalpha": "oaid",
}
_STOPS = {"30002": "signature", "30003": "key", "30004": "no units left"}


def sign(param: str, t: str, key: str, secret: str) -> str:
    """MD5(param + t + key + secret), hex, upper case."""
    return hashlib.md5((param + t + key + secret).encode(), usedforsecurity=False).hexdigest().upper()


class Kuaidi100:
    """`orderId` with `reorder: false` gives the first success again for 48 hours; that is how a doubt is recovered."""

    name: ClassVar[str] = "kuaidi100"
    live_url: ClassVar[str] = "https://api.kuaidi100.com"
    needs: ClassVar[tuple[str, ...]] = ("courier", "key", "secret")
    recovery: ClassVar[Recovery] = "repeat"
    window: ClassVar[timedelta | None] = timedelta(hours=48)
    max_per_call: ClassVar[int] = 1

    def __init__(self, access: Access) -> None:
        self._access = access

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        answer = json_of((yield self._call("order", self._order(parcel))))
        _check(answer)
        found = answer.get("data")
        data: dict[str, Any] = found if isinstance(found, dict) else {}
        waybill = text_of(data, "kuaidinum")
        if not waybill:
            raise Doubtful("success without a waybill")
        return Label(waybill, text_of(data, "bulkpen"))

    def find(self, reference: str, saved: Mapping[str, str] = NOTHING) -> None:
        """There is no look-up by our reference: the same call again is the look-up."""

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]:
        access = self._access
        param = {"kuaidicom": access.courier, "kuaidinum": waybill, "orderId": parcel.reference, "reason": "cancelled"}
        _check(json_of((yield self._call("cancel", {**self._account(), **_filled(param)}))))

    def _account(self) -> dict[str, str]:
        """The account at the branch, or the one a platform authorised: then `net` is the platform's word."""
        access = self._access
        account = {"partnerId": access.partner_id, "partnerKey": access.partner_key, "net": access.net}
        return _filled({**account, "tbNet": access.platform_net if access.net in PLATFORMS else ""})

    def _order(self, parcel: ParcelToSend) -> dict[str, object]:
        access, to, sender = self._access, parcel.to, parcel.sender
        return {
            **self._account(),
            **_hidden(access.net, parcel.platform_token),
            **_filled({"code": access.from_code, "expType": access.product}),
            "kuaidicom": access.courier,
            "recMan": {"name": to.name, "mobile": to.phone, "printAddr": to.address},
            "sendMan": {"name": sender.name, "mobile": sender.phone, "printAddr": sender.address},
            "cargo": cargo_of(parcel),
            "count": 1,
            "weight": kilograms(parcel.weight_g),
            **_filled({"remark": parcel.remark}),
            "payType": "SHIPPER",
            "printType": "NON",
            "orderId": parcel.reference,
            "reorder": False,
        }

    def _call(self, method: str, param: Mapping[str, object]) -> Call:
        # One string, signed and sent: written twice, it could differ by a space.
        text = json.dumps(param, ensure_ascii=False, separators=(",", ":"))
        t = str(self._access.now_ms())
        signed = sign(text, t, self._access.key, self._access.secret)
        form = {"method": method, "key": self._access.key, "t": t, "sign": signed, "param": text}
        return Call("POST", "/label/order", urlencode(form).encode(), FORM)


def _hidden(net: str, token: str) -> dict[str, str]:
    """Taobao calls its token for a hidden buyer oaid (Open Addressee ID), Cainiao caid."""
    return {PLATFORMS[net]: token} if token and net in PLATFORMS else {}


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _check(answer: Mapping[str, Any]) -> None:
    """Codes of the contract: 30002–30004 stop everything, 30001 is this order's fault, anything else is a doubt."""
    code, message = text_of(answer, "code", "returnCode"), text_of(answer, "message")
    if code in _STOPS:
        raise Refused(code, message or _STOPS[code], stops=True)
    if code == "30001":
        raise Refused(code, message or _("The courier cannot read this order."))
    if code != "200":
        raise Doubtful(f"code {code or '?'}: {message}")
