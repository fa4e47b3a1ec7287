"""The sheets of the accountant's workbook, each a list of columns and rows that come one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo

from sellerkit.base.clock import from_store
from sellerkit.base.language import _
from sellerkit.model.profit import COLUMNS, column_of
from sellerkit.output.account_book import BookColumn, BookSheet
from sellerkit.payouts.profit import Profit, month_of, profit_of
from sellerkit.payouts.profit_groups import grouped
from sellerkit.payouts.reconcile import reconcile
from sellerkit.payouts.rules import next_step
from sellerkit.payouts.sources import awaited_channels
from sellerkit.payouts.tied import payout_sources
from sellerkit.payouts.wording import code_name, kind_name
from sellerkit.store import accounts
from sellerkit.store.reconciling import channels_with_orders
from sellerkit.store.scratch import writable
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

Period = tuple[str, str]
Row = dict[str, object]


def _local(text: str | None, zone: tzinfo) -> datetime | None:
    return from_store(text).astimezone(zone) if text else None


def statements_sheet(batch: Batch, period: Period | None, zone: tzinfo, source: str | None = None) -> BookSheet:
    """Every statement with its balances and whether they agree."""
    columns = [
        BookColumn("file", _("File"), 34), BookColumn("sheet", _("Sheet"), 14), BookColumn("source", _("Source"), 16),
        BookColumn("format", _("Format"), 18), BookColumn("account", _("Account"), 20), BookColumn("statement_id", _("Statement"), 18),
        BookColumn("from", _("First posting"), 17, "time"), BookColumn("to", _("Last posting"), 17, "time"),
        BookColumn("currency", _("Currency"), 10), BookColumn("opening", _("Opening"), 18, "money"),
        BookColumn("net", _("Net"), 18, "money"), BookColumn("closing", _("Closing"), 18, "money"),
        BookColumn("lines", _("Lines"), 9, "number"), BookColumn("proof", _("Proof"), 12),
    ]  # fmt: skip
    rows: Iterator[Row] = (
        one._asdict() | {
            "from": _local(one.period_from, zone), "to": _local(one.period_to, zone), "opening": one.opening_minor, "net": one.net_minor,
            "closing": one.closing_minor, "proof": _holds(one.opening_minor, one.net_minor, one.closing_minor),
        }
        for one in accounts.statements_between(batch.db, period, source)
    )  # fmt: skip
    return BookSheet(_("Statements"), columns, rows)


def _holds(opening: int | None, net: int, closing: int | None) -> str:
    if opening is None or closing is None:
        return ""
    return _("✓ holds") if opening + net == closing else _("✗ fails")


def lines_sheet(batch: Batch, period: Period | None, zone: tzinfo, source: str | None = None) -> BookSheet:
    """Every line with the place where it stands in its file."""
    columns = [
        BookColumn("file", _("File"), 34), BookColumn("sheet", _("Sheet"), 14), BookColumn("row", _("Row"), 8, "number"),
        BookColumn("column", _("Heading"), 18), BookColumn("source", _("Source"), 16), BookColumn("account", _("Account"), 20),
        BookColumn("posted", _("Posted"), 17, "time"), BookColumn("order_id", _("Order"), 24), BookColumn("kind_name", _("Kind"), 22),
        BookColumn("platform_type", _("Platform's own words"), 26), BookColumn("transaction_id", _("Transaction"), 24),
        BookColumn("payout_id", _("Payout"), 18), BookColumn("sku", "SKU", 16), BookColumn("currency", _("Currency"), 10),
        BookColumn("amount_minor", _("Amount"), 18, "money", total=True),
    ]  # fmt: skip
    rows: Iterator[Row] = (
        one._asdict() | {"posted": _local(one.posted_at, zone), "kind_name": kind_name(one.kind)}
        for one in accounts.ledger_lines(batch.db, period, source)
    )
    return BookSheet(_("All lines"), columns, rows)


def orders_sheet(shop: Shop, period: Period | None, source: str | None = None) -> BookSheet:
    """What each order was worth, what came of it, what it cost and what is left; unknown profits are empty."""
    names = {
        "refunds": _("Refunds"), "fees": _("Fees"), "shipping": _("Shipping"), "packaging": _("Packaging"), "cost": _("Goods sold"), "other": _("Other")
    }  # fmt: skip
    columns = [
        BookColumn("channel", _("Channel"), 16), BookColumn("order_id", _("Order"), 24), BookColumn("paid_at", _("Paid at"), 17, "time"),
        BookColumn("currency", _("Currency"), 10), BookColumn("expected", _("Still expected"), 18, "money", total=True),
        BookColumn("paid", _("Paid"), 18, "money", total=True),
        *(BookColumn(key, names[key], 16, "money", total=True) for key in COLUMNS if key != "price"),
        BookColumn("profit", _("Profit"), 18, "money", total=True), BookColumn("missing", _("Missing for the profit"), 30),
    ]  # fmt: skip
    found = grouped(_of_source(shop, profit_of(shop, period=period), source), "order", shop.zone)
    rows: Iterator[Row] = (
        {
            **one.sums, "currency": one.currency, "expected": one.expected, "paid": one.sums["price"] - one.expected,
            "channel": one.sale.channel if one.sale else "", "order_id": one.name if one.sale else _("without an order: {what}").format(what=one.name),
            "paid_at": _local(one.sale.at, shop.zone) if one.sale else None,
            "profit": None if one.sale and one.sale.missing else one.profit, "missing": ", ".join(one.sale.missing) if one.sale else "",
        }
        for one in found
    )  # fmt: skip
    return BookSheet(_("Orders"), columns, rows)


def _of_source(shop: Shop, found: Profit, source: str | None) -> Profit:
    """What the source paid, and what it still has to pay."""
    if source is None:
        return found
    awaited = awaited_channels(shop.config, payout_sources(shop), channels_with_orders(shop.store.db))
    sales = (one for one in found.sales if (one.source or awaited.get(one.channel)) == source)
    return replace(found, sales=tuple(sales), loose=tuple(one for one in found.loose if one.source == source))


def exceptions_sheet(shop: Shop, source: str | None = None) -> BookSheet:
    """What does not agree, its next step, and room for a decision."""
    # What `payouts resolve --file` reads has its headings; rows of totals would be decisions for it.
    columns = [
        BookColumn("code", _("Reason code"), 22), BookColumn("reason", _("Reason"), 24), BookColumn("source", _("Source"), 16),
        BookColumn("channel", _("Channel"), 16), BookColumn("order_id", _("Order"), 24), BookColumn("kind", _("Kind"), 18),
        BookColumn("currency", _("Currency"), 10), BookColumn("expected", _("Expected"), 16, "money"), BookColumn("paid", _("Paid"), 16, "money"),
        BookColumn("difference", _("Difference"), 16, "money"), BookColumn("due", _("Due"), 17, "time"),
        BookColumn("next_step", _("Next step"), 60), BookColumn("decision", _("Decision"), 16), BookColumn("tie", _("Belongs to"), 26),
        BookColumn("note", _("Note"), 30),
    ]  # fmt: skip
    with writable(shop.store):
        found = reconcile(shop, source=source, dry_run=True).exceptions
    rows: Iterator[Row] = (
        {
            "code": one.code, "reason": code_name(one.code), "source": one.source, "channel": one.channel,
            "order_id": one.order_id or one.reference, "kind": kind_name(one.kind), "currency": one.currency, "expected": one.expected_minor,
            "paid": one.paid_minor, "difference": one.difference_minor, "due": _local(one.due, shop.zone), "next_step": next_step(one.code),
        }
        for one in found
    )  # fmt: skip
    return BookSheet(_("Exceptions"), columns, rows)


def fees_sheet(batch: Batch, period: Period | None, zone: tzinfo, source: str | None = None) -> BookSheet:
    """What platforms kept, month by month of the shop's clock."""
    columns = [
        BookColumn("month", _("Month"), 12), BookColumn("source", _("Source"), 16), BookColumn("kind", _("Kind"), 26),
        BookColumn("currency", _("Currency"), 10), BookColumn("amount", _("Amount"), 18, "money", total=True),
    ]  # fmt: skip
    sums: dict[tuple[str, str, str, str], int] = {}
    for name, kind, currency, minute, minor in accounts.kinds_over_time(batch.db, period, source):
        if column_of(kind) == "fees" or kind == "shipping-label":
            month = month_of(f"{minute}:00Z", zone) if len(minute) == 16 else ""
            sums[month, name, kind, currency] = sums.get((month, name, kind, currency), 0) + minor
    rows: Iterator[Row] = (
        {
            "month": month,
            "source": source,
            "kind": kind_name(kind),
            "currency": currency,
            "amount": sums[month, source, kind, currency],
        }
        for month, source, kind, currency in sorted(sums)
    )
    return BookSheet(_("Fees by month"), columns, rows)
