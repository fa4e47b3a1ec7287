"""Which statement a file is: decided by its header, never by its name."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import N_, _
from sellerkit.base.registry import added_by_others, load
from sellerkit.payouts.statements import MISTAKEN, STATEMENTS, Format
from sellerkit.sheets import ReadOptions, Table, find_table
from sellerkit.sheets.text import bare_key, heading_key

if TYPE_CHECKING:
    from sellerkit.base.config.schema import PayoutFormat

DECLARED = "sellerkit.payouts.statements.declared:read"
# A declared column with several names makes a header of each; more than these nobody declares.
MOST_HEADERS = 200


def known_formats() -> dict[str, Format]:
    """Ours, and those that other installed packages add."""
    return STATEMENTS | {name: load(target) for name, target in added_by_others("statements").items()}


def retold() -> list[tuple[str, str]]:
    """Formats that tell again what another tells, each with that one; with "" when it tells only sums of many orders."""
    formats = known_formats().items()
    return [(name, "" if one.summary else one.repeats) for name, one in formats if one.summary or one.repeats]


def declared_formats(forms: Mapping[str, PayoutFormat]) -> dict[str, Format]:
    """The formats of shop.toml as rows of the registry: every column that they name must be there, under any of its names."""
    found = {}
    for name, form in forms.items():
        headers = list(islice(product(*(aliases for aliases in form.columns.values() if aliases)), MOST_HEADERS))
        found[name] = Format(
            DECLARED, headers[0], form.platform or name, N_("as declared in shop.toml"), currency=form.currency,
            also=tuple(headers[1:]),
        )  # fmt: skip
    return found


def recognised(
    path: Path, declared: str, options: ReadOptions, forms: Mapping[str, PayoutFormat] | None = None
) -> tuple[str, Format, Table]:
    """The format's name, its registry row and the table below its header.

    `declared` is the format that shop.toml names for the source, or "". Raises InputRejected when the file cannot be
    read, fits no format, fits two, or fits another than the declared one. `forms` are the formats of shop.toml; each is
    read with its own encoding, delimiter and decimal sign.
    """
    forms = forms or {}
    if declared in forms:
        return _recognised(path, declared, _options(options, forms[declared]), declared_formats(forms))
    try:
        found = _recognised(path, declared, options, known_formats() | declared_formats(forms))
    except InputRejected as error:
        if declared or error.code not in ("unknown-format", "unknown-encoding"):
            raise
        for name, form in forms.items():
            with suppress(InputRejected):
                return _recognised(path, name, _options(options, form), declared_formats({name: form}))
        raise
    if found[0] not in forms:
        return found
    form = forms[found[0]]
    return _recognised(path, found[0], _options(options, form), declared_formats({found[0]: form}))


def _options(options: ReadOptions, form: PayoutFormat) -> ReadOptions:
    return replace(
        options, sheet=form.sheet or options.sheet, encoding=form.encoding or options.encoding, delimiter=form.delimiter,
        decimal_comma=form.decimal_comma or options.decimal_comma, date_order=form.date_order or options.date_order,
    )  # fmt: skip


def _recognised(
    path: Path, declared: str, options: ReadOptions, formats: dict[str, Format]
) -> tuple[str, Format, Table]:
    known = [header for one in formats.values() for header in one.headers] + [marks for marks, _meant in MISTAKEN]
    table = find_table(path, lambda headings: 1 + max(_fit(headings, wanted) for wanted in known), options)
    fitting = [name for name, one in formats.items() if _fits(table.headings, one)]
    if declared:
        family = [name for name in fitting if name == declared or formats[name].repeats == declared]
        if fitting and not family:
            raise _another_export(table, fitting[0], declared, formats)
        fitting = family
    if len(fitting) > 1:
        raise _ambiguous(table, fitting)
    if not fitting:
        raise _unknown(table, declared, formats)
    return fitting[0], formats[fitting[0]], table


def _fits(headings: tuple[str, ...], one: Format) -> bool:
    """Whether one of the format's headers stands there whole, and nothing that only a longer format has."""
    if any(_fit(headings, (lacking,)) for lacking in one.lacks):
        return False
    return any(_fit(headings, header) == len(header) for header in one.headers)


def _fit(headings: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    """How many of the wanted headings stand there, whatever their brackets and case."""
    there = _keys_of_row(tuple(headings))
    return sum(1 for one in wanted if not there.isdisjoint(_keys(one)))


@lru_cache(maxsize=64)
def _keys_of_row(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for heading in headings for key in _keys(heading))


@lru_cache(maxsize=8192)
def _keys(heading: str) -> tuple[str, str]:
    """Every row that may be the header is held against hundreds of headings: each is taken apart once."""
    return heading_key(heading), bare_key(heading)


def _another_export(table: Table, found: str, declared: str, formats: dict[str, Format]) -> InputRejected:
    return InputRejected(
        _("{file} is {found}, but its source is declared as {declared}.").format(
            file=table.file, found=found, declared=declared
        ),
        hint=_("Name another source with --source, or download: {menu}").format(menu=_(formats[declared].menu)),
        code="another-format",
    )


def _ambiguous(table: Table, fitting: list[str]) -> InputRejected:
    return InputRejected(
        _("{file} fits several statement formats: {names}.").format(file=table.file, names=", ".join(fitting)),
        hint=_('Say which one it is with format = "{name}" under [payouts.sources] in shop.toml.').format(
            name=fitting[0]
        ),
        code="ambiguous-format",
    )


def _unknown(table: Table, declared: str, formats: dict[str, Format]) -> InputRejected:
    meant = next((name for marks, name in MISTAKEN if _fit(table.headings, marks) == len(marks)), declared)
    hint = _("Known statements: {names}.").format(names=", ".join(formats))
    if meant:
        hint += " " + _("This looks like another export; the one that is needed: {menu}").format(
            menu=_(formats[meant].menu)
        )
    seen = ", ".join(heading for heading in table.headings[:6] if heading)
    return InputRejected(
        _("{file} is no statement that sellerkit knows (its columns: {columns}).").format(
            file=table.file, columns=seen
        ),
        hint=hint,
        code="unknown-format",
    )
