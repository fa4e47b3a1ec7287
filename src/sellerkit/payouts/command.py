"""The payouts commands: options in, one call, one view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "import",
    cls=options.Command,
    help=_("Take in a statement and prove it against its own totals."),
    epilog=_("""Examples:
  sellerkit payouts import                           the new files of every source in shop.toml
  sellerkit payouts import inbox/alipay-11.csv -n    try it, with the same proof
  sellerkit payouts import bill.txt --source amazon"""),
)
@click.argument("file", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--source", metavar="NAME", help=_("The source in shop.toml that the files belong to, or the only one to look at.")
)
@options.dry_run
@options.skip_bad_rows
@options.shop_to_change
@options.output
def import_(
    shop: Shop, output: Output, file: tuple[Path, ...], source: str | None, dry_run: bool, skip_bad_rows: bool
) -> None:
    from sellerkit.payouts.job import import_statements
    from sellerkit.payouts.statements_view import statements_view

    output.show(
        statements_view(import_statements(shop, file, source=source, dry_run=dry_run, skip_bad_rows=skip_bad_rows))
    )


@click.command(
    "reconcile",
    cls=options.Command,
    help=_("Match every cent to orders and name every difference."),
    epilog=_("""Examples:
  sellerkit payouts reconcile              3 when there is something new to look at, else 0
  sellerkit payouts reconcile --strict     also 3 for what was reported before
  sellerkit payouts reconcile --show overdue --show not-paid-yet
  sellerkit payouts reconcile -o month.xlsx    to fill in its column Decision for `payouts resolve --file`"""),
)
@click.option("--source", metavar="NAME", help=_("Only this source of shop.toml and the channels it pays for."))
@click.option("--show", "show", metavar="CODE", multiple=True, help=_("List only exceptions of this reason code."))
@click.option("--strict", is_flag=True, help=_("Count exceptions that were reported before as well."))
@options.dry_run
@options.shop_to_change
@options.output
def reconcile(
    shop: Shop, output: Output, source: str | None, show: tuple[str, ...], strict: bool, dry_run: bool
) -> None:
    from sellerkit.payouts.reconcile import reconcile
    from sellerkit.payouts.rules import codes_named
    from sellerkit.payouts.view import reconciliation_view

    codes, book = codes_named(show), output.format == "xlsx"
    found = reconcile(shop, source=source, dry_run=dry_run)
    output.show(reconciliation_view(found, shop.zone, strict=strict, show=codes, book=book))
