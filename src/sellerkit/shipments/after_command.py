"""Commands about parcels that left: telling marketplaces, first scans, the courier's bill."""

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

_ENDINGS = (".xlsx", ".xlsm", ".csv", ".txt")


@click.command(
    "export",
    cls=options.Command,
    help=_("Write the files that tell marketplaces what was shipped, and give 代发 sheets back."),
    epilog=_(
        "Examples:\n  sellerkit shipments export --dry-run\n  sellerkit shipments export taobao\n"
        "  sellerkit shipments export chat --from group-orders.xlsx -o group-orders-sent.xlsx\n"
        "Only parcels on a closed hand-over sheet: a marketplace that is told before the courier's first scan may fine it as a fake "
        "shipment. Each order and waybill is told once. Amazon's and WooCommerce's layouts follow their published help; those of Taobao, "
        "Pinduoduo and Douyin are not proven against the page's own template, Shopify's is that of the app Matrixify, and Etsy takes no file. "
        "A courier's name that a marketplace does not know is refused; declare it: [orders.channels.NAME] carrier_names."
    ),
)
@click.argument("channels", nargs=-1, metavar="[CHANNEL]...")
@click.option("--channel", "more", metavar="NAME", multiple=True, help=_("The same as CHANNEL."))
@click.option(
    "--from", "source", metavar="FILE", type=click.Path(path_type=Path, readable=False),
    help=_("Fill this sheet (the seller's own, or a marketplace's template with order numbers)."),
)  # fmt: skip
@click.option("--before-pickup", is_flag=True, help=_("Parcels that were not handed over yet, too; it says so."))
@click.option("--again", is_flag=True, help=_("What was told before, too."))
@options.dry_run
@options.shop_to_change
@options.output_to(*_ENDINGS)
def export(
    shop: Shop, output: Output, channels: tuple[str, ...], more: tuple[str, ...], source: Path | None, before_pickup: bool, again: bool, dry_run: bool
) -> None:  # fmt: skip
    from sellerkit.shipments.export import export_shipped
    from sellerkit.shipments.export_view import exported_view

    file = output.file if output.file and output.file.suffix.lower() in _ENDINGS else None
    done = export_shipped(
        shop, (*channels, *more), file=file, source=source, before_pickup=before_pickup, again=again, dry_run=dry_run
    )
    output.show(exported_view(done, shop))


@click.command(
    "scans",
    cls=options.Command,
    help=_("Note which parcels the courier has scanned, from a sheet or by hand."),
    epilog=_(
        "Examples:\n  sellerkit shipments scans inbox/collected.xlsx\n  sellerkit shipments scans --scanned YT0000000001 --scanned YT0000000002\n"
        "The sheet is whatever has a column 运单号 and a column 揽收时间: the courier's own list, or a platform's export. A line of the "
        "courier's bill counts as scanned, too. `sellerkit orders list --uncollected` shows what is left."
    ),
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option("--scanned", metavar="WAYBILL", multiple=True, help=_("This one was scanned; may be given again."))
@options.skip_bad_rows
@options.dry_run
@options.shop_to_change
@options.output
def scans(
    shop: Shop, output: Output, files: tuple[Path, ...], scanned: tuple[str, ...], skip_bad_rows: bool, dry_run: bool
) -> None:
    from sellerkit.shipments.scans import read_scans, scanned_by_hand
    from sellerkit.shipments.scans_view import by_hand_view
    from sellerkit.trade.import_view import import_view

    if bool(files) == bool(scanned):
        raise UsageWrong(
            _("Name a sheet, or waybills with --scanned."),
            hint=_("For example: {example}").format(example="sellerkit shipments scans collected.xlsx"),
        )
    if scanned:
        output.show(by_hand_view(scanned_by_hand(shop, scanned, dry_run=dry_run)))
        return
    results = read_scans(shop, files, skip_bad_rows=skip_bad_rows, dry_run=dry_run)
    output.show(import_view(results, nothing=_("No file was given.")))


@click.command(
    "bill",
    cls=options.Command,
    help=_("Check a courier's bill line by line, with a workbook to send back."),
    epilog=_(
        "Examples:\n  sellerkit shipments bill inbox/zto-2026-11.xlsx --dry-run\n  sellerkit shipments bill zto.xlsx --carrier zto -o answer.xlsx\n"
        "Each price is computed anew from the rate card and the weight packed; [carriers.NAME] scale_tolerance_g (50) is what scales may "
        "differ. It lists what is dearer, unknown, billed twice or before, given back, in a wrong zone or heavier, and ends with 3 then. "
        "Parcels that the bill lacks are listed and change nothing: they may come next month. A bill taken in twice changes nothing; a longer edition of it is another bill: undo the first one."
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--carrier", metavar="NAME", help=_("Whose bill it is, as shop.toml names it (else found by its waybills)."))  # fmt: skip
@options.skip_bad_rows
@options.dry_run
@options.shop_to_change
@options.output_to(".xlsx")
def bill(
    shop: Shop, output: Output, files: tuple[Path, ...], carrier: str | None, skip_bad_rows: bool, dry_run: bool
) -> None:
    from sellerkit.shipments.bill import check_bills
    from sellerkit.shipments.bill_view import bills_view

    target = output.file if output.file and output.file.suffix.lower() == ".xlsx" else None
    results, checked = check_bills(
        shop, files, carrier=carrier, target=target, skip_bad_rows=skip_bad_rows, dry_run=dry_run
    )
    output.show(bills_view(results, checked, shop))
