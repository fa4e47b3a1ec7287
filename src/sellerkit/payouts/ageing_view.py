"""What payouts ageing shows: the buckets, each order and its next step, and what is held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from sellerkit.base.clock import iso_local, screen_time, to_store
from sellerkit.base.language import N_, _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.payouts.ageing import BUCKETS, Ageing, Waiting
from sellerkit.payouts.rules import next_step
from sellerkit.store.ageing import Held

Row = dict[str, object]
_BUCKET_NAMES: Mapping[str, str] = {
    "not-due": N_("not due yet"), "1-7": N_("1–7 days overdue"), "8-15": N_("8–15 days overdue"),
    "16-30": N_("16–30 days overdue"), "over-30": N_("more than 30 days overdue"),
}  # fmt: skip


def ageing_view(ageing: Ageing, zone: tzinfo) -> View:
    """Buckets with sums, orders with their next step; exit 3 when something is overdue."""
    orders = [_order(one, zone) for one in ageing.waiting]
    buckets = bucket_sums(ageing.waiting)
    held = [_held(one, zone) for one in ageing.held]
    held_shown = [
        row | {"since_shown": screen_time(one.since, zone)} for row, one in zip(held, ageing.held, strict=True)
    ]
    shown = [row | _shown(one, zone) for row, one in zip(orders, ageing.waiting, strict=True)]
    overdue = sum(one.overdue_days > 0 for one in ageing.waiting)
    return View(
        data={"orders": orders, "buckets": buckets, "held": held, "overdue": overdue},
        tables=tuple(table for table in (_buckets(buckets), _orders(shown), _held_table(held_shown)) if table.rows or table.empty),
        lines=_lines(len(orders), overdue), records=orders, exit_code=3 if overdue else 0,
    )  # fmt: skip


def bucket_sums(waiting: Sequence[Waiting]) -> list[Row]:
    """Source, currency and bucket with count and sum, in the order of the buckets."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    for one in waiting:
        sums.setdefault((one.source, one.order.currency, one.bucket), []).append(one.order.total_minor or 0)
    order = list(BUCKETS)
    keys = sorted(sums, key=lambda key: (key[0], key[1], order.index(key[2])))
    return [
        {
            "source": source, "currency": currency, "bucket": bucket, "count": len(sums[source, currency, bucket]),
            "amount": decimal_string(sum(sums[source, currency, bucket]), currency),
        }
        for source, currency, bucket in keys
    ]  # fmt: skip


def _order(one: Waiting, zone: tzinfo) -> Row:
    order = one.order
    return {
        "source": one.source, "channel": order.channel, "order_id": order.order_id, "status": order.status, "currency": order.currency,
        "amount": None if order.total_minor is None else decimal_string(order.total_minor, order.currency),
        "event": one.event, "since": iso_local(one.since, zone), "waits_days": one.waits_days,
        "due": iso_local(to_store(one.due), zone) if one.due else None, "overdue_days": one.overdue_days, "bucket": one.bucket,
        "message": waits_for(one), "next_step": next_step(code_of(one)),
    }  # fmt: skip


def code_of(one: Waiting) -> str:
    """The reason code that reconciling gives this order."""
    if one.order.status in ("unpaid", "deposit-paid"):
        return "shipped-not-paid"
    return "overdue" if one.overdue_days else "not-paid-yet"


def waits_for(one: Waiting) -> str:
    """What happened last and how long ago, in one sentence."""
    days = one.waits_days or 0
    sentences = {
        "signed": ngettext("signed for, sent {days} day ago, still no money", "signed for, sent {days} days ago, still no money", days),
        "collected": ngettext("collected by the courier {days} day ago, still no money", "collected by the courier {days} days ago, still no money", days),
        "shipped": ngettext("shipped {days} day ago, still no money", "shipped {days} days ago, still no money", days),
        "paid": ngettext("the buyer paid {days} day ago, not shipped yet", "the buyer paid {days} days ago, not shipped yet", days),
        "placed": ngettext("ordered {days} day ago, not shipped yet", "ordered {days} days ago, not shipped yet", days),
        "none": _("no date is known, still no money"),
    }  # fmt: skip
    return sentences[one.event].format(days=days)


def _shown(one: Waiting, zone: tzinfo) -> Row:
    return {"due": screen_time(to_store(one.due), zone) if one.due else "", "bucket": _(_BUCKET_NAMES[one.bucket])}


def _held(one: Held, zone: tzinfo) -> Row:
    return {
        "source": one.source, "account": one.account, "currency": one.currency,
        "held": decimal_string(one.held_minor, one.currency), "since": iso_local(one.since, zone), "lines": one.lines,
    }  # fmt: skip


def _buckets(rows: Sequence[Row]) -> Table:
    columns = (
        Column("source", _("Source")), Column("bucket", _("Age")), Column("count", _("Count"), "right"),
        Column("amount", _("Amount"), "right"), Column("currency", _("Currency")),
    )  # fmt: skip
    shown = [row | {"bucket": _(_BUCKET_NAMES[str(row["bucket"])])} for row in rows]
    return Table(columns, shown, title=_("Money that is awaited"), empty=_("No order waits for its money."))


def _orders(rows: Sequence[Row]) -> Table:
    columns = (
        Column("source", _("Source")), Column("order_id", _("Order")), Column("amount", _("Amount"), "right"), Column("currency", _("Currency")),
        Column("message", _("What is known")), Column("due", _("Due")), Column("bucket", _("Age")),
    )  # fmt: skip
    return Table(columns, rows, title=_("Orders without money"))


def _held_table(rows: Sequence[Row]) -> Table:
    columns = (
        Column("source", _("Source")), Column("account", _("Account")), Column("held", _("Held back"), "right"),
        Column("currency", _("Currency")), Column("since_shown", _("Since")),
    )  # fmt: skip
    return Table(columns, rows, title=_("Held back by the platform"))


def _lines(count: int, overdue: int) -> tuple[str, ...]:
    if not count:
        return ()
    lines = [
        ngettext("{count} order waits for its money.", "{count} orders wait for their money.", count).format(
            count=count
        )
    ]
    if overdue:
        lines.append(_("Overdue: {count}. {step}").format(count=overdue, step=next_step("overdue")))
    return tuple(lines)
