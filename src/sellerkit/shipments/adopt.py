"""`shipments adopt`: waybills that a platform printed, read back from its sheet; stock leaves and orders are shipped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from sellerkit.base.clock import now
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Problem
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.sheets import Parsed, Value
from sellerkit.shipments.adopted import Adopting
from sellerkit.shipments.printed_sheet import PRINTED, PrintedRow
from sellerkit.store.import_files import numbers_in_files, order_numbers, waybill_holders
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, take_all, take_in
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


def adopt_files(
    shop: Shop, files: Sequence[Path], *, channel: str | None = None, carrier: str = "", skip_bad_rows: bool = False, dry_run: bool = False
) -> list[FileResult]:  # fmt: skip
    """Take each sheet in as one batch, all of it or nothing.

    With `carrier` it is that courier's answer to its import workbook: lines are found by the number they had there, and a
    line without a waybill but with a reason is a refusal.
    """
    _refuse_unknown(shop, carrier)

    def read(wanted: FileWanted) -> Contents[list[tuple[Parsed[PrintedRow], OrderToPack]]]:
        return _read(shop, wanted, channel, carrier)

    def save(batch: Batch, contents: Contents[list[tuple[Parsed[PrintedRow], OrderToPack]]]) -> Saved:
        adopting = Adopting(shop, batch, [order for _parsed, order in contents.good], carrier)
        for parsed, order in contents.good:
            if parsed.value.waybill:
                adopting.take(parsed.place, order, parsed.value.waybill, parsed.value.company)
            else:
                adopting.refuse(parsed.place, order, parsed.value.reason)
        return adopting.saved()

    def one(wanted: FileWanted) -> FileResult:
        return take_in(
            shop, wanted, command="shipments adopt", read=read, save=save, dry_run=dry_run, skip_bad_rows=skip_bad_rows
        )

    return take_all([FileWanted(path, carrier) for path in files], one, shop)


def _refuse_unknown(shop: Shop, carrier: str) -> None:
    if carrier and carrier not in shop.config.carriers:
        known = list(shop.config.carriers)
        near = nearest(carrier, known)
        hint = (
            _("Did you mean {key}?").format(key=near) if near else _("Known here: {keys}").format(keys=", ".join(known))
        )
        raise UsageWrong(_("There is no courier {name} in shop.toml.").format(name=carrier), hint=hint)


def _read(
    shop: Shop, wanted: FileWanted, channel: str | None, carrier: str
) -> Contents[list[tuple[Parsed[PrintedRow], OrderToPack]]]:
    declared = _declared(shop, carrier)
    table = PRINTED.table_in(wanted.path, declared=declared)
    if "waybill" not in PRINTED.resolve(table, declared):
        raise InputRejected(
            _("{file} has no column with waybills.").format(file=shop.shown(wanted.path)),
            hint=_("It needs a column 物流单号 (or Waybill) beside 订单编号 (or Order ID)."),
            code="missing-column",
        )
    outcome = PRINTED.parse(table, declared)
    said = [parsed for parsed in outcome.good if parsed.value.waybill or (carrier and parsed.value.reason)]
    orders = _orders(shop, {parsed.value.order_id for parsed in said}, channel, carrier)
    good, problems = [], list(outcome.problems)
    for parsed in said:
        found = orders.get(parsed.value.order_id, [])
        if len(found) == 1:
            good.append((parsed, found[0]))
        else:
            problems.append(_not_one(parsed, found))
    shared, notes = _shared_waybills(shop, good), []
    if carrier:
        problems += shared
        bad_rows = {problem.place.row for problem in shared}
        good = [(parsed, order) for parsed, order in good if parsed.place.row not in bad_rows]
    elif shared:
        # A platform puts a buyer's orders into one parcel; nobody can tell that from a cell that was copied down.
        text = _("Rows with the waybill of another order: {count}. That is right when they go in one parcel.")
        notes.append(text.format(count=len(shared)))
    rows = len(outcome.good) + len({problem.place.row for problem in outcome.problems})
    ignored = outcome.ignored + len(outcome.good) - len(said)
    bad = _bad_rows({row.number: row.cells for row in table.rows}, problems)
    return Contents(
        "platform-waybills", good, rows, ignored, table.sheet, table.headings, bad, tuple(problems), tuple(notes)
    )


def _declared(shop: Shop, carrier: str) -> dict[str, tuple[str, ...]]:
    """The heading that the order's number has in this courier's workbook, when shop.toml names one."""
    heading = shop.config.carriers[carrier].columns.get("order") if carrier else None
    return {"order_id": (heading,)} if heading else {}


def _orders(shop: Shop, numbers: Collection[str], channel: str | None, carrier: str) -> dict[str, list[OrderToPack]]:
    """Number in the sheet → the orders it may mean; in a courier's answer first those that stood in its workbook."""
    if not numbers:
        return {}
    own = numbers_in_files(shop.store.db, carrier) if carrier else {}
    rows = {row for number in numbers if (row := own.get(number))}
    found: dict[str, list[OrderToPack]] = {}
    wanted = Wanted(orders=(*numbers, *order_numbers(shop.store.db, rows)), channel=channel, statuses=STATUSES)
    orders = orders_to_pack(shop.store.db, wanted, today=now())
    by_row = {order.id: order for order in orders}
    for order in orders:
        found.setdefault(order.order_id, []).append(order)
    return found | {number: [by_row[row]] for number, row in own.items() if number in numbers and row in by_row}


def _shared_waybills(shop: Shop, good: Sequence[tuple[Parsed[PrintedRow], OrderToPack]]) -> list[Problem]:
    """Rows whose waybill another order has: in this sheet (a cell copied down) or in the store."""
    first: dict[str, int] = {}
    for number, order_row in waybill_holders(shop.store.db, [parsed.value.waybill for parsed, _order in good]):
        first[number] = order_row
    problems = []
    for parsed, order in good:
        waybill = parsed.value.waybill
        if waybill and first.setdefault(waybill, order.id) != order.id:
            message = _("waybill {waybill} belongs to another order").format(waybill=waybill)
            hint = _("Look at the label of each parcel and write each order's own waybill.")
            problems.append(Problem("waybill-of-another", message, parsed.place, waybill, hint))
    return problems


def _not_one(parsed: Parsed[PrintedRow], found: Sequence[OrderToPack]) -> Problem:
    number = parsed.value.order_id
    if not found:
        message = _("no order of this shop has the number {order}").format(order=number)
        hint = _("Import the orders first, or take the line out of the sheet.")
        return Problem("no-such-order", message, parsed.place, number, hint)
    channels = ", ".join(order.channel for order in found)
    message = _("several channels have an order {order}: {channels}").format(order=number, channels=channels)
    return Problem("several-orders", message, parsed.place, number, _("Say which one with --channel."))


def _bad_rows(cells: dict[int, Sequence[Value]], problems: Sequence[Problem]) -> list[BadRow]:
    reasons: dict[int, list[Problem]] = {}
    for problem in problems:
        reasons.setdefault(problem.place.row or 0, []).append(problem)
    return [
        BadRow(
            number, row, "; ".join(p.message for p in reasons[number]), tuple(p.place.column for p in reasons[number])
        )
        for number, row in cells.items()
        if number in reasons
    ]
