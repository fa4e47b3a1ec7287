"""The peak plan's commands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop
    from sellerkit.trade.wanted import Wanted

_WEEKS = 6


@click.command(
    "plan",
    cls=options.Command,
    help=_("A carton for each order, waves per pick-up, people and hours, a verdict."),
    epilog=_(
        "Examples:\n  sellerkit peak plan\n  sellerkit peak plan --day 2026-11-11 --dry-run\n  sellerkit peak plan --forecast\n  sellerkit peak plan --until 12:00\n  sellerkit peak plan --packed packed.txt\n  sellerkit peak plan --channel taobao --json"
    ),
)
@click.option(
    "--day",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("The day to plan (default: [peak] day, else today)."),
)
@click.option("--forecast", is_flag=True, help=_("Plan the orders of `peak forecast` instead; nothing is saved."))
@click.option(
    "--packed",
    metavar="FILE",
    type=click.Path(path_type=Path, readable=False),
    help=_("Order numbers, one a line, that are packed already: they stay as they were planned."),
)
@click.option(
    "--until",
    metavar="TIME",
    type=click.DateTime(["%H:%M"]),
    help=_("What was to be begun before this time is packed already, e.g. 12:00."),
)
@options.orders_wanted
@options.dry_run
@options.shop_to_change
@options.output
def plan(
    shop: Shop, output: Output, wanted: Wanted, day: datetime | None, forecast: bool, packed: Path | None,
    until: datetime | None, dry_run: bool,
) -> None:  # fmt: skip
    from sellerkit.peak.forecast import forecast_peak
    from sellerkit.peak.keeping import Packed
    from sellerkit.peak.plan import plan_forecast, plan_peak
    from sellerkit.peak.view import plan_view
    from sellerkit.trade.wanted import numbers_in

    date = day.date() if day else None
    if forecast:
        made = plan_forecast(shop, forecast_peak(shop, None, None, _WEEKS, date))
    else:
        done = Packed(numbers_in(packed) if packed else (), until.time() if until else None)
        made = plan_peak(shop, wanted, day=date, dry_run=dry_run, packed=done)
    output.show(plan_view(made, shop))


@click.command(
    "print",
    cls=options.Command,
    help=_("The plan on paper: stations, picking, packaging."),
    epilog=_(
        "Examples:\n  sellerkit peak print -o plan.pdf\n  sellerkit peak print -o plan.html\n  sellerkit peak print"
    ),
)
@options.shop
@options.output_to(".pdf", ".html")
def print_(shop: Shop, output: Output) -> None:
    from sellerkit.peak.paper import plan_paper, write_paper
    from sellerkit.peak.print_view import paper_view

    paper = plan_paper(shop)
    drawn = output.file is not None and output.file.suffix.lower() in (".pdf", ".html")
    missing = write_paper(paper, output.file, shop) if drawn and output.file else ""
    output.show(paper_view(paper, output.file if drawn else None, missing))
