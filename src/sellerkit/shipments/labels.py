"""`shipments labels`: our own labels in packing order, with masked people; a reprint is never a new waybill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sellerkit.base.clock import from_store, now, to_store
from sellerkit.base.language import _
from sellerkit.base.privacy import mask_address, mask_name, mask_phone
from sellerkit.base.problems import Place, Problem
from sellerkit.model.order import STATUSES, Buyer, OrderToPack
from sellerkit.output.labels import LabelToPrint, Party, write_labels
from sellerkit.shipments.adopted import is_platform
from sellerkit.shipments.open_parcels import pull
from sellerkit.shipments.references import sender_of
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.plans import current_plan
from sellerkit.store.shipments import ParcelRow, mark_printed, parcels
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

# Orders whose parcel goes out, or went.
GOING = ("shipped", "done")


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed. `pulled` are labels that must not go out: their orders were closed, refunded or held since."""

    file: Path | None
    labels: int
    reprinted: int
    batch: int | None
    dry_run: bool
    problems: tuple[Problem, ...]


def print_labels(
    shop: Shop,
    wanted: Wanted,
    file: Path | None,
    *,
    again: bool = False,
    reverse: bool = False,
    size: str | None = None,
    dry_run: bool = False,
) -> Printed:
    """Write the labels of every confirmed parcel that was not printed yet; `again` takes the printed ones too."""
    pile = _pile(shop, wanted, again)
    gone = [pull(row.waybill, order) for row, order in pile if order.status not in GOING]
    pile = [(row, order) for row, order in pile if order.status in GOING][: wanted.limit]
    if reverse:
        pile.reverse()
    path = file or shop.path("out") / f"labels-{now().astimezone(shop.zone):%Y%m%d-%H%M%S}.pdf"
    reprinted = sum(row.printed_at is not None for row, _order in pile)
    if not pile:
        return Printed(None, 0, 0, None, dry_run, tuple(gone))
    found = _written(shop, path, pile, size, dry_run)
    fresh = [row.id for row, _order in pile if row.printed_at is None]
    number = None if dry_run or not fresh else _note(shop, fresh, reprinted)
    return Printed(path, len(pile), reprinted, number, dry_run, (*gone, *found))


def _pile(shop: Shop, wanted: Wanted, again: bool) -> list[tuple[ParcelRow, OrderToPack]]:
    """Parcels with their orders as they are packed: by the plan, without one those due first."""
    chosen = replace(wanted, statuses=wanted.statuses or STATUSES, due=None, limit=None)
    orders = {order.id: order for order in orders_to_pack(shop.store.db, chosen, today=now())}
    until = to_store(now() + wanted.due) if wanted.due is not None else None
    position = {planned.order_row: planned.position for planned in current_plan(shop.store.db)}
    pile = [
        (row, orders[row.order_rows[0]])
        for row in parcels(shop.store.db, states=("confirmed",), order_rows=list(orders))
        if not is_platform(row.carrier) and (again or row.printed_at is None)
    ]
    pile = [(row, order) for row, order in pile if until is None or (order.ship_by or "") <= until]
    return sorted(pile, key=lambda pair: position.get(pair[1].id, 1 << 60))


def _written(
    shop: Shop, path: Path, pile: Sequence[tuple[ParcelRow, OrderToPack]], size: str | None, dry_run: bool
) -> list[Problem]:
    """Write the file (a dry run writes it where nobody looks) and say what is not as it should be on it."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / path.name if dry_run else path
        found = write_labels(
            target, _labels(shop, pile), size=size or shop.config.shipments.label, practice=shop.practice
        )
    return [
        Problem(f.code, f.message or f.characters, Place(_("order {order}").format(order=f.order_id)), f.characters)
        for f in found
    ]


def _note(shop: Shop, fresh: Sequence[int], reprinted: int) -> int:
    with shop.store.batch("shipments labels") as batch:
        mark_printed(batch, fresh)
        batch.note(labels=len(fresh) + reprinted, reprinted=reprinted)
    return batch.number


def _labels(shop: Shop, pile: Sequence[tuple[ParcelRow, OrderToPack]]) -> list[LabelToPrint]:
    sender, plan = sender_of(shop), {p.order_row: p for p in current_plan(shop.store.db)}
    stock = stock_of(shop.store.db, today=now().astimezone(shop.zone).date())
    made = []
    for row, order in pile:
        planned = plan.get(order.id)
        contents = tuple(f"{stock[line.sku].item.name or line.sku} × {line.quantity}" for line in order.items)
        pickup = from_store(row.pickup).astimezone(shop.zone).strftime("%H:%M") if row.pickup else ""
        made.append(
            LabelToPrint(
                row.order_ids, row.waybill, row.carrier, _party(order.buyer or Buyer()),
                Party(mask_name(sender.name), mask_phone(sender.phone), sender.address), route=row.route, contents=contents,
                wave=str(planned.wave) if planned else "", station=str(planned.station) if planned else "",
                position=str(planned.position if planned else row.position or ""),
                service=" ".join(filter(None, (row.carton, pickup))), note="",
            )
        )  # fmt: skip
    return made


def _party(buyer: Buyer) -> Party:
    return Party(mask_name(buyer.name), mask_phone(buyer.phone), mask_address(buyer.address))
