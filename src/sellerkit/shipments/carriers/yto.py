"""YTO Express (圆通): `privacy_create_adapter`.

Source: YTO's open platform `open.yto.net.cn` (order, `korder_cancel_adapter`, `waybill_print_adapter`), its published
signature vector, and the address samples of five independent clients: the path holds a token that differs per customer.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sellerkit.model.shipment import Call, Label, ParcelToSend
from sellerkit.shipments.carriers.contract import Talk, json_of, kilograms, same_order, text_of
from sellerkit.shipments.carriers.md5_family import JSON, Md5Carrier, compact, failure, md5_base64, parts

CREATE, CANCEL, PRINT = "privacy_create_adapter", "korder_cancel_adapter", "waybill_print_adapter"
VERSION = "v1"
_SENDER = {"name": "senderName", "mobile": "senderMobile", "province": "senderProvinceName", "city": "senderCityName", "district": "senderCountyName", "address": "senderAddress"}  # fmt: skip


def signature(param: str, method: str, version: str, secret: str) -> str:
    """base64(MD5(param + method + version + secret))."""
    return md5_base64(param + method + version + secret)


class Yto(Md5Carrier):
    """`account` is the customer code (K21000119), `token` the six characters before it in the addresses of the console.

    Where the console gives each call its own token: `token = "create:7hAVQz cancel:JRe9WQ print:7hAVQz"`.
    """

    name: ClassVar[str] = "yto"
    live_url: ClassVar[str] = "https://openapi.yto.net.cn:11443"
    needs: ClassVar[tuple[str, ...]] = ("account", "secret", "token")

    def order(self, parcel: ParcelToSend) -> Call:
        sender, receiver = parts(parcel, _SENDER)
        receiver = {key.replace("sender", "recipient"): value for key, value in receiver.items()}
        goods = [{"name": line.name or line.sku, "quantity": line.quantity} for line in parcel.contents]
        param = {
            "logisticsNo": parcel.reference, **sender, **receiver, "goods": goods, "weight": kilograms(parcel.weight_g),
            "productCode": self.access.product or "PK", "remark": parcel.remark,
        }  # fmt: skip
        return self._call(CREATE, "create", param)

    def label_of(self, parcel: ParcelToSend, answer: Mapping[str, Any]) -> Label:
        waybill = text_of(answer, "mailNo")
        if not waybill:
            raise _failure(answer)
        same_order(parcel.reference, text_of(answer, "logisticsNo"))
        return Label(waybill, text_of(answer, "shortAddress"), PRINT if self.access.label_pdf else "")

    def cancel(self, parcel: ParcelToSend, waybill: str) -> Call:
        return self._call(CANCEL, "cancel", {"logisticsNo": parcel.reference, "cancelDesc": "订单取消"})

    def given_back(self, answer: Mapping[str, Any]) -> None:
        if not text_of(answer, "logisticsNo"):
            raise _failure(answer)

    def label(self, parcel: ParcelToSend, waybill: str, where: str) -> Talk[bytes]:
        """YTO's own label as a PDF."""
        answer = json_of((yield self._call(PRINT, "print", {"waybillNo": waybill})))
        data = answer.get("data")
        found = text_of(data if isinstance(data, dict) else {}, "pdfBase64")
        if not found:
            raise _failure(answer)
        try:
            return base64.b64decode(found, validate=True)
        except binascii.Error:
            return found.encode()

    def _call(self, method: str, short: str, data: Mapping[str, object]) -> Call:
        access, param = self.access, compact(data)
        body = {
            "timestamp": str(access.now_ms()), "param": param, "sign": signature(param, method, VERSION, access.secret), "format": "JSON",
        }  # fmt: skip
        path = f"/open/{method}/{VERSION}/{_token(access.token, short)}/{access.account}"
        return Call("POST", path, compact(body).encode(), JSON)


def _token(token: str, short: str) -> str:
    each = dict(re.findall(r"(\w+):(\w+)", token))
    return str(each.get(short, "")) or token.strip()


def _failure(answer: Mapping[str, Any]) -> Exception:
    code = text_of(answer, "code", "errorCode")
    message = text_of(answer, "reason", "apiErrorMsg", "message", "errorMsg", "msg")
    return failure(code, message, stops=frozenset(), slow=frozenset({"429"}), unknown=frozenset())
