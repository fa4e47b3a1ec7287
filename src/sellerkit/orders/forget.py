"""`orders forget`: buyers of old, finished orders erased from the store, our backups and the files that were made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sellerkit.base.clock import now, to_store
from sellerkit.base.files import cannot_write
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.orders.papers import made_before, mentions, papers, tells_nothing
from sellerkit.store.forgetting import Forgettable, copies_beside, erase, erase_in_copy, forgettable, kept_orders
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class CopyErased:
    """A backup and how many buyers were erased in it."""

    file: str
    buyers: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be erased, decided before anybody is asked. `copies` are those with such buyers in them."""

    before: datetime
    found: Forgettable
    copies: tuple[CopyErased, ...]
    files: tuple[Path, ...]
    left: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not (self.found.buyers or self.files or any(copy.buyers for copy in self.copies))


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was erased. `batch` is None in a dry run or when the store had nobody to forget."""

    batch: int | None
    plan: Plan
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    dry_run: bool


def plan_forgetting(shop: Shop, older_than: timedelta) -> Plan:
    """Who and what is meant by orders that were placed longer ago than that."""
    before = now() - older_than
    stored = to_store(before)
    found = forgettable(shop.store.db, stored)
    known = kept_orders(shop.store.db, stored)
    copies = [CopyErased(shop.shown(path), erase_in_copy(path, stored, known, dry_run=True)) for path in _copies(shop)]
    words = {word for person in found.people for word in person.words if len(word) > 1}
    found_papers = papers(shop.folder)
    files = [path for path in found_papers if made_before(path, before, shop.zone) or mentions(path, words)]
    gone = {path.resolve() for path in files}
    unsure = (
        [path for path in found_papers if path.resolve() not in gone and tells_nothing(path)] if found.printed else []
    )
    left = [name for name in found.files if (path := shop.path(name)).is_file() and path.resolve() not in gone]
    return Plan(
        before, found, tuple(copy for copy in copies if copy.buyers), tuple(files), (*left, *map(shop.shown, unsure))
    )


def forget(shop: Shop, plan: Plan, *, dry_run: bool = False) -> Forgotten:
    """Erase what the plan says. Files and backups first: when one is held open, the store still knows whom to look for."""
    problems = tuple(_still_open(plan.found.open_orders))
    shown = tuple(shop.shown(path) for path in plan.files)
    if dry_run:
        return Forgotten(None, plan, shown, problems, True)
    for path in plan.files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise cannot_write(path, error) from error
    stored = to_store(plan.before)
    known = kept_orders(shop.store.db, stored)
    for copy in _copies(shop):
        erase_in_copy(copy, stored, known)
    return Forgotten(erase(shop.store, stored) or None, plan, shown, problems, False)


def _copies(shop: Shop) -> list[Path]:
    return copies_beside(shop.store.path, [shop.path("backups")])


def _still_open(orders: Sequence[str]) -> list[Problem]:
    if not orders:
        return []
    return [
        Problem(
            "still-open",
            _("Orders of that age that are still open keep their buyers: {orders}.").format(
                orders=", ".join(orders[:10]) + (" …" if len(orders) > 10 else "")
            ),
            Place(""),
            "",
            _("Ship, cancel or refund them, then run it again."),
        )
    ]
