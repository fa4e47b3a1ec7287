"""The way to each courier of the shop, tried before the first parcel is written down."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from sellerkit.base.config.schema import CarrierTable
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.net.connection import Connection
from sellerkit.net.limits import Limit
from sellerkit.net.practice import practice_courier
from sellerkit.shipments.carriers import carrier_of
from sellerkit.shipments.carriers.contract import Carrier
from sellerkit.trade.shop import Shop

PRACTICE_LEDGER = "practice-courier.jsonl"
# A practice courier that keeps silent does so for longer than its client waits.
_LONGER_S = 1.0


def checked(shop: Shop, names: Iterable[str]) -> dict[str, tuple[str, tuple[Limit, ...]]]:
    """The address and limits of each of these couriers; nothing is called.

    Raises ConfigError for a secret that is not set, an address that is not allowed or a limit that cannot be read, and
    UsageWrong when a real courier would be called on an invented day.
    """
    found = {}
    for name in dict.fromkeys(names):
        table = _table(shop, name)
        connection = _connection(shop, table, _carrier(name, table))
        found[name] = (connection.origin, connection.limits)
    return found


@contextmanager
def line_to(shop: Shop, name: str) -> Iterator[tuple[Carrier, Connection]]:
    """The courier and the way to it; a practice courier without an address is started for as long as the block lasts."""
    table = _table(shop, name)
    carrier = _carrier(name, table)
    with ExitStack() as stack:
        if table.service == "practice" and not table.url:
            silence_s = table.timeout.total_seconds() + _LONGER_S
            started = practice_courier(
                shop.folder / PRACTICE_LEDGER, table.faults, kinds=table.fault_kinds, silence_s=silence_s
            )
            table = replace(table, url=stack.enter_context(started))
        yield carrier, _connection(shop, table, carrier)


def _table(shop: Shop, name: str) -> CarrierTable:
    table = shop.config.carriers.get(name)
    if table is None:
        raise ConfigError(
            _("There is no courier {name} in shop.toml any more.").format(name=name),
            hint=_("Put [carriers.{name}] back: parcels of it are still open.").format(name=name),
            code="no-carrier",
        )
    return table


def _carrier(name: str, table: CarrierTable) -> Carrier:
    return carrier_of(name, table, lambda: time.time_ns() // 1_000_000)


def _connection(shop: Shop, table: CarrierTable, carrier: Carrier) -> Connection:
    return Connection.of(table, carrier.live_url, loopback_only=shop.practice)
