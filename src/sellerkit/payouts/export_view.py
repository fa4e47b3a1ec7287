"""What payouts export shows when it wrote a file: every account and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.payouts.export import Exported, Target
from sellerkit.trade.shop import Shop

ENDINGS = {
    "beancount": (".beancount", ".bean", ".txt"), "hledger": (".journal", ".hledger", ".txt"), "csv": (".csv", ".txt"), "xlsx": (".xlsx",),
}  # fmt: skip


def target_of(name: str, file: Path | None) -> Target:
    """What was asked for. Raises UsageWrong for a workbook without a file, and for a file whose ending promises another."""
    if name == "xlsx" and file is None:
        raise UsageWrong(
            _("A workbook needs a file."), hint=_("For example: {example}").format(example="-o november.xlsx")
        )
    if file is not None and file.suffix.lower() not in ENDINGS[name]:
        raise UsageWrong(
            _("{file} is no name for what --to {target} writes.").format(file=file.name, target=name),
            hint=_("For example: {example}").format(example=f"-o {file.stem}{ENDINGS[name][0]}"),
        )
    return cast("Target", name)


def days_of(month: datetime | None, first: datetime | None, last: datetime | None) -> tuple[str, str] | None:
    """The first and the last day that were asked for; None for everything. Raises UsageWrong for a month and days at once, and
    for days that are turned round."""
    if month is not None and (first is not None or last is not None):
        raise UsageWrong(
            _("Give a month, or a first and a last day."),
            hint=_("For example: {example}").format(example="--month 2026-11"),
        )
    if month is not None:
        after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
        return f"{month:%Y-%m-%d}", f"{after - timedelta(days=1):%Y-%m-%d}"
    if first is None and last is None:
        return None
    if first and last and last < first:
        raise UsageWrong(
            _("--to-day lies before --from."), hint=_("Write the first day with --from, the last with --to-day.")
        )
    return f"{first:%Y-%m-%d}" if first else "0001-01-01", f"{last:%Y-%m-%d}" if last else "9999-12-30"


def export_view(shop: Shop, found: Exported) -> View:
    """The accounts with their balances, and where the ledger is."""
    rows = [
        {"account": account, "currency": currency, "balance": decimal_string(minor, currency)}
        for (account, currency), minor in sorted(found.balances.items())
    ]
    columns = (
        Column("account", _("Account")), Column("currency", _("Currency")), Column("balance", _("Balance"), align="right"),
    )  # fmt: skip
    file = shop.shown(found.file) if found.file is not None else None
    data = {"to": found.target, "file": file, "transactions": found.count, "outside": found.outside, "balances": rows}
    notes = [_("Written: {file}").format(file=file)] if file else []
    if not found.outside and not found.count:
        notes.append(_("No statement was taken in yet: run `sellerkit payouts import`."))
    table = Table(columns, rows, empty=_("There is nothing to export."))
    return View(data, (table,), list(_counts(found)), notes=notes)


def _counts(found: Exported) -> Iterator[str]:
    written = ngettext("{count} transaction was written.", "{count} transactions were written.", found.count)
    yield written.format(count=found.count)
    if found.outside:
        left_out = ngettext(
            "{count} transaction of other days was left out.",
            "{count} transactions of other days were left out.",
            found.outside,
        )
        yield left_out.format(count=found.outside)
