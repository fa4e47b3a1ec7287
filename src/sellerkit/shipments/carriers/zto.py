"""ZTO Express (中通): `zto.open.createOrder`.

Source: ZTO's open platform (error codes, order, cancelling) and its official SDKs `ZTO-Express/zopsdk-java` and `zopsdk-node`
for the signature. `zto.open.getOrderInfo` takes ZTO's order number or the waybill, not ours: a lost answer is asked for.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend
from sellerkit.shipments.carriers.contract import same_order, text_of
from sellerkit.shipments.carriers.md5_family import JSON, Md5Carrier, compact, failure, parts

CREATE, CANCEL = "zto.open.createOrder", "zto.open.cancelPreOrder"
# No right, wrong signature, address of this computer, clock; no electronic waybill account or branch.
_STOPS = frozenset({"S207", "S210", "S211", "S212", "S214", "E404", "E418"})
_SLOW = frozenset({"S206", "S221"})
_UNKNOWN = frozenset({"S200", "S202", "S203"})
_SENDER = {"name": "senderName", "mobile": "senderMobile", "province": "senderProvince", "city": "senderCity", "district": "senderDistrict", "address": "senderAddress"}  # fmt: skip
_CANCEL_TYPE = "2"


def signature(body: str, secret: str, signing: str = "", timestamp: str = "") -> str:
    """`x-datadigest`: base64 of MD5(body + secret); `signing` may hold the words sha256, timestamp and hex.

    The console of the open platform says which of them an application uses.
    """
    words = signing.replace(",", " ").lower().split()
    text = (timestamp if "timestamp" in words else "") + body + secret
    hashed = hashlib.sha256(text.encode()) if "sha256" in words else hashlib.md5(text.encode(), usedforsecurity=False)
    return hashed.hexdigest() if "hex" in words else base64.b64encode(hashed.digest()).decode()


class Zto(Md5Carrier):
    """`account` is the app key, `partner_id` and `partner_key` the electronic waybill account of the branch."""

    name: ClassVar[str] = "zto"
    live_url: ClassVar[str] = "https://japi.zto.com"

    def order(self, parcel: ParcelToSend) -> Call:
        sender, receiver = parts(parcel, _SENDER)
        receiver = {key.replace("sender", "receiver"): value for key, value in receiver.items()}
        account = {"accountId": self.access.partner_id, "accountPassword": self.access.partner_key, "type": 1}
        items = [{"name": line.name or line.sku, "quantity": line.quantity} for line in parcel.contents]
        body = {
            "partnerType": "2", "orderType": "1", "partnerOrderCode": parcel.reference, "accountInfo": account,
            "senderInfo": sender, "receiveInfo": receiver, "summaryInfo": {"quantity": 1}, "orderItems": items, "remark": parcel.remark,
        }  # fmt: skip
        return self._call(CREATE, body)

    def label_of(self, parcel: ParcelToSend, answer: Mapping[str, Any]) -> Label:
        result = _result(answer)
        waybill = text_of(result, "billCode")
        if not waybill:
            raise Doubtful("success without a waybill")
        same_order(parcel.reference, text_of(result, "partnerOrderCode"))
        marks = result.get("bigMarkInfo")
        return Label(waybill, text_of(marks if isinstance(marks, dict) else {}, "mark"))

    def cancel(self, parcel: ParcelToSend, waybill: str) -> Call:
        """Only orders that wait for a pick-up are cancelled; other numbers return to ZTO by themselves, 30 to 60 days unscanned."""
        return self._call(CANCEL, {"cancelType": _CANCEL_TYPE, "billCode": waybill})

    def given_back(self, answer: Mapping[str, Any]) -> None:
        _result(answer)

    def _call(self, method: str, data: Mapping[str, object]) -> Call:
        access, body, timestamp = self.access, compact(data), str(self.access.now_ms())
        digest = signature(body, access.secret, access.signing, timestamp)
        headers = {**JSON, "x-companyid": access.account, "x-appkey": access.account, "x-datadigest": digest}
        if "timestamp" in access.signing.lower():
            headers["x-timestamp"] = timestamp
        return Call("POST", f"/{method}", body.encode(), headers)


def _result(answer: Mapping[str, Any]) -> dict[str, Any]:
    if str(answer.get("status")).lower() != "true":
        raise failure(
            text_of(answer, "statusCode"), text_of(answer, "message"), stops=_STOPS, slow=_SLOW, unknown=_UNKNOWN
        )
    result = answer.get("result")
    return result if isinstance(result, dict) else {}
