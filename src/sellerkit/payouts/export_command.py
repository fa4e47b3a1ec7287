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
@click.option(
    "--from", "from_", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("The first day, e.g. 2026-11-01.")
)
@click.option(
    "--to-day", "until", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("The last day, e.g. 2026-11-30.")
)
@click.option("--source", metavar="NAME", help=_("Only this source of shop.toml."))
@options.shop
@options.output_to(".beancount", ".bean", ".journal", ".hledger", ".csv", ".xlsx", ".txt")
def export(
    shop: Shop,
    output: Output,
    target: str,
    month: datetime | None,
    from_: datetime | None,
    until: datetime | None,
    source: str | None,
) -> None:
    from sellerkit.payouts.export import export
    from sellerkit.payouts.export_view import days_of, export_view, target_of

    days = days_of(month, from_, until)
    found, text = export(shop, target_of(target, output.file), days, source, output.file)
    if text and output.format == "table":
        output.text(text)
    else:
        output.show(export_view(shop, found))
