"""Pinduoduo: 批量发货 by file, one row an order (订单号, 快递公司, 快递单号)."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.shipments.marketplaces import Marketplace, Told
from sellerkit.shipments.marketplaces.chinese import NAMES


def row(told: Told) -> tuple[str, ...]:
    return told.order_id, told.carrier, told.waybill


PINDUODUO = Marketplace(
    "Pinduoduo", ".xlsx", ("订单号", "快递公司", "快递单号"), row, NAMES | {"YTO Express": "圆通快递", "SF Express": "顺丰快递"},
    unproven=N_("Its layout is not proven against the page's own template: compare the headings, or fill that template with --from FILE."),
)  # fmt: skip
