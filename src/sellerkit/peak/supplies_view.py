"""How the shopping list of packaging looks."""

from __future__ import annotations

from decimal import Decimal

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.peak.supplies import Supplies
from sellerkit.trade.shop import Shop


def supplies_view(found: Supplies, shop: Shop) -> View:
    """One row a kind; it ends with 3 when orders are left out or have no carton, since these are not counted."""
    records = [
        {
            "name": n.name, "unit": n.unit, "needed": plain(n.needed), "in_stock": None if n.in_stock is None else plain(n.in_stock),
            "short": plain(n.short), "buy_packs": n.packs, "pack": plain(n.pack), "cost": decimal_string(n.cost_minor, shop.currency),
        }
        for n in found.needs
    ]  # fmt: skip
    rows = [
        {
            "name": n.name, "needed": _with_unit(n.needed, n.unit), "in_stock": "–" if n.in_stock is None else _with_unit(n.in_stock, n.unit),
            "short": _with_unit(n.short, n.unit), "buy": f"{n.packs} × {_with_unit(n.pack, n.unit)}" if n.packs else "–",
            "cost": decimal_string(n.cost_minor, shop.currency),
        }
        for n in found.needs
    ]  # fmt: skip
    columns = (
        Column("name", _("What")), Column("needed", _("Needed"), "right"), Column("in_stock", _("In stock"), "right"),
        Column("short", _("Short"), "right"), Column("buy", _("To buy"), "right"), Column("cost", _("Cost ({currency})").format(currency=shop.currency), "right"),
    )  # fmt: skip
    cost = decimal_string(found.cost_minor, shop.currency)
    spare = shop.config.peak.spare
    line = _(
        "For {parcels} parcels in {cartons} cartons on {day}: buy for {cost} {currency}, spare of {spare} included."
    )
    return View(
        data={"day": found.day, "forecast": found.forecast, "parcels": found.used.parcels, "cartons": found.used.cartons,
              "void_litres": plain(found.used.void_litres), "spare": spare, "supplies": records, "cost": cost, "currency": shop.currency,
              "problems": [p.as_dict() for p in found.problems]},
        tables=(Table(columns, rows, title=_("Packaging"), empty=_("shop.toml names no cartons and no supplies.")),),
        records=records, problems=found.problems, exit_code=3 if found.problems else 0,
        lines=(line.format(parcels=found.used.parcels, cartons=found.used.cartons, day=found.day, cost=cost, currency=shop.currency, spare=spare),),
    )  # fmt: skip


def plain(amount: Decimal) -> str:
    """Without needless zeros: 12.5, 300."""
    return f"{amount.normalize():f}"


def _with_unit(amount: Decimal, unit: str) -> str:
    return f"{plain(amount)} {unit}".strip()
