"""What EasyPost is told of a parcel: addresses, ounces and inches, and a simple customs form when it crosses a border.

Source: docs.easypost.com (addresses, parcels, customs infos).
"""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.model.order import Buyer
from sellerkit.model.shipment import ParcelToSend, Refused, SenderAddress

GRAMS_IN_AN_OUNCE = Decimal("28.349523125")
MM_IN_AN_INCH = Decimal("25.4")
# Below this worth a parcel from the US needs no export filing (15 CFR 30.37(a)).
_NO_FILING = "NOEEI 30.37(a)"
_NAMES = {
    "united states": "US", "united states of america": "US", "usa": "US", "canada": "CA", "mexico": "MX", "united kingdom": "GB",
    "great britain": "GB", "ireland": "IE", "france": "FR", "germany": "DE", "spain": "ES", "italy": "IT", "netherlands": "NL",
    "the netherlands": "NL", "belgium": "BE", "switzerland": "CH", "austria": "AT", "poland": "PL", "sweden": "SE", "norway": "NO",
    "denmark": "DK", "finland": "FI", "portugal": "PT", "australia": "AU", "new zealand": "NZ", "japan": "JP", "south korea": "KR",
    "singapore": "SG", "malaysia": "MY", "china": "CN", "hong kong": "HK", "taiwan": "TW", "brazil": "BR",
}  # fmt: skip


def shipment_body(parcel: ParcelToSend, hs_code: str, origin: str) -> dict[str, object]:
    """The `shipment` object. Raises Refused for a sender without parts, or a border without what customs ask for."""
    sender = _sender(parcel.sender)
    to = _receiver(parcel.to, sender["country"])
    body: dict[str, object] = {"from_address": sender, "to_address": to, "parcel": _parcel(parcel)}
    if to["country"] != sender["country"]:
        body["customs_info"] = _customs(parcel, hs_code, origin or sender["country"])
    return {**body, "options": {"label_format": "PDF"}, "reference": parcel.reference}


def ounces(weight_g: int) -> float:
    """Grams → ounces, up to the next tenth: nobody pays a surcharge for a rounded-down parcel."""
    return float((Decimal(weight_g) / GRAMS_IN_AN_OUNCE).quantize(Decimal("0.1"), ROUND_UP))


def _sender(sender: SenderAddress) -> dict[str, str]:
    street = sender.street or sender.address
    if not (sender.country and sender.city and street):
        raise Refused(
            "sender-incomplete",
            _("[shipments] sender needs country, city and street for this courier, abroad often province and postcode too."),
            stops=True,
        )  # fmt: skip
    return _filled(
        name=sender.name, street1=street, city=sender.city, state=sender.province, zip=sender.postcode,
        country=_two_letters(sender.country), phone=sender.phone, email=sender.email,
    )  # fmt: skip


def _receiver(to: Buyer, home: str) -> dict[str, str]:
    """An order that names no country goes to the sender's own."""
    # A district is a part of the street elsewhere: Apt 20.
    return _filled(
        name=to.name, street1=to.street, street2=to.district, city=to.city, state=to.province, zip=to.postcode,
        country=_two_letters(to.country) or home, phone=to.phone, email=to.email,
    )  # fmt: skip


def _two_letters(country: str) -> str:
    """The country as ISO 3166 says it; exports of Etsy and Amazon write some names out. Raises Refused for other names."""
    known = country.strip()
    if len(known) in (0, 2):
        return known.upper()
    if known.casefold() in _NAMES:
        return _NAMES[known.casefold()]
    raise Refused("country-unclear", _("{country} is not a country's two letters.").format(country=f'"{known[:40]}"'))


def _filled(**fields: str) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _parcel(parcel: ParcelToSend) -> dict[str, float]:
    size = {}
    if parcel.size_mm:
        length, width, height = sorted(parcel.size_mm, reverse=True)
        for name, side in (("length", length), ("width", width), ("height", height)):
            size[name] = float((Decimal(side) / MM_IN_AN_INCH).quantize(Decimal("0.1"), ROUND_UP))
    return {**size, "weight": ounces(parcel.weight_g)}


def _customs(parcel: ParcelToSend, hs_code: str, origin: str) -> dict[str, object]:
    """One line a kind of goods. The order's worth is shared by weight, or by pieces where weights are not known."""
    if not hs_code or parcel.value_minor is None or not parcel.contents:
        raise Refused(
            "customs-incomplete",
            _("This parcel crosses a border: it needs hs_code in [carriers.*] and an order with a total."),
        )
    shares = [(line.weight_g or 1) * line.quantity for line in parcel.contents]
    values = _shared(parcel.value_minor, shares)
    weights = _shared(parcel.weight_g, shares)
    items = [
        {
            "description": (line.name or line.sku)[:100], "quantity": line.quantity, "value": decimal_string(value, parcel.currency),
            "currency": parcel.currency, "weight": ounces(max(weight, 1)), "hs_tariff_number": hs_code, "origin_country": origin,
        }
        for line, value, weight in zip(parcel.contents, values, weights, strict=True)
    ]  # fmt: skip
    return {
        "eel_pfc": _NO_FILING, "customs_certify": True, "customs_signer": parcel.sender.name, "contents_type": "merchandise",
        "contents_explanation": "", "restriction_type": "none", "non_delivery_option": "return", "customs_items": items,
    }  # fmt: skip


def _shared(total: int, shares: list[int]) -> list[int]:
    """Whole parts in proportion to their shares, which add up to the total exactly."""
    parts, given, seen, whole = [], 0, 0, sum(shares)
    for share in shares:
        seen += share
        part = total * seen // whole - given
        given += part
        parts.append(part)
    return parts
