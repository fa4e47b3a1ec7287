"""How a checked bill looks: what is agreed, what is not and why, what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sellerkit.base.language import _, ngettext
from sellerkit.base.money import decimal_string
from sellerkit.output import Column, Table, View
from sellerkit.shipments.bill import Checked
from sellerkit.shipments.bill_book import REASONS, by_reason, why
from sellerkit.shipments.bill_rules import Judged
from sellerkit.trade.import_view import import_view
from sellerkit.trade.importing import FileResult
from sellerkit.trade.shop import Shop

# So many lines are shown on the screen; the workbook and --json have all.
_SHOWN = 40


def bills_view(results: Sequence[FileResult], checked: Mapping[str, Checked], shop: Shop) -> View:
    base = import_view(results, nothing=_("No file was given."))
    data = []
    for result, row in zip(results, base.data, strict=True):  # type: ignore[call-overload]
        one = checked.get(result.file)
        # A bill that was the same as an earlier one made no batch.
        data.append(row if one is None else {**row, "batch": one.batch, **_data(one, shop)})
    bills = [checked[result.file] for result in results if result.file in checked]
    differences = [one for bill in bills for one in bill.differences]
    bad = any(result.error or result.rejected or result.problems for result in results)
    notes = [*base.notes]
    notes += [_("To send back: {file}").format(file=shop.shown(bill.answer)) for bill in bills if bill.answer and not any(r.dry_run for r in results)]  # fmt: skip
    return View(
        data=data, tables=tuple(_tables(bills)) or base.tables, lines=tuple(line for bill in bills for line in _lines(bill)),
        records=[_line(one, bill.currency) for bill in bills for one in bill.differences], problems=base.problems, notes=tuple(notes),
        exit_code=3 if differences or bad else 0,
    )  # fmt: skip


def _data(one: Checked, shop: Shop) -> dict[str, object]:
    currency = one.currency
    return {
        "carrier": one.carrier, "currency": currency, "billed": decimal_string(one.billed_minor, currency),
        "agreed": decimal_string(one.agreed_minor, currency), "disputed": decimal_string(one.disputed_minor, currency),
        "stated": None if one.bill.stated_minor is None else decimal_string(one.bill.stated_minor, currency),
        "by_reason": {reason: {"lines": count, "disputed": decimal_string(minor, currency)} for reason, (count, minor) in by_reason(one.judged).items()},
        "lines": [_line(judged, currency) for judged in one.differences],
        "missing": [{"waybill": waybill, "order_ids": list(orders)} for waybill, orders in one.missing],
        "answer": shop.shown(one.answer) if one.answer else None,
    }  # fmt: skip


def _line(one: Judged, currency: str) -> dict[str, object]:
    line, parcel = one.line, one.parcel
    return {
        "waybill": line.waybill, "order_ids": list(parcel.order_ids) if parcel else [], "sheet": line.sheet or None, "row": line.row,
        "billed": decimal_string(line.minor, currency), "agreed": decimal_string(one.agreed_minor, currency),
        "disputed": decimal_string(one.disputed_minor, currency),
        "expected": None if one.expected_minor is None else decimal_string(one.expected_minor, currency), "reason": one.reason, "why": why(one),
        "billed_g": line.weight_g, "packed_g": parcel.weight_g if parcel else None,
    }  # fmt: skip


def _tables(bills: Sequence[Checked]) -> list[Table]:
    columns = (
        Column("waybill", _("Waybill")), Column("orders", _("Order")), Column("row", _("Row"), "right"), Column("billed", _("Billed"), "right"),
        Column("expected", _("Expected"), "right"), Column("disputed", _("Difference"), "right"), Column("why", _("Reason")),
    )  # fmt: skip
    tables = []
    for bill in bills:
        rows = [_line(one, bill.currency) for one in sorted(bill.differences, key=lambda one: -one.disputed_minor)]
        shown = [{**row, "orders": ", ".join(row["order_ids"])} for row in rows[:_SHOWN]]  # type: ignore[arg-type]
        tables.append(Table(columns, shown, title=bill.file, empty=_("Every line is as the rate card says.")))
    return tables


def _lines(bill: Checked) -> list[str]:
    lines = [
        _("{carrier}: billed {billed}, agreed {agreed}, disputed {disputed} {currency}.").format(
            carrier=bill.carrier, billed=decimal_string(bill.billed_minor, bill.currency), agreed=decimal_string(bill.agreed_minor, bill.currency),
            disputed=decimal_string(bill.disputed_minor, bill.currency), currency=bill.currency,
        )
    ]  # fmt: skip
    lines += [
        _("  {reason}: {count} lines, {amount}").format(reason=_(REASONS[reason]), count=count, amount=decimal_string(minor, bill.currency))
        for reason, (count, minor) in by_reason(bill.judged).items() if minor
    ]  # fmt: skip
    if len(bill.differences) > _SHOWN:
        lines.append(_("{count} more lines are in the workbook.").format(count=len(bill.differences) - _SHOWN))
    if bill.missing:
        lines.append(
            ngettext("{count} parcel of ours from these days is not on the bill.", "{count} parcels of ours from these days are not on the bill.", len(bill.missing)).format(count=len(bill.missing))
        )  # fmt: skip
    if bill.same:
        lines.append(_("It is line for line a bill that was taken in before; nothing changed."))
    return lines
