"""Take files of refunds in: one batch a file, each request kept once, its order stopped, ended or let go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base.config.schema import OrderChannel
from sellerkit.base.language import _
from sellerkit.base.money import minor_units
from sellerkit.base.problems import Place, Problem
from sellerkit.orders.exports.grouping import stored
from sellerkit.sheets import Parsed
from sellerkit.store.refunds import Refund, known_orders, save_refunds
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, files_wanted, take_all, take_in
from sellerkit.trade.refund_sheet import SHEET, RefundRow, refund_table, request_id
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and its amount in minor units of its order's currency."""

    refund: Refund
    amount_minor: int | None


def import_refunds(
    shop: Shop, given: Sequence[Path], *, channel: str | None = None, dry_run: bool = False, skip_bad_rows: bool = False
) -> list[FileResult]:
    """Take each file in as one batch. Raises InputRejected when none could be taken."""
    channels = shop.config.orders.channels
    wanted = files_wanted(shop, given, {name: one.refunds for name, one in channels.items()}, channel)

    def one(file: FileWanted) -> FileResult:
        declared = channels.get(file.source, OrderChannel())
        return take_in(
            shop, file, command="orders refunds", mode="refunds", dry_run=dry_run,
            read=lambda f: _read(shop, f, declared), save=lambda batch, contents: _save(batch, contents.good, file.path.name),
            skip_bad_rows=skip_bad_rows or declared.bad_rows == "skip",
        )  # fmt: skip

    return take_all(wanted, one, shop)


def _read(shop: Shop, file: FileWanted, declared: OrderChannel) -> Contents[list[Asked]]:
    table = refund_table(file.path, declared)
    outcome = SHEET.parse(table)
    asked, unsure = _asked(shop, outcome.good, file.source)
    why: dict[int | None, list[Problem]] = {}
    for problem in (*outcome.problems, *unsure):
        why.setdefault(problem.place.row, []).append(problem)
    bad = [
        BadRow(row.number, list(row.cells), "; ".join(p.message for p in why[row.number]), tuple(p.place.column for p in why[row.number]))
        for row in table.rows
        if row.number in why
    ] if why else []  # fmt: skip
    rows = len(outcome.good) + len({p.place.row for p in outcome.problems})
    return Contents(
        "refunds", asked, rows, outcome.ignored, table.sheet, table.headings, bad, (*outcome.problems, *unsure)
    )


def _asked(shop: Shop, good: Sequence[Parsed[RefundRow]], channel: str) -> tuple[list[Asked], list[Problem]]:
    """The requests, and a problem for each whose order number stands in several channels."""
    orders = known_orders(shop.store.db, [parsed.value.order_id for parsed in good], channel)
    seen: Counter[str] = Counter()
    asked, problems = [], []
    for parsed in good:
        row, where = parsed.value, orders.get(parsed.value.order_id, [])
        if len(where) > 1:
            problems.append(_several(parsed, [name for name, _currency in where]))
            continue
        own_channel, currency = where[0] if where else (channel, shop.currency)
        # A repayment written with a minus is the same repayment.
        amount = None if row.amount is None else minor_units(abs(row.amount), currency)
        refund = Refund(
            request_id(row, seen), own_channel, row.order_id, row.line_key,
            row.kind or ("return" if row.return_waybill else "refund"), row.status or "refunded", row.return_waybill,
            stored(row.applied_at, shop.zone), stored(row.done_at, shop.zone), parsed.place.sheet, parsed.place.row,
        )  # fmt: skip
        asked.append(Asked(refund, amount))
    return asked, problems


def _several(parsed: Parsed[RefundRow], channels: Sequence[str]) -> Problem:
    number = parsed.value.order_id
    return Problem(
        "order-in-two-channels",
        _("The order number {order} stands in several channels: {channels}.").format(order=number, channels=", ".join(channels)),
        parsed.place,
        number,
        _("Say which one with --channel."),
    )  # fmt: skip


def _save(batch: Batch, asked: Sequence[Asked], file: str) -> Saved:
    saved = save_refunds(batch, [(one.refund, one.amount_minor) for one in asked], file=file)
    counts = Counter(saved.outcomes)
    problems = tuple(_unknown(asked[n].refund, file) for n in saved.unknown)
    return Saved(counts["created"], counts["changed"], counts["unchanged"], problems, {"orders_changed": saved.orders})


def _unknown(refund: Refund, file: str) -> Problem:
    return Problem(
        "no-such-order",
        _("There is no order {order}.").format(order=refund.order_id),
        Place(file, refund.sheet, refund.row),
        refund.order_id,
        _("The refund is kept and counts as soon as an export brings the order."),
    )
