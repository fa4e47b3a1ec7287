"""STO Express (申通): `OMS_EXPRESS_ORDER_CREATE` through the link gateway.

Source: STO's open platform `open.sto.cn` (apiDocument of OMS_EXPRESS_ORDER_CREATE and EDI_MODIFY_ORDER_CANCEL) as quoted by
independent clients in C#, Go, Java and PHP, who agree on form, fields and signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend
from sellerkit.shipments.carriers.contract import cargo_of, kilograms, same_order, text_of
from sellerkit.shipments.carriers.kuaidi100 import FORM
from sellerkit.shipments.carriers.md5_family import Md5Carrier, compact, failure, md5_base64, parts

CREATE, CANCEL, CANCEL_TO, ORDERS = "OMS_EXPRESS_ORDER_CREATE", "EDI_MODIFY_ORDER_CANCEL", "edi_modify_order", "sto_oms"
_NAMES = {"name": "name", "mobile": "mobile", "province": "province", "city": "city", "district": "area", "address": "address"}  # fmt: skip
# Codes of the link gateway: wrong digest, company, kind of message or gateway; nobody answered behind it; too many calls.
_STOPS = frozenset({"S02", "S03", "S04", "S10", "S11"})
_UNKNOWN, _SLOW = frozenset({"S06", "S07", "S08", "S09", "S13"}), frozenset({"S14"})


def signature(content: str, secret: str) -> str:
    """`data_digest`: base64(MD5(content + secretKey))."""
    return md5_base64(content + secret)


class Sto(Md5Carrier):
    """`account` is the app key, `source` the code of the subscription; `net`, `partner_id` and `partner_key` are the branch,
    the customer and its password. `from_code` is the app key and `to_code` sto_oms unless the console says otherwise."""

    name: ClassVar[str] = "sto"
    live_url: ClassVar[str] = "https://cloudinter-linkgateway.sto.cn"
    needs: ClassVar[tuple[str, ...]] = ("account", "secret", "source", "net", "partner_id")

    def order(self, parcel: ParcelToSend) -> Call:
        sender, receiver = parts(parcel, _NAMES)
        access = self.access
        content = {
            "orderNo": parcel.reference, "orderSource": access.source, "billType": "00", "orderType": "01",
            "sender": sender, "receiver": receiver,
            "cargo": {"battery": "10", "goodsType": "小件", "goodsName": cargo_of(parcel, 60), "goodsCount": 1, "weight": kilograms(parcel.weight_g)},
            "customer": {"siteCode": access.net, "customerName": access.partner_id, "sitePwd": access.partner_key}, "remark": parcel.remark,
        }  # fmt: skip
        return self._call(CREATE, access.to_code or ORDERS, content)

    def label_of(self, parcel: ParcelToSend, answer: Mapping[str, Any]) -> Label:
        data = _data(answer)
        waybill = text_of(data, "waybillNo")
        if not waybill:
            raise Doubtful("success without a waybill")
        same_order(parcel.reference, text_of(data, "orderNo"))
        return Label(waybill, text_of(data, "bigWord"))

    def cancel(self, parcel: ParcelToSend, waybill: str) -> Call:
        content = {
            "billCode": waybill,
            "sourceOrderId": parcel.reference,
            "orderSource": self.access.source,
            "orderType": "01",
        }
        return self._call(CANCEL, CANCEL_TO, content)

    def given_back(self, answer: Mapping[str, Any]) -> None:
        _data(answer)

    def _call(self, api: str, to: str, content: Mapping[str, object]) -> Call:
        access, text = self.access, compact(content)
        form = {
            "api_name": api, "content": text, "from_appkey": access.account, "from_code": access.from_code or access.account,
            "to_appkey": to, "to_code": to, "data_digest": signature(text, access.secret),
        }  # fmt: skip
        return Call("POST", "/gateway/link.do", urlencode(form).encode(), FORM)


def _data(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The gateway writes `success` as a word or as a truth value."""
    if str(answer.get("success")).lower() != "true":
        code, message = text_of(answer, "errorCode"), text_of(answer, "errorMsg", "message")
        raise failure(code, message, stops=_STOPS, slow=_SLOW, unknown=_UNKNOWN)
    data = answer.get("data")
    return data if isinstance(data, dict) else {}
