"""What the money says of an order: pure decisions, each with its reason code and the rule that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sellerkit.base.clock import from_store, to_store
from sellerkit.base.config.schema import PayoutSource
from sellerkit.base.language import _
from sellerkit.model.reconciliation import AskedBack, Finding, OrderFacts, OrderMoney
from sellerkit.payouts.fee_terms import coupon_text, fee_text
from sellerkit.payouts.rules import due_of


def judge(money: OrderMoney, source: PayoutSource, now: datetime) -> list[Finding]:
    """What is wrong with an order's money; nothing when every cent has its reason."""
    if money.currency != money.order.currency:
        return [_found("currency-differs", money, None, money.income)]
    payment = _refund(money, source.returns_within, now) or _payment(money)
    findings = [_found(code, money, _expected(money), money.income) for code in (payment, _dispute(money)) if code]
    findings = [replace(one, rule=coupon_text(source)) if money.coupon else one for one in findings]
    for name, code, minor in (("penalties", "platform-penalty", money.penalties), ("", "unknown-type", money.others)):
        if minor:
            findings.append(_found(code, money, 0, minor, kind=name))
    for gap in money.fee_gaps:
        rule = _("; ").join(fee_text(source.fees[n]) for n in gap.rules)
        findings.append(_found("fee-differs", money, gap.expected_minor, gap.charged_minor, kind=gap.kind, rule=rule))
    return findings or _deposit(money)


def _expected(money: OrderMoney) -> int | None:
    if money.order.status == "closed":
        return 0
    return None if money.order.total_minor is None else money.order.total_minor + money.coupon


def _refund(money: OrderMoney, within: timedelta, now: datetime) -> str:
    """What is wrong with money or goods that went back, or ""."""
    paid, refunded = money.income, -money.refunds
    asked = [one for one in money.asked if one.status != "closed"]
    booked = any(one.booked for one in asked)
    if booked and paid and not refunded:
        return "received-not-refunded"
    if not paid or refunded <= 0:
        return "refund-other-period" if refunded > 0 else ""
    known = all(one.amount_minor is not None for one in asked)
    agreed = sum(one.amount_minor or 0 for one in asked) if known else 0
    if refunded > paid or (agreed and refunded >= 2 * agreed):
        return "refunded-twice"
    returns = [one for one in asked if one.kind == "return" and not one.booked]
    if returns:
        return "return-not-received" if _late(money, returns, within, now) else ""
    if refunded < paid or not money.order.shipped or booked or any(one.undelivered for one in money.asked):
        return ""
    return "refund-only" if asked and not _left_after(money.order, asked) else "refunded-but-shipped"


def _late(money: OrderMoney, returns: list[AskedBack], within: timedelta, now: datetime) -> bool:
    """Whether goods that were to come back are missing for longer than they may take."""
    since = max(filter(None, (money.refunded_at, *(one.at for one in returns))), default=None)
    return since is None or from_store(since) + within < now


def _left_after(order: OrderFacts, asked: list[AskedBack]) -> bool:
    """Whether the parcel was sent when the buyer had already asked for the money."""
    first = min(filter(None, (one.at for one in asked)), default=None)
    return bool(first and order.shipped_at and order.shipped_at > first)


def _payment(money: OrderMoney) -> str:
    """The one reason why what came is not what the order is worth, or ""."""
    order, paid, refunded = money.order, money.income, -money.refunds
    if not paid or refunded == paid:
        return ""
    if order.status == "closed":
        return "" if money.deposits == paid else "paid-but-closed"
    if order.status == "refunded" and not refunded:
        return "refund-other-period"
    if order.total_minor is None or _agrees(money, order.total_minor + money.coupon):
        return ""
    if order.total_minor > 0 and money.full_payments > 1:
        return "duplicate-payment"
    if paid > order.total_minor + money.coupon:
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


def _deposit(money: OrderMoney) -> list[Finding]:
    """The deposit of a presale whose balance never came: worth knowing, and nothing is missing."""
    if money.order.status != "closed" or not money.deposits or money.deposits != money.income or money.refunds:
        return []
    return [replace(_found("deposit-kept", money, money.deposits, money.income), information=True)]


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


def _found(code: str, money: OrderMoney, expected: int | None, paid: int, *, kind: str = "", rule: str = "") -> Finding:
    order = money.order
    return Finding(
        code, order.order_id, order.channel, money.source, money.currency, expected, paid, kind=kind,
        order_row=order.order_row, rule=rule,
    )  # fmt: skip
