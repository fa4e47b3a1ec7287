"""What an import leaves for a person: codes without an item, items that run short, refunds that an export takes back."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from sellerkit.base.clock import today
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import Order
from sellerkit.store.order_import import LineWithoutItem, SavedOrders
from sellerkit.trade.availability import stock_of
from sellerkit.trade.order_status import status_word
from sellerkit.trade.shop import Shop


def problems_of(
    shop: Shop, orders: Sequence[Order], saved: SavedOrders, file: str, code_heading: str
) -> tuple[Problem, ...]:
    """Every finding with its place in the file; none of them rejects a row."""
    return (
        *(_unknown_code(orders[line.order], line, file, code_heading) for line in saved.without_item),
        *_short_stock(shop, orders, saved, file, code_heading),
        *_taken_back(orders, saved, file),
        *_held(orders, saved, file),
        *_without_lines(saved, file),
    )


def _held(orders: Sequence[Order], saved: SavedOrders, file: str) -> Iterator[Problem]:
    for order, one in zip(orders, saved.orders, strict=True):
        if one.held_for:
            yield Problem(
                "held-by-note",
                _("Order {order} is held: its note says {word}.").format(order=order.order_id, word=one.held_for),
                Place(file, order.sheet, order.row),
                one.held_for,
                _("Read the note, then let it go: sellerkit orders release {order}").format(order=order.order_id),
            )


def _without_lines(saved: SavedOrders, file: str) -> Iterator[Problem]:
    if saved.without_lines:
        yield Problem(
            "items-not-listed",
            _("Open orders whose items this file does not list: {count}. They wait until another file does.").format(
                count=saved.without_lines
            ),
            Place(file),
            "",
            _("Import the export with the items too (Etsy: Sold Order Items; Taobao: 宝贝报表)."),
        )


def _unknown_code(order: Order, line: LineWithoutItem, file: str, heading: str) -> Problem:
    place = Place(file, order.sheet, line.row, heading)
    if line.code:
        return Problem(
            "unknown-code",
            _("No item is known for the code {code}; the line is kept.").format(code=line.code),
            place,
            line.code,
            _("Say once what it means: sellerkit orders match {code} SKU").format(code=shlex.quote(line.code)),
        )
    properties = f" --properties {shlex.quote(line.properties)}" if line.properties else ""
    return Problem(
        "unknown-code",
        _("The line {title} has no code; it is kept.").format(title=line.title or "–"),
        place,
        line.title,
        _("Say once what it means: sellerkit orders match --title {title} SKU").format(
            title=shlex.quote(line.title) + properties
        ),
    )


def _short_stock(shop: Shop, orders: Sequence[Order], saved: SavedOrders, file: str, heading: str) -> Iterator[Problem]:
    if not saved.wanted:
        return
    stocks = stock_of(shop.store.db, [wanted.sku for wanted in saved.wanted], today=today(shop.zone))
    for wanted in saved.wanted:
        stock = stocks[wanted.sku]
        if stock.available >= 0:
            continue
        there = stock.on_hand - stock.expired
        yield Problem(
            "short-stock",
            _("{sku}: the open orders need {needed}, {there} are there.").format(
                sku=wanted.sku, needed=stock.reserved, there=there
            ),
            Place(file, orders[wanted.order].sheet, wanted.row, heading),
            wanted.sku,
            _("Buy or make {missing} more, or hold orders back with `sellerkit orders hold`.").format(
                missing=-stock.available
            ),
        )


def _taken_back(orders: Sequence[Order], saved: SavedOrders, file: str) -> Iterator[Problem]:
    for order, one in zip(orders, saved.orders, strict=True):
        if one.verdict == "doubtful":
            yield Problem(
                "status-backwards",
                _("Order {order} is under refund here, and this file says {status}; it stays as it is.").format(
                    order=order.order_id, status=status_word(order.status)
                ),
                Place(file, order.sheet, order.row),
                order.platform_status,
                _("If the refund was withdrawn: sellerkit orders release {order}").format(order=order.order_id),
            )
