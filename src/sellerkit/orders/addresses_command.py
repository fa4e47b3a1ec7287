"""`sellerkit orders addresses`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "addresses", cls=options.Command,
    help=_("Addresses that are not clear: list them, and take the mended list back."),
    epilog=_(
        "Examples:\n  sellerkit orders addresses\n  sellerkit orders addresses -o check.xlsx\n"
        "  sellerkit orders addresses --from out/addresses-to-check.xlsx --dry-run\n"
        "  sellerkit orders addresses --try \"张三 13800000000 浙江省杭州市余杭区某某街道1号\"\n"
        "Nothing goes to a courier while its address is guessed. Mend the cells of the list, or put an x where it is right as it is; "
        "rows that nobody touched stay in the list. Whatever a platform hides is not listed. The list holds people: keep it in out/, "
        "where `orders forget` finds it."
    ),
)  # fmt: skip
@click.option("--from", "from_file", metavar="FILE", type=click.Path(path_type=Path, readable=False), help=_("Take this mended list back."))  # fmt: skip
@click.option("--try", "text", metavar="TEXT", help=_("Show how one free text is understood."))
@options.skip_bad_rows
@options.dry_run
@options.shop_to_change
@options.output_to(".xlsx")
def addresses(
    shop: Shop, output: Output, from_file: Path | None, text: str | None, skip_bad_rows: bool, dry_run: bool
) -> None:
    from sellerkit.addresses import split
    from sellerkit.orders.addresses_list import take_list, write_list
    from sellerkit.orders.addresses_view import mended_view, to_check_view, try_view

    if text is not None and from_file is not None:
        raise UsageWrong(_("--from and --try exclude each other."))
    if text is not None:
        output.show(try_view(split(text)))
    elif from_file is not None:
        output.show(mended_view(take_list(shop, from_file, dry_run=dry_run, skip_bad_rows=skip_bad_rows)))
    else:
        file = output.file if output.file and output.file.suffix.lower() == ".xlsx" else None
        found = write_list(shop, file, dry_run=dry_run)
        shown = shop.shown(found.file) if found.file else ""
        output.show(to_check_view(found, shown, show_personal=output.show_personal))
