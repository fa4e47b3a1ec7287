"""A set from a sheet that is older than the parcels: it would put sold goods back on the shelf, and says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from sellerkit.base.clock import fixed_now, to_store
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.store.sold_goods import PutBack, sold_and_set
from sellerkit.store.store import Batch

_DATED = re.compile(r"(?<!\d)(20\d\d)(?:年|[-_.])?(\d{1,2})(?:月|[-_.])?(\d{1,2})(?!\d)")
SHOWN = 8


@dataclass(frozen=True, slots=True)
class SheetDate:
    """When a sheet was made: nothing before `start` is news to it, everything after `end` is."""

    start: datetime | None
    end: datetime | None


def sheet_date(path: Path, zone: tzinfo) -> SheetDate:
    """The day in the file's name (库存2026-11-09.xlsx, stock_20261109.csv), else the time when the file was last changed."""
    if found := _DATED.search(path.stem):
        try:
            day = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone)
            return SheetDate(day, datetime.combine(day.date() + timedelta(days=1), time(), zone))
        except ValueError:
            pass
    # A fixed clock and the computer's own cannot be compared.
    if fixed_now() is not None or not path.exists():
        return SheetDate(None, None)
    # A file may be older than its time says (it was copied or sent), never younger.
    return SheetDate(None, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def put_back(batch: Batch, path: Path, zone: tzinfo, since: int, source: str) -> list[tuple[PutBack, bool]]:
    """Each item that this set made more although parcels took of it since the last, and whether it is surely wrong.

    Surely: the sheet is older than a parcel, or states what was there before the parcels left.
    """
    dated = sheet_date(path, zone)
    found = sold_and_set(batch, since, source, out_from=to_store(dated.start) if dated.start else "")
    end = to_store(dated.end) if dated.end else "9"
    return [(one, one.last_out >= end or one.after == one.last) for one in found]


def as_data(found: Sequence[tuple[PutBack, bool]]) -> list[dict[str, object]]:
    """The key `put_back` of --json; quantities in the item's unit."""
    return [
        {"sku": one.sku, "before": one.before, "after": one.after, "sold": one.sold, "certain": certain}
        for one, certain in found
    ]


def problems_of(found: Sequence[tuple[PutBack, bool]], place: Place) -> tuple[Problem, ...]:
    """One problem for each item of which sold goods are surely put back."""
    return tuple(
        Problem(
            "sold-goods-back",
            _("{sku}: {before} → {after}, although {sold} left in parcels since it was set; the sheet does not know of them").format(
                sku=one.sku, before=one.before, after=one.after, sold=one.sold
            ),
            Place(place.file, place.sheet, one.row, place.column), str(one.after), _hint(),
        )
        for one, certain in found
        if certain
    )  # fmt: skip


def note_of(file: str, items: Sequence[Mapping[str, object]]) -> str:
    """A sentence about items that may be new goods or sold ones; "" when there are none."""
    doubtful = [one for one in items if not one["certain"]]
    if not doubtful:
        return ""
    shown = ", ".join(
        _("{sku} {before} → {after} ({sold} sold)").format(
            sku=one["sku"], before=one["before"], after=one["after"], sold=one["sold"]
        )
        for one in doubtful[:SHOWN]
    ) + (", …" if len(doubtful) > SHOWN else "")  # fmt: skip
    text = _("{file} states more than is in the books of items that left in parcels since the last set: {items}.")
    return " ".join((text.format(file=file, items=shown), _hint()))


def _hint() -> str:
    return _(
        "If the sheet was made before those parcels left, undo it (`sellerkit undo`), then take what came in with --as add, "
        "or count the shelf with `sellerkit stock count`."
    )
