"""Take order files in: recognise → read → due times → merge, one batch a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.clock import today
from sellerkit.base.config.schema import OrderChannel
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.model.order import OPEN, Order
from sellerkit.orders.alike import hold_those_alike
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.orders.findings import problems_of
from sellerkit.orders.gifts import Rule, gift_rules, give_gifts
from sellerkit.orders.recognise import reader, recognised
from sellerkit.sheets import ReadOptions
from sellerkit.sheets.rows import collector_resting
from sellerkit.store.order_import import SavedOrders, save_orders
from sellerkit.store.refunds import settle_waiting
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, files_wanted, take_all, take_in
from sellerkit.trade.order_status import decisions
from sellerkit.trade.shop import Shop

SHOWN_OLDER = 20


def import_orders(
    shop: Shop, given: Sequence[Path], *, channel: str | None = None, dry_run: bool = False, skip_bad_rows: bool = False
) -> list[FileResult]:
    """Take each file in as one batch. Raises InputRejected when none could be taken."""
    channels = shop.config.orders.channels
    if channel is not None and channel not in channels and not given:
        raise UsageWrong(
            _("No channel {name} stands in shop.toml.").format(name=channel),
            hint=_('Name the files, or add [orders.channels.{name}] with files = "…".').format(name=channel),
        )
    wanted = files_wanted(shop, given, {name: one.files for name, one in channels.items()}, channel)

    rules = gift_rules(shop)

    def one(file: FileWanted) -> FileResult:
        declared = channels.get(file.source, OrderChannel())
        with collector_resting():
            return take_in(
                shop,
                file,
                command="orders import",
                read=lambda f: read_file(shop, f, declared),
                save=lambda batch, contents: save(shop, batch, contents.good, file.path.name, rules),
                dry_run=dry_run,
                skip_bad_rows=skip_bad_rows or declared.bad_rows == "skip",
            )

    return take_all(wanted, one, shop)


def read_file(shop: Shop, file: FileWanted, declared: OrderChannel) -> Contents[OrdersRead]:
    """The orders of one file, its bad rows and their problems. Raises InputRejected."""
    options = ReadOptions(
        declared.sheet, declared.encoding, decimal_comma=declared.decimal_comma, date_order=declared.date_order
    )
    name, export, table = recognised(file.path, options, declared.format, shop.config.orders.formats)
    channel = file.source or _only_channel(shop, name) or export.channel
    context = Context(channel, declared.currency or shop.currency, shop.zone)
    found = reader(export)(table, context)
    bad = [BadRow(one.row.number, list(one.row.cells), one.reason, one.columns) for one in found.left_out]
    return Contents(name, found, found.rows, found.ignored, table.sheet, table.headings, bad, found.problems)


def save(shop: Shop, batch: Batch, found: OrdersRead, file: str, rules: Sequence[Rule] = ()) -> Saved:
    """Merge the orders into the store and give their gifts; data rows are counted, and orders beside them."""
    channel = found.orders[0].channel if found.orders else ""
    declared = shop.config.orders.channels.get(channel, OrderChannel())
    orders = found.orders
    saved = save_orders(
        batch,
        orders,
        decisions(),
        file=file,
        today=today(shop.zone),
        dispatch_within=declared.dispatch_within,
        hold_words=declared.hold_words,
    )
    settled = settle_waiting(batch)
    gifts, short = give_gifts(shop, batch, rules, saved.fresh, file)
    alike = hold_those_alike(batch, orders, saved, file)
    rows: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for one, size in zip(saved.orders, found.sizes, strict=True):
        rows[one.outcome] += size
        counts[one.outcome] += 1
    extra: dict[str, object] = {f"orders_{outcome}": counts[outcome] for outcome in ("created", "changed", "unchanged")}
    extra["to_check"] = sum(
        order.buyer is not None and order.buyer.written != "" and order.status in OPEN for order in orders
    )
    extra |= {"held": sum(bool(one.held_for) for one in saved.orders) + len(alike), "gifts": gifts, "refunds": settled}
    return Saved(
        rows["created"],
        rows["changed"],
        rows["unchanged"],
        (*problems_of(shop, orders, saved, file, found.code_heading), *alike, *short),
        {"channel": channel, **extra, **_older(orders, saved)},
    )


def _only_channel(shop: Shop, format: str) -> str:
    """The one channel of shop.toml with this format: a file from elsewhere must not bring its orders a second time."""
    named = [name for name, one in shop.config.orders.channels.items() if one.format == format]
    return named[0] if len(named) == 1 else ""


def _older(orders: Sequence[Order], saved: SavedOrders) -> dict[str, object]:
    """The orders of which the file knows less than the store: an older export changes nothing."""
    older = [order.order_id for order, one in zip(orders, saved.orders, strict=True) if one.verdict == "older"]
    return {"older": len(older), "older_orders": older[:SHOWN_OLDER]}
