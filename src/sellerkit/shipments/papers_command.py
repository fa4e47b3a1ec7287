"""The `shipments` commands about papers beside the labels: packing slips and hand-over sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop
    from sellerkit.trade.wanted import Wanted


@click.command(
    "slips",
    cls=options.Command,
    help=_("Print a packing slip for every parcel, in packing order."),
    epilog=_(
        "Examples:\n"
        "  sellerkit shipments slips -o slips.pdf\n"
        "  sellerkit shipments slips --size a4 --reverse -o slips.pdf\n"
        "  sellerkit shipments slips 1001 --again -o slip.html\n"
        "A slip says what goes into the parcel and from which shelf, its gifts and notes, its carton and how to pack it."
    ),
)
@options.orders_wanted
@click.option("--again", is_flag=True, help=_("Slips that were printed before, too."))
@click.option("--reverse", is_flag=True, help=_("The last parcel first, for printers that stack face up."))
@click.option(
    "--size",
    type=click.Choice(["100x150", "100x180", "76x130", "a4"]),
    help=_("Paper size; a4 is four on a sheet (default: [shipments] label)."),
)
@options.dry_run
@options.shop_to_change
@options.output_to(".pdf", ".html")
def slips(
    shop: Shop, output: Output, wanted: Wanted, again: bool, reverse: bool, size: str | None, dry_run: bool
) -> None:
    from sellerkit.shipments.slips import print_slips
    from sellerkit.shipments.slips_view import slips_view

    file = output.file if output.file and output.file.suffix.lower() in (".pdf", ".html") else None
    output.show(
        slips_view(print_slips(shop, wanted, file, again=again, reverse=reverse, size=size, dry_run=dry_run), shop)
    )


@click.command(
    "manifest",
    cls=options.Command,
    help=_("The hand-over sheet for the driver: what goes, how much, where to sign."),
    epilog=_(
        "Examples:\n"
        "  sellerkit shipments manifest     (what waits to be handed over)\n"
        "  sellerkit shipments manifest --carrier zto --pickup 17:00 -o manifest.pdf\n"
        "  sellerkit shipments manifest --carrier zto --close     (the driver has signed)\n"
        "  sellerkit shipments manifest --list\n"
        "A sheet that was written with -o (.pdf, .html, .csv, .xlsx) is remembered: --close records exactly what stood on it as "
        "handed over, and what came later goes on the next sheet. Where none was written, --close takes all that waits. "
        "--pickup takes what is planned for that time, what is planned for none, and what missed a pick-up whose sheet is signed."
    ),
)
@click.option("--carrier", metavar="NAME", help=_("Only parcels of this courier, as shop.toml names it."))
@click.option("--pickup", metavar="HH:MM", help=_("Only what goes with the pick-up at this time."))
@click.option("--close", is_flag=True, help=_("The driver has signed: record the parcels as handed over."))
@click.option("--list", "listed", is_flag=True, help=_("Every sheet, with what stands on it and when it was signed."))
@options.dry_run
@options.shop_to_change
@options.output_to(".pdf", ".html")
def manifest(
    shop: Shop, output: Output, carrier: str | None, pickup: str | None, close: bool, listed: bool, dry_run: bool
) -> None:
    from sellerkit.shipments.manifest import hand_over, list_manifests
    from sellerkit.shipments.manifest_view import list_view, manifest_view

    if listed and (close or pickup):
        raise UsageWrong(_("--list shows sheets; it goes together with --carrier alone."))
    if listed:
        output.show(list_view(list_manifests(shop, carrier), shop))
        return
    done = hand_over(shop, carrier=carrier, pickup=pickup, close=close, file=output.file, dry_run=dry_run)
    output.show(manifest_view(done, shop))
