"""The commands that look ahead: forecast, supplies, rehearsal."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.peak.plan import Plan
    from sellerkit.trade.shop import Shop

_WEEKS = 6


@click.command(
    "forecast",
    cls=options.Command,
    help=_("The big day before its orders exist: how many, of which shape, what to have."),
    epilog=_(
        "Examples:\n  sellerkit peak forecast\n  sellerkit peak forecast --weeks 8\n  sellerkit peak forecast --from 2025-11-11 --to 2025-11-11 --json"
    ),
)
@click.option("--from", "first", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("The first past day."))
@click.option("--to", "last", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("The last past day."))
@click.option(
    "--weeks", type=click.IntRange(1, 520), default=_WEEKS, show_default=True, help=_("So many weeks up to yesterday.")
)
@options.shop
@options.output
def forecast(shop: Shop, output: Output, first: datetime | None, last: datetime | None, weeks: int) -> None:
    from sellerkit.peak.forecast import forecast_peak
    from sellerkit.peak.forecast_view import forecast_view

    found = forecast_peak(shop, first.date() if first else None, last.date() if last else None, weeks)
    output.show(forecast_view(found, shop))


@click.command(
    "supplies",
    cls=options.Command,
    help=_("Cartons, tape, filler, labels: needed, in stock, to buy, cost."),
    epilog=_(
        "Examples:\n  sellerkit peak supplies\n  sellerkit peak supplies --forecast\n  sellerkit peak supplies --json"
    ),
)
@click.option("--forecast", is_flag=True, help=_("For the orders of `peak forecast` instead of those that are there."))
@options.shop
@options.output
def supplies(shop: Shop, output: Output, forecast: bool) -> None:
    from sellerkit.peak.supplies import supplies_of
    from sellerkit.peak.supplies_view import supplies_view

    output.show(supplies_view(supplies_of(_drafted(shop, forecast), shop, forecast=forecast), shop))


@click.command(
    "rehearse",
    cls=options.Command,
    help=_("The day tried many times with dice: how often each pick-up is met."),
    epilog=_(
        "Examples:\n  sellerkit peak rehearse\n  sellerkit peak rehearse --times 500 --seed 7\n  sellerkit peak rehearse --absent 30 --late-orders 15 --json"
    ),
)
@click.option("--times", type=click.IntRange(1, 100_000), default=200, show_default=True, help=_("How many tries."))
@click.option("--seed", type=int, default=1, show_default=True, help=_("The same seed throws the same dice."))
@click.option(
    "--uneven",
    type=click.FloatRange(0, 300),
    default=35,
    show_default=True,
    help=_("Spread of the packing times beside their mean, percent."),
)
@click.option(
    "--late-orders",
    type=click.FloatRange(0, 100),
    default=5,
    show_default=True,
    help=_("Orders that are known only later in the day, percent."),
)
@click.option(
    "--absent",
    type=click.FloatRange(0, 100),
    default=10,
    show_default=True,
    help=_("Chance that one packer stays away, percent."),
)
@click.option("--forecast", is_flag=True, help=_("For the orders of `peak forecast` instead of those that are there."))
@options.shop
@options.output
def rehearse(
    shop: Shop, output: Output, times: int, seed: int, uneven: float, late_orders: float, absent: float, forecast: bool
) -> None:
    from sellerkit.peak.rehearsal import Chances, rehearse
    from sellerkit.peak.rehearsal_view import rehearsal_view, stage_of

    plan = _drafted(shop, forecast)
    chances = Chances(uneven / 100, late_orders / 100, absent / 100)
    output.show(rehearsal_view(plan, rehearse(stage_of(plan, shop), times, seed, chances), chances, seed, shop))


def _drafted(shop: Shop, forecast: bool) -> Plan:
    from sellerkit.peak.forecast import forecast_peak
    from sellerkit.peak.plan import draft_plan, plan_forecast
    from sellerkit.trade.wanted import Wanted

    return plan_forecast(shop, forecast_peak(shop, None, None, _WEEKS)) if forecast else draft_plan(shop, Wanted())
