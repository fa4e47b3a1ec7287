"""Packaging to buy: cartons needed, in stock, short, with a spare on top."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.config import Config
from sellerkit.base.config.peak_tables import CartonTable
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.base.money import minor_units
from sellerkit.peak.supplies_rules import packs_for


@dataclass(frozen=True, slots=True)
class CartonNeed:
    """Cartons of one kind. `buy` is whole purchase packs and has the spare on top; cost in minor units of the shop's currency.

    Where shop.toml does not say how many there are, `in_stock` is None and all of them are to be bought.
    """

    name: str
    needed: int
    in_stock: int | None
    short: int
    packs: int
    pack: int
    cost_minor: int

    @property
    def buy(self) -> int:
        return self.packs * self.pack


def spare_of(config: Config) -> Decimal:
    """`[peak] spare` as a share, "5%" → 0.05. Raises ConfigError."""
    text = config.peak.spare.strip()
    if not re.fullmatch(r"\d+(\.\d+)?\s*%", text):
        raise ConfigError(
            _("{file}: peak.spare = {value} is not a percentage.").format(file=config.path.name, value=text or '""'),
            hint='spare = "5%"',
        )
    return Decimal(text.rstrip("% ")) / 100


def carton_needs(names: Iterable[str], config: Config) -> tuple[CartonNeed, ...]:
    """One row for each carton of shop.toml; `names` are those that will be used, each as often as it is used.

    Raises ConfigError for a spare that is no percentage.
    """
    spare, counts = spare_of(config), Counter(names)
    return tuple(_need(name, counts[name], table, spare, config) for name, table in config.packing.cartons.items())


def _need(name: str, needed: int, table: CartonTable, spare: Decimal, config: Config) -> CartonNeed:
    there = table.in_stock or 0
    packs = packs_for(Decimal(needed), Decimal(there), spare, Decimal(table.pack))
    cost = packs * minor_units(table.cost * table.pack, config.shop.currency)
    return CartonNeed(name, needed, table.in_stock, max(0, needed - there), packs, table.pack, cost)
