"""How a parcel is named at a courier, and what the courier is told of it; both never change between two tries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.model.item import ItemStock
from sellerkit.model.order import Buyer, OrderToPack
from sellerkit.model.shipment import Contents, ParcelToSend, SenderAddress
from sellerkit.trade.shop import Shop

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def parcel_id(orders: Sequence[OrderToPack]) -> int:
    """The parcel's number: the same orders make the same number in every copy of the store, so that a restored shop asks
    a courier for what it bought before, never for something new."""
    text = "\n".join(sorted(f"{o.channel}\t{o.order_id}" for o in orders))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 4


def reference_of(shop: Shop, number: int, attempt: int) -> str:
    """Shop id, parcel in base 36, attempt: `[A-Z0-9_]{≤ 32}`, the strictest of what couriers take."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return f"{shop.store.fact('shop_id') or ''}_{digits}_{attempt}"


def to_send(
    order: OrderToPack,
    number: int,
    reference: str,
    weight_g: int,
    stock: Mapping[str, ItemStock],
    sender: SenderAddress,
) -> ParcelToSend:
    """The parcel as a courier is told of it; the same order always gives the same request."""
    # Only customs ask what it is worth and what each piece weighs; at home a changed total changes no request.
    abroad = order.buyer is not None and order.buyer.country.upper() not in ("", "CN")
    contents = tuple(
        Contents(
            line.sku, stock[line.sku].item.name or line.sku, line.quantity, (stock[line.sku].item.weight_g or 0) if abroad else 0
        )
        for line in order.items
    )  # fmt: skip
    return ParcelToSend(
        number, reference, (order.order_id,), order.buyer or Buyer(), sender, weight_g, contents,
        value_minor=order.total_minor if abroad else None, currency=order.currency if abroad else "",
    )  # fmt: skip


def sender_of(shop: Shop) -> SenderAddress:
    """Raises ConfigError when shop.toml names no sender."""
    sender = shop.config.shipments.sender
    if sender is None:
        raise ConfigError(
            _("{file}: shipments.sender is missing.").format(file=shop.config.path.name),
            hint='[shipments]\nsender = { name = "王小红", phone = "13800000000", address = "山西省吕梁市临县…" }',
            code="no-sender",
        )
    return SenderAddress(
        sender.name, sender.phone, sender.address, sender.province, sender.city, sender.district, sender.street,
        sender.postcode, sender.country, sender.email,
    )  # fmt: skip
