"""Moments as the plan shows them, in the shop's zone."""

from __future__ import annotations

from datetime import datetime

from sellerkit.trade.shop import Shop


def iso(moment: datetime | None, shop: Shop) -> str | None:
    """For JSON: ISO 8601 with the shop's offset."""
    return moment.astimezone(shop.zone).isoformat(timespec="seconds") if moment else None


def clock(moment: datetime | None, shop: Shop) -> str:
    """For tables and paper: 17:00."""
    return moment.astimezone(shop.zone).strftime("%H:%M") if moment else ""
