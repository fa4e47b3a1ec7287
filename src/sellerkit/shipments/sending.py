"""Send parcels that are written down: one courier after the other, every answer kept the moment it is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sellerkit.base.errors import ServiceUnreachable
from sellerkit.base.journal import Answer, Intent
from sellerkit.model.item import ItemStock
from sellerkit.model.order import OrderToPack
from sellerkit.model.shipment import Label, SenderAddress
from sellerkit.net.connection import Connection
from sellerkit.net.jobs import Job, Result, request_hash
from sellerkit.net.sender import send
from sellerkit.shipments.carriers.contract import Carrier
from sellerkit.shipments.couriers import line_to
from sellerkit.shipments.doubts import maybe_elsewhere
from sellerkit.shipments.handing_in import hand_in, takes_workbook
from sellerkit.shipments.references import to_send
from sellerkit.shipments.result import Sent, of_row
from sellerkit.shipments.shelves import Take
from sellerkit.store.courier_journal import StoreJournal, elsewhere, saved_values
from sellerkit.store.orders import mark_shipped
from sellerkit.store.shipments import ParcelRow, settle_parcel
from sellerkit.store.stock import ship_out
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Task:
    """One parcel to send: as it was written down, its order, the goods it takes and what is missing of them.

    `doubt` is how long ago a waybill may have been bought for it, None when surely none was; `wanted` is False when its
    order must not go any more.
    """

    row: ParcelRow
    order: OrderToPack
    takes: tuple[Take, ...]
    missing: tuple[str, ...]
    doubt: timedelta | None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """What all parcels of one run share."""

    shop: Shop
    batch: Batch
    sender: SenderAddress
    stock: Mapping[str, ItemStock]


def send_all(run: Run, tasks: Sequence[Task], advance: Callable[[], None]) -> list[Sent]:
    """Send every task; results come in the order of the tasks.

    Raises ServiceUnreachable when no courier at all was reached, KeyboardInterrupt after a clean stop.
    """
    by_carrier: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_carrier[task.row.carrier].append(task)
    sent: dict[int, Sent] = {}
    unreached: list[ServiceUnreachable] = []
    for name, mine in by_carrier.items():
        if takes_workbook(run.shop, name):
            sent |= {one.parcel_id: one for one in hand_in(run, mine, name, advance)}
            continue
        try:
            with line_to(run.shop, name) as (carrier, connection):
                sent |= {one.parcel_id: one for one in _send(run, mine, name, carrier, connection, advance)}
        except ServiceUnreachable as error:
            unreached.append(error)
            rows = [replace(of_row(task.row), problem_code="unreachable", problem=error.message) for task in mine]
            sent |= {row.parcel_id: row for row in rows}
    if unreached and len(unreached) == len(by_carrier):
        raise unreached[0]
    return [sent[task.row.id] for task in tasks]


def _send(
    run: Run, tasks: Sequence[Task], name: str, carrier: Carrier, connection: Connection, advance: Callable[[], None]
) -> list[Sent]:
    by_reference = {task.row.reference: task for task in tasks}
    labels: dict[str, Label] = {}

    def heard(result: Result) -> None:
        if result.label:
            labels[result.reference] = result.label
        advance()

    def settle(answer: Answer) -> None:
        _settle(run.batch, by_reference[answer.reference], answer, labels.get(answer.reference), name)

    ids = {reference: task.row.id for reference, task in by_reference.items()}
    missed = elsewhere(run.shop.store)
    unsure = {reference for reference, task in by_reference.items() if maybe_elsewhere(task.row, missed)}
    journal = StoreJournal(run.shop.store, run.batch, name, ids, settle, unsure)
    saved = saved_values(run.shop.store.db, by_reference)
    jobs = [_job(run, task, saved.get(task.row.reference, {})) for task in tasks]
    # A parcel that another copy may have bought gets its own intent: from now on it is a doubt of ours.
    copied = [job for job, task in zip(jobs, tasks, strict=True) if job.recover and not task.row.intended_at]
    if copied:
        hashes = [(job.parcel.reference, request_hash(carrier.name, job.parcel)) for job in copied]
        journal.intend([Intent(reference, carrier.name, hashed) for reference, hashed in hashes])
    results = send(jobs, carrier, connection, journal, on_result=heard)
    return [_sent(by_reference[result.reference].row, result) for result in results]


def _job(run: Run, task: Task, saved: Mapping[str, str]) -> Job:
    row = task.row
    parcel = to_send(task.order, row.id, row.reference, row.weight_g, run.stock, run.sender)
    return Job(
        parcel,
        recover=task.doubt is not None,
        age=task.doubt,
        request_hash=row.request_hash,
        saved=saved,
        wanted=task.wanted,
    )


def _settle(batch: Batch, task: Task, answer: Answer, label: Label | None, carrier: str) -> None:
    """Parcel, stock and order change together, in the transaction that keeps the answer."""
    row = task.row
    state = {"waiting": "planned"}.get(answer.outcome, answer.outcome)
    route = label.route if label else ""
    settle_parcel(batch, row.id, state, waybill=answer.waybill, route=route, code=answer.code, problem=answer.detail,
                  label_url=label.file if label else "")  # fmt: skip
    if answer.outcome == "confirmed":
        ship_out(batch, row.id, task.takes)
        for order_row in row.order_rows:
            mark_shipped(batch, order_row, answer.waybill, carrier, batch.at)


def _sent(row: ParcelRow, result: Result) -> Sent:
    waybill = result.label.waybill if result.label else ""
    return replace(of_row(row), state=result.state, waybill=waybill, problem_code=result.code, problem=result.detail)
