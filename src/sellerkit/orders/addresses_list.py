"""`orders addresses`: what a person must look at goes into a workbook; the mended workbook comes back as one batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sellerkit.addresses import divisions, phone_is_right, phone_text
from sellerkit.addresses.abroad import is_mainland
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Problem
from sellerkit.model.order import Buyer
from sellerkit.orders.addresses_sheet import SHEET, AddressRow, write_addresses
from sellerkit.sheets import Parsed
from sellerkit.store.order_addresses import OrderAddress, addresses_of, doubtful_addresses, mend_addresses
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, take_in
from sellerkit.trade.shop import Shop

_PARTS = ("name", "phone", "province", "city", "district", "street")


@dataclass(frozen=True, slots=True)
class ToCheck:
    """The open orders whose address is not exact; `file` is None when there are none, or in a dry run."""

    addresses: tuple[OrderAddress, ...]
    file: Path | None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """A row of the list that was mended or confirmed; None for `buyer` when nobody touched it."""

    order: OrderAddress
    buyer: Buyer | None


def write_list(shop: Shop, file: Path | None, *, dry_run: bool = False) -> ToCheck:
    """Write the list (default: out/addresses-to-check.xlsx). Raises CannotWrite."""
    found = doubtful_addresses(shop.store.db)
    path = file or shop.path("out") / "addresses-to-check.xlsx"
    if not found or dry_run:
        return ToCheck(tuple(found), None, dry_run)
    write_addresses(path, found, practice=shop.practice)
    return ToCheck(tuple(found), path)


def take_list(shop: Shop, file: Path, *, dry_run: bool = False, skip_bad_rows: bool = False) -> FileResult:
    """Take a mended list in as one batch. Raises InputRejected; then nothing has changed."""
    return take_in(
        shop, FileWanted(file, ""), command="orders addresses", mode="addresses", read=lambda wanted: _read(shop, wanted),
        save=lambda batch, contents: _save(batch, contents.good), dry_run=dry_run, skip_bad_rows=skip_bad_rows, again=True,
    )  # fmt: skip


def _read(shop: Shop, wanted: FileWanted) -> Contents[list[Mended]]:
    table = SHEET.table_in(wanted.path)
    outcome = SHEET.parse(table)
    orders = addresses_of(shop.store.db)
    by_number: dict[str, list[OrderAddress]] = defaultdict(list)
    for one in orders.values():
        by_number[one.order_id].append(one)
    there = SHEET.resolve(table)
    good, problems = [], list(outcome.problems)
    for parsed in outcome.good:
        made = _mended(parsed, orders, by_number, there)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            good.append(made)
    why: dict[int | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        why[problem.place.row].append(problem)
    bad = [
        BadRow(row.number, list(row.cells), "; ".join(p.message for p in why[row.number]), tuple(p.place.column for p in why[row.number]))
        for row in (table.rows if why else ())
        if row.number in why
    ]  # fmt: skip
    rows = len(outcome.good) + len({p.place.row for p in outcome.problems})
    return Contents("addresses", good, rows, outcome.ignored, table.sheet, table.headings, bad, tuple(problems))


def _mended(
    parsed: Parsed[AddressRow],
    orders: Mapping[tuple[str, str], OrderAddress],
    by_number: Mapping[str, Sequence[OrderAddress]],
    there: Collection[str],
) -> Mended | Problem:
    row = parsed.value
    order = orders.get((row.channel, row.order_id))
    if order is None and not row.channel and len(by_number.get(row.order_id, ())) == 1:
        order = by_number[row.order_id][0]
    if order is None:
        return Problem(
            "no-such-order", _("There is no open order {order} with an address.").format(order=row.order_id), parsed.place,
            row.order_id, _("It may have been shipped or cancelled meanwhile: delete the row."),
        )  # fmt: skip
    was = order.buyer
    # A column that the file does not have leaves what is known.
    parts = {part: getattr(row, part).strip() for part in _PARTS if part in there}
    if "phone" in parts:
        parts["phone"] = phone_text(parts["phone"])
    if not row.right and all(text == getattr(was, part) for part, text in parts.items()):
        return Mended(order, None)
    made = _fault(parsed, replace(was, **parts), row)
    return made if isinstance(made, Problem) else Mended(order, made)


def _fault(parsed: Parsed[AddressRow], buyer: Buyer, row: AddressRow) -> Buyer | Problem:
    """The buyer as a person mended it, or what a courier could not use."""
    fields = ("name", "phone", "street", *(("province",) if is_mainland(buyer.country) else ()))
    for field in fields:
        if not getattr(buyer, field):
            return Problem(
                "missing-value", _("The row of order {order} is not complete.").format(order=row.order_id),
                replace(parsed.place, column=_heading(parsed, field)), "", _("Fill in this cell, or delete the row."),
            )  # fmt: skip
    if not phone_is_right(buyer.phone, buyer.country or "CN"):
        return Problem(
            "phone-wrong", _("The phone number has too few or too many digits."), replace(parsed.place, column=_heading(parsed, "phone")),
            buyer.phone, _("Ask the buyer for the number."),
        )  # fmt: skip
    if is_mainland(buyer.country) and (problem := _unknown_place(parsed, buyer)):
        return problem
    return replace(buyer, confidence="mended", doubts="")


def _unknown_place(parsed: Parsed[AddressRow], buyer: Buyer) -> Problem | None:
    """A province that does not exist, a city that is not in it. Districts change too often to refuse one."""
    places = {(place.province, place.city) for place in divisions()}
    city = buyer.city or (buyer.province if (buyer.province, buyer.province) in places else "")
    if (buyer.province, city) in places and city:
        return None
    provinces = sorted({province for province, _city in places})
    known = buyer.province in provinces
    found, among = (city, [name for province, name in places if province == buyer.province and name]) if known else (buyer.province, provinces)  # fmt: skip
    near = nearest(found, among) if found else None
    hint = _("Did you mean {word}?").format(word=near) if near else _("Write the full name: 浙江省, 杭州市, 仙桃市.")
    place = replace(parsed.place, column=_heading(parsed, "city" if known else "province"))
    return Problem("no-such-place", _("There is no such city in this province."), place, found, hint)


def _heading(parsed: Parsed[AddressRow], field: str) -> str:
    """The heading of a field in the file that was handed back."""
    aliases = SHEET.columns[field].aliases
    return next((name for name in parsed.row.table.headings if name in aliases), aliases[0])


def _save(batch: Batch, good: Sequence[Mended]) -> Saved:
    changed = [(one.order.order_row, one.buyer) for one in good if one.buyer is not None and not _same(one)]
    mend_addresses(batch, changed)
    return Saved(0, len(changed), len(good) - len(changed))


def _same(one: Mended) -> bool:
    """Mended already: the same list handed back twice changes nothing."""
    return one.order.buyer == one.buyer and one.order.buyer.confidence == "mended"
