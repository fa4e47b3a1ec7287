"""SF Express: create, look up and cancel by our own order number.

Source: SF's open platform (EXP_RECE_CREATE_ORDER, EXP_RECE_SEARCH_ORDER_RESP, EXP_RECE_UPDATE_ORDER and, for labels,
COM_RECE_CLOUD_PRINT_WAYBILLS 2.0, whose PDF is fetched with the token in X-Auth-Token). Proven against the published
contract and its official signature vector, not against the live service.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import quote_plus, urlencode

from sellerkit.base.language import _
from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend, Refused, Reply
from sellerkit.shipments.carriers.contract import (
    NOTHING,
    RATE_LIMITED,
    Access,
    Recovery,
    Talk,
    bytes_of,
    json_of,
    kilograms,
    same_order,
    text_of,
)
from sellerkit.shipments.carriers.kuaidi100 import FORM

CREATE, SEARCH, UPDATE = "EXP_RECE_CREATE_ORDER", "EXP_RECE_SEARCH_ORDER_RESP", "EXP_RECE_UPDATE_ORDER"
PRINT = "COM_RECE_CLOUD_PRINT_WAYBILLS"
_STOPS = frozenset({"A1001", "A1003", "A1004", "A1006", "A1011", "8114", "8119"})
_BOUGHT_BEFORE = "8016"
_NO_SUCH_ORDER = "8024"
_WRONG_ORDER = frozenset({*map(str, range(1010, 1039)), "8196", "20035", "20036"})
# `filterResult` 3: not deliverable, although a number was given.
_NOT_DELIVERABLE = "3"
# Java, Python and JavaScript encode these differently, and the digest is taken of the encoded text.
_TRAPS = {ord(character): f"\\u{ord(character):04x}" for character in "*~()'! "}


def message_text(data: Mapping[str, object]) -> str:
    """`msgData` as JSON in which every character that encoders disagree about is escaped; its value is unchanged."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_TRAPS)


def digest(message: str, timestamp: str, checkword: str) -> str:
    """base64(MD5(URLEncode(msgData + timestamp + checkword))) with Java's URLEncoder."""
    encoded = quote_plus(message + timestamp + checkword, safe="*").replace("~", "%7E")
    return base64.b64encode(hashlib.md5(encoded.encode(), usedforsecurity=False).digest()).decode()


class SfExpress:
    """A repeated order number answers with the first waybill or 8016; the look-up settles every doubt."""

    name: ClassVar[str] = "sf-express"
    live_url: ClassVar[str] = "https://bspgw.sf-express.com"
    needs: ClassVar[tuple[str, ...]] = ("account", "secret")
    label_needs: ClassVar[tuple[str, ...]] = ("template",)
    recovery: ClassVar[Recovery] = "find"
    window: ClassVar[timedelta | None] = None
    max_per_call: ClassVar[int] = 1

    def __init__(self, access: Access) -> None:
        self._access = access

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        data = _business((yield self._call(CREATE, parcel.reference, self._order(parcel))))
        if _code(data) == _BOUGHT_BEFORE:
            found = yield from self.find(parcel.reference)
            if found is None:
                raise Doubtful("8016, but the look-up knows no such order")
            return found
        return (yield from self._label(parcel.reference, data))

    def find(self, reference: str, saved: Mapping[str, str] = NOTHING) -> Talk[Label | None]:
        query = {"language": "zh-CN", "orderId": reference, "searchType": "1"}
        try:
            data = _business((yield self._call(SEARCH, reference, query)))
        except Refused as refused:
            if refused.stops or refused.code == RATE_LIMITED:
                raise
            raise Doubtful(f"look-up: {refused.code}") from refused
        if _code(data) == _NO_SUCH_ORDER:
            return None
        if _code(data) != "S0000" and _code(data) not in _STOPS:
            raise Doubtful(f"look-up: {_code(data)}")
        return (yield from self._label(reference, data))

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]:
        yield from self._cancel(parcel.reference, waybill)

    def _label(self, reference: str, data: Mapping[str, Any]) -> Talk[Label]:
        """The label of a successful answer. A number for a place that is not served is given back at once."""
        _check(data)
        message = data.get("msgData")
        order: Mapping[str, Any] = message if isinstance(message, dict) else {}
        same_order(reference, text_of(order, "orderId"))
        waybill = _waybill(order)
        if not waybill:
            raise Doubtful("success without a waybill")
        if text_of(order, "filterResult") == _NOT_DELIVERABLE:
            try:
                yield from self._cancel(reference, waybill)
            except Refused as refused:
                raise Doubtful(f"not deliverable, and {waybill} could not be given back") from refused
            raise Refused("not-deliverable", _("The courier does not deliver to this address."))
        return Label(waybill, _route(order), PRINT if self._access.label_pdf else "")

    def label(self, parcel: ParcelToSend, waybill: str, where: str) -> Talk[bytes]:
        """SF's own label as a PDF, drawn by its template (`template` in shop.toml, from the console of the open platform)."""
        body = {
            "templateCode": self._access.template, "version": "2.0", "fileType": "pdf", "sync": True,
            "documents": [{"masterWaybillNo": waybill}],
        }  # fmt: skip
        url, token = _file(_business((yield self._call(PRINT, parcel.reference, body))))
        return bytes_of((yield Call("GET", url, b"", {"X-Auth-Token": token} if token else {})))

    def _cancel(self, reference: str, waybill: str) -> Talk[None]:
        number = {"waybillType": 1, "waybillNo": waybill}
        body = {"orderId": reference, "dealType": 2, "waybillNoInfoList": [number]}
        data = _business((yield self._call(UPDATE, reference, body)))
        _check(data)

    def _order(self, parcel: ParcelToSend) -> dict[str, object]:
        to, sender = parcel.to, parcel.sender
        receiver = {
            "contactType": 2, "contact": to.name, "mobile": to.phone, "country": "CN", "province": to.province,
            "city": to.city, "county": to.district, "address": to.street or to.address,
        }  # fmt: skip
        order: dict[str, object] = {
            "language": "zh-CN",
            "orderId": parcel.reference,
            "cargoDetails": [{"name": line.name or line.sku, "count": line.quantity} for line in parcel.contents]
            or [{"name": "商品"}],
            "contactInfoList": [
                {
                    "contactType": 1,
                    "contact": sender.name,
                    "mobile": sender.phone,
                    "country": "CN",
                    **_filled(province=sender.province, city=sender.city, county=sender.district),
                    "address": sender.street if sender.province and sender.street else sender.address,
                },
                {name: value for name, value in receiver.items() if value},
            ],
            "expressTypeId": int(self._access.product) if self._access.product.isdigit() else 1,
            "payMethod": 1,
            "parcelQty": 1,
            "totalWeight": kilograms(parcel.weight_g),
            "isReturnRoutelabel": 1,
        }
        if self._access.partner_id:
            order["monthlyCard"] = self._access.partner_id
        if parcel.remark:
            order["remark"] = parcel.remark
        return order

    def _call(self, service: str, reference: str, data: Mapping[str, object]) -> Call:
        text, timestamp = message_text(data), str(self._access.now_ms())
        request = hashlib.md5((service + reference + timestamp).encode(), usedforsecurity=False).hexdigest()
        form = {
            "partnerID": self._access.account, "requestID": request, "serviceCode": service, "timestamp": timestamp,
            "msgDigest": digest(text, timestamp, self._access.secret), "msgData": text,
        }  # fmt: skip
        return Call("POST", "/std/service", urlencode(form).encode(), FORM)


def _business(reply: Reply | None) -> Mapping[str, Any]:
    """`apiResultData` once the gateway let the call through (A1000 says no more than that)."""
    outer = json_of(reply)
    code, message = text_of(outer, "apiResultCode"), text_of(outer, "apiErrorMsg")
    if code == "A1005":
        raise Refused(RATE_LIMITED, message)
    if code in _STOPS:
        raise Refused(code, message or code, stops=True)
    if code != "A1000":
        raise Doubtful(f"code {code or '?'}: {message}")
    data = outer.get("apiResultData")
    # JSON inside JSON, though some gateways send the object itself.
    inner = json.loads(data) if isinstance(data, str) else data
    if not isinstance(inner, dict):
        raise Doubtful("no result in the answer")
    return inner


def _file(data: Mapping[str, Any]) -> tuple[str, str]:
    """Address and token of the printed label; SF has its files beside `msgData` or in it."""
    if data.get("success") is not True:
        code = text_of(data, "errorCode")
        raise Refused(code, text_of(data, "errorMessage", "errorMsg") or code)
    inner = data.get("msgData")
    found = (data.get("obj") or (inner if isinstance(inner, dict) else {}).get("obj") or {}).get("files") or [{}]
    if not text_of(found[0], "url"):
        raise Doubtful("no file in the answer")
    return text_of(found[0], "url"), text_of(found[0], "token")


def _filled(**fields: str) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _code(data: Mapping[str, Any]) -> str:
    return text_of(data, "errorCode")


def _check(data: Mapping[str, Any]) -> None:
    code, message = _code(data), text_of(data, "errorMsg")
    if data.get("success") is True and code == "S0000":
        return
    if code in _STOPS:
        raise Refused(code, message or code, stops=True)
    if code in _WRONG_ORDER or (len(code) == 4 and code.startswith("6") and code.isdigit()):
        raise Refused(code, message or code)
    raise Doubtful(f"code {code or '?'}: {message}")


def _waybill(order: Mapping[str, Any]) -> str:
    """The mother waybill; children of a multi-piece order have type 2."""
    numbers = order.get("waybillNoInfoList") or []
    return next((text_of(n, "waybillNo") for n in numbers if text_of(n, "waybillType") in ("1", "")), "")


def _route(order: Mapping[str, Any]) -> str:
    for entry in order.get("routeLabelInfo") or []:
        if isinstance(route := entry.get("routeLabelData"), dict):
            return text_of(route, "destRouteLabel")
    return ""
