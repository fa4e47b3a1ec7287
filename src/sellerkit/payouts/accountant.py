"""The accountant's workbook: every statement, line, order, exception and fee, with totals that can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sellerkit.base.language import _
from sellerkit.output.account_book import BookColumn, BookSheet, write_account_book
from sellerkit.payouts.accountant_sheets import (
    exceptions_sheet,
    fees_sheet,
    lines_sheet,
    orders_sheet,
    statements_sheet,
)
from sellerkit.payouts.wording import kind_name
from sellerkit.store import accounts
from sellerkit.store.accounts import Account, StatementRow
from sellerkit.store.scratch import scratch
from sellerkit.trade.shop import Shop

Period = tuple[str, str]
Row = dict[str, object]


def write_workbook(shop: Shop, period: Period | None, path: Path, source: str | None = None) -> None:
    """Write it whole or not at all; `period` holds UTC texts, from the first until before the second. Raises CannotWrite.

    Orders are those of the period and exceptions all that are open now. With `source` everything is of that source alone;
    an order that several paid for stands whole with the one that paid first.
    """
    orders, exceptions = orders_sheet(shop, period, source), exceptions_sheet(shop, source)
    with scratch(shop.store) as batch:
        sheets = [
            BookSheet(_("Summary"), summary_columns(), summary_rows(shop, period, source)),
            statements_sheet(batch, period, shop.zone, source), lines_sheet(batch, period, shop.zone, source), orders, exceptions,
            fees_sheet(batch, period, shop.zone, source),
        ]  # fmt: skip
        write_account_book(path, sheets, practice=shop.practice)


def summary_columns() -> list[BookColumn]:
    return [
        BookColumn("source", _("Source"), 16), BookColumn("account", _("Account"), 20), BookColumn("currency", _("Currency"), 10),
        BookColumn("what", _("What"), 30), BookColumn("in", _("In"), 18, "money", total=True),
        BookColumn("out", _("Out"), 18, "money", total=True), BookColumn("balance", _("Balance"), 18, "money"),
        BookColumn("proof", _("Proof"), 34),
    ]  # fmt: skip


def summary_rows(shop: Shop, period: Period | None, source: str | None = None) -> Iterator[Row]:
    """For each account: its opening balance, what came and went kind by kind, its closing balance and whether that is proved."""
    db = shop.store.db
    openings = accounts.balances_before(db, period[0] if period else None)
    ends, statements = accounts.last_lines(db, period, source), accounts.statements_between(db, period, source)
    for account, kinds in accounts.sums_by_kind(db, period, source).items():
        about = dict(zip(("source", "account", "currency"), account, strict=True))
        opening = openings.get(account)
        yield {**about, "what": _("Opening"), "balance": opening}
        for kind, minor in kinds.items():
            yield {**about, "what": kind_name(kind), "in": max(minor, 0) or None, "out": min(minor, 0) or None}
        net = sum(kinds.values())
        closing = None if opening is None else opening + net
        stated = _stated(account, statements, ends[account], period)
        yield {**about, "what": _("Closing"), "balance": closing, "proof": _proof(closing, stated)}


def _stated(account: Account, statements: list[StatementRow], end: str, period: Period | None) -> int | None:
    """The closing balance of the account's last statement, where it ends in the period and no line lies after it."""
    mine = [one for one in statements if (one.source, one.account, one.currency) == account]
    last = max(mine, key=lambda one: (one.period_to or "", one.id), default=None)
    until = (last.period_to or "") if last is not None else ""
    if last is None or until < end or (period is not None and until >= period[1]):
        return None
    return last.closing_minor


def _proof(closing: int | None, stated: int | None) -> str:
    if closing is None:
        return _("no opening balance is stated")
    if stated is None:
        return _("no closing balance is stated at this time")
    return _("✓ holds") if closing == stated else _("✗ fails")
