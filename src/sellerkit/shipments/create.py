"""`shipments create` and `resume`: parcels written down, shown with their price, bought once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sellerkit.base.files import write_text
from sellerkit.base.language import _
from sellerkit.model.order import OrderToPack
from sellerkit.model.shipment import SenderAddress
from sellerkit.shipments.arranging import arranged, remember_merging
from sellerkit.shipments.asking import ask, price_of, refuse_above
from sellerkit.shipments.couriers import checked
from sellerkit.shipments.doubts import never_bought, open_questions
from sellerkit.shipments.handing_in import check_forms, file_word
from sellerkit.shipments.label_files import fetch_missing, labels_missing
from sellerkit.shipments.numbers import short_of_numbers
from sellerkit.shipments.open_parcels import afterwards, open_parcels
from sellerkit.shipments.parcels import Prepared, Ready
from sellerkit.shipments.references import reference_of, sender_of
from sellerkit.shipments.result import Sent, Shipped, of_row
from sellerkit.shipments.sending import Run, send_all
from sellerkit.store.shipments import (
    IN_DOUBT,
    OPEN,
    NewParcel,
    ParcelRow,
    add_parcels,
    attempts,
    parcels,
    set_aside,
    settle_parcel,
)
from sellerkit.trade.refund_gate import refund_gate
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

if TYPE_CHECKING:
    from sellerkit.output import Output


def create_shipments(
    shop: Shop, wanted: Wanted, output: Output, *, max_cost: Decimal | None = None, merge: bool | None = None, dry_run: bool = False
) -> Shipped:  # fmt: skip
    """Buy a waybill for every order that is ready; open doubts of earlier runs are settled first.

    `merge`: orders of one buyer go together where that costs less; None as shop.toml says, False also where this store
    cannot know what its copy bought.

    Raises InputRejected above `max_cost`, ConfigError or UsageWrong before anything is written, ServiceUnreachable when
    no courier was reached.
    """
    sender = sender_of(shop)
    prepared = arranged(
        shop, wanted, merge=shop.config.shipments.merge if merge is None else merge, apart=merge is False
    )
    for note in prepared.notes:
        output.note(note)
    doubts = parcels(shop.store.db, states=IN_DOUBT)
    refuse_above(max_cost, prepared.ready, shop.currency)
    checked(shop, [*(ready.carrier for ready in prepared.ready), *(row.carrier for row in doubts)])
    check_forms(shop, [ready.carrier for ready in prepared.ready])
    short, notes = short_of_numbers(shop, [ready.carrier for ready in prepared.ready])
    for note in notes:
        output.note(note)
    prepared = replace(prepared, problems=(*prepared.problems, *short))
    new = _new_parcels(shop, prepared.ready)
    if dry_run:
        shipped = Shipped(None, True, (*map(of_row, doubts), *map(_planned, prepared.ready, new)))
    elif not new and not doubts:
        shipped = Shipped(None, False, ())
    else:
        ask(output, prepared.ready, len(doubts))
        shipped = _run(shop, "shipments create", sender, output, new=new)
    return _with_the_rest(shop, shipped, prepared)


def resume_shipments(shop: Shop, output: Output, *, not_bought: Sequence[str] = (), dry_run: bool = False) -> Shipped:
    """Settle what earlier runs left open and send what they did not come to; no new order is taken.

    `not_bought` are orders for which a person asked the courier and heard that no waybill exists.
    """
    waiting, answered = parcels(shop.store.db, states=OPEN), open_questions(shop, not_bought)
    checked(shop, [row.carrier for row in waiting])
    check_forms(shop, [row.carrier for row in waiting])
    if dry_run or not (waiting or labels_missing(shop)):
        return Shipped(None, dry_run, tuple(map(of_row, waiting)))
    return _run(shop, "shipments resume", sender_of(shop), output, answered=answered)


def write_paste_lists(shop: Shop, hidden: Sequence[OrderToPack]) -> dict[str, Path]:
    """Order numbers in packing order, one a line and one file a channel, to paste into each platform's own printing page."""
    numbers: dict[str, list[str]] = {}
    for order in hidden:
        numbers.setdefault(order.channel, []).append(order.order_id)
    files = {}
    for channel, mine in numbers.items():
        files[channel] = shop.path("out") / f"platform-orders-{file_word(channel)}.txt"
        write_text(files[channel], "".join(f"{number}\n" for number in mine))
    return files


def _run(
    shop: Shop,
    command: str,
    sender: SenderAddress,
    output: Output,
    *,
    new: Sequence[NewParcel] | None = None,
    answered: Sequence[ParcelRow] = (),
) -> Shipped:
    gate = refund_gate(shop)
    if any(len(parcel.order_rows) > 1 for parcel in new or ()):
        remember_merging(shop)
    with shop.store.long_batch(command) as batch:
        with shop.store.step(batch):
            never_bought(shop, batch, answered)
            set_aside(
                batch, [parcel.id for parcel in new or ()], [row for parcel in new or () for row in parcel.order_rows]
            )
            add_parcels(batch, new or ())
            found = open_parcels(shop, None if new is None else {parcel.id for parcel in new}, gate)
            for row, problem in zip(found.dropped, found.problems, strict=True):
                settle_parcel(batch, row.id, "refused", code=problem.code, problem=problem.message)
        with output.progress(len(found.tasks), _("Parcels")) as bar:
            sent = send_all(Run(shop, batch, sender, found.stock), found.tasks, bar.advance)
        labels = fetch_missing(shop, batch)
        batch.note(parcels=len(sent), **Counter(parcel.state for parcel in sent))
    return Shipped(
        batch.number, False, tuple(sent), problems=(*found.problems, *afterwards(found.tasks, sent, gate), *labels)
    )


def _with_the_rest(shop: Shop, shipped: Shipped, prepared: Prepared) -> Shipped:
    files = {} if shipped.dry_run else write_paste_lists(shop, prepared.hidden)
    problems = prepared.problems + shipped.problems
    price = price_of(prepared.ready)
    return replace(shipped, hidden=prepared.hidden, problems=problems, paste_files=files, price=price)


def _new_parcels(shop: Shop, ready: Collection[Ready]) -> list[NewParcel]:
    tries = attempts(shop.store.db)
    return [
        NewParcel(
            r.parcel_id, reference_of(shop, r.parcel_id, tries.get(r.parcel_id, 1)), r.carrier, r.order_rows, r.facts.carton,
            r.facts.weight_g, r.cost_minor, r.currency, r.pickup or (r.planned.pickup if r.planned else ""), r.planned.position if r.planned else 0,
        )
        for r in ready
    ]  # fmt: skip


def _planned(ready: Ready, new: NewParcel) -> Sent:
    return Sent(new.id, new.reference, ready.order_ids, new.carrier, "planned", "", new.cost_minor, new.currency)
