"""`shipments bill`: a courier's bill checked line by line against what was packed and what the rate card says."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sellerkit.base.clock import to_store
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.base.nearest import nearest
from sellerkit.shipments.bill_book import write_answer
from sellerkit.shipments.bill_prices import Prices
from sellerkit.shipments.bill_rules import BillLine, Judged, OurParcel, judge
from sellerkit.shipments.bill_sheet import Bill, read_bill
from sellerkit.shipments.export_names import named, trade_name
from sellerkit.store.bills import BilledParcel, EarlierLine, NewLine, billed_parcels, earlier_lines, save_bill, unbilled
from sellerkit.store.exported import note_scans, scanned
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, take_all, take_in
from sellerkit.trade.shop import Shop

FOLDER = "out/bills"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """One bill, checked. `missing` are parcels of its period that it does not name: (waybill, order numbers)."""

    carrier: str
    currency: str
    bill: Bill
    judged: tuple[Judged, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    file: str
    answer: Path | None = None
    same: bool = False
    batch: int | None = None

    @property
    def billed_minor(self) -> int:
        return sum(one.line.minor for one in self.judged)

    @property
    def agreed_minor(self) -> int:
        return sum(one.agreed_minor for one in self.judged)

    @property
    def disputed_minor(self) -> int:
        return sum(one.disputed_minor for one in self.judged)

    @property
    def differences(self) -> list[Judged]:
        """Lines that a person must look at: disputed ones, and those that could not be checked."""
        return [one for one in self.judged if one.disputed_minor or one.reason == "not-checked"]


@dataclass(slots=True)
class Checks:
    """The bills of one run, by their file."""

    carrier: str | None
    target: Path | None
    dry_run: bool
    done: dict[str, Checked] = field(default_factory=dict)


def check_bills(
    shop: Shop, files: Sequence[Path], *, carrier: str | None = None, target: Path | None = None, skip_bad_rows: bool = False, dry_run: bool = False
) -> tuple[list[FileResult], dict[str, Checked]]:  # fmt: skip
    """Check each file and keep it as one batch. Raises InputRejected when none could be read, UsageWrong when nobody can
    tell whose bill it is."""
    if carrier is not None and carrier not in shop.config.carriers:
        raise UsageWrong(
            _("No courier {name} stands in shop.toml.").format(name=carrier),
            hint=_("Did you mean {key}?").format(key=near) if (near := nearest(carrier, tuple(shop.config.carriers)))
            else _("Known here: {keys}").format(keys=", ".join(shop.config.carriers) or "–"),
        )  # fmt: skip
    if target is not None and len(files) > 1:
        raise UsageWrong(_("One file is checked into one workbook: leave -o out for several."))
    checks = Checks(carrier, target, dry_run)

    def one(wanted: FileWanted) -> FileResult:
        return take_in(
            shop, wanted, command="shipments bill", read=lambda file: _read(shop, file), dry_run=dry_run, skip_bad_rows=skip_bad_rows,
            save=lambda batch, contents: _save(shop, batch, contents.good, wanted, checks),
        )  # fmt: skip

    return take_all([FileWanted(path, "") for path in files], one, shop), checks.done


def _read(shop: Shop, wanted: FileWanted) -> Contents[Bill]:
    bill = read_bill(wanted.path, shop.currency)
    rows: dict[tuple[str, int], Sequence[object]] = {
        (page.table.sheet, row.number): row.cells for page in bill.pages for row in page.table.rows
    }
    bad = [
        BadRow(p.place.row or 0, rows.get((p.place.sheet, p.place.row or 0), ()), p.message, (p.place.column,))
        for p in bill.problems
    ]
    first = bill.pages[0].table
    return Contents("courier-bill", bill, len(bill.lines) + len(bad), bill.ignored, first.sheet, first.headings, bad, bill.problems)  # fmt: skip


def _save(shop: Shop, batch: Batch, bill: Bill, wanted: FileWanted, checks: Checks) -> Saved:
    ours = billed_parcels(batch.db, {line.waybill for line in bill.lines if line.waybill})
    carrier = checks.carrier or _whose(shop, bill, ours, wanted)
    earlier = earlier_lines(batch.db, {line.waybill for line in bill.lines})
    same = _same_bill(bill.lines, [line for line in earlier if line.carrier == carrier])
    checked = _checked(shop, batch, bill, carrier, ours, earlier, same, shop.shown(wanted.path))
    count = len(checked.judged)
    if same is None:
        _keep(shop, batch, checked)
    else:
        batch.drop()
    answer = None
    if checked.differences or checks.target:
        answer = checks.target or shop.path(FOLDER) / f"{wanted.path.stem}-{carrier}-{batch.number}.xlsx"
        if not checks.dry_run:
            write_answer(answer, checked, practice=shop.practice)
    number = batch.number if same is None and not checks.dry_run else None
    checks.done[checked.file] = Checked(
        carrier, checked.currency, bill, checked.judged, checked.missing, checked.file, answer, same is not None, number
    )  # fmt: skip
    new = count if same is None else 0
    return Saved(new, 0, count - new, bill.unproven, {"carrier": carrier})


def _whose(shop: Shop, bill: Bill, ours: Mapping[str, BilledParcel], wanted: FileWanted) -> str:
    """The courier of shop.toml whose bill it is: that of most of its waybills, else one that its words name, else the only one."""
    carriers = shop.config.carriers
    votes: Counter[str] = Counter()
    for parcel in ours.values():
        trade = trade_name(carriers, parcel.carrier)
        same = [name for name in carriers if name == parcel.carrier or (trade and trade_name(carriers, name) == trade)]
        votes.update(same[:1] if parcel.carrier not in carriers else [parcel.carrier])
    if votes:
        return votes.most_common(1)[0][0]
    said = [name for name in carriers if (trade := trade_name(carriers, name)) and trade.chinese[:2] in bill.words]
    if len(said) == 1 or len(carriers) == 1:
        return (said or list(carriers))[0]
    raise UsageWrong(
        _("Nobody can tell which courier's bill {file} is.").format(file=wanted.path.name),
        hint=_("Say it: sellerkit shipments bill FILE --carrier NAME ({keys})").format(keys=", ".join(carriers) or "–"),
    )


def _same_bill(lines: Sequence[BillLine], earlier: Sequence[EarlierLine]) -> int | None:
    """The bill that this one is again, saved anew: line for line the same. One that grew meanwhile is another bill, and what
    both name is billed before."""
    here: Counter[object] = Counter(
        (line.waybill.upper(), line.day.isoformat() if line.day else None, line.weight_g, line.minor, line.fee)
        for line in lines
    )
    there: dict[int, Counter[object]] = defaultdict(Counter)
    for e in earlier:
        if e.lines == len(lines):
            there[e.bill_id][e.waybill.upper(), e.day, e.weight_g, e.minor, e.fee] += 1
    return next((bill_id for bill_id, counted in there.items() if counted == here), None)


def _checked(
    shop: Shop, batch: Batch, bill: Bill, carrier: str, ours: Mapping[str, BilledParcel], earlier: Sequence[EarlierLine], same: int | None, file: str
) -> Checked:  # fmt: skip
    before: dict[str, int] = {}
    for line in earlier:
        if line.bill_id != same and line.minor > 0:
            before.setdefault(line.waybill.upper(), line.batch)
    parcels = {
        waybill: OurParcel(p.parcel_id, p.waybill, p.order_ids, p.weight_g, p.buyer.province if p.buyer else "", p.voided, before.get(waybill))
        for waybill, p in ours.items()
    }  # fmt: skip
    prices = Prices(shop, carrier, ours)
    tolerance = shop.config.carriers[carrier].scale_tolerance_g
    judged = tuple(judge(bill.lines, parcels, prices.expected, tolerance))
    return Checked(carrier, shop.currency, bill, judged, _missing(shop, batch, bill, carrier, ours), file)


def _missing(
    shop: Shop, batch: Batch, bill: Bill, carrier: str, ours: Mapping[str, BilledParcel]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Parcels of this courier, from the bill's first day to its last, that no bill names yet."""
    days = [line.day for line in bill.lines if line.day]
    if not days:
        return ()
    first, last = (datetime.datetime.combine(day, datetime.time(), shop.zone) for day in (min(days), max(days)))
    trade = trade_name(shop.config.carriers, carrier)
    return tuple(
        (waybill, orders) for waybill, name, orders in unbilled(batch.db, to_store(first), to_store(last + _DAY))
        if waybill.upper() not in ours and (name == carrier or (trade is not None and name not in shop.config.carriers and named(name.partition(":")[2]) == trade))
    )  # fmt: skip


def _keep(shop: Shop, batch: Batch, checked: Checked) -> None:
    days = sorted(one.line.day.isoformat() for one in checked.judged if one.line.day)
    save_bill(
        batch, checked.carrier, checked.file, checked.currency, checked.bill.stated_minor, (days[0], days[-1]) if days else (None, None),
        [
            NewLine(
                one.line.waybill, one.parcel.parcel_id if one.parcel else None, one.line.day.isoformat() if one.line.day else None, one.line.weight_g,
                one.line.minor, one.agreed_minor, "" if one.reason == "agreed" else one.reason, one.line.fee, one.line.sheet, one.line.row,
            )
            for one in checked.judged
        ],
    )  # fmt: skip
    # Nobody bills what was not scanned.
    billed = {
        one.parcel.waybill: to_store(datetime.datetime.combine(one.line.day, datetime.time(12), shop.zone)) if one.line.day else batch.at
        for one in checked.judged if one.parcel and not one.parcel.voided and one.line.minor > 0
    }  # fmt: skip
    known = scanned(batch.db, list(billed))
    note_scans(batch, {waybill: at for waybill, at in billed.items() if waybill not in known})
    batch.note(
        billed=decimal_string(checked.billed_minor, checked.currency), agreed=decimal_string(checked.agreed_minor, checked.currency),
        disputed=decimal_string(checked.disputed_minor, checked.currency),
    )  # fmt: skip
