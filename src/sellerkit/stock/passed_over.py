"""What of a file was not taken, said in a line each: group rows, totals, hidden sheets, other sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sellerkit.base.language import _, ngettext
from sellerkit.sheets import Table
from sellerkit.sheets.walking import Walk
from sellerkit.stock.totals import total_differences

SHOWN = 3


def passed_over(table: Table, walk: Walk) -> Iterator[str]:
    """Sentences; none for an ordinary file."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for row, kind, text in walk.ignored:
        kinds[kind].append(_('row {row} "{text}"').format(row=row, text=text[:40]))
    if kinds:
        parts = [_counted(kind, rows) for kind, rows in sorted(kinds.items())]
        yield _("{file}: not taken as goods: {what}.").format(file=table.file, what="; ".join(parts))
    yield from _wrong_totals(table, walk)
    hidden = [name for name, is_hidden in table.others if is_hidden]
    visible = [name for name, is_hidden in table.others if not is_hidden]
    if hidden:
        yield _("{file}: hidden sheets are not read: {names}.").format(file=table.file, names=", ".join(hidden))
    if visible:
        yield _(
            "{file}: only the sheet {sheet} was read, not {names}; name another with sheet = in its source."
        ).format(file=table.file, sheet=table.sheet, names=", ".join(visible))


def _wrong_totals(table: Table, walk: Walk) -> Iterator[str]:
    """Totals of the quantity that nothing above them adds up to; of a matrix sheet they are problems."""
    at = walk.fields.get("quantity")
    if at is None or any(name.startswith("size:") for name in walk.fields):
        return
    for one in total_differences(table, walk, [at])[:SHOWN]:
        yield _(
            "{file}, row {row}: the total of {column} is {stated}, but the rows above it add up to {counted}."
        ).format(file=table.file, row=one.row, column=table.headings[at], stated=one.stated, counted=one.counted)


def _counted(kind: str, rows: list[str]) -> str:
    count = len(rows)
    shown = ", ".join(rows[:SHOWN]) + (", …" if count > SHOWN else "")
    if kind == "group":
        words = ngettext("{count} group row ({rows})", "{count} group rows ({rows})", count)
    elif kind == "total":
        words = ngettext("{count} total ({rows})", "{count} totals ({rows})", count)
    elif kind == "header":
        words = ngettext("{count} repeated heading ({rows})", "{count} repeated headings ({rows})", count)
    else:
        words = ngettext("{count} remark ({rows})", "{count} remarks ({rows})", count)
    return words.format(count=count, rows=shown)
