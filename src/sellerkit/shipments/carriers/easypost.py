"""EasyPost, for parcels that go abroad: a shipment is made first, its id is kept on disk, then its label is bought.

Source: docs.easypost.com (shipments, buying, refunds, pagination, errors) and the recorded exchanges of its official Python
SDK, whose bodies ours are compared with. Proven against those, not against the live service.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import quote

from sellerkit.base.language import _
from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend, Refused, Reply, Save
from sellerkit.shipments.carriers.contract import (
    NOTHING,
    Access,
    Recovery,
    Talk,
    bytes_of,
    json_of,
    same_order,
    text_of,
)
from sellerkit.shipments.carriers.easypost_body import shipment_body

SHIPMENT_ID = "shipment"
_EXISTS = "SHIPMENT.POSTAGE.EXISTS"
# The label may have been bought although the answer is an error.
_UNKNOWN = frozenset({
    "SHIPMENT.PURCHASE.IN_PROGRESS", "SHIPMENT.POSTAGE.TIMED_OUT", "SHIPMENT.POSTAGE.NO_RESPONSE", "SHIPMENT.POSTAGE.PROCESSING",
})  # fmt: skip
# EasyPost's own lists hold 100 a page, the newest first; no doubt is older than so many days.
_PAGES, _DAYS = 100, 45


class EasyPost:
    """`courier` narrows the rates to one courier (USPS), `product` to one service (Priority); else the cheapest rate is bought.

    A shipment can be bought only once, and nothing is bought before its id is on disk: the id answers every doubt.
    """

    name: ClassVar[str] = "easypost"
    live_url: ClassVar[str] = "https://api.easypost.com"
    needs: ClassVar[tuple[str, ...]] = ("key",)
    recovery: ClassVar[Recovery] = "find"
    window: ClassVar[timedelta | None] = None
    max_per_call: ClassVar[int] = 1

    def __init__(self, access: Access) -> None:
        self._access = access

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        body = {"shipment": shipment_body(parcel, self._access.hs_code, self._access.origin)}
        number, about = _known(saved)
        if number and about == _fingerprint(body):
            shipment = _checked((yield self._call("GET", f"shipments/{quote(number)}")))
            if text_of(shipment, "tracking_code"):
                return _label(parcel.reference, shipment)
        else:
            # Nothing was made yet, or of a parcel that has changed since and was surely not bought.
            shipment = _checked((yield self._call("POST", "shipments", body)))
            number = text_of(shipment, "id")
            if not number:
                raise Doubtful("a shipment without an id")
            same_order(parcel.reference, text_of(shipment, "reference"))
            yield Save(SHIPMENT_ID, f"{number} {_fingerprint(body)}")
        return (yield from self._buy(parcel.reference, number, self._rate(shipment)))

    def find(self, reference: str, saved: Mapping[str, str] = NOTHING) -> Talk[Label | None]:
        """By the saved id; a store that was copied before it was saved looks through what the account has bought."""
        number, _about = _known(saved)
        if number:
            shipment = _checked((yield self._call("GET", f"shipments/{quote(number)}")))
        else:
            shipment = yield from self._bought(reference)
        return _label(reference, shipment) if text_of(shipment, "tracking_code") else None

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]:
        shipment = yield from self._bought(parcel.reference)
        number = text_of(shipment, "id")
        if not number:
            raise Refused("no-such-shipment", _("EasyPost has no label under this reference."))
        if text_of(shipment, "refund_status") in ("submitted", "refunded"):
            return
        answer = _checked((yield self._call("POST", f"shipments/{quote(number)}/refund")))
        status = text_of(answer, "refund_status")
        if status in ("rejected", "not_applicable"):
            raise Refused(status, _("EasyPost does not take this label back."))

    def label(self, parcel: ParcelToSend, waybill: str, where: str) -> Talk[bytes]:
        """The label lies at the address that came with it; it is asked for without the key."""
        return bytes_of((yield Call("GET", where, b"")))

    def _buy(self, reference: str, number: str, rate: Mapping[str, Any]) -> Talk[Label]:
        body = {"rate": {"id": text_of(rate, "id")}}
        try:
            shipment = _checked((yield self._call("POST", f"shipments/{quote(number)}/buy", body)))
        except Refused as refused:
            if refused.code != _EXISTS:
                raise
            shipment = _checked((yield self._call("GET", f"shipments/{quote(number)}")))
        if not text_of(shipment, "tracking_code"):
            raise Doubtful("bought without a tracking code")
        return _label(reference, shipment)

    def _bought(self, reference: str) -> Talk[dict[str, Any]]:
        """The bought shipment of that reference, {} when the account surely has none. The list knows no filter for it."""
        before, oldest = "", self._day(_DAYS)
        for _page in range(_PAGES):
            query = "purchased=true&page_size=100" + (f"&before_id={quote(before)}" if before else "")
            answer = _checked((yield self._call("GET", f"shipments?{query}")))
            page = answer.get("shipments")
            if not isinstance(page, list):
                raise Doubtful("no list of shipments in the answer")
            for shipment in page:
                if text_of(shipment, "reference") == reference and text_of(shipment, "tracking_code"):
                    return dict(shipment)
            if answer.get("has_more") is not True or not page:
                return {}
            if (made := text_of(page[-1], "created_at")) and made < oldest:
                return {}
            before = text_of(page[-1], "id")
        raise Doubtful("not among the newest shipments")

    def _day(self, ago: int) -> str:
        """The UTC date so many days ago, as EasyPost writes it; "" for a clock that was never set."""
        now_s = self._access.now_ms() / 1000 - ago * 86400
        return datetime.fromtimestamp(now_s, UTC).date().isoformat() if now_s > 0 else ""

    def _rate(self, shipment: Mapping[str, Any]) -> Mapping[str, Any]:
        """The cheapest rate of the courier and service that were asked for. Raises Refused when there is none."""
        courier, product = self._access.courier.casefold(), self._access.product.casefold()
        rates = [
            rate
            for rate in shipment.get("rates") or ()
            if courier in ("", text_of(rate, "carrier").casefold())
            and product in ("", text_of(rate, "service").casefold())
            and text_of(rate, "id")
        ]
        if not rates:
            said = "; ".join(text_of(message, "message") for message in shipment.get("messages") or ())
            raise Refused("no-rate", said or _("EasyPost offers no rate for this parcel."))
        # Rates of one parcel come in one currency; where they do not, the account's own comes first.
        return min(rates, key=lambda rate: (text_of(rate, "currency") != text_of(rates[0], "currency"), Decimal(text_of(rate, "rate"))))  # fmt: skip

    def _call(self, method: str, path: str, body: object = None) -> Call:
        key = base64.b64encode(f"{self._access.key}:".encode()).decode()
        headers = {"Authorization": f"Basic {key}"}
        content = b""
        if body is not None:
            headers["Content-Type"] = "application/json"
            content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        return Call(method, f"/v2/{path}", content, headers)


def _known(saved: Mapping[str, str]) -> tuple[str, str]:
    """The shipment's id and a fingerprint of what it is about, both "" when none was made."""
    number, _space, about = saved.get(SHIPMENT_ID, "").partition(" ")
    return number, about


def _fingerprint(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]


def _checked(reply: Reply | None) -> dict[str, Any]:
    """The answer, or what its error means: 401 key, 402 money, 404 address, 422 this parcel, 5xx nobody knows."""
    if reply is not None and reply.status == 402:
        raise Refused("PAYMENT_REQUIRED", _("The EasyPost account has no money left."), stops=True)
    answer = json_of(reply)
    assert reply is not None
    error = answer.get("error")
    if reply.status < 400 and not error:
        return answer
    told: Mapping[str, Any] = error if isinstance(error, dict) else {}
    code, message = text_of(told, "code") or f"http-{reply.status}", text_of(told, "message")
    if code in _UNKNOWN:
        raise Doubtful(code)
    raise Refused(code, message or _("The courier cannot read this order."))


def _label(reference: str, shipment: Mapping[str, Any]) -> Label:
    same_order(reference, text_of(shipment, "reference"))
    rate, label = shipment.get("selected_rate") or {}, shipment.get("postage_label") or {}
    route = " ".join(filter(None, (text_of(rate, "carrier"), text_of(rate, "service"))))
    return Label(text_of(shipment, "tracking_code"), route, text_of(label, "label_pdf_url", "label_url"))
