"""`sellerkit orders …` for what comes after the sale: refunds, returned, forget."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.orders.returns import Where
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "refunds", cls=options.Command,
    help=_("Take in refunds and returns, and stop or end their orders."),
    epilog=_(
        "Examples:\n  sellerkit orders refunds refunds.xlsx --dry-run\n  sellerkit orders refunds aftersales.csv --channel taobao\n"
        "A plain sheet needs the headings 订单号, 退款金额, 类型 (仅退款, 退货退款, 换货) and 退货运单号 where it has one. "
        "Platform exports are known by the headings that other programs read; none was at hand to prove them."
    ),
)  # fmt: skip
@click.argument("file", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[FILE]...")
@click.option("--channel", metavar="NAME", help=_("The channel whose orders these are."))
@options.skip_bad_rows
@options.dry_run
@options.shop_to_change
@options.output
def refunds(
    shop: Shop, output: Output, file: tuple[Path, ...], channel: str | None, skip_bad_rows: bool, dry_run: bool
) -> None:
    from sellerkit.orders.after_sales_view import refunds_view
    from sellerkit.orders.refunds import import_refunds

    output.show(refunds_view(import_refunds(shop, file, channel=channel, dry_run=dry_run, skip_bad_rows=skip_bad_rows)))


@click.command(
    "returned", cls=options.Command,
    help=_("Book goods that came back: to the shelves, to the seconds, or written off."),
    epilog=_(
        "Examples:\n  sellerkit orders returned 773200000001 --to stock\n  sellerkit orders returned 773200000001 773200000002 --to scrap\n"
        "Seconds go to an item of their own, SKU-SECONDS. Food that was opened or out of your hands belongs to scrap."
    ),
)  # fmt: skip
@click.argument("waybill", nargs=-1, required=True, metavar="WAYBILL...")
@click.option(
    "--to", "to", metavar="stock|seconds|scrap", type=click.Choice(["stock", "seconds", "scrap"]), help=_("Where the goods go (food: scrap).")
)  # fmt: skip
@options.dry_run
@options.shop_to_change
@options.output
def returned(shop: Shop, output: Output, waybill: tuple[str, ...], to: str | None, dry_run: bool) -> None:
    from sellerkit.orders.after_sales_view import returned_view
    from sellerkit.orders.returns import take_returns

    if to is None:
        raise UsageWrong(
            _("Where do the goods go?"), hint=_("Add --to stock, --to seconds or --to scrap; food belongs to scrap.")
        )
    output.show(returned_view(take_returns(shop, waybill, cast("Where", to), dry_run=dry_run)))


@click.command(
    "forget", cls=options.Command,
    help=_("Erase the buyers of old, finished orders for good."),
    epilog=_(
        "Examples:\n  sellerkit orders forget --older-than 180d --dry-run\n  sellerkit orders forget --older-than 180d --yes\n"
        "Names, phones, addresses and notes go from the store, from inbox/done, from rejected and printed files and from our "
        "backups. Orders, amounts and items stay. Open orders keep their buyers. It cannot be undone."
    ),
)  # fmt: skip
@click.option("--older-than", "older_than", metavar="TIME", required=True, callback=options._duration,
              help=_("Only orders placed longer ago than this, e.g. 180d."))  # fmt: skip
@options.yes
@options.dry_run
@options.shop_to_change
@options.output
def forget(shop: Shop, output: Output, older_than: timedelta, yes: bool, dry_run: bool) -> None:
    from sellerkit.orders.after_sales_view import forgotten_view, plan_sentence
    from sellerkit.orders.forget import forget as erase
    from sellerkit.orders.forget import plan_forgetting

    plan = plan_forgetting(shop, older_than)
    if not dry_run and not plan.nothing and not output.confirm(plan_sentence(plan)):
        output.note(_("Nothing was changed."))
        return
    output.show(forgotten_view(erase(shop, plan, dry_run=dry_run), shop.zone))
