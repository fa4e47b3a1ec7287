"""`sellerkit payouts export`: options in, one call, one answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "export",
    cls=options.Command,
    help=_("Hand the statements to a ledger program or to the accountant."),
    epilog=_("""Examples:
  sellerkit payouts export --to beancount -o books/2026.beancount
  sellerkit payouts export --to hledger --month 2026-11 | hledger -f - check
  sellerkit payouts export --to xlsx --month 2026-11 -o november.xlsx

Every row of a statement is one balanced transaction that names its file, sheet and row. The accounts can be
named under [payouts.accounts] in shop.toml."""),
)
@click.option(
    "--to",
    "target",
    type=click.Choice(["beancount", "hledger", "csv", "xlsx"]),
    required=True,
    help=_("What to write."),
)
@click.option("--month", metavar="YYYY-MM", type=click.DateTime(["%Y-%m"]), help=_("Only this month, e.g. 2026-11."))
@click.option("--source", metavar="NAME", help=_("Only this source of shop.toml."))
@options.shop
@options.output_to(".beancount", ".bean", ".journal", ".hledger", ".csv", ".xlsx", ".txt")
def export(shop: Shop, output: Output, target: str, month: datetime | None, source: str | None) -> None:
    from sellerkit.payouts.export import export
    from sellerkit.payouts.export_view import export_view, target_of

    found, text = export(shop, target_of(target, output.file), _month(shop, month), source, output.file)
    if text and output.format == "table":
        output.text(text)
    else:
        output.show(export_view(shop, found))


def _month(shop: Shop, month: datetime | None) -> tuple[str, str] | None:
    """From the first of the month until the first of the next, as the store writes times."""
    from sellerkit.base.clock import to_store

    if month is None:
        return None
    start = month.replace(tzinfo=shop.zone)
    after = start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return to_store(start), to_store(after)
