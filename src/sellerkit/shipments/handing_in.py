"""Parcels of a courier that takes a workbook: written into it once, and waiting until its answer is read.

A parcel's intent and the name of its workbook are on disk before the workbook is. A run that is killed between the two
writes the same file with the same rows again; once it is written, no parcel comes into another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sellerkit.base.language import _
from sellerkit.model.shipment import ParcelToSend
from sellerkit.net.jobs import request_hash
from sellerkit.net.recovery import ASK
from sellerkit.shipments.doubts import maybe_elsewhere
from sellerkit.shipments.import_columns import values_of
from sellerkit.shipments.import_form import check_form, write_import_workbook
from sellerkit.shipments.numbers import SERVICE
from sellerkit.shipments.references import to_send
from sellerkit.shipments.result import WAITING, Sent, of_row, waiting_in
from sellerkit.store.courier_journal import elsewhere, saved_values, write_events
from sellerkit.store.import_files import FILE, NUMBER, keep_in_file
from sellerkit.store.shipments import IN_DOUBT, settle_parcel
from sellerkit.trade.shop import Shop

if TYPE_CHECKING:
    from sellerkit.shipments.sending import Run, Task


def takes_workbook(shop: Shop, name: str) -> bool:
    """Whether this courier is given its parcels in a workbook."""
    table = shop.config.carriers.get(name)
    return table is not None and table.service == SERVICE and table.waybills == "workbook"


def check_forms(shop: Shop, names: Iterable[str]) -> None:
    """Raises ConfigError when the workbook of one of these couriers could not be written."""
    for name in dict.fromkeys(names):
        if takes_workbook(shop, name):
            check_form(shop, name, shop.config.carriers[name])


def file_word(name: str) -> str:
    """A key of shop.toml as part of a file's name, on every system."""
    return re.sub(r'[\\/:*?"<>|\s]+', "_", name)


def hand_in(run: Run, tasks: Sequence[Task], name: str, advance: Callable[[], None]) -> list[Sent]:
    """Write the workbook of those parcels that are in none yet; every parcel waits for the courier's answer."""
    kept = saved_values(run.shop.store.db, [task.row.reference for task in tasks])
    missed = elsewhere(run.shop.store)
    fresh: list[Task] = []
    unfinished: dict[str, list[Task]] = defaultdict(list)
    asked: list[Task] = []
    for task in tasks:
        file = kept.get(task.row.reference, {}).get(FILE, "") if task.row.state in IN_DOUBT else ""
        if file and task.row.problem_code != WAITING:
            unfinished[file].append(task)
        elif not file and (task.row.state in IN_DOUBT or maybe_elsewhere(task.row, missed)):
            asked.append(task)
        elif not file:
            fresh.append(task)
    _ask(run, asked, name)
    for file, mine in unfinished.items():
        _write(run, mine, name, file, {task.row.reference: kept[task.row.reference][NUMBER] for task in mine})
    if fresh:
        file = f"out/{file_word(name)}-import-{run.batch.number}.xlsx"
        numbers = _numbers(fresh)
        _intend(run, fresh, name, file, numbers)
        _write(run, fresh, name, file, numbers)
    written = {task.row.id: file for file, mine in unfinished.items() for task in mine}
    written |= {task.row.id: file for task in fresh}
    for _task in tasks:
        advance()
    return [_sent(task, task in asked, written.get(task.row.id) or kept.get(task.row.reference, {}).get(FILE, "")) for task in tasks]  # fmt: skip


def _numbers(tasks: Sequence[Task]) -> dict[str, str]:
    """Reference → the number in the workbook: the order's own, for a later try one that the courier has never seen."""
    found: dict[str, str] = {}
    for task in tasks:
        row = task.row
        number = row.order_ids[0] if row.attempt == 1 else f"{row.order_ids[0]}-{row.attempt}"
        found[row.reference] = row.reference if number in found.values() else number
    return found


def _intend(run: Run, tasks: Sequence[Task], name: str, file: str, numbers: Mapping[str, str]) -> None:
    with run.shop.store.step(run.batch):
        hashes = {task.row.reference: request_hash(name, _parcel(run, task)) for task in tasks}
        write_events(run.batch, [(ref, name, "intent", hashed, "", "", "") for ref, hashed in hashes.items()])
        keep_in_file(run.batch, file, numbers.items())
        for task in tasks:
            settle_parcel(run.batch, task.row.id, "intended")


def _write(run: Run, tasks: Sequence[Task], name: str, file: str, numbers: Mapping[str, str]) -> None:
    table = run.shop.config.carriers[name]
    rows = [values_of(_parcel(run, task), task.order, numbers[task.row.reference], table.fixed) for task in tasks]
    write_import_workbook(run.shop, name, table, run.shop.path(file), rows)
    with run.shop.store.step(run.batch):
        for task in tasks:
            settle_parcel(run.batch, task.row.id, "intended", code=WAITING, problem=file)


def _ask(run: Run, tasks: Sequence[Task], name: str) -> None:
    """Another copy of the store, or another way to this courier, may have given it these parcels: a person finds out."""
    if not tasks:
        return
    with run.shop.store.step(run.batch):
        new = [task.row.reference for task in tasks if not task.row.intended_at]
        write_events(run.batch, [(ref, name, "intent", "", "", "", "") for ref in new])
        for task in tasks:
            write_events(run.batch, [(task.row.reference, name, "unknown", "", "", ASK, "")])
            settle_parcel(run.batch, task.row.id, "unknown", code=ASK, problem=_ask_words())


def _ask_words() -> str:
    return _("This parcel may be in another workbook already: ask the courier whether a waybill exists for this order.")


def _parcel(run: Run, task: Task) -> ParcelToSend:
    return to_send(task.order, task.row.id, task.row.reference, task.row.weight_g, run.stock, run.sender)


def _sent(task: Task, asked: bool, file: str) -> Sent:
    if asked:
        return replace(of_row(task.row), state="unknown", problem_code=ASK, problem=_ask_words())
    return replace(of_row(task.row), state="waiting", problem_code=WAITING, problem=waiting_in(file))
