"""Look at a sheet that nobody has seen: its columns, how sure each is, and the rows as an import would understand them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast

from sellerkit.base.clock import today
from sellerkit.base.config.schema import StockSource
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Problem
from sellerkit.model.item import StockLine
from sellerkit.sheets import ReadOptions, Sheet, Table, Value, find_table, read_tables
from sellerkit.sheets.kinds import filled_down, is_total
from sellerkit.sheets.text import text_of
from sellerkit.stock.map_columns import Proposal, proposals, proposed_key
from sellerkit.stock.map_policy import Policy, sizes_found, with_policy
from sellerkit.stock.map_values import Sample, by_values, is_data
from sellerkit.stock.reading import read_stock
from sellerkit.stock.sheet import stock_sheet
from sellerkit.trade.shop import Shop

LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Preview:
    """The file as an import would read it: lines to take, problems by row, rows passed over (number, why, text)."""

    lines: Sequence[StockLine] = ()
    problems: tuple[Problem, ...] = ()
    rows: int = 0
    bad: int = 0
    ignored: int = 0
    ignored_rows: Sequence[tuple[int, str, str]] = ()
    refusal: InputRejected | None = None
    cells: Mapping[int, Sequence[object]] = field(default_factory=dict)
    """The rows that are wrong, as they stand."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What was found in a file. `source` is how it would be read; `sheets` are (name, hidden) in the file's order."""

    path: Path
    table: Table
    sheets: Sequence[tuple[str, bool]]
    samples: Sequence[Sample]
    found: Sequence[Proposal]
    key_proposed: bool
    comma_proposed: bool
    source: StockSource
    preview: Preview
    flags: tuple[tuple[str, str], ...] = ()
    """What else is a guess, as the flags that confirm it: ("--word", "有货=1")."""

    @property
    def unsure(self) -> list[Proposal]:
        """What a person should look at before it is saved."""
        return [one for one in self.found if not one.taken]

    def heading(self, index: int) -> str:
        return self.table.headings[index]


def map_sheet(shop: Shop, path: Path, source: StockSource, *, guess: bool = True) -> Mapped:
    """Propose the columns of the file and read it so. `source` holds what the person declared; without
    `guess` nothing is proposed beyond that and what an import would take by itself.

    Raises InputRejected for a file that cannot be read, UsageWrong for a field or heading that is none.
    """
    sheet = stock_sheet(source.currency or shop.currency, source.decimal_comma)
    table = _table(sheet, path, source)
    if source.header is None and (not table.header_row or _has_no_headings(sheet, table, source)):
        source = replace(source, header=0)
        table = _table(sheet, path, source)
    source = replace(source, columns=_declared(sheet, table, source.columns))
    rows = [cells for _number, cells in islice(filled_down(table), LOOKED_AT)]
    samples = _samples(table, rows)
    own = sheet.resolve(table, source.columns)
    sizes = sizes_found(table, source, own)
    if sizes:
        own = {field: index for field, index in own.items() if field != "quantity"}
        source = replace(source, sizes=tuple(map(str, sizes)))
    columns_left = [one for one in samples if one.heading not in sizes and one.index != sizes.total]
    found = proposals(sheet, columns_left, own, source.columns, today(shop.zone))
    found = [one for one in found if not sizes or one.field not in ("quantity", "option2")]
    found = [one for one in found if guess or one.taken]
    full = [[text_of(value) for value in cells] for cells in rows if _is_full(cells)]
    key = source.key or (proposed_key(samples, found, full) if guess and not sizes else ())
    said = source
    policy = with_policy(source, shop.currency, samples, found) if guess else Policy(source)
    source = policy.source
    columns = {
        one.field: (table.headings[one.index],) for one in found if table.headings[one.index] and one.field != "group"
    }
    if key:
        columns = {field: headings for field, headings in columns.items() if field != "sku"}
        found = [one for one in found if one.field != "sku"]
    wanted = replace(source, columns=columns, key=key)
    sheets = [(one.name, one.hidden) for one in read_tables(path, _options(source))]
    preview = _preview(shop, path, wanted)
    comma = source.decimal_comma and not said.decimal_comma
    return Mapped(path, table, sheets, samples, found, key != source.key, comma, wanted, preview, policy.flags)


def _options(source: StockSource) -> ReadOptions:
    return ReadOptions(
        source.sheet, source.encoding, source.delimiter, source.decimal_comma, source.header, source.date_order,
        weight_unit=source.weight_unit, length_unit=source.length_unit,
    )  # fmt: skip


def _table(sheet: Sheet[Any], path: Path, source: StockSource) -> Table:
    """The table by known or declared headings; else under the first row that looks like headings; else without any."""
    try:
        return sheet.table_in(path, _options(source), source.columns)
    except InputRejected as error:
        if error.code != "no-header" or source.header is not None:
            raise
        try:
            return find_table(path, _heading_like, _options(source))
        except InputRejected:
            bare = find_table(path, _heading_like, replace(_options(source), header=0))
            if len(bare.headings) < 2:
                raise error from None
            return bare


def _heading_like(headings: tuple[str, ...]) -> int:
    """Words that are all different; a number among them speaks against it. Two columns at least."""
    words = [text for text in headings if text and not text[0].isdigit()]
    score = len(set(words)) - 2 * (sum(map(bool, headings)) - len(words))
    return score if len(words) > 1 else 0


def _has_no_headings(sheet: Sheet[Any], table: Table, source: StockSource) -> bool:
    """Whether what was taken for headings is a row of goods: none is known, and a code stands over codes."""
    if sheet.resolve(table, source.columns):
        return False
    samples = _samples(table, [cells for _number, cells in islice(filled_down(table), LOOKED_AT)])
    code = by_values(samples, date.min, wanted=("sku", "barcode"))
    return any(is_data(samples[index]) for index in code.values())


def _declared(sheet: Sheet[Any], table: Table, columns: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The person's columns, each as a heading of this sheet; a column's letter will do."""
    fields = [name for name in sheet.columns if name != "group"]
    found = {}
    for known, names in columns.items():
        if known not in fields:
            near = nearest(known, fields)
            raise UsageWrong(
                _("{field} is nothing that a stock sheet says.").format(field=known),
                hint=(_("Did you mean {name}?").format(name=near) + " " if near else "")
                + _("Known: {names}").format(names=", ".join(fields)),
            )
        found[known] = tuple(heading_named(table, name) for name in names)
    return found


def heading_named(table: Table, name: str) -> str:
    """The heading that a person means by its words, or by the letter of its column. Raises UsageWrong."""
    from sellerkit.sheets.headings import matched
    from sellerkit.sheets.readers.scanning import column_letters

    index = matched(table.headings, table.parts, {}, {"": (name,)}).get("")
    if index is None:
        letters = {column_letters(at): at for at in range(len(table.headings)) if table.headings[at]}
        index = letters.get(name.strip().upper())
    if index is None:
        headings = [heading for heading in table.headings if heading]
        near = nearest(name, headings)
        raise UsageWrong(
            _("{file} has no column {heading}.").format(file=table.file, heading=name),
            hint=_("Did you mean {name}?").format(name=near) if near else _("Its headings are: {names}").format(names=", ".join(headings)),
        )  # fmt: skip
    return table.headings[index]


def _samples(table: Table, rows: Sequence[Sequence[Value]]) -> list[Sample]:
    """Each column's filled cells, of rows that have two filled cells at least: a group's name says nothing of its column."""
    full = [cells for cells in rows if _is_full(cells)]
    return [
        Sample(index, heading, [c[index] for c in full if index < len(c) and text_of(c[index])], len(full))
        for index, heading in enumerate(table.headings)
    ]


def _is_full(cells: Sequence[Value]) -> bool:
    texts = [text for value in cells if (text := text_of(value))]
    return len(texts) > 1 and not is_total(texts[0])


def _preview(shop: Shop, path: Path, source: StockSource) -> Preview:
    try:
        contents = read_stock(shop, path, source, "", source.as_ or "set")
    except InputRejected as error:
        return Preview(refusal=error)
    sheet = stock_sheet(source.currency or shop.currency, source.decimal_comma)
    table = sheet.table_in(path, _options(source), source.columns)
    passed = cast(Sequence[tuple[int, str, str]], sheet.parse(table, source.columns, source.key).extra["ignored_rows"])
    return Preview(
        contents.good.lines, contents.problems, contents.rows, len(contents.bad_rows), contents.ignored, passed,
        cells={bad.row: bad.cells for bad in contents.bad_rows},
    )  # fmt: skip
