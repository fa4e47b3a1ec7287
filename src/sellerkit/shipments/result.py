"""What came of a run: every parcel with its state, and what a person must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.model.order import OrderToPack
from sellerkit.store.shipments import HANDED_IN, ParcelRow

WAITING = HANDED_IN


@dataclass(frozen=True, slots=True)
class Sent:
    """One parcel after the run; `state` is planned (a dry run), confirmed, refused, unknown or waiting."""

    parcel_id: int
    reference: str
    order_ids: tuple[str, ...]
    carrier: str
    state: str
    waybill: str = ""
    cost_minor: int | None = None
    currency: str = ""
    problem_code: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Shipped:
    """`hidden` are orders to print on the platform's own page, in packing order; `price` minor units by currency."""

    batch: int | None
    dry_run: bool
    parcels: tuple[Sent, ...]
    hidden: tuple[OrderToPack, ...] = ()
    problems: tuple[Problem, ...] = ()
    paste_files: Mapping[str, Path] = field(default_factory=dict)
    price: Mapping[str, int] = field(default_factory=dict)


def of_row(row: ParcelRow) -> Sent:
    """A parcel as the store has it; one without an answer is waiting or unknown."""
    state = {"planned": "waiting", "intended": "unknown"}.get(row.state, row.state)
    problem = row.problem
    if row.state == "intended" and row.problem_code == WAITING:
        state, problem = "waiting", waiting_in(row.problem)
    return Sent(
        row.id,
        row.reference,
        row.order_ids,
        row.carrier,
        state,
        row.waybill,
        row.cost_minor,
        row.currency,
        row.problem_code,
        problem,
    )


def waiting_in(file: str) -> str:
    """What is to be done with the workbook in which a parcel stands."""
    return _("in {file}: give it to the courier and adopt its answer").format(file=file)
