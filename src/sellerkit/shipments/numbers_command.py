"""`shipments numbers`: waybill numbers that were bought in advance."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output


@click.command(
    "numbers",
    cls=options.Command,
    help=_("Waybill numbers bought in advance: what is left, and blocks taken in."),
    epilog=_(
        "Examples:\n"
        "  sellerkit shipments numbers                                                  (what is left)\n"
        "  sellerkit shipments numbers add YT0000000001 YT0000001000 --carrier yto      (from, to)\n"
        "  sellerkit shipments numbers add numbers.xlsx --carrier yto --dry-run         (a column 运单号, or 起始单号 and 结束单号)\n"
        "  sellerkit shipments numbers next YT0000000123 --carrier yto                  (go on from here; `none`: all are used)\n"
        'A courier takes its numbers from a block when shop.toml says [carriers.yto] service = "manifest". `shipments create` gives '
        "each parcel the next number, once, and warns before it when fewer are left than `warn_below` (50). A number that is given "
        "back with `shipments void` is spent; with --reuse it is free again, as long as the driver has not signed for it. A restored "
        "or copied store gives out no number until `next` has said where to go on."
    ),
)
@click.argument("words", nargs=-1, metavar="[add FROM TO | add FILE | next NUMBER]")
@click.option("--carrier", metavar="NAME", help=_("Whose numbers: a name of [carriers.*]."))
@click.option("--wait", metavar="TIME", callback=options._duration, help=_("Wait this long when another run holds the shop, e.g. 60s."))  # fmt: skip
@options.dry_run
@options.shop_path
@options.output
def numbers(
    output: Output, words: tuple[str, ...], carrier: str | None, wait: timedelta | None, dry_run: bool, shop_path: Path | None
) -> None:  # fmt: skip
    from sellerkit.shipments.numbers import add_numbers, next_number, quotas
    from sellerkit.shipments.numbers_view import change_view, numbers_view

    changes = {"add": add_numbers, "next": next_number}
    if words and words[0] not in changes:
        raise click.BadParameter(_("{word} is not known here: write add or next.").format(word=words[0]))
    with options.opened(shop_path, writing=bool(words), wait=wait) as shop:
        options._introduce(output, shop)
        if words:
            output.show(change_view(changes[words[0]](shop, words[1:], carrier, dry_run=dry_run)))
        else:
            output.show(numbers_view([quota for quota in quotas(shop) if carrier in (None, quota.carrier)]))
