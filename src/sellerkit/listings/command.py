"""`sellerkit listings`: options in, one call, one answer."""

from __future__ import annotations

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
        "What `listings check` calls an error is left out and named; the rest is written to out/listings/.\n\n"
        "Examples:\n  sellerkit listings build\n  sellerkit listings build shopify --dry-run"
    ),
)
@click.argument("channel", nargs=-1, metavar="[CHANNEL]...")
@options.shop
@options.dry_run
@options.output
def build(channel: tuple[str, ...], shop: Shop, dry_run: bool, output: Output) -> None:
    from sellerkit.listings import job
    from sellerkit.listings.view import build_view

    output.show(build_view(job.build(shop, channel, dry_run=dry_run)))


@click.command(
    "check",
    cls=options.Command,
    help=_("Find what a marketplace would refuse, before it does."),
    epilog=_(
        "Warnings alone end with 0, errors with 3.\n\nExamples:\n  sellerkit listings check\n  sellerkit listings check shopify -o findings.xlsx"
    ),
)
@click.argument("channel", nargs=-1, metavar="[CHANNEL]...")
@options.shop
@options.output
def check(channel: tuple[str, ...], shop: Shop, output: Output) -> None:
    from sellerkit.listings import job
    from sellerkit.listings.view import check_view

    output.show(check_view(job.check(shop, channel)))
