"""How the forecast looks: what it rests on, items to have, shapes of orders."""

from __future__ import annotations

from sellerkit.base.language import _
from sellerkit.output import Column, Table, View
from sellerkit.peak.findings import named
from sellerkit.peak.forecast import Forecast, missing
from sellerkit.peak.forecast_rules import Basket
from sellerkit.peak.goods import good_quantity
from sellerkit.trade.shop import Shop

_SHOWN = 15  # a screen shows so many shapes, JSON all


def forecast_view(found: Forecast, shop: Shop) -> View:
    """It ends with 3 when shop.toml names an uplift for an unknown item."""
    items = _items(found)
    return View(
        data={
            "day": found.day.isoformat(), "level": shop.config.peak.level,
            "rests_on": {"from": found.period.first.isoformat(), "to": found.period.last.isoformat(), "days": found.period.days, "orders": found.past_orders},
            "orders": {"expected": str(found.made.expected), "planned": found.made.orders}, "items": items,
            "shapes": [{"items": [{"sku": sku, "quantity": n} for sku, n in s.basket], "seen": s.seen, "orders": s.orders} for s in found.made.shapes],
            "without_history": without_history(found), "problems": [p.as_dict() for p in found.problems],
        },
        tables=(_items_table(items), _shapes_table(found)), records=items, lines=_lines(found, shop), problems=found.problems,
        notes=_notes(found), exit_code=3 if found.problems else 0,
    )  # fmt: skip


def without_history(found: Forecast) -> list[str]:
    """What is on the shelves and was in no order of that time: nothing is known of it, so nothing is forecast."""
    sold = {one.sku for one in found.made.items}
    return sorted(sku for sku, one in found.stock.items() if sku not in sold and good_quantity(one, found.day) > 0)


def _notes(found: Forecast) -> list[str]:
    notes = []
    if new := without_history(found):
        notes.append(_("In no order of that time, so not forecast: {skus}.").format(skus=named(new)))
    return [*notes, _("Plan it with: sellerkit peak plan --forecast")]


def _lines(found: Forecast, shop: Shop) -> list[str]:
    return [
        _("It rests on the orders of {days} days ({first} to {last}): {orders}, times the uplift of each item.").format(
            orders=found.past_orders, days=found.period.days, first=found.period.first, last=found.period.last
        ),
        _("Orders planned on {day}: {planned}. Expected are {expected}, and {level} of such days need no more than planned.").format(
            planned=found.made.orders, day=found.day, expected=found.made.expected, level=shop.config.peak.level
        ),
    ]  # fmt: skip


def _items(found: Forecast) -> list[dict[str, object]]:
    return [
        {
            "sku": one.sku, "name": found.stock[one.sku].item.name or "", "sold": one.sold, "uplift": str(one.uplift),
            "expected": str(one.expected), "needed": one.needed, "on_hand": good_quantity(found.stock[one.sku], found.day),
            "short": missing(found, one.sku, one.needed),
        }
        for one in found.made.items
    ]  # fmt: skip


def _items_table(rows: list[dict[str, object]]) -> Table:
    columns = (
        Column("sku", _("SKU")), Column("name", _("Name")), Column("sold", _("Sold"), "right"), Column("uplift", _("Uplift"), "right"),
        Column("expected", _("Expected"), "right"), Column("needed", _("Needed"), "right"), Column("on_hand", _("On hand"), "right"),
        Column("short", _("Short"), "right"),
    )  # fmt: skip
    return Table(columns, rows, title=_("Items"))


def _shapes_table(found: Forecast) -> Table:
    rows = [{"orders": s.orders, "seen": s.seen, "items": basket_text(s.basket)} for s in found.made.shapes[:_SHOWN]]
    columns = (Column("orders", _("Orders"), "right"), Column("seen", _("Seen"), "right"), Column("items", _("Items")))
    return Table(columns, rows, title=_("Shapes of orders: {count}").format(count=len(found.made.shapes)))


def basket_text(basket: Basket) -> str:
    """ "DATE × 2; NUT × 1"."""
    return "; ".join(f"{sku} × {quantity}" for sku, quantity in basket)
