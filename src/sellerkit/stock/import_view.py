"""What `stock import` shows beside the line of each file: what changed, what a count comes to, what the file did not name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sellerkit.base.language import _, ngettext
from sellerkit.output import Column, Table, View
from sellerkit.stock.old_sheets import note_of
from sellerkit.stock.view import stock_import_view
from sellerkit.trade.importing import FileResult

if TYPE_CHECKING:
    from sellerkit.output import Output

SHOWN = 20


def import_with_changes(results: Sequence[FileResult]) -> View:
    """The answer of an import; --json carries every change, the screen the first of them."""
    view = stock_import_view(results)
    tables, notes = list(view.tables), list(view.notes)
    for result in results:
        if result.extra.get("differences"):
            tables.append(differences_table(result))
        elif result.dry_run and result.extra.get("changes"):
            tables.append(_changes_table(result))
        if doubtful := note_of(result.file, _items(result, "put_back")):
            notes.append(doubtful)
        missing = list(_items(result, "missing"))
        if missing:
            note = ngettext(
                "{file} does not name {count} item that the shop has: {skus}.",
                "{file} does not name {count} items that the shop has: {skus}.", len(missing),
            )  # fmt: skip
            shown = ", ".join(map(str, missing[:5])) + (", …" if len(missing) > 5 else "")
            notes.append(note.format(file=result.file, count=len(missing), skus=shown))
    return replace(view, tables=tuple(tables), notes=tuple(notes))


def agreed(output: Output, result: FileResult) -> bool:
    """Show what a count comes to and ask whether it holds."""
    table = differences_table(result)
    for row in table.rows:
        output.note(f"{row['sku']}: {row['before']} → {row['counted']} ({row['shown']}) {row['worth']}".rstrip())
    values: Mapping[str, str] = result.extra.get("difference_value", {})  # type: ignore[assignment]
    worth = ", ".join(f"{value} {currency}" for currency, value in values.items()) or "–"
    return output.confirm(_("The count differs by {value} at cost. Take it?").format(value=worth))


def differences_table(result: FileResult) -> Table:
    columns = (
        Column("sku", _("SKU")), Column("name", _("Name")), Column("before", _("Before"), align="right"), Column("counted", _("Counted"), align="right"),
        Column("shown", _("Difference"), align="right"), Column("worth", _("Worth"), align="right"),
    )  # fmt: skip
    found = list(_items(result, "differences"))
    rows = [
        {
            **one,
            "shown": f"{one['difference']:+d}",
            "worth": f"{one['value']} {one['currency']}" if one["value"] else "",
        }
        for one in found[:SHOWN]
    ]
    return Table(columns, rows, title=_title(_("Differences"), len(found)))


def _changes_table(result: FileResult) -> Table:
    columns = (Column("sku", _("SKU")), Column("field", _("Field")), Column("old", _("Old")), Column("new", _("New")))
    found = list(_items(result, "changes"))
    return Table(columns, found[:SHOWN], title=_title(_("Changes"), len(found)))


def _title(words: str, count: int) -> str:
    return f"{words} ({SHOWN} / {count})" if count > SHOWN else words


def _items(result: FileResult, key: str) -> Sequence[Any]:
    found = result.extra.get(key)
    return found if isinstance(found, list) else []
