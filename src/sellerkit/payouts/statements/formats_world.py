"""Statements of platforms elsewhere."""

from __future__ import annotations

from sellerkit.base.language import N_
from sellerkit.payouts.statements.format import Format

WORLD: dict[str, Format] = {
    "shopify-payments": Format(
        "sellerkit.payouts.statements.shopify:read",
        ("Transaction Date", "Type", "Order", "Amount", "Fee", "Net", "Currency"),
        "shopify",
        N_("Shopify admin → Finance → Payouts → View transactions → Export"),
    ),
    "amazon-settlement-v2": Format(
        "sellerkit.payouts.statements.amazon_v2:read",
        ("settlement-id", "total-amount", "transaction-type", "amount-type", "amount-description", "amount"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Settlement, Flat File V2"),
    ),
    "amazon-settlement-v1": Format(
        "sellerkit.payouts.statements.amazon_v1:read",
        ("settlement-id", "total-amount", "transaction-type", "price-type", "price-amount", "other-amount"),
        "amazon",
        N_("Seller Central → Payments → Reports repository → Settlement, Flat File"),
    ),
}
