"""Recipients of an export with their addresses split and weighed: what is not certain is kept with its doubts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sellerkit.addresses import Doubt, as_text, from_text, phone_is_right, phone_text, split, split_address
from sellerkit.addresses.abroad import is_mainland, required_fields
from sellerkit.model.order import Buyer

__all__ = ["divided", "phone_text", "recipient_of", "weighed_again"]

# What platforms put in the place of a name, a phone or an address: stars, and tokens for their own decryption (oaid, caid).
_HIDDEN = re.compile(r"\*{2,}")
_TOKEN = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Z])[A-Za-z0-9+/=_~#$-]{24,}")
_SURE = ("exact", "mended")


def recipient_of(text: str) -> Buyer:
    """Name, phone, address and postcode of one free text; what cannot be told apart is left in the street."""
    if _TOKEN.fullmatch(text.strip()):
        return Buyer(street=text.strip())
    found = split(text)
    buyer = Buyer(found.name, found.phone, "", found.province, found.city, found.district, found.street, found.postcode)
    if any(doubt.why == "masked" for doubt in found.reasons):
        return buyer
    return weighed(buyer, found.confidence, found.reasons, written=text.strip())


def divided(buyer: Buyer) -> Buyer:
    """The buyer whose name and phone have columns of their own, with its address split where one text holds it."""
    if any(_HIDDEN.search(text) or _TOKEN.fullmatch(text) for text in (buyer.name, buyer.street)):
        return buyer
    if not buyer.street:
        return buyer  # an export that tells the city alone hides the rest
    if not is_mainland(buyer.country):
        return _abroad(buyer)
    if buyer.province and buyer.city and buyer.street:
        return weighed(_said_once(buyer), "exact", (), written=buyer.address)
    whole = " ".join(part for part in (buyer.province, buyer.city, buyer.district, buyer.street) if part)
    found = split_address(whole)
    if not found.province:
        return weighed(buyer, found.confidence, found.reasons, written=whole)
    made = replace(
        buyer, province=found.province, city=found.city, district=found.district, street=found.street,
        postcode=buyer.postcode or found.postcode,
    )  # fmt: skip
    return weighed(made, found.confidence, found.reasons, written=whole)


def weighed(buyer: Buyer, confidence: str, reasons: Sequence[Doubt], *, written: str) -> Buyer:
    """The buyer with how sure its parts are, its phone number and its name counted in."""
    doubts = [doubt for doubt in reasons if doubt.why not in ("no-name", "no-phone", "phone-wrong")]
    if buyer.phone and not phone_is_right(buyer.phone, buyer.country or "CN"):
        doubts.append(Doubt("phone-wrong"))
        confidence = "guessed" if confidence in _SURE else confidence
    doubts += [] if buyer.name else [Doubt("no-name")]
    doubts += [] if buyer.phone else [Doubt("no-phone")]
    ready = confidence in _SURE and bool(buyer.name and buyer.phone)
    return replace(buyer, confidence=confidence, doubts=as_text(doubts), written="" if ready else written)


def weighed_again(buyer: Buyer, written: str) -> Buyer:
    """The buyer weighed anew, since columns of their own gave it other parts; one that a platform hides stays as it is."""
    return weighed(buyer, buyer.confidence, from_text(buyer.doubts), written=written) if buyer.confidence else buyer


def _said_once(buyer: Buyer) -> Buyer:
    """The street without a province and city that have columns of their own already."""
    if not buyer.street.startswith((buyer.province[:2], buyer.city[:2])):
        return buyer
    found = split_address(buyer.street)
    same = found.confidence == "exact" and (found.province, found.city) == (buyer.province, buyer.city)
    if not same or buyer.district not in ("", found.district):
        return buyer
    return replace(buyer, district=found.district, street=found.street)


def _abroad(buyer: Buyer) -> Buyer:
    has = {"country_area": buyer.province, "city": buyer.city, "postal_code": buyer.postcode, "street_address": buyer.street}  # fmt: skip
    missing = [name for name in required_fields(buyer.country) if not has[name].strip()]
    doubts = [Doubt("missing-field", name) for name in missing]
    return weighed(buyer, "guessed" if missing else "exact", doubts, written=buyer.address)
