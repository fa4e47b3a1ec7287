"""The `stock` commands: options in, one call, one answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.store.stock_intake import Mode
    from sellerkit.trade.shop import Shop


@click.command(
    "import",
    cls=options.Command,
    help=_("Take a supplier's sheet into stock."),
    epilog=_(
        "Examples:\n"
        "  sellerkit stock import spring.xlsx --as set --dry-run\n"
        "  sellerkit stock import delivery.csv --as add\n"
        "  sellerkit stock import            (every new file that the sources of shop.toml name)"
    ),
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path, readable=False))
@click.option("--source", metavar="NAME", help=_("The source of shop.toml that says how the sheet is read."))
@click.option(
    "--as", "mode", type=click.Choice(["set", "add", "count"]),
    help=_("What the quantities mean: what is there (set), what came in (add), what was counted (count)."),
)  # fmt: skip
@click.option("--again", is_flag=True, help=_("Take a file in although it was taken in before."))
@click.option("--accept-headers", is_flag=True, help=_("Go on although the headings of a source's file changed."))
@options.dry_run
@options.skip_bad_rows
@options.yes
@options.shop_to_change
@options.output
def import_(
    shop: Shop,
    output: Output,
    files: tuple[Path, ...],
    source: str | None,
    mode: Mode | None,
    again: bool,
    accept_headers: bool,
    dry_run: bool,
    skip_bad_rows: bool,
    yes: bool,
) -> None:
    from sellerkit.stock.import_view import agreed, import_with_changes
    from sellerkit.stock.job import import_stock

    results = import_stock(
        shop, files, source=source, mode=mode, dry_run=dry_run, skip_bad_rows=skip_bad_rows, again=again,
        accept_headers=accept_headers, agreed=None if yes else lambda result: agreed(output, result),
    )  # fmt: skip
    output.show(import_with_changes(results))


@click.command(
    "list",
    cls=options.Command,
    help=_("Items with what is on hand, reserved and available."),
    epilog=_(
        "Examples:\n  sellerkit stock list\n  sellerkit stock list DATE-500 --json\n  sellerkit stock list --search 红枣\n"
        "  sellerkit stock list DATE-500 --movements"
    ),
)
@click.argument("skus", nargs=-1, metavar="[SKU]...")
@click.option(
    "--search",
    metavar="TEXT",
    default="",
    help=_("Only items whose code, name, barcode, category or options hold this text."),
)
@click.option("--movements", is_flag=True, help=_("Every movement of the items named: when, why, what was there then."))
@options.shop
@options.output
def list_(shop: Shop, output: Output, skus: tuple[str, ...], search: str, movements: bool) -> None:
    from sellerkit.base.clock import today
    from sellerkit.stock.job import items_with_stock, ledger_of
    from sellerkit.stock.ledger_view import movements_view
    from sellerkit.stock.view import stock_list_view, unknown_item

    if movements and not skus and not search:
        raise UsageWrong(_("Which item's movements?"), hint=_("Name it: sellerkit stock list SKU --movements."))
    items, unknown = items_with_stock(shop, skus, search)
    if movements:
        entries = ledger_of(shop, items)
        known = {stock.item.sku: stock.item for stock in items}
        output.show(movements_view(entries, known, [unknown_item(*one) for one in unknown], shop.zone))
        return
    output.show(stock_list_view(items, unknown, today(shop.zone)))


@click.command(
    "low",
    cls=options.Command,
    help=_("Items that need buying soon."),
    epilog=_("Examples:\n  sellerkit stock low\n  sellerkit stock low -o to-buy.xlsx"),
)
@options.shop
@options.output
def low(shop: Shop, output: Output) -> None:
    from sellerkit.stock.job import low_items
    from sellerkit.stock.view import low_view

    output.show(low_view(low_items(shop)))


@click.command(
    "adjust",
    cls=options.Command,
    help=_("Correct the quantity of one item, with a reason."),
    epilog=_(
        "Examples:\n"
        '  sellerkit stock adjust DATE-500 -3 --reason "broken in the store"\n'
        '  sellerkit stock adjust DATE-500 120 --reason "counted again"\n'
        '  sellerkit stock adjust DATE-500 +12 --lot L2611 --reason "found behind the shelf"'
    ),
    context_settings={"ignore_unknown_options": True},  # so that -3 is a quantity
)
@click.argument("sku")
@click.argument("quantity", metavar="QUANTITY|+N|-N")
@click.option("--reason", metavar="TEXT", required=True, help=_("Why; it stands in the item's history."))
@click.option("--lot", metavar="LOT", help=_("Only this lot: its code, or the day it expires."))
@options.dry_run
@options.shop_to_change
@options.output
def adjust(shop: Shop, output: Output, sku: str, quantity: str, reason: str, lot: str | None, dry_run: bool) -> None:
    from sellerkit.stock.adjusting import adjust as adjust_item
    from sellerkit.stock.view import adjust_view

    output.show(adjust_view(adjust_item(shop, sku, quantity, reason=reason, lot=lot, dry_run=dry_run)))
