"""Declare columns, don't loop over cells: a Sheet turns a table into values, and every problem of every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Outcome
from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.cells import adapted, text
from sellerkit.sheets.header import find_table
from sellerkit.sheets.headings import matched
from sellerkit.sheets.reading import DEFAULT
from sellerkit.sheets.rows import Parsed, read_rows
from sellerkit.sheets.tables import ReadOptions, Table, Value
from sellerkit.sheets.walking import Walk

T = TypeVar("T")
Reader = Callable[[Value], Any]
_NOTHING: Mapping[str, Sequence[str]] = {}


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


REQUIRED: Final = _Required()


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a row: the names its heading may have, how its cells are read, and what an absent one means."""

    aliases: tuple[str, ...]
    read: Reader
    default: Any

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


def column(*aliases: str, read: Reader = text, default: Any = REQUIRED) -> Any:
    """A column known by these headings. Without a default it must be there and filled in every row."""
    return Column(aliases, read, default)


class Sheet(Generic[T]):
    """What a kind of sheet holds: `Sheet(StockRow, sku=column("SKU", "货号"), quantity=column("库存", read=quantity))`."""

    def __init__(self, make: Callable[..., T], **columns: Any) -> None:
        self.make = make
        self.columns: dict[str, Column] = columns

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        return {field: one.aliases for field, one in self.columns.items()}

    def table_in(
        self, path: Path, options: ReadOptions = DEFAULT, declared: Mapping[str, Sequence[str]] = _NOTHING
    ) -> Table:
        """The table of the file whose headings fit these columns best. Raises InputRejected."""
        wanted = [tuple(declared.get(field, ())) + one.aliases for field, one in self.columns.items()]
        wanted += [tuple(names) for field, names in declared.items() if field not in self.columns]
        return find_table(path, wanted, options)

    def resolve(self, table: Table, declared: Mapping[str, Sequence[str]] = _NOTHING) -> dict[str, int]:
        """The column (index from 0) of each field that the table has, without judging what lacks."""
        return matched(table.headings, table.parts, self.aliases, declared)

    def parse(
        self, table: Table, declared: Mapping[str, Sequence[str]] = _NOTHING, key: Sequence[str] = ()
    ) -> Outcome[Parsed[T]]:
        """Every row below the header as a value or its problems; blank, group, total and repeated rows are `ignored`.

        `declared` maps a field to its heading (or to several, of which the first in the file counts) and wins over the
        aliases. `key` names columns whose texts together make the first field (an item's code). `extra` holds
        `columns` (field → heading) and `ignored_rows` (row number, why, text). Raises InputRejected when a declared or
        a required column is not in the file.
        """
        return read_rows(self.make, self.columns, self.walk(table, declared, key))

    def walk(self, table: Table, declared: Mapping[str, Sequence[str]] = _NOTHING, key: Sequence[str] = ()) -> Walk:
        """As `parse`, for large tables: the rows come as columns of values, a block at a time."""
        first = next(iter(self.columns))
        fields = self.resolve(table, declared)
        self._refuse_missing(table, fields, declared, first if key else "")
        key_columns = self._key_columns(table, key)
        readers = {
            field: adapted(one.read, table.headings[fields[field]] if field in fields else "", table.options)
            for field, one in self.columns.items()
        }
        return Walk(self.columns, table, fields, readers, key_columns)

    def _refuse_missing(
        self, table: Table, fields: Mapping[str, int], declared: Mapping[str, Sequence[str]], made: str
    ) -> None:
        absent = {field: tuple(names) for field, names in declared.items() if field not in fields}
        if absent:
            names = [" / ".join(names) for names in absent.values()]
            raise refuse.missing_columns(table.file, ", ".join(names), table.headings, _nearest_hint(absent, table))
        lacking = [
            field for field, one in self.columns.items() if one.required and field not in fields and field != made
        ]
        if lacking:
            hint = _('Declare it in shop.toml, for example columns = {{ {field} = "{heading}" }}.').format(
                field=lacking[0], heading=next((heading for heading in table.headings if heading), "…")
            )
            names = [
                f"{field} ({self.columns[field].aliases[0]})" if self.columns[field].aliases else field
                for field in lacking
            ]
            raise refuse.missing_columns(table.file, ", ".join(names), table.headings, hint)

    def _key_columns(self, table: Table, key: Sequence[str]) -> tuple[int, ...]:
        found = matched(table.headings, table.parts, {}, {name: (name,) for name in key})
        absent = {name: (name,) for name in key if name not in found}
        if absent:
            raise refuse.missing_columns(table.file, ", ".join(absent), table.headings, _nearest_hint(absent, table))
        return tuple(found[name] for name in key)


def _nearest_hint(absent: Mapping[str, Sequence[str]], table: Table) -> str:
    headings = [heading for heading in table.headings if heading]
    close = next((near for names in absent.values() for name in names if (near := nearest(name, headings))), None)
    if close:
        return _("Did you mean {heading}? Change the heading in shop.toml, or in the sheet.").format(heading=close)
    return _("Change the heading in shop.toml, or in the sheet.")
