"""Correct the quantity of one item, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sellerkit.base.clock import today
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.model.item import ItemStock, Lot, LotStock
from sellerkit.stock.rules import wanted_change
from sellerkit.stock.units import GRAM, shown_quantity
from sellerkit.store.counting import used_up_lots
from sellerkit.store.stock import Take, add_movements, all_skus
from sellerkit.trade.allocation import allocate
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a correction did: the item before and after, and its batch (None when nothing had to change or it was a try)."""

    before: ItemStock
    after: ItemStock
    change: int
    reason: str
    batch: int | None
    dry_run: bool
    lots: tuple[tuple[Lot | None, int], ...] = ()
    """What changed of each lot; None for stock without one."""


def adjust(shop: Shop, sku: str, text: str, *, reason: str, lot: str | None, dry_run: bool) -> Adjustment:
    """Add, take or state a quantity. Raises UsageWrong for a quantity that is none, InputRejected below zero."""
    if not reason.strip():
        raise UsageWrong(_("Say why: --reason TEXT."), hint=_('For example --reason "broken in the store".'))
    before = item_in_stock(shop, sku)
    lots = before.takeable if lot is None else (_lot_of(shop, before, lot),)
    there = sum(one.on_hand for one in lots)
    change = _change(text, before, there)
    if there + change < 0:
        raise InputRejected(
            _("{sku} has {there}; {change} would leave less than nothing.").format(
                sku=sku, there=_shown(before, there), change=_shown(before, change)
            ),
            hint=_("Take at most what is there, or state what is there without a sign."), code="stock-negative",
        )  # fmt: skip
    if not change:
        return Adjustment(before, before, 0, reason, None, dry_run)
    with shop.store.batch("stock adjust", dry_run=dry_run) as batch:
        # A count that was begun before must know whether goods came or went, or whether the books were set right.
        batch.note(sku=sku, change=change, reason=reason, stated=int(text.strip()[0] not in "+-−－"))
        takes = _takes(before, lots, change, lot is not None, shop)
        add_movements(batch, "adjust", takes, reason=reason.strip())
        after = item_in_stock(shop, sku)
    known = {one.lot_id: one.lot for one in lots if one.lot_id is not None}
    changed = tuple((known.get(lot_id or 0), quantity) for _item, lot_id, quantity in takes)
    return Adjustment(before, after, change, reason, None if dry_run else batch.number, dry_run, changed)


def item_in_stock(shop: Shop, sku: str) -> ItemStock:
    """The item with this SKU. Raises InputRejected that names the nearest one there is."""
    found = stock_of(shop.store.db, [sku], today=today(shop.zone)).get(sku)
    if found is None:
        near = nearest(sku, all_skus(shop.store.db))
        raise InputRejected(
            _("There is no item {sku}.").format(sku=sku),
            hint=_("Did you mean {name}?").format(name=near)
            if near
            else _("See all of them with `sellerkit stock list`."),
            code="unknown-sku",
        )
    return found


def _lot_of(shop: Shop, stock: ItemStock, lot: str) -> LotStock:
    """The lot, also one that is used up: some of it may be found again."""
    if not any(lot in (one.lot.code, one.lot.expires) for one in stock.lots):
        used_up = [one for one in used_up_lots(shop.store.db, stock.item_id) if lot in (one.lot.code, one.lot.expires)]
        stock = replace(stock, lots=(*stock.lots, *used_up))
    return the_lot(stock, lot)


def the_lot(stock: ItemStock, lot: str) -> LotStock:
    """The lot with this code, else the one that expires on this day. Raises InputRejected with the lots there are."""
    found = [one for one in stock.lots if one.lot.code == lot] or [one for one in stock.lots if one.lot.expires == lot]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.lot.code or '–'} ({one.lot.expires or '–'})" for one in stock.lots) or "–"
    if found:
        message = _("{sku} has several lots {lot}.").format(sku=stock.item.sku, lot=lot)
        hint = _("Name it by its expiry date. Its lots are: {names}").format(names=names)
        raise InputRejected(message, hint=hint, code="unknown-lot")
    message = _("{sku} has no lot {lot}.").format(sku=stock.item.sku, lot=lot)
    raise InputRejected(message, hint=_("Its lots are: {names}").format(names=names), code="unknown-lot")


def _change(text: str, stock: ItemStock, there: int) -> int:
    try:
        return wanted_change(text, stock.item, there)
    except ValueError:
        example = "+2斤" if stock.item.unit == GRAM else "+3"
        raise UsageWrong(
            _("{text} is not a quantity of {sku}.").format(text=text, sku=stock.item.sku),
            hint=_(
                "Write {example} to add, the same with a minus to take, or without a sign to state what is there."
            ).format(example=example),
        ) from None


def _takes(stock: ItemStock, lots: Sequence[LotStock], change: int, of_lot: bool, shop: Shop) -> list[Take]:
    """More belongs to the named lot, else to none; less is taken from the lots that expire first, expired ones too."""
    if change > 0:
        return [(stock.item_id, lots[0].lot_id if of_lot else None, change)]
    taken = allocate(lots, -change, today(shop.zone), expired_too=True).taken
    return [(stock.item_id, lot_id, -quantity) for lot_id, quantity in taken]


def _shown(stock: ItemStock, quantity: int) -> str:
    return shown_quantity(quantity, stock.item)
