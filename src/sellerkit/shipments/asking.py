"""What parcels cost is shown before the first call; a person or `--max-cost` may say no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import Money, minor_units
from sellerkit.shipments.parcels import Ready

if TYPE_CHECKING:
    from sellerkit.output import Output


def price_of(ready: Sequence[Ready]) -> dict[str, int]:
    """What the parcels cost by their rate cards: currency → minor units."""
    total: Counter[str] = Counter()
    for parcel in ready:
        if parcel.cost_minor is not None:
            total[parcel.currency] += parcel.cost_minor
    return dict(total)


def amounts(price: Mapping[str, int]) -> str:
    """The price as a person reads it."""
    return ", ".join(f"{Money(minor, currency)} {currency}" for currency, minor in price.items()) or _(
        "price not known"
    )


def refuse_above(max_cost: Decimal | None, ready: Sequence[Ready], currency: str) -> None:
    """Raises InputRejected when the parcels cost more, or when nobody can say what they cost."""
    if max_cost is None or not ready:
        return
    price = price_of(ready)
    unpriced = sum(parcel.cost_minor is None or parcel.currency != currency for parcel in ready)
    if unpriced:
        raise InputRejected(
            _("{count} parcels have no price in {currency}, so --max-cost cannot be kept; nothing was bought.").format(
                count=unpriced, currency=currency
            ),
            hint=_("Give their couriers a rate card: rates in [carriers.*] of shop.toml."),
            code="price-not-known",
        )
    limit = minor_units(max_cost, currency)
    if price[currency] > limit:
        raise InputRejected(
            _("These parcels cost {price} {currency}, more than --max-cost {limit}; nothing was bought.").format(
                price=Money(price[currency], currency), currency=currency, limit=Money(limit, currency)
            ),
            hint=_("Choose fewer orders with --limit, or raise --max-cost."),
            code="over-max-cost",
        )


def ask(output: Output, ready: Sequence[Ready], doubts: int) -> None:
    """Show parcels and price and wait for a yes. Raises UsageWrong for a no, and without a terminal or --yes."""
    if doubts:
        output.note(_("{count} parcels of an earlier run are settled first.").format(count=doubts))
    if not ready:
        return
    output.note(
        ngettext("{count} parcel to buy: {amount}.", "{count} parcels to buy: {amount}.", len(ready)).format(
            count=len(ready), amount=amounts(price_of(ready))
        )
    )
    for name, count in Counter(parcel.carrier for parcel in ready).items():
        output.note(_("  {name}: {count} parcels").format(name=name, count=count))
    if not output.confirm(_("Buy these waybills?")):
        raise UsageWrong(_("Nothing was bought."), hint=_("Say yes, or use --yes."))
