"""Kinds of money and reason codes as a person reads them; scripts read the codes."""

from __future__ import annotations

from collections.abc import Mapping

from sellerkit.base.language import N_, _

KIND_NAMES: Mapping[str, str] = {
    "sale": N_("Sale"),
    "shipping-income": N_("Shipping paid by the buyer"),
    "refund": N_("Refund"),
    "commission": N_("Commission"),
    "payment-fee": N_("Payment fee"),
    "service-fee": N_("Service fee"),
    "advertising": N_("Advertising"),
    "subscription": N_("Subscription"),
    "storage": N_("Storage"),
    "fulfilment": N_("Fulfilment"),
    "shipping-label": N_("Shipping label"),
    "freight-insurance": N_("Freight insurance"),
    "promotion": N_("Promotion"),
    "tax": N_("Tax paid by the buyer"),
    "tax-withheld": N_("Tax withheld"),
    "chargeback": N_("Chargeback"),
    "penalty": N_("Penalty"),
    "compensation": N_("Compensation received"),
    "deposit": N_("Deposit of a presale"),
    "reserve": N_("Reserve"),
    "transfer": N_("Transfer"),
    "conversion": N_("Currency conversion"),
    "spending": N_("Spent, not for an order"),
    "adjustment": N_("Adjustment"),
    "rounding": N_("Rounding"),
    "other": N_("Unknown type"),
}

CODE_NAMES: Mapping[str, str] = {
    "not-paid-yet": N_("Not due yet"),
    "overdue": N_("Overdue"),
    "shipped-not-paid": N_("Shipped, not paid"),
    "paid-short": N_("Paid short"),
    "paid-more": N_("Paid too much"),
    "paid-but-closed": N_("Closed but paid"),
    "duplicate-payment": N_("Paid twice"),
    "fee-differs": N_("Fee differs"),
    "refunded-but-shipped": N_("Refunded, yet shipped"),
    "refunded-twice": N_("Refunded twice"),
    "refund-other-period": N_("Sale in another period"),
    "chargeback": N_("Chargeback"),
    "platform-penalty": N_("Platform penalty"),
    "no-such-order": N_("No such order"),
    "no-order-number": N_("No order number"),
    "ambiguous": N_("Fits two orders"),
    "currency-differs": N_("Currency differs"),
    "unknown-type": N_("Unknown type"),
    "refund-only": N_("Refund without return"),
    "return-not-received": N_("Return not received"),
    "received-not-refunded": N_("Received, not refunded"),
    "deposit-kept": N_("Deposit kept"),
}

DECISION_NAMES: Mapping[str, str] = {
    "accepted": N_("Accepted"),
    "written-off": N_("Written off"),
    "claimed": N_("Claimed"),
    "fixed": N_("Settled"),
    "tied": N_("Tied to an order"),
}


def kind_name(kind: str) -> str:
    """The kind of a statement line in the language that is set."""
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def code_name(code: str) -> str:
    """A reason code in the language that is set."""
    return _(CODE_NAMES[code]) if code in CODE_NAMES else code


def decision_name(decision: str) -> str:
    """What a person decided, in the language that is set."""
    return _(DECISION_NAMES[decision]) if decision in DECISION_NAMES else decision
