"""`peak forecast`: the big day before its orders exist, from recent weeks or another period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sellerkit.base.clock import now, to_store
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import ItemStock
from sellerkit.model.order import MatchedLine, OrderToPack
from sellerkit.peak.forecast_rules import DayForecast, forecast, uplift_of
from sellerkit.peak.goods import ToPack, good_quantity
from sellerkit.store.plans import past_baskets
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Period:
    """Past days, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day, what it rests on, and what is on the shelves."""

    day: date
    period: Period
    past_orders: int
    made: DayForecast
    stock: Mapping[str, ItemStock]
    problems: tuple[Problem, ...]


def forecast_peak(shop: Shop, first: date | None, last: date | None, weeks: int, day: date | None = None) -> Forecast:
    """Forecast `[peak] day` (else today) from whole past days. Raises InputRejected when there are no orders in them."""
    today = now().astimezone(shop.zone).date()
    period = _period(first, last, weeks, today)
    baskets = past_baskets(shop.store.db, _start(period.first, shop), _start(period.last + timedelta(days=1), shop))
    if not baskets:
        raise InputRejected(
            _("There are no paid orders with known items from {first} to {last}.").format(first=period.first, last=period.last),
            hint=_("Take in the export of an earlier time, or name another one with --from and --to."), code="no-past-orders",
        )  # fmt: skip
    peak = shop.config.peak
    day = day or (date.fromisoformat(peak.day) if peak.day else today)
    made = forecast(baskets, period.days, peak.uplift, Decimal(peak.level.rstrip("%")) / 100)
    stock = stock_of(shop.store.db, today=max(day, today))
    return Forecast(day, period, len(baskets), made, stock, tuple(_problems(shop, stock)))


def _period(first: date | None, last: date | None, weeks: int, today: date) -> Period:
    if first is None and last is None:
        return Period(today - timedelta(days=7 * weeks), today - timedelta(days=1))
    found = Period(first or last or today, last or today - timedelta(days=1))
    if found.days < 1:
        raise UsageWrong(
            _("{first} is after {last}.").format(first=found.first, last=found.last),
            hint=_("--from is the earlier day."),
        )
    return found


def _start(day: date, shop: Shop) -> str:
    return to_store(datetime.combine(day, time(), tzinfo=shop.zone).astimezone(UTC))


def _problems(shop: Shop, stock: Mapping[str, ItemStock]) -> list[Problem]:
    """An uplift for an item that nobody knows helps nothing: most often it is mistyped."""
    return [
        Problem("unknown-uplift", _("peak.uplift names {sku}, which is no item.").format(sku=sku),
                Place(shop.config.path.name, column=f"peak.uplift.{sku}"), str(uplift_of(sku, shop.config.peak.uplift)),
                _("Write the SKU as `sellerkit stock list` shows it."))
        for sku in shop.config.peak.uplift if sku != "default" and sku not in stock
    ]  # fmt: skip


def orders_of(found: Forecast, shop: Shop) -> ToPack:
    """The forecast as orders to plan, numbered F-1, F-2, …; they take no stock and have no buyer."""
    orders: list[OrderToPack] = []
    for shape in found.made.shapes:
        items = tuple(MatchedLine(sku, quantity, 0) for sku, quantity in shape.basket)
        for _n in range(shape.orders):
            number = len(orders) + 1
            orders.append(OrderToPack(-number, "", f"F-{number}", "to-ship", None, None, items, currency=shop.currency))
    return ToPack(tuple(orders), (), found.problems, {sku: one.item for sku, one in found.stock.items()})


def missing(found: Forecast, sku: str, needed: int) -> int:
    """How many more of it the day needs than are good on the shelves."""
    return max(0, needed - good_quantity(found.stock[sku], found.day))
