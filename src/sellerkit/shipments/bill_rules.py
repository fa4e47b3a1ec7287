"""What of each line of a courier's bill is agreed, and why the rest is not. Pure; amounts are minor units.

Billed = agreed + disputed on every line, so the sums agree exactly.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sellerkit.rates.areas import short_province

# Why nothing, or not all, of a line is agreed; the others are agreed.
DISPUTED = (
    "no-waybill", "unknown-waybill", "voided-waybill", "billed-twice", "billed-before", "wrong-zone", "heavier", "surcharge", "overcharged",
)  # fmt: skip
_FREIGHT = ("", "运费", "快递费", "基础运费", "派费", "寄件", "寄付", "freight", "shipping")


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line: `minor` billed in all, `extra_minor` of it as surcharges where a column says so; weight in g."""

    sheet: str
    row: int
    waybill: str
    minor: int
    weight_g: int | None = None
    province: str = ""
    city: str = ""
    day: datetime.date | None = None
    fee: str = ""
    extra_minor: int = 0


@dataclass(frozen=True, slots=True)
class OurParcel:
    """What we know of a waybill: what was packed (g) and where it went ("" when the address is hidden or forgotten)."""

    parcel_id: int
    waybill: str
    order_ids: tuple[str, ...]
    weight_g: int
    province: str
    voided: bool = False
    billed_before: int | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """The rate card's price at the weight packed, and at that weight plus what scales may differ; None without a price."""

    minor: int | None
    heaviest_minor: int | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what is agreed of it; `reason` is "agreed" or says why (a part of) it is not."""

    line: BillLine
    agreed_minor: int
    reason: str
    parcel: OurParcel | None = None
    expected_minor: int | None = None
    text: str = ""

    @property
    def disputed_minor(self) -> int:
        return self.line.minor - self.agreed_minor


@dataclass(slots=True)
class _Account:
    """What one waybill may still cost: its price until its freight was billed, and credits that were given on it."""

    left: int
    freight: list[int]


def judge(
    lines: Sequence[BillLine], ours: Mapping[str, OurParcel], expected: Callable[[OurParcel, BillLine], Expected], tolerance_g: int
) -> list[Judged]:  # fmt: skip
    """Every line in its order; `ours` is by waybill in capitals."""
    accounts: dict[str, _Account] = {}
    return [_judged(line, ours.get(line.waybill.upper()), accounts, expected, tolerance_g) for line in lines]


def _judged(
    line: BillLine, parcel: OurParcel | None, accounts: dict[str, _Account],
    expected: Callable[[OurParcel, BillLine], Expected], tolerance_g: int,
) -> Judged:  # fmt: skip
    if line.minor <= 0:
        _give_back(accounts.get(line.waybill.upper()), -line.minor)
        return Judged(line, line.minor, "credit" if line.minor else "agreed", parcel)
    if not line.waybill or parcel is None:
        return Judged(line, 0, "unknown-waybill" if line.waybill else "no-waybill")
    if parcel.voided or parcel.billed_before is not None:
        return Judged(line, 0, "voided-waybill" if parcel.voided else "billed-before", parcel)
    price = expected(parcel, line)
    first = parcel.waybill.upper() not in accounts
    account = accounts.setdefault(parcel.waybill.upper(), _Account(price.minor or 0, []))
    if line.fee.strip().lower() not in _FREIGHT:
        return _extra(line, parcel, account, price)
    if account.freight:
        return Judged(line, 0, "billed-twice", parcel, 0, price.text)
    account.freight.append(line.minor)
    if price.minor is None:
        return Judged(line, line.minor, "not-checked", parcel, None, price.text)
    # A fee that stands before the freight has used a part of what the parcel may cost.
    most = max(price.minor, price.heaviest_minor or 0)
    room = most if first else max(0, most - (price.minor - account.left))
    agreed = line.minor if line.minor <= room else min(line.minor, max(0, account.left))
    account.left = max(0, account.left - agreed)
    reason = "agreed" if agreed == line.minor else _why(line, parcel, tolerance_g)
    return Judged(line, agreed, reason, parcel, price.minor, price.text)


def _extra(line: BillLine, parcel: OurParcel, account: _Account, price: Expected) -> Judged:
    """A fee on a line of its own: agreed as far as the card's price is not used up."""
    if price.minor is None:
        return Judged(line, line.minor, "not-checked", parcel, None, price.text)
    agreed = min(line.minor, account.left)
    account.left -= agreed
    return Judged(line, agreed, "agreed" if agreed == line.minor else "surcharge", parcel, agreed, price.text)


def _give_back(account: _Account | None, amount: int) -> None:
    """A credit for a whole freight makes room for it to be billed again."""
    if account is not None and amount in account.freight:
        account.freight.remove(amount)
        account.left += amount


def _why(line: BillLine, parcel: OurParcel, tolerance_g: int) -> str:
    theirs = short_province(line.province) or short_province(line.province[:2]) or short_province(line.province[:3])
    if theirs and short_province(parcel.province) and theirs != short_province(parcel.province):
        return "wrong-zone"
    if line.weight_g and parcel.weight_g and line.weight_g > parcel.weight_g + tolerance_g:
        return "heavier"
    return "surcharge" if line.extra_minor > 0 else "overcharged"
