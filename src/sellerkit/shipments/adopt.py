"""`shipments adopt`: waybills that a platform printed, read back from its sheet; stock leaves and orders are shipped."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.clock import now
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.model.order import STATUSES, OrderToPack
from sellerkit.sheets import Parsed, Sheet, Value, column
from sellerkit.sheets.cells import identifier, text
from sellerkit.shipments.adopted import Adopting
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, take_all, take_in
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted

_NOTHING = frozenset({"", "null", "none", "-", "--", "无"})
_PREFIX = re.compile(r"^no\s*[:：]\s*", re.I)


def waybill_number(value: Value) -> str:
    """A waybill, without the "No:" that Taobao writes before it; "" where none was printed yet."""
    number = _PREFIX.sub("", identifier(value)).strip()
    return "" if number.lower() in _NOTHING else number


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One line of the platform's sheet."""

    order_id: str
    waybill: str
    company: str


PRINTED = Sheet(
    PrintedRow,
    order_id=column("订单编号", "Order ID", "Order", "订单号", "主订单编号", read=identifier),
    waybill=column("物流单号", "Waybill", "Tracking Number", "运单号", "快递单号", "运单编号", read=waybill_number, default=""),
    company=column("物流公司", "Courier", "Carrier", "快递公司", "快递", read=text, default=""),
)  # fmt: skip


def adopt_files(
    shop: Shop, files: Sequence[Path], *, channel: str | None = None, skip_bad_rows: bool = False, dry_run: bool = False
) -> list[FileResult]:
    """Take each sheet in as one batch, all of it or nothing."""

    def read(wanted: FileWanted) -> Contents[list[tuple[Parsed[PrintedRow], OrderToPack]]]:
        return _read(shop, wanted, channel)

    def save(batch: Batch, contents: Contents[list[tuple[Parsed[PrintedRow], OrderToPack]]]) -> Saved:
        adopting = Adopting(shop, batch, [order for _parsed, order in contents.good])
        for parsed, order in contents.good:
            adopting.take(parsed.place, order, parsed.value.waybill, parsed.value.company)
        return adopting.saved()

    def one(wanted: FileWanted) -> FileResult:
        return take_in(
            shop, wanted, command="shipments adopt", read=read, save=save, dry_run=dry_run, skip_bad_rows=skip_bad_rows
        )

    return take_all([FileWanted(path, "") for path in files], one, shop)


def _read(
    shop: Shop, wanted: FileWanted, channel: str | None
) -> Contents[list[tuple[Parsed[PrintedRow], OrderToPack]]]:
    table = PRINTED.table_in(wanted.path)
    if "waybill" not in PRINTED.resolve(table):
        raise InputRejected(
            _("{file} has no column with waybills.").format(file=shop.shown(wanted.path)),
            hint=_("It needs a column 物流单号 (or Waybill) beside 订单编号 (or Order ID)."),
            code="missing-column",
        )
    outcome = PRINTED.parse(table)
    printed = [parsed for parsed in outcome.good if parsed.value.waybill]
    orders = _orders(shop, {parsed.value.order_id for parsed in printed}, channel)
    good, problems = [], list(outcome.problems)
    for parsed in printed:
        found = orders.get(parsed.value.order_id, [])
        if len(found) == 1:
            good.append((parsed, found[0]))
        else:
            problems.append(_not_one(parsed, found))
    rows = len(outcome.good) + len({problem.place.row for problem in outcome.problems})
    ignored = outcome.ignored + len(outcome.good) - len(printed)
    bad = _bad_rows({row.number: row.cells for row in table.rows}, problems)
    return Contents("platform-waybills", good, rows, ignored, table.sheet, table.headings, bad, tuple(problems))


def _orders(shop: Shop, numbers: Collection[str], channel: str | None) -> dict[str, list[OrderToPack]]:
    found: dict[str, list[OrderToPack]] = {}
    if numbers:
        wanted = Wanted(orders=tuple(numbers), channel=channel, statuses=STATUSES)
        for order in orders_to_pack(shop.store.db, wanted, today=now()):
            found.setdefault(order.order_id, []).append(order)
    return found


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
