"""The nightly run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from datetime import timedelta

    from sellerkit.output import Output


@click.command(
    "nightly",
    cls=options.Command,
    help=_("Run the steps named in shop.toml, with one verdict."),
    epilog=_(
        "Examples:\n  sellerkit nightly\n  sellerkit nightly --wait 5m --quiet\nWhat a script does with each exit code stands in docs/nightly.md."
    ),
)
@click.option(
    "--wait",
    "wait",
    metavar="TIME",
    callback=options._duration,
    help=_("Wait this long when another run holds the shop, e.g. 60s."),
)
@options.shop_path
@options.output
def nightly(output: Output, shop_path: Path | None, wait: timedelta | None) -> None:
    from sellerkit.shop.nightly import run_night
    from sellerkit.shop.nightly_view import night_view

    output.show(night_view(run_night(shop_path, wait, options.run_command, output)))
