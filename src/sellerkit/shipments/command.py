"""Commands about parcels."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop
    from sellerkit.trade.wanted import Wanted


def _amount(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Decimal | None:
    if value is None:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise click.BadParameter(_("{value} is not an amount; write 3000 or 3000.50.").format(value=value))
    return amount


@click.command(
    "quote",
    cls=options.Command,
    help=_("What each courier would charge, and why each one lost."),
    epilog=_(
        "Examples:\n  sellerkit shipments quote\n  sellerkit shipments quote 1001 --json\n  sellerkit shipments quote --merge\n"
        "Below the prices stands what would cost less: orders of one buyer in one parcel, an order just above a step in two. Nothing of it is "
        "done unless you say --merge; dividing an order is yours."
    ),
)
@options.orders_wanted
@click.option(
    "--merge/--apart",
    "merge",
    default=None,
    help=_(
        "Put orders of one buyer into one parcel where that costs less, or each into its own (else `merge` of [shipments])."
    ),
)
@options.shop
@options.output
def quote(shop: Shop, output: Output, wanted: Wanted, merge: bool | None) -> None:
    from sellerkit.shipments.quote import quote_orders
    from sellerkit.shipments.quote_view import quotes_view

    output.show(quotes_view(quote_orders(shop, wanted, merge=merge), shop))


@click.command(
    "create",
    cls=options.Command,
    help=_("Buy a waybill for every order that is ready to go."),
    epilog=_(
        "Examples:\n  sellerkit shipments create --dry-run\n  sellerkit shipments create --yes --max-cost 3000\n"
        "  sellerkit shipments create --due 6h --channel chat\n"
        "Couriers are proven against their published contracts and test vectors, not against their live service."
    ),
)
@options.orders_wanted
@click.option(
    "--max-cost", metavar="AMOUNT", callback=_amount, help=_("Stop before the first call when the parcels cost more.")
)
@click.option(
    "--merge/--apart",
    "merge",
    default=None,
    help=_(
        "Put orders of one buyer into one parcel where that costs less, or each into its own (else `merge` of [shipments])."
    ),
)
@options.yes
@options.dry_run
@options.shop_to_change
@options.output
def create(
    shop: Shop, output: Output, wanted: Wanted, max_cost: Decimal | None, merge: bool | None, yes: bool, dry_run: bool
) -> None:  # fmt: skip
    from sellerkit.shipments.create import create_shipments
    from sellerkit.shipments.view import shipped_view

    output.show(
        shipped_view(create_shipments(shop, wanted, output, max_cost=max_cost, merge=merge, dry_run=dry_run), shop)
    )


@click.command(
    "resume",
    cls=options.Command,
    help=_("Settle parcels whose answer never came, then go on."),
    epilog=_(
        "Examples:\n  sellerkit shipments resume\n  sellerkit shipments resume --not-bought 1001 --not-bought 1002"
    ),
)
@click.option(
    "--not-bought", metavar="ORDER", multiple=True,
    help=_("You asked the courier and it has no waybill for this order; may be given again."),
)  # fmt: skip
@options.dry_run
@options.shop_to_change
@options.output
def resume(shop: Shop, output: Output, not_bought: tuple[str, ...], dry_run: bool) -> None:
    from sellerkit.shipments.create import resume_shipments
    from sellerkit.shipments.view import shipped_view

    output.show(shipped_view(resume_shipments(shop, output, not_bought=not_bought, dry_run=dry_run), shop))


@click.command(
    "adopt",
    cls=options.Command,
    help=_("Read back the waybills that a platform's printing page gave."),
    epilog=_(
        "Examples:\n  sellerkit shipments adopt inbox/printed.xlsx\n  sellerkit shipments adopt inbox/printed.xlsx --channel taobao --dry-run\n"
        "  sellerkit shipments adopt inbox/answer.xlsx --carrier zto      (a courier's answer to its import workbook)"
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--channel", metavar="NAME", help=_("Only orders of this channel."))
@click.option("--carrier", metavar="NAME", help=_("The file is this courier's answer to its import workbook."))
@options.skip_bad_rows
@options.dry_run
@options.shop_to_change
@options.output
def adopt(
    shop: Shop, output: Output, files: tuple[Path, ...], channel: str | None, carrier: str | None, skip_bad_rows: bool, dry_run: bool
) -> None:  # fmt: skip
    from sellerkit.shipments.adopt import adopt_files
    from sellerkit.trade.import_view import import_view

    results = adopt_files(
        shop, files, channel=channel, carrier=carrier or "", skip_bad_rows=skip_bad_rows, dry_run=dry_run
    )
    output.show(import_view(results, nothing=_("No file was given.")))


@click.command(
    "labels",
    cls=options.Command,
    help=_("Print the labels in packing order."),
    epilog=_(
        "Examples:\n  sellerkit shipments labels -o labels.pdf\n  sellerkit shipments labels --again --reverse -o labels.pdf"
    ),
)
@options.orders_wanted
@click.option(
    "--again", is_flag=True, help=_("Labels that were printed before, too; a reprint is never a new waybill.")
)
@click.option("--reverse", is_flag=True, help=_("The last parcel first, for printers that stack face up."))
@click.option(
    "--size",
    type=click.Choice(["100x150", "100x180", "76x130", "a4"]),
    help=_("Label size (default: [shipments] label)."),
)
@options.dry_run
@options.shop_to_change
@options.output_to(".pdf")
def labels(
    shop: Shop, output: Output, wanted: Wanted, again: bool, reverse: bool, size: str | None, dry_run: bool
) -> None:
    from sellerkit.shipments.labels import print_labels
    from sellerkit.shipments.view import labels_view

    file = output.file if output.file and output.file.suffix.lower() == ".pdf" else None
    output.show(
        labels_view(print_labels(shop, wanted, file, again=again, reverse=reverse, size=size, dry_run=dry_run), shop)
    )


@click.command(
    "void",
    cls=options.Command,
    help=_("Give a waybill back and put its stock back."),
    epilog=_("Examples:\n  sellerkit shipments void PC0000000012\n  sellerkit shipments void PC0000000012 --yes"),
)
@click.argument("waybills", metavar="WAYBILL...", nargs=-1, required=True)
@click.option("--came-back", is_flag=True, help=_("The driver had signed for it, and it is here again."))
@click.option(
    "--reuse", is_flag=True, help=_("Numbers bought in advance may go on other parcels; else they are spent.")
)
@options.yes
@options.dry_run
@options.shop_to_change
@options.output
def void(
    shop: Shop, output: Output, waybills: tuple[str, ...], came_back: bool, reuse: bool, yes: bool, dry_run: bool
) -> None:
    from sellerkit.shipments.view import voided_view
    from sellerkit.shipments.void import void_waybills

    output.show(voided_view(void_waybills(shop, waybills, output, reuse=reuse, came_back=came_back, dry_run=dry_run)))
