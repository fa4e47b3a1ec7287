"""`peak cartons`: plain files of orders and cartons, without a shop."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.packing import Rules
    from sellerkit.peak.plain import Wanted

_FILE = click.Path(path_type=Path, readable=False)


@click.command(
    "cartons",
    cls=options.Command,
    help=_("Try a set of cartons on plain CSV files, without a shop."),
    epilog=_(
        "Examples:\n  sellerkit peak cartons --orders orders.csv --cartons cartons.csv\n  sellerkit peak cartons --orders orders.csv --cartons cartons.csv --steps --how-big\n  sellerkit peak cartons --orders orders.csv --cartons cartons.csv --objective cost --rates zto.csv --to 浙江\n  sellerkit peak cartons --orders orders.csv --cartons cartons.csv --format jsonl > packings.jsonl\nOrders may have these columns besides: fragile (1: nothing on top), max_per_carton, group and not_with (names of groups or SKUs, a;b), units_per_carton for what gives way (mailer=3; no5=12). Cartons may have: in_stock, cost, outer_length_mm, outer_width_mm, outer_height_mm. Lengths may be in cm (length_cm) and weights in kg (weight_kg). Sizes may be empty where units_per_carton stands."
    ),
)
@click.option(
    "--orders", "orders_file", required=True, metavar="FILE", type=_FILE,
    help=_("order_id, sku, qty, length_mm, width_mm, height_mm, weight_g, keep_upright"),
)  # fmt: skip
@click.option(
    "--cartons", "cartons_file", required=True, metavar="FILE", type=_FILE,
    help=_("carton_id, tare_g, inner_length_mm, inner_width_mm, inner_height_mm, max_gross_g"),
)  # fmt: skip
@click.option("--upright", is_flag=True, help=_("Every item keeps its height vertical."))
@click.option("--no-support", is_flag=True, help=_("Items may hang over: their base need not rest on anything."))
@click.option("--full-first", is_flag=True, help=_("Fill cartons with one item first; only what is left over shares."))
@click.option("--max-items", type=click.IntRange(min=1), metavar="N", help=_("At most so many pieces in a carton."))
@click.option(
    "--objective", type=click.Choice(["cartons", "cost"]), default="cartons", show_default=True,
    help=_("Fewest cartons, then least volume; or least cost: carton, filler and courier together."),
)  # fmt: skip
@click.option(
    "--filler-cost", metavar="AMOUNT", default="0", callback=lambda _ctx, _param, text: _amount(text),
    help=_("What it costs to fill a litre of empty room, e.g. 0.15."),
)  # fmt: skip
@click.option("--rates", metavar="FILE", type=_FILE, help=_("The courier's rate card (.csv, .xlsx), for --objective cost."))  # fmt: skip
@click.option("--to", "place", metavar="PLACE", help=_("Where the parcels go, for --rates: 浙江, or '浙江 杭州'."))
@click.option("--currency", metavar="CODE", default="CNY", show_default=True, help=_("The currency of all amounts."))
@click.option("--steps", is_flag=True, help=_("Say step by step how each carton is packed."))
@click.option("--how-big", is_flag=True, help=_("Say which carton would hold an order that goes into none whole."))
@options.output
def cartons(
    output: Output, orders_file: Path, cartons_file: Path, upright: bool, no_support: bool, full_first: bool, max_items: int | None,
    objective: Literal["cartons", "cost"], filler_cost: Decimal, rates: Path | None, place: str | None, currency: str, steps: bool,
    how_big: bool,
) -> None:  # fmt: skip
    from sellerkit.packing import Rules
    from sellerkit.peak.cartons_view import Shown, packings_view
    from sellerkit.peak.plain import pack_files

    if objective != "cost" and (rates or filler_cost):
        raise UsageWrong(_("--rates and --filler-cost count only with --objective cost."))
    if rates and not place:
        raise UsageWrong(_("--rates needs --to: where the parcels go."), hint="--to 浙江")
    rules = Rules(0.0 if no_support else 0.7, upright, max_items, full_first=full_first)
    wanted = _wanted(rules, objective, filler_cost, rates, place or "", currency.upper())
    found = pack_files(orders_file, cartons_file, wanted, progress=output.progress)
    output.show(packings_view(found, wanted, Shown(steps, how_big)))


def _wanted(rules: Rules, objective: Literal["cartons", "cost"], filler_cost: Decimal, rates: Path | None, place: str, currency: str) -> Wanted:  # fmt: skip
    from sellerkit.base.clock import now
    from sellerkit.base.money import exponent
    from sellerkit.packing import Costs
    from sellerkit.peak.carriage import cards_in, price_of
    from sellerkit.peak.plain import Wanted

    cards = [card for card in cards_in(rates, currency) if card.currency == currency] if rates else []
    price = price_of(cards, place, now().date()) if rates else None
    return Wanted(rules, objective, Costs(price, filler_cost.scaleb(exponent(currency))), currency)


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= 1_000_000:
        raise click.BadParameter(_("{value} is not an amount like 0.15.").format(value=text))
    return amount
