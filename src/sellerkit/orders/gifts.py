"""Gifts for the orders that were paid for with a file: by the rules of shop.toml, as long as there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sellerkit.base.clock import today
from sellerkit.base.config.schema import GiftRule
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.base.money import exponent
from sellerkit.base.problems import Place, Problem
from sellerkit.orders.conditions import OrderFacts, parse_condition
from sellerkit.store.order_gifts import Gift, PaidOrder, add_gifts, gifts_given, orders_with_gifts, paid_orders
from sellerkit.store.store import Batch
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of shop.toml, read. `key` names it in the store: what is given and when, not how many."""

    sku: str
    quantity: int
    first: int | None
    key: str
    holds: Callable[[OrderFacts], bool]


def gift_rules(shop: Shop) -> list[Rule]:
    """Every rule of shop.toml. Raises ConfigError for a condition that cannot be understood."""
    return [_rule(n, rule) for n, rule in enumerate(shop.config.orders.gifts)]


def give_gifts(
    shop: Shop, batch: Batch, rules: Sequence[Rule], order_rows: Sequence[int], file: str
) -> tuple[int, tuple[Problem, ...]]:
    """Add the gifts of these orders: how many lines, and a problem for each gift that there is too little of."""
    if not rules or not order_rows:
        return 0, ()
    db = batch.db
    orders, given = paid_orders(db, order_rows), gifts_given(db)
    had = orders_with_gifts(db, order_rows)
    stocks = stock_of(db, [rule.sku for rule in rules], today=today(shop.zone))
    left = {sku: stock.available for sku, stock in stocks.items()}
    gifts: list[Gift] = []
    short: dict[str, int] = {}
    for order in orders:
        facts = _facts(order)
        for rule in rules:
            done = given.get(rule.key, 0)
            if (order.id, rule.key) in had or (rule.first is not None and done >= rule.first) or not rule.holds(facts):
                continue
            if left.get(rule.sku, 0) < rule.quantity:
                short[rule.sku] = short.get(rule.sku, 0) + 1
                continue
            left[rule.sku] -= rule.quantity
            given[rule.key] = done + 1
            gifts.append(Gift(order.id, rule.sku, stocks[rule.sku].item.name or "", rule.quantity, rule.key))
    problems = tuple(_out_of(sku, count, sku in stocks, file) for sku, count in short.items())
    return add_gifts(batch, gifts) if gifts else 0, problems


def _rule(n: int, rule: GiftRule) -> Rule:
    try:
        holds = parse_condition(rule.when)
    except ValueError as error:
        raise ConfigError(
            _("{file}: {key}: {reason}").format(file="shop.toml", key=f"orders.gifts[{n}].when", reason=error),
            hint=_("For example: {example}").format(example="when = \"total >= 200 and 'DATE-500' in order\""),
            code="bad-condition",
        ) from error
    sku, given, count = rule.give.strip().rpartition("=")
    sku, quantity = (sku.strip(), int(count)) if given else (rule.give.strip(), 1)
    return Rule(sku, quantity, rule.first, f"{sku}={quantity} {rule.when.strip()}".strip(), holds)


def _facts(order: PaidOrder) -> OrderFacts:
    total = None if order.total_minor is None else Decimal(order.total_minor).scaleb(-exponent(order.currency))
    return OrderFacts(total, sum(order.items.values()), order.channel, order.currency, frozenset(order.items))


def _out_of(sku: str, orders: int, known: bool, file: str) -> Problem:
    if not known:
        message = _("The gift {sku} is not in stock's list; orders without it: {count}.")
    else:
        message = _("The gift {sku} has run out; orders without it: {count}.")
    return Problem(
        "out-of-gifts",
        message.format(sku=sku, count=orders),
        Place(file),
        sku,
        _("The orders go out without it. Take more in with `sellerkit stock import`, or end the rule in shop.toml."),
    )
