"""Packaging to buy: cartons needed, in stock, short, with a spare on top."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.config import Config
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.base.money import minor_units


@dataclass(frozen=True, slots=True)
class CartonNeed:
    """Cartons of one kind. `buy` has the spare on top; cost in minor units of the shop's currency.

    Where shop.toml does not say how many there are, `in_stock` is None and none is to be bought.
    """

    name: str
    needed: int
    in_stock: int | None
    short: int
    buy: int
    cost_minor: int


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
    spare = spare_of(config)
    counts = Counter(names)
    needs = []
    for name, table in config.packing.cartons.items():
        needed = counts[name]
        there = math.inf if table.in_stock is None else table.in_stock
        short, buy = (int(max(0, wanted - there)) for wanted in (needed, math.ceil(needed * (1 + spare))))
        cost = minor_units(table.cost * buy, config.shop.currency)
        needs.append(CartonNeed(name, needed, table.in_stock, short, buy, cost))
    return tuple(needs)
