"""`sellerkit listings`: options in, one call, one answer."""

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
    "build",
    cls=options.Command,
    help=_("Write the files that marketplaces take."),
    epilog=_(
        "What `listings check` calls an error is left out and named, and the command ends with 3; the rest is written to "
        "out/listings/.\n\n"
        "With --changed the files hold only what differs from the last build: CHANNEL-changed for products that were there, "
        "CHANNEL-new for new ones. --stock-and-price writes CHANNEL-update, which leaves texts and pictures alone; formats that have "
        "no such file say so.\n\n"
        "The format of a channel in shop.toml is one of: shopify-csv, woocommerce-csv, google-merchant, meta-catalogue, "
        "schema-org, ebay-draft, amazon-price-quantity, workbook, taobao-csv, copy-sheet. Whether Taobao still takes taobao-csv "
        "is not confirmed: try it with one item.\n\n"
        "Examples:\n  sellerkit listings build\n  sellerkit listings build shopify --dry-run\n"
        "  sellerkit listings build --stock-and-price --changed"
    ),
)
@click.argument("channel", nargs=-1, metavar="[CHANNEL]...")
@click.option("--changed", is_flag=True, help=_("Only what differs from the last build."))
@click.option("--stock-and-price", is_flag=True, help=_("Only the small file for stock and price."))
@click.option("--allow-removals", is_flag=True, help=_("Let variants go that the last build listed."))
@options.shop_to_change
@options.dry_run
@options.output
def build(
    channel: tuple[str, ...],
    changed: bool,
    stock_and_price: bool,
    allow_removals: bool,
    shop: Shop,
    dry_run: bool,
    output: Output,
) -> None:
    from sellerkit.listings import job
    from sellerkit.listings.building import How
    from sellerkit.listings.view import build_view

    how = How(changed, stock_and_price, allow_removals, dry_run)
    output.show(build_view(job.build(shop, channel, how)))


@click.command(
    "check",
    cls=options.Command,
    help=_("Find what a marketplace would refuse, before it does."),
    epilog=_(
        "Warnings alone end with 0, errors with 3. `--fix` changes names, categories, options, origins and barcodes in the store "
        "as a batch that `sellerkit undo` takes back. shop.toml and the stock sheets stay as they are: mend the sheet too, or a "
        "newer one brings the old text back.\n\nExamples:\n  sellerkit listings check\n"
        "  sellerkit listings check shopify -o findings.xlsx\n  sellerkit listings check --fix --dry-run"
    ),
)
@click.argument("channel", nargs=-1, metavar="[CHANNEL]...")
@click.option("--fix", is_flag=True, help=_("Put right what needs no decision, and show it before and after."))
@options.shop
@options.dry_run
@options.output
def check(channel: tuple[str, ...], shop: Shop, fix: bool, dry_run: bool, output: Output) -> None:
    from sellerkit.listings import job
    from sellerkit.listings.view import check_view

    if not fix:
        output.show(check_view(job.check(shop, channel)))
        return
    from sellerkit.listings import fixes_job
    from sellerkit.listings.fixes_view import fix_view

    with options.opened(shop.folder, writing=not dry_run) as changing:
        fixed = fixes_job.fix(changing, channel, dry_run=dry_run)
        output.show(fix_view(fixed, job.check(changing, channel)))


@click.command(
    "diff",
    cls=options.Command,
    help=_("See what an upload would change, field by field."),
    epilog=_(
        "Without --against the last build is what it is compared with, not the live shop. "
        "Ends with 3 when variants would be taken away.\n\n"
        "Examples:\n  sellerkit listings diff\n  sellerkit listings diff shopify --against products_export.csv"
    ),
)
@click.argument("channel", nargs=-1, metavar="[CHANNEL]...")
@click.option(
    "--against",
    metavar="FILE",
    type=click.Path(path_type=Path, readable=False),
    help=_("Compare with the marketplace's own export (Shopify, WooCommerce, 淘宝助理, workbooks)."),
)
@options.shop
@options.output
def diff(channel: tuple[str, ...], against: Path | None, shop: Shop, output: Output) -> None:
    from sellerkit.listings.diff import diff as compared
    from sellerkit.listings.diff_view import diff_view

    output.show(diff_view(compared(shop, channel, against)))
