"""`sellerkit orders …`: import, list, match, hold, release, cancel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.orders.changes import Verb
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop
    from sellerkit.trade.wanted import Wanted


@click.command(
    "import", cls=options.Command,
    help=_("Take in orders from a marketplace export or a plain sheet."),
    epilog=_(
        "Examples:\n  sellerkit orders import\n  sellerkit orders import ExportOrderList.xlsx --dry-run\n  sellerkit orders import group.csv --channel wechat\n"
        "Known by their headings: Taobao (29 columns, and the older lists), Tmall report, Pinduoduo, Douyin, Shopify, WooCommerce (two layouts), "
        "Etsy, Amazon, TikTok Shop, and a plain sheet. Pinduoduo, Douyin and the second WooCommerce layout are not proven against a whole real export. "
        "Declare any other with [orders.formats.NAME] in shop.toml."
    ),
)  # fmt: skip
@click.argument("file", nargs=-1, type=click.Path(path_type=Path, readable=False), metavar="[FILE]...")
@click.option("--channel", metavar="NAME", help=_("The channel these orders belong to."))
@options.skip_bad_rows
@options.dry_run
@options.shop_to_change
@options.output
def import_(
    shop: Shop, output: Output, file: tuple[Path, ...], channel: str | None, skip_bad_rows: bool, dry_run: bool
) -> None:
    from sellerkit.orders.job import import_orders
    from sellerkit.orders.view import orders_import_view

    results = import_orders(shop, file, channel=channel, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
    output.show(orders_import_view(results))


@click.command(
    "list", cls=options.Command,
    help=_("Orders with their status, what they hold and when they are due."),
    epilog=_("Examples:\n  sellerkit orders list\n  sellerkit orders list --status to-ship --due 6h\n  sellerkit orders list --json --show-personal\n  sellerkit orders list --uncollected --due 3h"),
)  # fmt: skip
@click.option(
    "--uncollected", is_flag=True, help=_("Marked as shipped, but not scanned by the courier yet; with the hours left.")
)
@options.orders_wanted
@options.shop
@options.output
def list_(shop: Shop, output: Output, wanted: Wanted, uncollected: bool) -> None:
    from sellerkit.orders.lists import listed
    from sellerkit.orders.uncollected import chosen_waiting
    from sellerkit.orders.uncollected import waiting_view as uncollected_view
    from sellerkit.orders.view import orders_view

    if uncollected:
        output.show(uncollected_view(chosen_waiting(shop, wanted), shop))
        return
    found = listed(shop, wanted)
    output.show(orders_view(found.orders, shop.zone, show_personal=output.show_personal, problems=found.problems))


@click.command(
    "match", cls=options.Command,
    help=_("Say once which item an unknown code means."),
    epilog=_(
        "Examples:\n  sellerkit orders match\n  sellerkit orders match HZ-500 DATE-500\n"
        "  sellerkit orders match GIFT-BOX DATE-500=2 WALNUT-250=1\n  sellerkit orders match --title \"红枣礼盒\" --properties \"规格:500g\" DATE-500"
    ),
)  # fmt: skip
@click.argument("words", nargs=-1, metavar="[CODE] [SKU[=N]]...")
@click.option("--title", metavar="TEXT", help=_("The line's title, when it has no code."))
@click.option("--properties", metavar="TEXT", default="", help=_("The line's properties, beside --title."))
@click.option("--channel", metavar="NAME", help=_("Only for this channel; else for all of them."))
@options.dry_run
@options.shop_to_change
@options.output
def match(
    shop: Shop,
    output: Output,
    words: tuple[str, ...],
    title: str | None,
    properties: str,
    channel: str | None,
    dry_run: bool,
) -> None:
    from sellerkit.orders.view import matched_view, waiting_view
    from sellerkit.trade.matching import CodeKey, match_code, waiting_codes

    if not words and title is None:
        output.show(waiting_view(waiting_codes(shop, channel)))
        return
    code, items = ("", words) if title is not None else (words[0].strip(), words[1:])
    if not items or (title is not None and not title.strip()) or (title is None and not code):
        raise UsageWrong(
            _("Which item does it mean?"),
            hint=_("Write the code, then its item: sellerkit orders match CODE SKU, or SKU=2 for two of it."),
        )
    key = CodeKey(channel or "", code, (title or "").strip(), properties.strip())
    output.show(matched_view(match_code(shop, key, _quantities(items), dry_run=dry_run), dry_run=dry_run))


def _quantities(words: tuple[str, ...]) -> dict[str, int]:
    """SKU → how many, from `SKU` and `SKU=2`; a SKU that is given twice counts twice."""
    found: dict[str, int] = {}
    for word in words:
        sku, given, number = word.rpartition("=")
        if not given or not number.strip().isdecimal():
            sku, number = word, "1"
        if not sku.strip() or int(number) < 1:
            raise UsageWrong(
                _("{word} is not an item and how many of it.").format(word=word), hint=_("Write SKU, or SKU=2.")
            )
        found[sku.strip()] = found.get(sku.strip(), 0) + int(number)
    return found


@click.command(
    "hold", cls=options.Command,
    help=_("Keep orders back from shipping, with a reason."),
    epilog=_("Examples:\n  sellerkit orders hold 1001 --reason \"new address\"\n  sellerkit orders hold --channel taobao --status to-ship --reason \"rain\" --yes"),
)  # fmt: skip
@click.option("--reason", metavar="TEXT", required=True, help=_("Why; it is shown with the order."))
@options.orders_wanted
@options.yes
@options.dry_run
@options.shop_to_change
@options.output
def hold(shop: Shop, output: Output, wanted: Wanted, reason: str, yes: bool, dry_run: bool) -> None:
    _change("hold", shop, output, wanted, reason, dry_run)


@click.command(
    "release", cls=options.Command,
    help=_("Let held orders go out again."),
    epilog=_("Examples:\n  sellerkit orders release 1001\n  sellerkit orders release --status held --yes"),
)  # fmt: skip
@click.option("--reason", metavar="TEXT", default="", help=_("Why; `sellerkit history` shows it."))
@options.orders_wanted
@options.yes
@options.dry_run
@options.shop_to_change
@options.output
def release(shop: Shop, output: Output, wanted: Wanted, reason: str, yes: bool, dry_run: bool) -> None:
    _change("release", shop, output, wanted, reason, dry_run)


@click.command(
    "cancel", cls=options.Command,
    help=_("Close orders that will not be shipped and free their stock."),
    epilog=_("Examples:\n  sellerkit orders cancel 1001 --reason \"out of stock\"\n  sellerkit orders cancel --status unpaid --channel wechat --yes"),
)  # fmt: skip
@click.option("--reason", metavar="TEXT", default="", help=_("Why; it is shown with the order."))
@options.orders_wanted
@options.yes
@options.dry_run
@options.shop_to_change
@options.output
def cancel(shop: Shop, output: Output, wanted: Wanted, reason: str, yes: bool, dry_run: bool) -> None:
    _change("cancel", shop, output, wanted, reason, dry_run)


def _change(verb: Verb, shop: Shop, output: Output, wanted: Wanted, reason: str, dry_run: bool) -> None:
    """Orders that were named by number are not asked about; a choice by channel, status or time is."""
    from sellerkit.orders.changes import change, meant
    from sellerkit.orders.view import changed_view

    chosen = meant(shop, verb, wanted)
    if chosen.orders and not dry_run and not wanted.orders:
        question = _("Orders meant: {count}. Go on?").format(count=len(chosen.orders))
        if not output.confirm(question):
            output.note(_("Nothing was changed."))
            return
    output.show(changed_view(verb, change(shop, verb, chosen, reason=reason, dry_run=dry_run)))
