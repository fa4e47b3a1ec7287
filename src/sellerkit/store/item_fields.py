"""Single fields of items, changed by a batch that can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from sellerkit.model.item import FieldChange
from sellerkit.store.store import Batch

CHANGEABLE = ("name", "category", "option1", "option2", "option3", "origin", "barcode")


def change_fields(batch: Batch, changes: Iterable[FieldChange]) -> int:
    """Write each `new` value where the item still has the `old` one; how many were written.

    Raises ValueError for a field that is not in CHANGEABLE.
    """
    done = 0
    for change in changes:
        if change.field not in CHANGEABLE:
            raise ValueError(change.field)
        cursor = batch.db.execute(
            f"UPDATE items SET {change.field} = :new WHERE sku = :sku AND {change.field} IS :old", change._asdict()
        )
        done += cursor.rowcount
    return done
