"""Yunda Express (韵达): `accountOrder/createBmOrder`.

Source: Yunda's open platform (`yundaex.apifox.cn`: createBmOrder, updateBmOrder, cancelBmOrder; table of gateway codes) and
clients in PHP, Java and C#. An order number that is known already is answered with 更新订单请使用更新接口; the update, which
buys nothing, then gives the waybill it has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from sellerkit.base.language import _
from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend, Refused
from sellerkit.shipments.carriers.contract import NOTHING, Talk, json_of, kilograms, same_order, text_of
from sellerkit.shipments.carriers.md5_family import JSON, Md5Carrier, compact, failure, md5_hex, parts

PATH = "/openapi-api/v1/accountOrder/"
KNOWN_ALREADY = "更新订单请使用更新接口"
_NAMES = {"name": "name", "mobile": "mobile", "province": "province", "city": "city", "district": "county", "address": "address"}  # fmt: skip
# Account, interface and computer without permission, signature, the day's calls; headers that Yunda could not read.
_STOPS = frozenset({"7100", "7200", "7300", "7400", "7500", "7501", *map(str, range(7600, 7606))})
_SLOW, _UNKNOWN = frozenset({"7502", "7503"}), frozenset({"7777"})


def signature(body: str, secret: str) -> str:
    """The header `sign`: MD5(body + "_" + appSecret), hexadecimal, lower case."""
    return md5_hex(f"{body}_{secret}")


class Yunda(Md5Carrier):
    """`account` and `secret` are the application's, `partner_id` and `partner_key` the account of the branch (白马账号)."""

    name: ClassVar[str] = "yunda"
    live_url: ClassVar[str] = "https://openapi.yundaex.com"
    needs: ClassVar[tuple[str, ...]] = ("account", "secret", "partner_id", "partner_key")

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        answer = json_of((yield self.order(parcel)))
        if KNOWN_ALREADY in compact_text(answer):
            answer = json_of((yield self._call("updateBmOrder", [self._order(parcel)])))
            if not _waybill(_first(answer)):
                raise Doubtful("known already, and the update gives no waybill")
        return self.label_of(parcel, answer)

    def order(self, parcel: ParcelToSend) -> Call:
        return self._call("createBmOrder", [self._order(parcel)])

    def label_of(self, parcel: ParcelToSend, answer: Mapping[str, Any]) -> Label:
        row = _first(answer)
        waybill = _waybill(row)
        if not waybill:
            raise _failure(row, _("Yunda took the order without giving a waybill."))
        same_order(parcel.reference, text_of(row, "order_serial_no"))
        return Label(waybill, _route(row))

    def cancel(self, parcel: ParcelToSend, waybill: str) -> Call:
        return self._call("cancelBmOrder", [{"order_serial_no": parcel.reference, "mailno": waybill}])

    def given_back(self, answer: Mapping[str, Any]) -> None:
        row = _first(answer)
        if text_of(row, "status") not in ("", "1"):
            raise _failure(row, _("Yunda does not take this number back."))

    def _order(self, parcel: ParcelToSend) -> dict[str, object]:
        sender, receiver = parts(parcel, _NAMES)
        items = [{"name": line.name or line.sku, "number": line.quantity} for line in parcel.contents]
        return {
            "order_serial_no": parcel.reference, "khddh": parcel.reference, "node_id": "350", "order_type": "common",
            "sender": sender, "receiver": receiver, "items": items, "weight": kilograms(parcel.weight_g), "remark": parcel.remark,
        }  # fmt: skip

    def _call(self, method: str, orders: list[dict[str, Any]]) -> Call:
        access = self.access
        body = compact(
            {"appid": access.account, "partner_id": access.partner_id, "secret": access.partner_key, "orders": orders}
        )
        headers = {
            **JSON, "app-key": access.account, "req-time": str(access.now_ms()), "sign": signature(body, access.secret),
        }  # fmt: skip
        return Call("POST", PATH + method, body.encode(), headers)


def compact_text(answer: Mapping[str, Any]) -> str:
    """Everything the answer says, wherever Yunda wrote it."""
    return compact(json.loads(json.dumps(answer, default=str)))


def _first(answer: Mapping[str, Any]) -> dict[str, Any]:
    code, message = text_of(answer, "code"), text_of(answer, "message", "err_msg")
    if code != "0000":
        raise failure(code, message, stops=_STOPS, slow=_SLOW, unknown=_UNKNOWN)
    rows = answer.get("data")
    row = rows[0] if isinstance(rows, list) and rows else None
    if not isinstance(row, dict):
        raise Doubtful("success without an order")
    return row


def _waybill(row: Mapping[str, Any]) -> str:
    return text_of(row, "mail_no", "mailno")


def _failure(row: Mapping[str, Any], otherwise: str) -> Exception:
    message = text_of(row, "msg", "remark", "message")
    if not message:
        return Doubtful(otherwise)
    found = failure(text_of(row, "status"), message, stops=frozenset(), slow=frozenset(), unknown=frozenset())
    return found if isinstance(found, Doubtful) else Refused("refused", message)


def _route(row: Mapping[str, Any]) -> str:
    """`pdf_info` is a JSON text of lists in lists; the label's first line is `position`, its second `position_no`."""
    try:
        found = json.loads(text_of(row, "pdf_info") or "null")
    except ValueError:
        return ""
    while isinstance(found, list) and found:
        found = found[0]
    return " ".join(filter(None, (text_of(found, "position"), text_of(found, "position_no")))) if isinstance(found, dict) else ""  # fmt: skip
