"""`shipments export`: each marketplace's "mark as shipped" file and 代发 sheets given back, of parcels that were handed over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.clock import from_store, now
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.shipments.export_files import write_upload
from sellerkit.shipments.export_names import marketplace_name, target_of, unknown_courier
from sellerkit.shipments.export_sheet import table_of
from sellerkit.shipments.export_sheets import Given, give_back, sheets_wanted
from sellerkit.shipments.marketplaces import Marketplace, Told, marketplace
from sellerkit.store.exported import Gone, gone, note_exported, order_channels
from sellerkit.trade.order_status import status_word
from sellerkit.trade.shop import Shop

FOLDER = "out/export"
# The parcel went, yet nobody may be told so while the order is in one of these.
_NOT_NOW = ("refunding", "held", "unpaid")
_ENDED = ("closed", "refunded")


@dataclass(frozen=True, slots=True)
class FileOut:
    """One file: for whom (marketplace, "" for a sheet of the shop's own), and the orders in it with courier and waybill."""

    path: Path
    channel: str
    marketplace: str
    told: tuple[tuple[Gone, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written (or would be); `left` counts orders that are in no file, by why."""

    files: tuple[FileOut, ...]
    batch: int | None
    dry_run: bool
    before_pickup: bool
    left: Counter[str]
    problems: tuple[Problem, ...]


def export_shipped(
    shop: Shop, channels: Sequence[str], *, file: Path | None = None, source: Path | None = None,
    before_pickup: bool = False, again: bool = False, dry_run: bool = False,
) -> Exported:  # fmt: skip
    """Write every file that has something new. Raises InputRejected for a channel without orders or a sheet that cannot be
    read, UsageWrong when one file was named and several would be written."""
    _check_channels(shop, channels)
    if source is not None:
        table_of(source)
    rows = gone(shop.store.db, channels)
    left: Counter[str] = Counter()
    problems: list[Problem] = []
    chosen = [one for one in rows if _goes(one, left, problems, before_pickup=before_pickup, again=again)]
    sheets, uploads = sheets_wanted(shop, chosen, rows, source, before_pickup=before_pickup)
    groups = _by_channel(shop, uploads)
    if file is not None and len(groups) + len(sheets) > 1:
        raise UsageWrong(
            _("{count} files would be written, not one.").format(count=len(groups) + len(sheets)),
            hint=_("Name one channel: sellerkit shipments export CHANNEL -o {file}").format(file=file.name),
        )
    written: list[Path] = []
    with shop.store.batch("shipments export", dry_run=dry_run) as batch:
        try:
            files = [
                _upload(shop, channel, market, mine, rows, file, problems, dry_run=dry_run, written=written)
                for channel, market, mine in groups
            ]
            given = [give_back(shop, sheet, _path(shop, sheet.stem, sheet.ending, file), dry_run=dry_run) for sheet in sheets]  # fmt: skip
            made = [one for one in files if one.told] + _sheets(given, problems)
            for out in made:
                note_exported(batch, out.told, shop.shown(out.path))
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise
        fresh = sum(one.told_at is None for out in made for one, _name in out.told)
        batch.note(files=len(made), orders=fresh)
        if not fresh:
            batch.drop()
    number = batch.number if fresh and not dry_run else None
    return Exported(tuple(made), number, dry_run, before_pickup, left, tuple(problems))


def _check_channels(shop: Shop, channels: Sequence[str]) -> None:
    known = order_channels(shop.store.db) | set(shop.config.orders.channels)
    unknown = [channel for channel in channels if channel not in known]
    if unknown:
        raise InputRejected(
            _("No order of this shop has the channel {names}.").format(names=", ".join(unknown)),
            hint=_("Channels here: {names}").format(names=", ".join(sorted(known)) or "–"),
            code="no-such-channel",
        )


def _goes(one: Gone, left: Counter[str], problems: list[Problem], *, before_pickup: bool, again: bool) -> bool:
    """Whether this parcel is told now; why not is counted, and named when a person must look."""
    why = ""
    if one.told_at and not again:
        why = "told"
    elif one.status in _ENDED:
        why = "ended"
    elif one.status in _NOT_NOW:
        why = "not-now"
        message = _("is {status}: it is not marked as shipped").format(status=status_word(one.status))
        hint = _("Settle it first: sellerkit orders list {order}").format(order=one.order_id)
        problems.append(Problem("not-to-be-marked", message, Place(_("order {order}").format(order=one.order_id)), one.waybill, hint))  # fmt: skip
    elif one.closed_at is None and not before_pickup:
        why = "waiting"
    elif one.said in ("shipped", "done") and not again:
        why = "known"
    left[why] += bool(why)
    return not why


def _by_channel(shop: Shop, rows: Sequence[Gone]) -> list[tuple[str, Marketplace, list[Gone]]]:
    groups: dict[str, list[Gone]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in rows:
        groups[one.channel].append(one)
        names[one.channel] = target_of(shop, one)
    return [(channel, marketplace(names[channel]), mine) for channel, mine in groups.items()]


def _upload(
    shop: Shop, channel: str, market: Marketplace, mine: Sequence[Gone], rows: Sequence[Gone], file: Path | None,
    problems: list[Problem], *, dry_run: bool, written: list[Path],
) -> FileOut:  # fmt: skip
    """One marketplace's file; couriers that it does not know and parcels that it has no room for become problems."""
    chosen, mains = Counter(one.order_row for one in mine), _main_parcels(rows, mine)
    told: list[tuple[Gone, str]] = []
    lines: list[Told] = []
    for one in mine:
        name = marketplace_name(shop, one, market)
        if name is None:
            problems.append(unknown_courier(one, market))
            continue
        told.append((one, name[0]))
        if not market.several and mains[one.order_row] != one.parcel_id:
            problems.append(_further(one, market))
            continue
        day = from_store(one.closed_at) if one.closed_at else now()
        complete = one.others < chosen[one.order_row]
        lines.append(Told(one.order_id, one.waybill, name[0], day.astimezone(shop.zone).date(), name[1], complete))
    path = _path(shop, f"{market.stem}-{channel}", market.ending, file)
    if lines and not dry_run:
        written.append(path)
        write_upload(path, market, lines)
    return FileOut(path, channel, market.label, tuple(told), _(market.unproven) if market.unproven else "")


def _main_parcels(rows: Sequence[Gone], mine: Sequence[Gone]) -> dict[int, int]:
    """The parcel of each order that a file with room for one holds: what it was told first."""
    mains: dict[int, int] = {}
    for one in [*sorted((r for r in rows if r.told_at), key=lambda r: r.told_at or ""), *mine]:
        mains.setdefault(one.order_row, one.parcel_id)
    return mains


def _further(one: Gone, market: Marketplace) -> Problem:
    message = _("has a further parcel, {waybill}, for which the file of {marketplace} has no room").format(
        waybill=one.waybill, marketplace=market.label
    )
    hint = _("Add the number by hand on the page of the order.")
    return Problem("further-parcel", message, Place(_("order {order}").format(order=one.order_id)), one.waybill, hint)


def _path(shop: Shop, stem: str, ending: str, file: Path | None) -> Path:
    if file is not None:
        return file
    free = shop.path(FOLDER) / f"{stem}-{now().astimezone(shop.zone):%Y%m%d-%H%M%S}{ending}"
    number = 2
    while free.exists():
        free = free.with_name(f"{stem}-{now().astimezone(shop.zone):%Y%m%d-%H%M%S}-{number}{ending}")
        number += 1
    return free


def _sheets(given: Sequence[Given], problems: list[Problem]) -> list[FileOut]:
    files = []
    for sheet in given:
        problems += sheet.problems
        if sheet.told:
            files.append(FileOut(sheet.path, sheet.channel, "", sheet.told, sheet.note))
    return files
