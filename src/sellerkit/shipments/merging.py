"""Several orders in one parcel: who may share one, and the parcel's orders as one. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from sellerkit.model.order import Buyer, OrderToPack

T = TypeVar("T")
# A platform hides the buyer behind stars, a number with an extension, or a name with the extension behind it.
_HIDDEN = re.compile(r"[*＊×]{1,}|[xX]{3,}")
_EXTENSION = re.compile(r"转|分机|ext|#|[\[(（【]\s*\d{1,6}\s*[\])）】]|(?<=\d{11})\s*[-—_,，]\s*\d{1,6}$", re.I)
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
# Exhaustive up to here: 203 ways to divide six orders.
_MOST_DIVIDED = 6


def recipient_of(order: OrderToPack, token: str = "") -> tuple[str, ...] | None:
    """What two orders must have alike to go in one parcel; None for a buyer whom nobody can tell from another.

    Orders of one channel with the same name, phone and address. A masked name, phone or street and a privacy number with
    an extension say nothing of who it is: there only `token`, the platform's own mark of the address (oaid, caid), counts.
    """
    if token:
        return (order.channel, "token", token)
    buyer = order.buyer
    if buyer is None or not buyer.can_be_sent_to or is_masked(buyer):
        return None
    place = (buyer.country or "CN", buyer.province, buyer.city, buyer.district, buyer.street, buyer.postcode)
    return (order.channel, _plain(buyer.name), _phone(buyer.phone), *map(_plain, place))


def is_masked(buyer: Buyer) -> bool:
    """Whether any part of the buyer is hidden, or the phone is a number that the platform lends for a while."""
    texts = (buyer.name, buyer.phone, buyer.province, buyer.city, buyer.district, buyer.street)
    return any(_HIDDEN.search(text) for text in texts) or bool(_EXTENSION.search(buyer.phone) or re.search(r"[\[(（【]\s*\d{1,6}\s*[\])）】]$", buyer.name))  # fmt: skip


def together(orders: Sequence[OrderToPack]) -> OrderToPack:
    """The orders of one parcel as one: all their goods, the earliest date; one order stays what it is.

    Always in the order of their numbers, so that the same orders make the same request. Its status is "to-ship" only while
    that of every order is.
    """
    first, *rest = sorted(orders, key=lambda order: (order.channel, order.order_id))
    if not rest:
        return first
    whole = [first, *rest]
    totals = [order.total_minor for order in whole]
    return replace(
        first,
        order_id="+".join(order.order_id for order in whole),
        status=next((order.status for order in whole if order.status != "to-ship"), "to-ship"),
        ship_by=min((order.ship_by for order in whole if order.ship_by), default=None),
        items=tuple(line for order in whole for line in order.items),
        unmatched=tuple(code for order in whole for code in order.unmatched),
        buyer_note=_joined(order.buyer_note for order in whole),
        seller_note=_joined(order.seller_note for order in whole),
        flag=next((order.flag for order in whole if order.flag), ""),
        total_minor=None if None in totals else sum(total for total in totals if total is not None),
    )


def alike(orders: Sequence[OrderToPack]) -> list[list[OrderToPack]]:
    """Groups of two or more orders that may share a parcel, in the order of their first."""
    found: dict[tuple[str, ...], list[OrderToPack]] = defaultdict(list)
    for order in orders:
        if (key := recipient_of(order)) is not None:
            found[key].append(order)
    return [group for group in found.values() if len(group) > 1]


def divisions(things: Sequence[T]) -> Iterator[list[list[T]]]:
    """Every way to divide a few things into parcels; of many only all together and each alone."""
    if len(things) > _MOST_DIVIDED:
        yield [list(things)]
        yield [[thing] for thing in things]
    elif len(things) == 1:
        yield [[things[0]]]
    else:
        for smaller in divisions(things[1:]):
            yield [[things[0]], *smaller]
            for n, part in enumerate(smaller):
                yield [*smaller[:n], [things[0], *part], *smaller[n + 1 :]]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


def _phone(text: str) -> str:
    bare = re.sub(r"[\s-]", "", text)
    return found[1] if (found := _MOBILE.fullmatch(bare)) else bare


def _joined(texts: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
