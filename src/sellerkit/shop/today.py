"""`today`: what must go out by when, what is held or unpaid, what happened last night, and what to type next."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sellerkit.base.clock import now
from sellerkit.base.config import Config
from sellerkit.base.errors import InputRejected
from sellerkit.store.batches import all_batches
from sellerkit.store.order_lists import OpenOrders, open_orders_summary
from sellerkit.store.plans import current_plan
from sellerkit.store.refund_gate import Parcel
from sellerkit.store.shipments import HANDED_IN, ParcelRow, parcels
from sellerkit.trade.availability import expiring_lots, is_low, stock_of
from sellerkit.trade.importing import files_wanted, hash_of
from sellerkit.trade.refund_gate import RefundGate, refund_gate, to_pull
from sellerkit.trade.shop import Shop
from sellerkit.trade.uncollected import Waiting, waiting_for_scan

# At most so many commands are proposed.
MOST_COMMANDS = 3


@dataclass(frozen=True, slots=True)
class LastNight:
    """The newest nightly report, if there is one."""

    started: str
    exit_code: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything a shopkeeper wants to know in the morning; nothing was changed to find it out."""

    at: datetime
    orders: OpenOrders
    open_parcels: tuple[ParcelRow, ...]
    to_print: int
    low: int
    expiring: int
    new_files: dict[str, list[str]]
    night: LastNight | None
    planned: int
    items: int
    statements: bool
    commands: tuple[str, ...]
    to_pull: tuple[Parcel, ...] = ()
    uncollected: tuple[Waiting, ...] = ()


def look_at_today(shop: Shop) -> Today:
    """Read-only, and fast enough to type it often."""
    db, moment = shop.store.db, now()
    day = moment.astimezone(shop.zone).date()
    orders = open_orders_summary(db, moment)
    stocks = list(stock_of(db, today=day).values())
    open_parcels = tuple(parcels(db, states=("intended", "unknown", "planned")))
    to_print = sum(
        p.printed_at is None and not p.carrier.startswith("platform") for p in parcels(db, states=("confirmed",))
    )
    today = Today(
        moment, orders, open_parcels, to_print, sum(is_low(stock, shop.config.stock.low) for stock in stocks),
        expiring_lots(stocks, day + shop.config.stock.expiring), new_files(shop), last_night(shop), len(current_plan(db)),
        len(stocks), any(b.command == "payouts import" and b.state == "done" for b in all_batches(db)), (), _to_pull(shop),
        tuple(waiting_for_scan(shop)),
    )  # fmt: skip
    return _with_commands(today, shop.config)


def new_files(shop: Shop) -> dict[str, list[str]]:
    """Files in the places that shop.toml names and that were never taken in, by the command that takes them."""
    config = shop.config
    sources = {
        "stock import": {name: source.files for name, source in config.stock.sources.items()},
        "orders import": {name: channel.files for name, channel in config.orders.channels.items()},
        "payouts import": {name: source.files for name, source in config.payouts.sources.items()},
        "orders refunds": {name: channel.refunds for name, channel in config.orders.channels.items()},
    }
    known = {batch.file_hash for batch in all_batches(shop.store.db) if batch.state == "done"}
    found = {}
    for command, patterns in sources.items():
        wanted = files_wanted(shop, (), patterns, None)
        found[command] = [shop.shown(file.path) for file in wanted if hash_of(file.path) not in known]
    return {command: files for command, files in found.items() if files}


def _to_pull(shop: Shop) -> tuple[Parcel, ...]:
    try:
        gate = refund_gate(shop)
    except InputRejected:
        # A list that cannot be read stands among the new files; the command that takes it says what is wrong with it.
        gate = RefundGate({})
    return tuple(to_pull(shop, gate))


def last_night(shop: Shop) -> LastNight | None:
    folder = shop.path("out/nightly")
    reports = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return _night(reports[-1]) if reports else None


def _night(report: Path) -> LastNight | None:
    try:
        document = json.loads(report.read_text("utf-8"))
        failed = tuple(step["step"] for step in document["steps"] if step["exit"])
        failed += tuple(late["source"] for late in document.get("late_sources", ()))
        return LastNight(document["started"], int(document["exit"]), failed)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _with_commands(today: Today, config: Config) -> Today:
    """The commands to type next, the most urgent first; only what this shop is set up for."""
    orders = today.orders
    wanted = [
        (
            any(p.state in ("intended", "unknown") and p.problem_code != HANDED_IN for p in today.open_parcels),
            "sellerkit shipments resume",
        ),
        ("orders refunds" in today.new_files, "sellerkit orders refunds"),
        (bool(today.to_pull), "sellerkit shipments labels"),
        ("orders import" in today.new_files, "sellerkit orders import"),
        ("stock import" in today.new_files, "sellerkit stock import"),
        (orders.unmatched_codes > 0, "sellerkit orders match"),
        (orders.to_ship > 0 and today.planned == 0 and bool(config.peak.people), "sellerkit peak plan"),
        (orders.to_ship > 0 and bool(config.carriers), "sellerkit shipments create"),
        (today.to_print > 0 and not today.to_pull, "sellerkit shipments labels"),
        ("payouts import" in today.new_files, "sellerkit payouts import"),
        (any(one.collect_by < today.at for one in today.uncollected), "sellerkit orders list --uncollected"),
        (orders.held > 0, "sellerkit orders list --status held"),
        (today.low > 0, "sellerkit stock low"),
        (orders.to_ship == 0 and today.statements, "sellerkit payouts reconcile"),
        (today.items == 0 and not today.new_files, "sellerkit stock import inbox/FILE --as set"),
    ]
    return replace(today, commands=tuple(command for due, command in wanted if due)[:MOST_COMMANDS])
