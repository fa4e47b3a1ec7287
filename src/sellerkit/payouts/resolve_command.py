"""`sellerkit payouts resolve`: what a person decided about an exception."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "resolve",
    cls=options.Command,
    help=_("Say what became of an exception, so that it is not asked about again."),
    epilog=_("""Examples:
  sellerkit payouts resolve paid-short 1001 1002 --as accepted --note "price cut agreed"
  sellerkit payouts resolve overdue 1003 --as claimed    stays open, with its date, until money comes
  sellerkit payouts resolve no-such-order 999 --order shopify/1004
  sellerkit payouts resolve --file month.xlsx            the workbook of `payouts reconcile -o`, column Decision
An exception comes back when its difference changes. Every decision can be undone."""),
)
@click.argument("code", required=False, default="")
@click.argument("order", nargs=-1)
@click.option(
    "--as", "as_", type=click.Choice(["accepted", "written-off", "claimed", "fixed"]), help=_("What was decided.")
)
@click.option("--order", "tie", metavar="CHANNEL/ORDER", default="", help=_("The order that the money belongs to."))
@click.option("--note", metavar="TEXT", default="", help=_("Why, in your words."))
@click.option(
    "--file", "file", type=click.Path(path_type=Path, readable=False), help=_("A sheet with a column Decision.")
)
@options.dry_run
@options.shop_to_change
@options.output
def resolve(
    shop: Shop, output: Output, code: str, order: tuple[str, ...], as_: str | None, tie: str, note: str, file: Path | None, dry_run: bool
) -> None:  # fmt: skip
    from sellerkit.payouts.resolve import resolve as settle
    from sellerkit.payouts.resolve_sheet import Wanted, read_decisions
    from sellerkit.payouts.resolve_view import resolution_view
    from sellerkit.payouts.rules import codes_named

    if as_ and tie:
        raise UsageWrong(
            _("Money that is tied to its order needs no other decision."),
            hint=_("Leave --as out, or leave --order out."),
        )
    if bool(file) == bool(code) or (code and not order) or (not file and not as_ and not tie):
        raise UsageWrong(
            _("Which exception, and what was decided?"),
            hint=_("Give a code, its orders and --as (or --order), or --file with a sheet of decisions."),
        )
    codes_named([code] if code else [])
    wanted = read_decisions(file) if file else [Wanted(code, one, "", as_ or "", note, tie) for one in order]
    output.show(resolution_view(settle(shop, wanted, file=file, dry_run=dry_run)))
