"""What types alone cannot say about `[packing]`: sizes above zero, cartons that must exist."""

from __future__ import annotations

from sellerkit.base.config.schema import Config
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _


def check_packing(config: Config, faults: Faults) -> None:
    """Report every carton and every rule of items that cannot be meant."""
    for name, carton in config.packing.cartons.items():
        if carton is None:
            continue
        sides = (*carton.inner_mm, *(carton.outer_mm or ()))
        if min(sides) <= 0 or carton.max_g <= 0 or carton.tare_g < 0:
            faults.wrong(
                f"packing.cartons.{name}",
                list(carton.inner_mm),
                _("sizes and weights above zero"),
                "{ inner_mm = [290, 170, 190], max_g = 10000 }",
            )
        if carton.pack < 1:
            faults.wrong(f"packing.cartons.{name}.pack", carton.pack, _("at least 1"), "20")
        for key, amount in (("in_stock", carton.in_stock), ("cost", carton.cost)):
            if amount is not None and amount < 0:
                faults.wrong(f"packing.cartons.{name}.{key}", amount, _("zero or more"), "400")
    packing = config.packing
    for key in ("insert_g", "filler_g", "filler_cost"):
        if getattr(packing, key) < 0:
            faults.wrong(f"packing.{key}", getattr(packing, key), _("zero or more"), "12")
    if packing.max_items is not None and packing.max_items < 1:
        faults.wrong("packing.max_items", packing.max_items, _("at least 1"), "40")
    _items(config, faults)


def _items(config: Config, faults: Faults) -> None:
    known = [*config.packing.cartons]
    for table, rules in (("items", config.packing.items), ("categories", config.packing.categories)):
        for name, rule in rules.items():
            if rule is None:
                continue
            at = f"packing.{table}.{name}"
            if rule.max_per_carton is not None and rule.max_per_carton < 1:
                faults.wrong(f"{at}.max_per_carton", rule.max_per_carton, _("at least 1"), "6")
            for carton, pieces in rule.per_carton.items():
                if carton not in known:
                    from sellerkit.base.nearest import nearest

                    faults.unknown_key(f"{at}.per_carton", carton, pieces, nearest(carton, known), known)
                elif pieces is not None and pieces < 1:
                    faults.wrong(f"{at}.per_carton.{carton}", pieces, _("at least 1"), "3")
