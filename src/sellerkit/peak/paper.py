"""`peak print`: what goes on the wall, from the plan that was made last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sellerkit.base.clock import from_store, now
from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.model.order import OrderToPack
from sellerkit.output.document import Section, write_document
from sellerkit.peak.boss_page import boss_page
from sellerkit.peak.drawings import carton_drawings
from sellerkit.peak.goods import PACKED_STATUSES
from sellerkit.peak.pick_list import pick_list
from sellerkit.peak.put_wall import put_wall
from sellerkit.peak.sheets import Sheet
from sellerkit.peak.station_sheets import station_sheets
from sellerkit.store.orders import orders_to_pack
from sellerkit.store.plans import PlannedParcel, current_plan
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop
from sellerkit.trade.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is printed."""

    title: str
    sections: tuple[Section, ...]


def plan_paper(shop: Shop) -> Paper:
    """The last plan as sheets, without the orders that are gone meanwhile. Raises InputRejected when nothing is left."""
    plan = current_plan(shop.store.db)
    if not plan:
        raise InputRejected(
            _("There is no plan to print."), hint=_("Make one first: sellerkit peak plan"), code="no-plan"
        )
    orders = {o.id: o for o in orders_to_pack(shop.store.db, Wanted(statuses=PACKED_STATUSES), today=now())}
    sheets = [_sheet(p, shop, orders[p.order_row]) for p in plan if p.order_row in orders]
    if not sheets:
        raise InputRejected(
            _("Every order of the last plan is gone already."),
            hint=_("Plan again: sellerkit peak plan"),
            code="no-plan",
        )
    stock = stock_of(shop.store.db, today=now().astimezone(shop.zone).date())
    items = {sku: one.item for sku, one in stock.items()}
    day = min(sheet.start for sheet in sheets).date()
    sections = (
        *boss_page(sheets, shop),
        *pick_list(sheets, stock, day),
        *put_wall(sheets, items),
        *carton_drawings(sheets, items, shop),
        *station_sheets(sheets, items),
    )
    return Paper(_("Packing plan {day} · {shop}").format(day=day, shop=shop.config.shop.name), sections)


def write_paper(paper: Paper, path: Path, shop: Shop) -> str:
    """Write the sheets; the ending says PDF or HTML. Returns characters that could not be printed."""
    return write_document(path, paper.title, paper.sections, practice=shop.practice, footer=shop.config.shop.name)


def _sheet(plan: PlannedParcel, shop: Shop, order: OrderToPack) -> Sheet:
    def local(stored: str) -> datetime:
        return from_store(stored).astimezone(shop.zone)

    return Sheet(
        plan, order, local(plan.start), local(plan.pickup) if plan.pickup else None, shop.config.peak.wall_slots
    )
