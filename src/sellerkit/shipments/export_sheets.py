"""Which of the seller's own sheets get their numbers back: found by the file that the orders came in, or named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.sheets.tables import Table
from sellerkit.shipments.export_names import sheet_name, target_of
from sellerkit.shipments.export_sheet import fill, has_numbers, keeps_looks, order_ids, table_of
from sellerkit.store.exported import Gone
from sellerkit.trade.importing import hash_of
from sellerkit.trade.shop import Shop

_PLACES = ("{path}", "inbox/{name}", "inbox/done/{name}", "{name}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One sheet to fill: `news` are the parcels that it did not hold yet, `all` also those that an earlier copy had."""

    source: Path | None
    shown: str
    news: tuple[Gone, ...]
    all: tuple[Gone, ...]
    named: bool = False

    @property
    def stem(self) -> str:
        return Path(self.shown).stem

    @property
    def ending(self) -> str:
        if self.source is None:
            return ".xlsx"
        ending = self.source.suffix.lower()
        return ending if keeps_looks(self.source) and ending else ".xlsx"


@dataclass(frozen=True, slots=True)
class Given:
    """What came of one sheet."""

    path: Path
    channel: str
    told: tuple[tuple[Gone, str], ...] = ()
    note: str = ""
    problems: tuple[Problem, ...] = ()


def sheets_wanted(
    shop: Shop, chosen: Sequence[Gone], rows: Sequence[Gone], source: Path | None, *, before_pickup: bool
) -> tuple[list[Wanted], list[Gone]]:
    """The sheets to fill, and the parcels that go into a marketplace's file instead. With `source` everything that it names
    goes there, and nothing is written for others."""
    ready = [one for one in rows if one.told_at or one.closed_at or before_pickup]
    if source is not None:
        return [Wanted(source, source.name, tuple(chosen), tuple(ready), named=True)], []
    own: list[Gone] = []
    uploads: list[Gone] = []
    for one in chosen:
        (uploads if target_of(shop, one) else own).append(one)
    files: dict[tuple[str, str], list[Gone]] = defaultdict(list)
    for one in own:
        files[one.path, one.file_hash].append(one)
    return [
        Wanted(_found(shop, path, wanted), path, tuple(news), tuple(r for r in ready if (r.path, r.file_hash) == (path, wanted)))
        for (path, wanted), news in files.items()
    ], uploads  # fmt: skip


def _found(shop: Shop, path: str, file_hash: str) -> Path | None:
    """The file that the orders came in, where it was or where it was put since; the very same bytes before any other."""
    name = Path(path).name
    there = [shop.path(place.format(path=path, name=name)) for place in _PLACES]
    files = [one for one in dict.fromkeys(there) if one.is_file()]
    return next((one for one in files if hash_of(one) == file_hash), files[0] if files else None)


def give_back(shop: Shop, wanted: Wanted, target: Path, *, dry_run: bool) -> Given:
    """Fill one sheet. What cannot be filled is a problem, and is not noted as told."""
    channel = ", ".join(dict.fromkeys(one.channel for one in wanted.news))
    if wanted.source is None:
        return Given(target, channel, problems=(_missing(wanted),))
    if target.resolve() == wanted.source.resolve():
        raise InputRejected(
            _("{file} is the sheet itself: it is never written over.").format(file=target.name),
            hint=_("Give the copy another name with -o."),
            code="same-file",
        )
    if _kind(target.suffix) != _kind(wanted.ending):
        raise UsageWrong(
            _("{file} cannot become a {ending} file.").format(file=wanted.source.name, ending=target.suffix),
            hint=_("Use -o with the ending {ending}.").format(ending=wanted.ending),
        )
    table = table_of(wanted.source, "" if wanted.named else next((one.sheet for one in wanted.news if one.sheet), ""))
    orders = _orders(wanted, table)
    if orders is None:
        return Given(target, channel, problems=(_changed(shop, wanted),))
    names = {one: sheet_name(shop, one) for one in wanted.all}
    waybills: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, name in names.items():
        if isinstance(name, str):
            waybills[one.order_id].append((name, one.waybill))
    filled = fill(wanted.source, None if dry_run else target, table, orders, waybills)
    done = set(filled.orders)
    told = tuple((one, name) for one in wanted.news if isinstance(name := names[one], str) and one.order_id in done)
    refused = {one.order_id: name for one, name in names.items() if isinstance(name, Problem)}
    problems = [_taken(table, *cell) for cell in filled.taken] + list(refused.values())
    seen = done | {order for _row, order, _found in filled.taken} | set(refused)
    problems += [] if wanted.named else [_not_there(wanted, one) for one in wanted.news if one.order_id not in seen]  # fmt: skip
    note = _("The copy is an .xlsx with all cells of {file}, but without its colours.").format(file=wanted.source.name) if filled.plain else ""  # fmt: skip
    return Given(target, channel, told, note, tuple(problems))


def _kind(ending: str) -> str:
    """What a file with this ending is: a workbook, or text."""
    return "workbook" if ending.lower() in (".xlsx", ".xlsm") else "text"


def _orders(wanted: Wanted, table: Table) -> dict[int, str] | None:
    """Row → order: by the order numbers in the sheet, else by the rows it was imported from, if it is that very file."""
    assert wanted.source is not None
    same = {one.file_hash for one in wanted.all} & {hash_of(wanted.source)}
    found = order_ids(table) if has_numbers(table) else {}
    if same:
        by_row = {row: one.order_id for one in wanted.all if one.file_hash in same for row in one.rows}
        return by_row | {row: order for row, order in found.items() if row not in by_row}
    return found if has_numbers(table) else None


def _missing(wanted: Wanted) -> Problem:
    message = _("the sheet that its orders came in is no longer there")
    hint = _("Say where it is: sellerkit shipments export --from FILE")
    return Problem("sheet-gone", message, Place(wanted.shown), wanted.shown, hint)


def _changed(shop: Shop, wanted: Wanted) -> Problem:
    assert wanted.source is not None
    message = _("has no column of order numbers and was changed since it was imported: nobody knows which row is which order")  # fmt: skip
    hint = _("Give the file as it was imported: sellerkit shipments export --from FILE")
    return Problem("sheet-changed", message, Place(shop.shown(wanted.source)), wanted.source.name, hint)


def _taken(table: Table, row: int, order: str, there: str) -> Problem:
    message = _("order {order} has another waybill in the sheet already; it was left as it is").format(order=order)
    hint = _("Empty the cell, or take our number by hand.")
    return Problem("cell-taken", message, Place(table.file, table.sheet, row), there, hint)


def _not_there(wanted: Wanted, one: Gone) -> Problem:
    message = _("order {order} is not in the sheet any more").format(order=one.order_id)
    hint = _("Give the file as it was imported: sellerkit shipments export --from FILE")
    return Problem("order-not-in-sheet", message, Place(wanted.shown), one.order_id, hint)
