"""`sellerkit listings preview`: options in, one call, one answer."""

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
    "preview",
    cls=options.Command,
    help=_("See the products as pages in Chinese and English."),
    epilog=_(
        "The pages open from the disk and ask nothing of the network. Errors of `listings check` stand beside the products "
        "and end with 3.\n\nExamples:\n  sellerkit listings preview\n  sellerkit listings preview shopify --folder pages"
    ),
)
@click.argument("channel", nargs=-1, metavar="[CHANNEL]...")
@click.option(
    "--folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=_("Where the pages go (else out/preview/)."),
)
@options.shop
@options.output
def preview(channel: tuple[str, ...], folder: Path | None, shop: Shop, output: Output) -> None:
    from sellerkit.listings.preview import preview as made
    from sellerkit.listings.preview_view import preview_view

    output.show(preview_view(made(shop, channel, folder)))
