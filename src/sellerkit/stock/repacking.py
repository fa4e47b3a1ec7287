"""Pack goods into other units: a sack into bags. Lot, dates, origin and cost go with them; the weights must add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.base.clock import today
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.model.item import ItemStock, Lot, LotStock
from sellerkit.stock.adjusting import item_in_stock, the_lot
from sellerkit.stock.lot_rules import currency_of, next_out
from sellerkit.stock.repack_rules import Packed, Packing, Part, losses, packed_from
from sellerkit.stock.repack_words import Into, Loss, into_of, loss_of, source_quantity, weighed
from sellerkit.stock.units import shown_quantity
from sellerkit.store.lot_costs import lot_costs, receive
from sellerkit.store.stock import add_movements
from sellerkit.store.store import Batch
from sellerkit.trade.allocation import allocate
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of one lot of the source (Lot() for stock without a lot), and what it cost."""

    lot: LotStock
    quantity: int
    cost_minor: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class NewGoods:
    """What comes into one lot of a target; `lot` is None for stock without a lot."""

    into: ItemStock
    lot: Lot | None
    quantity: int
    cost_minor: int | None


@dataclass(frozen=True, slots=True)
class Repacked:
    """What a repacking did. `taken` and `loss` are in the source's unit, `loss_text` as it is shown."""

    before: ItemStock
    after: ItemStock
    taken: Sequence[Taken]
    loss: Loss
    goods: Sequence[NewGoods]
    currency: str | None
    batch: int | None
    dry_run: bool


def repack(
    shop: Shop, sku: str, text: str, *, into: Sequence[str], loss: str, lot: str | None, dry_run: bool
) -> Repacked:
    """Take goods of the source first expired first out and put what was packed of them on the shelves, as one batch.

    Raises UsageWrong for words that are no quantity, InputRejected when the weights do not add up or too little is there.
    """
    source = item_in_stock(shop, sku)
    quantity = source_quantity(text, source.item)
    wanted = [into_of(word, lambda one: item_in_stock(shop, one), source.item) for word in into]
    lost = loss_of(loss, source.item)
    weighed(source.item, quantity, wanted, lost)
    taken = _taken(shop, source, quantity, lot)
    currency = _one_currency(taken)
    parts = [Part(one.quantity, one.cost_minor) for one in taken]
    packed = packed_from(parts, [Packing(one.count, one.each_g) for one in wanted])
    with shop.store.batch("stock repack", dry_run=dry_run) as batch:
        batch.note(sku=sku, taken=quantity, loss=lost.units, into=", ".join(one.text for one in wanted))
        _take(batch, source, taken, losses(parts, lost.units), wanted)
        goods = [_receive(batch, one, wanted, taken, currency, source) for one in packed]
        after = item_in_stock(shop, sku)
    return Repacked(source, after, taken, lost, goods, currency, None if dry_run else batch.number, dry_run)


def _taken(shop: Shop, source: ItemStock, quantity: int, lot: str | None) -> list[Taken]:
    """First expired first out, and nothing that has expired already."""
    lots = source.takeable if lot is None else (the_lot(source, lot),)
    found = allocate(lots, quantity, today(shop.zone))
    if found.short:
        there = shown_quantity(quantity - found.short, source.item)
        raise InputRejected(
            _("{sku} has {there} that can be repacked, not {wanted}.").format(
                sku=source.item.sku, there=there, wanted=shown_quantity(quantity, source.item)
            ),
            hint=_("What has expired is never repacked. See the lots with `sellerkit stock list {sku}`.").format(
                sku=source.item.sku
            ),
            code="too-little-stock",
        )  # fmt: skip
    by_id = {one.lot_id: one for one in lots}
    costs = lot_costs(shop.store.db, [lot_id for lot_id, _part in found.taken if lot_id is not None])
    return [
        Taken(by_id[lot_id], part, next_out(by_id[lot_id], cost, source.item, part), currency_of(cost, source.item))
        for lot_id, part in found.taken
        for cost in [costs.get(lot_id or 0)]
    ]


def _one_currency(taken: Sequence[Taken]) -> str | None:
    found = {one.currency for one in taken if one.cost_minor is not None}
    if len(found) > 1:
        raise InputRejected(
            _("These lots were bought in several currencies: {names}").format(names=", ".join(sorted(map(str, found)))),
            hint=_("Repack them one after the other, each with --lot."),
            code="several-currencies",
        )
    return next(iter(found), None)


def _take(batch: Batch, source: ItemStock, taken: Sequence[Taken], lost: Sequence[int], into: Sequence[Into]) -> None:
    reason = "→ " + ", ".join(one.text for one in into)
    packed = [(source.item_id, one.lot.lot_id, part - one.quantity) for one, part in zip(taken, lost, strict=True)]
    add_movements(batch, "repack", packed, reason=reason)
    gone = [(source.item_id, one.lot.lot_id, -part) for one, part in zip(taken, lost, strict=True)]
    add_movements(batch, "loss", gone, reason=reason)


def _receive(
    batch: Batch, packed: Packed, into: Sequence[Into], taken: Sequence[Taken], currency: str | None, source: ItemStock
) -> NewGoods:
    target, part = into[packed.into].stock, taken[packed.part]
    lot: Lot | None = part.lot.lot
    if part.lot.lot_id is None:
        # Stock without a lot gets one when it has a cost to carry: nowhere else would it be kept to the cent.
        lot = None if packed.cost_minor is None else Lot(f"R{batch.number}")
    lot_id = None
    if lot is not None:
        lot_id = receive(batch, target.item_id, lot, packed.count, packed.cost_minor, currency)
    add_movements(batch, "repack", [(target.item_id, lot_id, packed.count)], reason=f"← {source.item.sku}")
    return NewGoods(target, lot, packed.count, packed.cost_minor)
