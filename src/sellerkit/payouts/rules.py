"""What the money says of an order: pure decisions, each with its reason code and the step that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from sellerkit.base.clock import from_store, to_store
from sellerkit.base.language import N_, _
from sellerkit.base.money import minor_units
from sellerkit.model.reconciliation import Finding, OrderFacts, OrderMoney
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
    "refunded-twice": N_("More was refunded than was paid: ask the platform for the difference."),
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
}


def next_step(code: str) -> str:
    """The sentence that follows a reason code, in the language that is set."""
    return _(NEXT_STEPS[code])


def control_name(name: str) -> str:
    """A control's name as a person reads it; one of another package's format stays as it is."""
    return _(CONTROLS[name]) if name in CONTROLS else name


def totals_of(statement: Statement) -> dict[str, int]:
    """Minor units by kind; what rounding left over is a kind of its own, so that they add up to the net."""
    totals: dict[str, int] = {}
    for line in statement.lines:
        totals[line.kind] = totals.get(line.kind, 0) + minor_units(line.amount, statement.currency)
    net = minor_units(sum((line.amount for line in statement.lines), Decimal(0)), statement.currency)
    rest = net - sum(totals.values())
    return totals | ({"rounding": totals.get("rounding", 0) + rest} if rest else {})


def judge(money: OrderMoney) -> list[Finding]:
    """What is wrong with an order's money; nothing when every cent has its reason."""
    if money.currency != money.order.currency:
        return [_found("currency-differs", money, None, money.income, amount=money.net)]
    found = [code for code in (_payment(money), _dispute(money)) if code]
    findings = [_found(code, money, _expected(money), money.income) for code in found]
    for name, code, minor in (("penalties", "platform-penalty", money.penalties), ("", "unknown-type", money.others)):
        if minor:
            findings.append(_found(code, money, 0, minor, kind=name))
    findings += [
        _found("fee-differs", money, gap.expected_minor, gap.charged_minor, kind=gap.kind) for gap in money.fee_gaps
    ]
    # The order's money belongs to the first finding, so that no cent is listed twice.
    return [*(_with_amount(f, money.net) for f in findings[:1]), *findings[1:]]


def _expected(money: OrderMoney) -> int | None:
    return 0 if money.order.status == "closed" else money.order.total_minor


def _payment(money: OrderMoney) -> str:
    """The one reason why what came is not what the order is worth, or ""."""
    order, paid, refunded = money.order, money.income, -money.refunds
    if not paid and not refunded:
        return ""
    if refunded > 0 and not paid:
        return "refund-other-period"
    if refunded > paid:
        return "refunded-twice"
    if refunded == paid:
        return "refunded-but-shipped" if order.shipped else ""
    if order.status == "closed":
        return "paid-but-closed"
    if order.status == "refunded" and not refunded:
        return "refund-other-period"
    if order.total_minor is None or _agrees(money, order.total_minor):
        return ""
    if order.total_minor > 0 and money.full_payments > 1:
        return "duplicate-payment"
    if paid > order.total_minor:
        return "paid-more"
    return "" if order.status == "deposit-paid" else "paid-short"


def _agrees(money: OrderMoney, total: int) -> bool:
    """Whether the payment is the order's total: with or without the tax that the platform keeps, before or after refunds."""
    return total in (
        money.income, money.income + money.withheld, money.income + money.refunds,
        money.income + money.withheld + money.refunds,
    )  # fmt: skip


def _dispute(money: OrderMoney) -> str:
    return "chargeback" if money.chargebacks else ""


def judge_unpaid(order: OrderFacts, source: str, counts_from: str, pays_within: timedelta, now: datetime) -> Finding:
    """An order without a payment: not due yet (information), overdue, or shipped without having been paid at all."""
    due = due_of(order, counts_from, pays_within)
    code = "not-paid-yet" if due is None or due >= now else "overdue"
    if order.status in ("unpaid", "deposit-paid"):
        code = "shipped-not-paid"
    return Finding(
        code, order.order_id, order.channel, source, order.currency, order.total_minor, 0,
        due=to_store(due) if due else None, order_row=order.order_row, information=code == "not-paid-yet",
    )  # fmt: skip


def due_of(order: OrderFacts, counts_from: str, pays_within: timedelta) -> datetime | None:
    """When the platform must have paid (UTC); None while what it counts from has not happened."""
    start = order.paid_at or order.placed_at
    if counts_from != "paid":
        start = (order.shipped_at or start) if order.shipped else None
    if start is None:
        return None
    waits = pays_within + (CONFIRMED_AFTER if counts_from == "confirmed" else timedelta(0))
    return from_store(start) + waits


def _found(
    code: str, money: OrderMoney, expected: int | None, paid: int, *, kind: str = "", amount: int = 0
) -> Finding:
    order = money.order
    return Finding(
        code, order.order_id, order.channel, money.source, money.currency, expected, paid, amount, kind=kind,
        order_row=order.order_row,
    )  # fmt: skip


def _with_amount(finding: Finding, amount: int) -> Finding:
    return replace(finding, amount_minor=amount)
