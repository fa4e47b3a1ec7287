"""`peak supplies`: cartons, mailers, tape, filler and labels of the day: needed, there, to buy, cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.config.schema import SupplyTable
from sellerkit.base.money import minor_units
from sellerkit.base.problems import Problem
from sellerkit.packing.result import volume
from sellerkit.peak.packaging import CartonNeed, spare_of
from sellerkit.peak.plan import Plan
from sellerkit.peak.supplies_rules import Rates, SupplyNeed, Used, amount_of, supply_need
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Supplies:
    """Everything to have on the day; `forecast`: from expected orders. Orders in `problems` need more that is not counted."""

    day: str
    forecast: bool
    used: Used
    needs: tuple[SupplyNeed, ...]
    problems: tuple[Problem, ...]

    @property
    def cost_minor(self) -> int:
        return sum(need.cost_minor for need in self.needs)


def supplies_of(plan: Plan, shop: Shop, *, forecast: bool) -> Supplies:
    """The packaging of a plan: its cartons first, then `[peak.supplies]`. Raises ConfigError for a spare that is none."""
    cartons = [one for packing in plan.packings for one in packing.cartons]
    void_mm3 = sum(volume(one.carton.inner_mm) - sum(volume(p.size_mm) for p in one.items) for one in cartons)
    # What is packed already took its tape and its label from the same stock; how full it was is not known any more.
    kept = plan.kept.parcels
    more = sum(len([name for name in one.plan.carton.split(" + ") if name]) for one in kept)
    void = (Decimal(void_mm3) / 1_000_000).quantize(Decimal("0.1"))
    used = Used(len(plan.packings) + len(kept), len(cartons) + more, void)
    spare, currency = spare_of(shop.config), shop.config.shop.currency
    needs = [_carton(one) for one in plan.cartons]
    needs += [supply_need(name, _rates(table, currency), used, spare) for name, table in shop.config.peak.supplies.items()]  # fmt: skip
    return Supplies(plan.day.day.isoformat(), forecast, used, tuple(needs), plan.problems)


def _carton(one: CartonNeed) -> SupplyNeed:
    """The same row that the plan shows."""
    stock = None if one.in_stock is None else Decimal(one.in_stock)
    return SupplyNeed(one.name, "", Decimal(one.needed), stock, Decimal(one.short), one.packs, Decimal(one.pack), one.cost_minor)  # fmt: skip


def _rates(table: SupplyTable, currency: str) -> Rates:
    texts = (table.per_parcel, table.per_carton, table.per_void_litre)
    amounts = [amount_of(text) for text in texts]
    stock, pack = amount_of(table.in_stock), amount_of(table.pack or "1")
    unit = next((unit for _amount, unit in (*amounts, stock, pack) if unit), "")
    return Rates(
        amounts[0][0], amounts[1][0], amounts[2][0], stock[0] if table.in_stock else None, pack[0],
        minor_units(table.cost, currency), unit,
    )  # fmt: skip
