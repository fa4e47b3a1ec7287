"""Words and small sums of payouts: the step that follows a reason code, names of controls, totals, due dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sellerkit.base.clock import from_store
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import N_, _
from sellerkit.base.money import minor_units
from sellerkit.base.nearest import nearest
from sellerkit.model.reconciliation import OrderFacts
from sellerkit.model.statement import Statement

# A platform confirms receipt by itself after ten days; the shop does not learn when the buyer did it earlier.
CONFIRMED_AFTER = timedelta(days=10)

NEXT_STEPS: Mapping[str, str] = {
    "not-paid-yet": N_("Nothing to do: the money is not due yet."),
    "overdue": N_("Ask the platform why this order has not been paid, or import the newest statement."),
    "shipped-not-paid": N_("It went out although the buyer has not paid: ask the buyer to pay, or call the parcel back."),
    "paid-short": N_("Look in the platform's order details for a deduction; ask for the rest."),
    "paid-more": N_("Look for a later price change or a payment that belongs to another order."),
    "paid-but-closed": N_("The order is closed but was paid: refund the buyer, or open the order again."),
    "duplicate-payment": N_("The buyer seems to have paid twice: check and give one payment back."),
    "fee-differs": N_("Compare with the fee in your contract; complain to the platform, or correct fees in shop.toml."),
    "refunded-but-shipped": N_("The buyer has the money back and the goods went out: make sure they come back."),
    "refund-only": N_("The money went back and no return was asked for: appeal if the buyer's reason is wrong."),
    "return-not-received": N_("The money went back but the parcel has not come: ask its courier, or appeal with the platform."),
    "received-not-refunded": N_("The goods are back: refund the buyer, or import the newest statement."),
    "refunded-twice": N_("More was refunded than was paid or agreed: ask the platform for the difference."),
    "deposit-kept": N_("Nothing to do: the balance never came, and the deposit stays with you."),
    "refund-other-period": N_("Sale and refund are in different periods: import the missing statement."),
    "chargeback": N_("Answer the dispute with the waybill as proof before its deadline."),
    "platform-penalty": N_("Read the platform's reason; appeal if the goods went out in time."),
    "no-such-order": N_("Import the orders of that time, or check that this statement belongs to this shop."),
    "no-order-number": N_("Find in the platform's details what this money was for."),
    "ambiguous": N_("Two channels have this order number: set channel for this payout source in shop.toml."),
    "currency-differs": N_("Compare by hand: the order and the payment are in different currencies."),
    "unknown-type": N_("Look up this type in the platform's help and tell us about it."),
}  # fmt: skip

CONTROLS: Mapping[str, str] = {
    "income-count": N_("number of receipts"),
    "income-total": N_("sum of receipts"),
    "expense-count": N_("number of payments out"),
    "expense-total": N_("sum of payments out"),
    "running-balance": N_("running balance"),
    "net-is-amount-less-fee": N_("net = amount − fee"),
    "total-amount": N_("total of the settlement"),
    "net-is-collected-and-fees": N_("net total = collected + fees"),
    "collected-is-its-parts": N_("total collected = its parts"),
    "payout-is-its-parts": N_("payout = its parts"),
    "net-is-gross-and-fee": N_("net = gross + fee"),
    "net-is-amount-and-fees": N_("net = amount + fees and taxes"),
    "deposit-is-the-sum-before": N_("deposit = everything since the one before"),
    "payout-total": N_("payout = its transactions"),
    "total-is-its-parts": N_("total = its parts"),
    "column-total": N_("total row = its columns"),
    "opening-follows": N_("opening balance = closing balance before"),
    "reserve-carried": N_("reserve that came back = reserve held back before"),
    "debt-carried": N_("what was owed = what the settlement before ended with"),
    "row-count": N_("number of transactions"),
    "refund-count": N_("number of refunds"),
    "refund-total": N_("sum of refunds"),
    "fee-total": N_("sum of fees"),
    "order-total": N_("sum of orders"),
    "asked-refund-total": N_("sum of refunds asked for"),
    "coupon-refund-total": N_("sum of coupon refunds"),
    "neutral-count": N_("number of neutral moves"),
    "neutral-total": N_("sum of neutral moves"),
    "parts-are-the-amount": N_("parts = amount that moved"),
}


def next_step(code: str) -> str:
    """The sentence that follows a reason code, in the language that is set."""
    return _(NEXT_STEPS[code])


def codes_named(codes: Sequence[str]) -> tuple[str, ...]:
    """The reason codes that were asked for. Raises UsageWrong for one that does not exist."""
    for code in codes:
        if code not in NEXT_STEPS:
            near = nearest(code, NEXT_STEPS)
            hint = (
                _("Did you mean {key}?").format(key=near)
                if near
                else _("Known: {names}").format(names=", ".join(NEXT_STEPS))
            )
            raise UsageWrong(_("There is no reason code {code}.").format(code=code), hint=hint)
    return tuple(codes)


def control_name(name: str) -> str:
    """A control's name as a person reads it; one of another package's format stays as it is."""
    return _(CONTROLS[name]) if name in CONTROLS else name


def totals_of(statement: Statement) -> dict[str, int]:
    """Minor units by kind; what rounding left over is a kind of its own, so that they add up to the net."""
    sums = statement.lines.sums()
    totals = {kind: minor for kind, (minor, _exact) in sums.items()}
    net = minor_units(sum((exact for _minor, exact in sums.values()), Decimal(0)), statement.currency)
    rest = net - sum(totals.values())
    return totals | ({"rounding": totals.get("rounding", 0) + rest} if rest else {})


def due_of(order: OrderFacts, counts_from: str, pays_within: timedelta) -> datetime | None:
    """When the platform must have paid (UTC); None while what it counts from has not happened."""
    start = order.paid_at or order.placed_at
    if counts_from != "paid":
        start = (order.shipped_at or start) if order.shipped else None
    if start is None:
        return None
    waits = pays_within + (CONFIRMED_AFTER if counts_from == "confirmed" else timedelta(0))
    return from_store(start) + waits
