"""What payouts export shows when it wrote a file: every account and what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.payouts.export import Exported, Target
from sellerkit.trade.shop import Shop


def target_of(name: str, file: Path | None) -> Target:
    """What was asked for. Raises UsageWrong for a workbook without a file to write it to."""
    if name == "xlsx" and file is None:
        raise UsageWrong(
            _("A workbook needs a file."), hint=_("For example: {example}").format(example="-o november.xlsx")
        )
    return cast("Target", name)


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
    data = {"to": found.target, "file": file, "transactions": found.count, "balances": rows}
    lines = [
        ngettext("{count} transaction was written.", "{count} transactions were written.", found.count).format(
            count=found.count
        )
    ]
    notes = [_("Written: {file}").format(file=file)] if file else []
    if not found.count:
        notes.append(_("No statement was taken in yet: run `sellerkit payouts import`."))
    return View(data, (Table(columns, rows, empty=_("There is nothing to export.")),), lines, notes=notes)
