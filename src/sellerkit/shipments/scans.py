"""`shipments scans`: which waybills the courier has scanned for the first time (揽收), from any sheet that says so, or by hand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.clock import now, to_store
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.sheets import Parsed, Sheet, Value, column
from sellerkit.sheets.cells import identifier, moment
from sellerkit.sheets.text import text_of
from sellerkit.store.exported import known_waybills, note_scans
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, take_all, take_in
from sellerkit.trade.shop import Shop

_NOTHING = frozenset({"", "null", "none", "-", "--", "无", "未揽收", "暂无", "0"})

_PREFIX = re.compile(r"^no\s*[:：]\s*", re.I)


def any_number(value: Value) -> str:
    """A waybill as somebody else's list writes it, without "No:" before it; "" where there is none. Raises CellError for
    one that a spreadsheet program damaged."""
    number = _PREFIX.sub("", identifier(value)).strip()
    return "" if number.lower() in _NOTHING else number


def _scan_time(value: Value) -> datetime.datetime | None:
    """A time, or None where nothing was scanned yet."""
    return None if text_of(value).lower() in _NOTHING else moment(value)


@dataclass(frozen=True, slots=True)
class ScanRow:
    waybill: str
    scanned_at: datetime.datetime | None


SCANS = Sheet(
    ScanRow,
    waybill=column("运单号", "快递单号", "物流单号", "单号", "运单编号", "Waybill", "Tracking Number", "Tracking ID", read=any_number, default=""),
    scanned_at=column("揽收时间", "揽件时间", "收件时间", "首次揽收时间", "实际揽收时间", "揽收扫描时间", "Collected at", "Picked up at", "First scan",
                      read=_scan_time, default=None),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ByHand:
    """What `--scanned` came to."""

    waybills: tuple[str, ...]
    created: int
    changed: int
    batch: int | None
    dry_run: bool


def scanned_by_hand(shop: Shop, waybills: Sequence[str], *, dry_run: bool = False) -> ByHand:
    """These were scanned, now at the latest. Raises InputRejected when one is not ours: then nothing is noted."""
    known = known_waybills(shop.store.db)
    unknown = [waybill for waybill in waybills if waybill.upper() not in known]
    if unknown:
        raise InputRejected(
            _("No parcel of this shop has the waybill {waybills}.").format(waybills=", ".join(unknown)),
            hint=_("`sellerkit orders list --status shipped` shows waybills."),
            code="no-such-waybill",
        )
    mine = tuple(dict.fromkeys(known[waybill.upper()] for waybill in waybills))
    with shop.store.batch("shipments scans", dry_run=dry_run) as batch:
        created, changed = note_scans(batch, {waybill: to_store(now()) for waybill in mine})
        batch.note(created=created)
        if not created + changed:
            batch.drop()
    return ByHand(mine, created, changed, batch.number if created + changed and not dry_run else None, dry_run)


def read_scans(
    shop: Shop, files: Sequence[Path], *, skip_bad_rows: bool = False, dry_run: bool = False
) -> list[FileResult]:
    """Take each sheet in as one batch; rows of waybills that are not ours and rows without a time are passed over."""

    def one(wanted: FileWanted) -> FileResult:
        return take_in(
            shop, wanted, command="shipments scans", read=lambda file: _read(shop, file), save=_save, dry_run=dry_run, skip_bad_rows=skip_bad_rows
        )  # fmt: skip

    return take_all([FileWanted(path, "") for path in files], one, shop)


def _read(shop: Shop, wanted: FileWanted) -> Contents[dict[str, str]]:
    table = SCANS.table_in(wanted.path)
    if missing := {"waybill", "scanned_at"} - set(SCANS.resolve(table)):
        names = " / ".join(SCANS.columns[field].aliases[0] for field in sorted(missing))
        raise InputRejected(
            _("{file} has no column {names}.").format(file=shop.shown(wanted.path), names=names),
            hint=_("It needs 运单号 (or Waybill) and 揽收时间 (or Collected at)."),
            code="missing-column",
        )
    outcome = SCANS.parse(table)
    known = known_waybills(shop.store.db)
    first: dict[str, str] = {}
    for parsed in outcome.good:
        waybill = known.get(parsed.value.waybill.upper())
        if waybill and (at := _stored(parsed, shop)):
            first[waybill] = min(at, first.get(waybill, at))
    cells = {row.number: row.cells for row in table.rows}
    bad = [
        BadRow(p.place.row or 0, cells.get(p.place.row or 0, ()), p.message, (p.place.column,))
        for p in outcome.problems
    ]
    ignored = outcome.ignored + len(outcome.good) - len(first)
    return Contents("first-scans", first, len(outcome.good) + len(bad), ignored, table.sheet, table.headings, bad, outcome.problems)  # fmt: skip


def _stored(parsed: Parsed[ScanRow], shop: Shop) -> str:
    at = parsed.value.scanned_at
    if at is None:
        return ""
    return to_store(at if at.tzinfo else at.replace(tzinfo=shop.zone))


def _save(batch: Batch, contents: Contents[dict[str, str]]) -> Saved:
    created, changed = note_scans(batch, contents.good)
    if not created + changed:
        batch.drop()
    return Saved(created, changed, len(contents.good) - created - changed)
