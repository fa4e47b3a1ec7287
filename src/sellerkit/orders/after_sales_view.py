"""Refunds, returned goods and forgotten buyers → columns and rows to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from sellerkit.base.language import N_, _
from sellerkit.orders.forget import Forgotten, Plan
from sellerkit.orders.returns import TakenBack
from sellerkit.output import Column, Table, View
from sellerkit.trade.import_view import import_view
from sellerkit.trade.importing import FileResult

_PLACES = {"stock": N_("on the shelf"), "seconds": N_("seconds"), "scrap": N_("scrap")}
_WHERE = {
    "stock": N_("Parcels put back on the shelves: {count}."),
    "seconds": N_("Parcels put with the seconds: {count}."),
    "scrap": N_("Parcels written off: {count}."),
}


def refunds_view(results: Sequence[FileResult]) -> View:
    """One line a file, and how many orders have another status now."""
    lines = [
        _("{file}: orders stopped, ended or let go on: {count}.").format(file=r.file, count=r.extra["orders_changed"])
        for r in results
        if not r.error and not r.known
    ]
    return import_view(results, nothing=_("No new file of refunds."), lines=lines)


def returned_view(result: TakenBack) -> View:
    """What came back, item by item."""
    rows = [
        {"waybill": parcel.waybill, "order_id": parcel.order_id, "sku": one.sku, "quantity": one.quantity, "to": result.to}
        for parcel in result.parcels
        for one in parcel.goods
    ]  # fmt: skip
    columns = (
        Column("waybill", _("Waybill")), Column("order_id", _("Order")), Column("sku", _("SKU")),
        Column("quantity", _("Quantity"), align="right"), Column("to", _("Goes to")),
    )  # fmt: skip
    data = {
        "batch": result.batch, "dry_run": result.dry_run, "to": result.to, "parcels": len(result.parcels), "goods": rows,
        "problems": [problem.as_dict() for problem in result.problems],
    }  # fmt: skip
    return View(
        data=data,
        tables=(Table(columns, [{**row, "to": _(_PLACES[result.to])} for row in rows]),),
        lines=(_(_WHERE[result.to]).format(count=len(result.parcels)),),
        records=rows,
        problems=result.problems,
        notes=_dry(result.dry_run),
        exit_code=3 if result.problems else 0,
    )


def plan_sentence(plan: Plan) -> str:
    """What will be erased, for the question before it."""
    return _(
        "Erase {buyers} buyers of {orders} orders, {files} files and the same people in {copies} backups? This cannot be undone."
    ).format(buyers=plan.found.buyers, orders=plan.found.orders, files=len(plan.files), copies=len(plan.copies))


def forgotten_view(result: Forgotten, zone: tzinfo) -> View:
    """What was erased, and what nobody but the seller can reach."""
    plan = result.plan
    copies = [{"file": copy.file, "buyers": copy.buyers} for copy in plan.copies]
    elsewhere = _("Not reached: copies elsewhere, paper, answers saved with -o, and what the platforms keep.")
    rows = [
        {"what": _("Buyers in the store"), "count": plan.found.buyers, "where": ""},
        *({"what": _("Buyers in a backup"), "count": copy.buyers, "where": copy.file} for copy in plan.copies),
        *({"what": _("File"), "count": 1, "where": file} for file in result.files),
        *({"what": _("Left for you to delete"), "count": 1, "where": file} for file in plan.left),
    ]
    columns = (Column("what", _("What")), Column("count", _("How many"), align="right"), Column("where", _("Where")))
    data = {
        "batch": result.batch, "dry_run": result.dry_run, "before": plan.before.astimezone(zone).isoformat(),
        "buyers": plan.found.buyers, "orders": plan.found.orders, "backups": copies, "files": list(result.files),
        "open_orders": list(plan.found.open_orders), "not_reached": [*plan.left, elsewhere],
        "problems": [problem.as_dict() for problem in result.problems],
    }  # fmt: skip
    return View(
        data=data,
        tables=(Table(columns, rows),),
        lines=(elsewhere,),
        problems=result.problems,
        notes=_dry(result.dry_run),
        exit_code=3 if result.problems else 0,
    )


def _dry(dry_run: bool) -> tuple[str, ...]:
    return (_("This was a dry run: nothing was changed."),) if dry_run else ()
