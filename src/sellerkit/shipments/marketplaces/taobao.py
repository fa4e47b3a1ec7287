"""Taobao and Tmall: 批量发货 by file, one row an order, in the words of its own order export (订单编号, 物流公司, 物流单号)."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.shipments.marketplaces import Marketplace, Told
from sellerkit.shipments.marketplaces.chinese import NAMES


def row(told: Told) -> tuple[str, ...]:
    return told.order_id, told.carrier, told.waybill


TAOBAO = Marketplace(
    "Taobao", ".xlsx", ("订单编号", "物流公司", "物流单号"), row, NAMES,
    unproven=N_("Its layout is not proven against the page's own template: compare the headings, or fill that template with --from FILE."),
)  # fmt: skip
