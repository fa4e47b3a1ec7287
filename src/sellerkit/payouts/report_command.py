"""`sellerkit payouts …` for what only looks: ageing, profit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "ageing",
    cls=options.Command,
    help=_("Which orders wait for their money, how long, and what platforms hold back."),
    epilog=_("""Examples:
  sellerkit payouts ageing                 3 when something is overdue, else 0
  sellerkit payouts ageing --days 8        only what is overdue for eight days or more
  sellerkit payouts ageing --source alipay -o waiting.xlsx"""),
)
@click.option(
    "--days", metavar="N", type=click.IntRange(min=0), default=0, help=_("Only orders overdue for so many days.")
)
@click.option("--source", metavar="NAME", help=_("Only this source of shop.toml and the channels it pays for."))
@options.shop
@options.output
def ageing(shop: Shop, output: Output, days: int, source: str | None) -> None:
    from sellerkit.payouts.ageing import money_awaited
    from sellerkit.payouts.ageing_view import ageing_view

    output.show(ageing_view(money_awaited(shop, source=source, days=days), shop.zone))


@click.command(
    "profit",
    cls=options.Command,
    help=_("What is left of each sale after fees, shipping, packaging, goods and refunds."),
    epilog=_("""Examples:
  sellerkit payouts profit                            by channel
  sellerkit payouts profit --by sku --from 2026-11-01 --to 2026-11-30
  sellerkit payouts profit --by order --json          every figure with the rows it comes from
An order belongs to the day on which it was paid. Amounts in another currency are converted only with a rate under
[shop.rates] in shop.toml; without one they stand in a block of their own."""),
)
@click.option(
    "--by", type=click.Choice(["order", "sku", "channel", "month"]), default="channel", help=_("What the rows are.")
)
@click.option(
    "--from", "from_", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("The first day, e.g. 2026-11-01.")
)
@click.option("--to", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help=_("The last day, e.g. 2026-11-30."))
@click.option("--paid-only", is_flag=True, help=_("Leave out orders whose money has not come."))
@options.shop
@options.output
def profit(shop: Shop, output: Output, by: str, from_: datetime | None, to: datetime | None, paid_only: bool) -> None:
    from sellerkit.payouts.profit import period_of, profit_of
    from sellerkit.payouts.profit_view import profit_view

    period = period_of(from_, to, shop.zone)
    output.show(profit_view(profit_of(shop, period=period, paid_only=paid_only, traced=by == "order"), by, shop.zone))
