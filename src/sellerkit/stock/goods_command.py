"""The `stock` commands about goods on their shelves: counting, expiring, repacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from datetime import timedelta

    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "count",
    cls=options.Command,
    help=_("Write the workbook in which the shelves are counted."),
    epilog=_(
        "Examples:\n"
        "  sellerkit stock count\n"
        "  sellerkit stock count -o count.xlsx --shelf A\n"
        "  sellerkit stock count DATE-500 DATE-BULK -o dates.xlsx --with-expected\n"
        "  sellerkit stock import count.xlsx --as count --dry-run     (read it back; then without --dry-run)\n"
        "A count holds for the moment its workbook was written: write it just before you count. Parcels, deliveries, repacking and "
        "adjustments with a sign (-5) after that moment are put on top. Goods reserved by orders are on the shelf: count them too. "
        "Something else that states an item meanwhile (--as set, another count, an adjustment without a sign) makes its rows unknowable: "
        "they are refused, and counted again. The same workbook may be filled and read back in several goes."
    ),
)
@click.argument("skus", nargs=-1, metavar="[SKU]...")
@click.option("--shelf", metavar="TEXT", default="", help=_("Only shelves that begin with this text."))
@click.option("--category", metavar="TEXT", default="", help=_("Only items whose category holds this text."))
@click.option("--with-expected", is_flag=True, help=_("Show what the books say too; without it nobody counts what they expect."))  # fmt: skip
@options.shop
@options.output_to(".xlsx")
def count(shop: Shop, output: Output, skus: tuple[str, ...], shelf: str, category: str, with_expected: bool) -> None:
    from sellerkit.stock.count_sheet import write_count_sheet
    from sellerkit.stock.ledger_view import count_view
    from sellerkit.stock.view import unknown_item

    file = output.file if output.file and output.file.suffix.lower() == ".xlsx" else None
    written = write_count_sheet(shop, file, skus=skus, shelf=shelf, category=category, with_expected=with_expected)
    unknown = [unknown_item(sku, near) for sku, near in written.unknown]
    output.show(count_view(written, shop.shown(written.file), shop.zone, unknown))


@click.command(
    "expiring",
    cls=options.Command,
    help=_("Lots that expire soon, first expired first out."),
    epilog=_(
        "Examples:\n"
        "  sellerkit stock expiring\n"
        "  sellerkit stock expiring --within 90d -o expiring.xlsx\n"
        "  sellerkit stock expiring --within 0d --json     (what has expired, and what does today)"
    ),
)
@click.option(
    "--within", metavar="TIME", callback=options._duration,
    help=_("How far to look, e.g. 30d (else `expiring` of shop.toml, 45d)."),
)  # fmt: skip
@options.shop
@options.output
def expiring(shop: Shop, output: Output, within: timedelta | None) -> None:
    from sellerkit.stock.expiring import expiring_lots
    from sellerkit.stock.lots_view import expiring_view

    output.show(expiring_view(expiring_lots(shop, within)))


@click.command(
    "repack",
    cls=options.Command,
    help=_("Pack goods into other units: a sack into bags, with lot, expiry and cost."),
    epilog=_(
        "Examples:\n"
        "  sellerkit stock repack DATE-BULK 100斤 --into DATE-500=98 --loss 2斤 --dry-run\n"
        "  sellerkit stock repack DATE-BULK 100斤 --into DATE-500=60 --into DATE-1KG=19 --loss 2斤\n"
        "  sellerkit stock repack DATE-BULK 50斤 --into GIFT-BOX=40x600g --loss 1kg     (what a box holds, when it weighs more)\n"
        "The weights must add up: packed and lost is what was taken."
    ),
)
@click.argument("sku", metavar="FROM-SKU")
@click.argument("quantity", metavar="QUANTITY")
@click.option(
    "--into", metavar="SKU=N", required=True, multiple=True,
    help=_("What was packed: SKU=N, or SKU=Nx500g when it holds less than it weighs; may be given again."),
)  # fmt: skip
@click.option("--loss", metavar="QUANTITY", default="0", help=_("What was lost on the way, e.g. 2斤."))
@click.option("--lot", metavar="LOT", help=_("Only this lot: its code, or the day it expires."))
@options.dry_run
@options.shop_to_change
@options.output
def repack(
    shop: Shop, output: Output, sku: str, quantity: str, into: tuple[str, ...], loss: str, lot: str | None, dry_run: bool
) -> None:  # fmt: skip
    from sellerkit.stock.lots_view import repack_view
    from sellerkit.stock.repacking import repack as repack_goods

    output.show(repack_view(repack_goods(shop, sku, quantity, into=into, loss=loss, lot=lot, dry_run=dry_run)))
