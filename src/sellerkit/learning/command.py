"""The practice shop and its day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output


@click.command(
    "demo",
    cls=options.Command,
    help=_("Make a practice shop and walk one whole day through it."),
    epilog=_("Examples:\n  sellerkit demo\n  sellerkit demo my-practice --step\n  sellerkit demo --quick"),
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--quick", is_flag=True, help=_("For scripts: only the command lines and the check at the end."))
@click.option("--step", "by_step", is_flag=True, help=_("Wait for Enter before each command."))
@options.output
def demo(output: Output, folder: Path | None, quick: bool, by_step: bool) -> None:
    from sellerkit.learning.demo import walk
    from sellerkit.learning.view import demo_view

    output.show(demo_view(walk(folder, output, options.run_command, quick=quick, by_step=by_step)))
