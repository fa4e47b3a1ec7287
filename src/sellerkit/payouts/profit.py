"""payouts profit: price, fees, refunds, shipping, packaging and goods of every order brought together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from sellerkit.base.clock import from_store, to_store
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.model.profit import Part, Sale, column_of
from sellerkit.payouts.profit_goods import add_costs
from sellerkit.payouts.profit_parcels import add_parcels
from sellerkit.payouts.profit_rules import converted, weights_of
from sellerkit.payouts.tied import tied
from sellerkit.store.profit import Goods, MoneyLine, OrderRow, goods_of_orders, granted_refunds, money_lines, order_rows
from sellerkit.trade.shop import Shop

Period = tuple[str, str]
"""UTC texts: from the first moment until before the second."""
_LIVE = ("to-ship", "held", "shipped", "done", "refunding")


@dataclass(frozen=True, slots=True)
class Profit:
    """Every order with its parts, then money of no order. `rates` are those that were used, with their dates.

    `undated` counts orders and postings that have no date and so belong to no period.
    """

    sales: tuple[Sale, ...]
    loose: tuple[Sale, ...]
    currency: str
    period: Period | None
    rates: Mapping[str, tuple[Decimal, str]]
    undated: int = 0


@dataclass(slots=True)
class Books:
    """What is being gathered: orders by their row, their sales and goods, and money without an order."""

    orders: dict[int, OrderRow]
    sales: dict[int, Sale]
    goods: dict[int, list[Goods]]
    traced: bool
    loose: dict[tuple[str, str | None], Sale] = field(default_factory=dict)

    def without_order(self, source: str, at: str | None) -> Sale:
        """The sale that holds a source's money of that minute which belongs to no order."""
        return self.loose.setdefault((source, at[:16] if at else None), Sale("", "", at, source))


def period_of(first: datetime | None, last: datetime | None, zone: tzinfo) -> Period | None:
    """Days of the shop's zone as UTC texts, both included; None for all time. Raises UsageWrong when they are turned round."""
    if first is None and last is None:
        return None
    if first and last and last < first:
        raise UsageWrong(_("--to lies before --from."), hint=_("Write the first day with --from, the last with --to."))
    start = to_store(first.replace(tzinfo=zone)) if first else "0000"
    end = to_store((last + timedelta(days=1)).replace(tzinfo=zone)) if last else "9999"
    return start, end


def profit_of(shop: Shop, *, period: Period | None = None, paid_only: bool = False, traced: bool = False) -> Profit:
    """Every figure of every order; with `traced` each part names the rows that it comes from."""
    with tied(shop) as batch:
        db = batch.db
        orders = {order.id: order for order in order_rows(db)}
        goods: dict[int, list[Goods]] = {}
        for one in goods_of_orders(db):
            goods.setdefault(one.order_row, []).append(one)
        sales = {row: Sale(order.channel, order.order_id, order.at) for row, order in orders.items()}
        books = Books(orders, sales, goods, traced)
        for row, sale in sales.items():
            sale.goods = weights_of(goods.get(row, ()))
        for line in money_lines(db):
            _add_line(books, line)
        left_out = _expect(books, paid_only)
        if not paid_only:
            _await_refunds(books, granted_refunds(db))
        add_parcels(batch, books, shop)
        add_costs(batch, books)
    kept = [sale for row, sale in sales.items() if row not in left_out and sale.parts]
    return _settled(shop, kept, list(books.loose.values()), period)


def _add_line(books: Books, line: MoneyLine) -> None:
    at = line.posted_at
    sale = books.without_order(line.source, at) if line.order_row is None else books.sales[line.order_row]
    sale.source = sale.source or line.source
    sale.at = sale.at or at
    column, sku = column_of(line.kind), line.sku if line.sku in sale.goods else ""
    place = {"line": line.line, "file": line.file, "sheet": line.sheet, "row": line.row, "column": line.column}
    for part in sale.parts:
        if (part.column, part.kind, part.currency, part.sku) == (column, line.kind, line.currency, sku):
            part.minor += line.minor
            break
    else:
        part = Part(column, line.kind, line.currency, line.minor, sku)
        sale.parts.append(part)
    if books.traced:
        part.places.append({**place, "amount_minor": line.minor})


def _expect(books: Books, paid_only: bool) -> set[int]:
    """Give live orders without money the price that will come; with `paid_only` those that are left out come back."""
    left_out = set()
    for row, sale in books.sales.items():
        order = books.orders[row]
        if any(part.column in ("price", "refunds") for part in sale.parts):
            continue
        if paid_only:
            left_out |= set() if sale.parts else {row}
        elif order.status in _LIVE or (order.shipped and order.status in ("unpaid", "deposit-paid")):
            sale.expected = True
            if order.total_minor is None:
                sale.missing.append("price")
            else:
                sale.parts.append(Part("price", "expected", order.currency, order.total_minor))
    return left_out


def _await_refunds(books: Books, granted: Mapping[int, int]) -> None:
    """Refunds that buyers were granted and that no statement knows yet, as far as a price is there to take them from."""
    for row, minor in granted.items():
        sale, currency = books.sales[row], books.orders[row].currency
        price = sum(part.minor for part in sale.parts if part.column == "price" and part.currency == currency)
        if price > 0 and not any(part.column == "refunds" for part in sale.parts):
            sale.parts.append(Part("refunds", "granted", currency, -min(minor, price)))


def _settled(shop: Shop, sales: list[Sale], loose: list[Sale], period: Period | None) -> Profit:
    """Only the period's, in the shop's currency where a rate stands in shop.toml."""
    undated = 0
    if period is not None:
        undated = sum(one.at is None for one in [*sales, *loose])
        sales, loose = ([one for one in some if _within(one.at, period)] for some in (sales, loose))
    rates = {name: (one.rate, one.date) for name, one in shop.config.shop.rates.items()}
    used = {}
    for sale in [*sales, *loose]:
        for part in sale.parts:
            if part.currency in rates and part.currency != shop.currency:
                used[part.currency] = rates[part.currency]
                converted(part, shop.currency, {name: rate for name, (rate, _date) in rates.items()})
        if sale.order_id and len({part.currency for part in sale.parts}) > 1:
            sale.missing.append("currency")
    return Profit(tuple(sales), tuple(loose), shop.currency, period, used, undated)


def _within(at: str | None, period: Period) -> bool:
    return at is not None and period[0] <= at < period[1]


def month_of(at: str | None, zone: tzinfo) -> str:
    """2026-11 on the shop's clock; "" without a time."""
    return from_store(at).astimezone(zone).strftime("%Y-%m") if at else ""
