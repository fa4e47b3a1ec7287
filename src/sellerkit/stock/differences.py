"""What an import changes, told before and after: fields old → new, items not named, and what a count comes to in money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sellerkit.base.money import decimal_string
from sellerkit.model.item import FieldChange
from sellerkit.stock.understanding import rounded
from sellerkit.store.stock_changes import changes_so_far, counted_differences, missing_items
from sellerkit.store.stock_intake import Mode
from sellerkit.store.store import Batch

_MONEY = {"cost_minor": "cost", "price_minor": "price"}


def told(
    batch: Batch, skus: Sequence[str], mode: Mode, since: Mapping[str, int], source: str, *, complete: bool
) -> dict[str, object]:
    """The keys `changes`, `missing` and, for a count, `differences` with their value by currency.

    `since` holds the last ids before this batch. A file of which rows were left out misses nothing for certain.
    """
    changes = [_change(one) for one in changes_so_far(batch, since)]
    missing = missing_items(batch.db, source, skus, since["items"]) if mode != "add" and complete else []
    found: dict[str, object] = {"changes": changes, "missing": missing}
    if mode == "count":
        found |= _count(batch, since["movements"])
    return found


def _change(change: FieldChange) -> dict[str, object]:
    return {"sku": change.sku, "field": _MONEY.get(change.field, change.field), "old": change.old, "new": change.new}


def _count(batch: Batch, since: int) -> dict[str, object]:
    """Each item that was counted to be more or fewer, and what that is worth at its cost."""
    differences = []
    totals: dict[str, int] = defaultdict(int)
    for sku, name, before, after, cost, per, currency in counted_differences(batch.db, since):
        value = None if cost is None else rounded(Decimal((after - before) * cost) / per)
        if value is not None:
            totals[currency] += value
        differences.append(
            {
                "sku": sku, "name": name, "before": before, "counted": after, "difference": after - before,
                "value": None if value is None else decimal_string(value, currency), "currency": currency,
            }
        )  # fmt: skip
    values = {currency: decimal_string(minor, currency) for currency, minor in totals.items()}
    return {"differences": differences, "difference_value": values}
