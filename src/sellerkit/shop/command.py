"""Commands about the shop itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellerkit import options
from sellerkit.base.language import _

if TYPE_CHECKING:
    from sellerkit.output import Output
    from sellerkit.trade.shop import Shop


@click.command(
    "init",
    cls=options.Command,
    help=_("Start a shop in a folder: shop.toml, an empty store, inbox and out."),
    epilog=_(
        "Examples:\n"
        "  sellerkit init\n"
        '  sellerkit init dates --name "Linxian Date House" --currency CNY --time-zone Asia/Shanghai --language zh --yes'
    ),
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--name", metavar="NAME", help=_("The shop's name."))
@click.option("--currency", metavar="CODE", help=_("The shop's currency, e.g. CNY."))
@click.option("--time-zone", metavar="ZONE", help=_("The shop's time zone, e.g. Asia/Shanghai."))
@click.option(
    "--shop-language",
    "shop_language",
    metavar="en|zh",
    help=_("The language of messages and printed sheets (default: --language)."),
)
@click.option(
    "--practice",
    is_flag=True,
    help=_("A practice shop: it never reaches a real courier, and all it prints is stamped."),
)
@options.yes
@options.output
@click.pass_context
def init(
    ctx: click.Context, output: Output, folder: Path | None, name: str | None, currency: str | None, time_zone: str | None,
    shop_language: str | None, practice: bool, yes: bool,
) -> None:  # fmt: skip
    from sellerkit.shop.init import Answers, init_shop
    from sellerkit.shop.view import init_view

    place = folder or Path()
    answers = Answers.asked(
        place, name, currency, time_zone, shop_language or ctx.params.get("language_"), practice, output=output
    )
    output.show(init_view(init_shop(place, answers)))


@click.command(
    "today",
    cls=options.Command,
    help=_("What must go out by when, what is held or unpaid, what to type next."),
    epilog=_("Examples:\n  sellerkit today\n  sellerkit today --json"),
)
@options.shop
@options.output
def today(shop: Shop, output: Output) -> None:
    from sellerkit.shop.today import look_at_today
    from sellerkit.shop.today_view import today_view

    output.show(today_view(look_at_today(shop), shop))


@click.command(
    "history",
    cls=options.Command,
    help=_("Everything that changed the shop, newest first."),
    epilog=_("Examples:\n  sellerkit history\n  sellerkit history --limit 5"),
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help=_("At most this many batches."))
@options.shop
@options.output
def history(shop: Shop, output: Output, limit: int | None) -> None:
    from sellerkit.shop.view import history_view
    from sellerkit.store.batches import all_batches

    output.show(history_view(all_batches(shop.store.db, limit), shop))


@click.command(
    "undo",
    cls=options.Command,
    help=_("Take back one batch exactly, or say why not."),
    epilog=_("Examples:\n  sellerkit history\n  sellerkit undo 12 --dry-run\n  sellerkit undo 12"),
)
@click.argument("number", metavar="N", type=int)
@options.dry_run
@options.shop_to_change
@options.output
def undo(shop: Shop, output: Output, number: int, dry_run: bool) -> None:
    from sellerkit.shop.undo import undo_batch
    from sellerkit.shop.view import undo_view

    output.show(undo_view(undo_batch(shop, number, dry_run=dry_run)))


@click.command(
    "backup",
    cls=options.Command,
    help=_("Copy the store to a file and check the copy."),
    epilog=_("Examples:\n  sellerkit backup\n  sellerkit backup /media/usb/shop.db"),
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path, readable=False))
@options.shop
@options.output
def backup(shop: Shop, output: Output, file: Path | None) -> None:
    from sellerkit.shop.copies import back_up
    from sellerkit.shop.view import backup_view

    output.show(backup_view(back_up(shop, file)))


@click.command(
    "restore",
    cls=options.Command,
    help=_("Put a backup in the store's place; the old store is kept."),
    epilog=_("Examples:\n  sellerkit restore backups/shop-20261110-200000.db"),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@options.yes
@options.shop_path
@options.output
def restore(output: Output, file: Path, yes: bool, shop_path: Path | None) -> None:
    from sellerkit.shop.copies import bring_back
    from sellerkit.shop.view import restore_view

    output.show(restore_view(bring_back(shop_path, file, output)))


@click.command(
    "show",
    cls=options.Command,
    help=_("Every setting with its value and where it came from."),
    epilog=_("Examples:\n  sellerkit config show\n  sellerkit config show --json"),
)
@options.shop_path
@options.output
def config_show(output: Output, shop_path: Path | None) -> None:
    from sellerkit.base.config import find_config, load_config
    from sellerkit.shop.settings import settings_of
    from sellerkit.shop.view import settings_view

    output.show(settings_view(settings_of(load_config(find_config(shop_path)))))
