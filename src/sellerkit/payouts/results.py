"""One answer a file, statement and currency, also for a file that was taken in before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from sellerkit.store.batches import batch_row, same_file
from sellerkit.trade.importing import FileResult, FileWanted, hash_of
from sellerkit.trade.shop import Shop

Fields = Mapping[str, object]


def taken_whole(shop: Shop, wanted: FileWanted) -> bool:
    """Whether this very file was taken in and every row of it was new then: reading it again cannot find more.

    A file that shared rows with another is read again, because the other one may have been undone since.
    """
    file_hash = hash_of(wanted.path)
    earlier = same_file(shop.store.db, file_hash, wanted.source, "") if file_hash else None
    return earlier is not None and not earlier.summary.get("unchanged") and not earlier.summary.get("changed")


def file_results(shop: Shop, taken: FileResult) -> list[FileResult]:
    """The result of a file, split by statement. What concerns the whole file stands with its first statement."""
    if taken.error:
        return [taken]
    found = _statements(shop, taken)
    if not found:
        return [taken]
    batch = taken.batch if taken.created or taken.changed else None
    results = [_one(taken, fields, batch) for fields in found]
    first = replace(
        results[0], rejected=taken.rejected, rows=results[0].rows + taken.rejected, ignored=taken.ignored,
        problems=taken.problems, notes=taken.notes, rejected_file=taken.rejected_file,
    )  # fmt: skip
    return [first, *results[1:]]


def _statements(shop: Shop, taken: FileResult) -> list[Fields]:
    if not taken.known:
        return cast("list[Fields]", taken.extra.get("statements", []))
    earlier = batch_row(shop.store.db, int(str(taken.extra["already_imported"])))
    return cast("list[Fields]", earlier.summary.get("statements", [])) if earlier else []


def _one(taken: FileResult, fields: Fields, batch: int | None) -> FileResult:
    counts = ("format", "rows", "created", "changed", "unchanged")
    extra = {name: value for name, value in fields.items() if name not in counts}
    if taken.known:
        extra["already_imported"] = taken.extra["already_imported"]
    rows = int(str(fields["rows"]))
    created, changed = (0, 0) if taken.known else (int(str(fields["created"])), int(str(fields["changed"])))
    return replace(
        taken, format=str(fields["format"]), batch=batch, rows=rows, created=created, changed=changed,
        unchanged=rows - created - changed, extra=extra, rejected=0, ignored=0, problems=(), notes=(),
        rejected_file=None,
    )  # fmt: skip
