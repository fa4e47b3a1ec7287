"""Commands about couriers' prices."""

from __future__ import annotations

from decimal import Decimal
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
    help=_("Take over a courier's price table, and see what was understood."),
    epilog=_(
        "Examples:\n"
        "  sellerkit rates import 快递价格表.xlsx --dry-run     (what it would be; nothing is written)\n"
        "  sellerkit rates import 快递价格表.xlsx --save        (one card for each courier in it, named in shop.toml)\n"
        "  sellerkit rates import prices.csv --carrier zto --round-up 0.5\n"
        "Each card is written as rates/NAME.csv. Formulas such as 3.8+(w-1)*1.2 or ceil(w)*22 count as they are written; 续重 counts whole kg "
        "unless the table or --round-up says otherwise. A cell that could mean two things is refused, never guessed."
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--carrier", metavar="NAME", default="", help=_("Whose prices they are, as shop.toml calls the courier."))
@click.option("--service", "services", metavar="NAME", multiple=True, help=_("Only this service of the table; may be given again."))  # fmt: skip
@click.option("--origin", metavar="PLACE", default="", help=_("Only prices from this place, where the table has several."))  # fmt: skip
@click.option("--sheet", metavar="NAME", default="", help=_("Only this sheet of the workbook."))
@click.option("--currency", metavar="CODE", default="", help=_("The currency of a table that does not say it."))
@click.option(
    "--round-up", "round_up", type=click.Choice(["0", "0.1", "0.5", "1"]), metavar="KG",
    help=_("Up to which part of a kg weights are rounded: 0 (not at all), 0.1, 0.5 or 1."),
)  # fmt: skip
@click.option("--save", is_flag=True, help=_("Name the card in shop.toml: a new line or table, nothing else is touched."))  # fmt: skip
@options.dry_run
@options.shop
@options.output
def import_(
    shop: Shop, output: Output, files: tuple[Path, ...], carrier: str, services: tuple[str, ...], origin: str, sheet: str, currency: str,
    round_up: str | None, save: bool, dry_run: bool,
) -> None:  # fmt: skip
    from sellerkit.base.clock import today
    from sellerkit.shipments.rates_import import Asked, read_tables_of
    from sellerkit.shipments.rates_saving import keep
    from sellerkit.shipments.rates_view import rates_view

    asked = Asked(carrier, services, origin, sheet, currency.upper(), None if round_up is None else Decimal(round_up))
    read = read_tables_of(shop, files, asked)
    output.show(rates_view(read, keep(shop, read, save=save, dry_run=dry_run), today(shop.zone), dry_run=dry_run))
