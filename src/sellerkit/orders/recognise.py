"""Which export a file is: by the format its channel declares, else by its headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from sellerkit.base.config.schema import OrderFormat
from sellerkit.base.errors import ConfigError, InputRejected
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.registry import added_by_others, load
from sellerkit.orders.exports import EXPORTS, Export
from sellerkit.orders.exports.grouping import Context, OrdersRead
from sellerkit.sheets import ReadOptions, Table, find_table
from sellerkit.sheets.headings import keys_of
from sellerkit.sheets.text import heading_key

Read = Callable[[Table, Context], OrdersRead]


def recognised(
    path: Path, options: ReadOptions, format: str = "", forms: Mapping[str, OrderFormat] | None = None
) -> tuple[str, Export, Table]:
    """The export's name, its registry row and the file's table. `forms` are the formats that shop.toml declares.

    Raises InputRejected for a file of an unknown or a doubtful format, ConfigError for a format that does not exist.
    """
    declared = {name: _of_form(name, form) for name, form in (forms or {}).items()}
    exports = {format: _named(format, declared)} if format else {**EXPORTS, **declared}
    if format and (form := exports[format].form):
        options = _options_of(form, options)
    own = (
        {}
        if format
        else {name: one for name, one in declared.items() if one.form and _options_of(one.form, options) != options}
    )
    found, refusal = _tables(path, options, {name: one for name, one in exports.items() if name not in own})
    for name, export in own.items():
        assert export.form is not None
        found.update(_tables(path, _options_of(export.form, options), {name: export})[0])
    if not found:
        raise _not_recognised(path, format, exports) from refusal
    if len(found) > 1:
        names = list(found)
        raise InputRejected(
            _("{file} could be {names}.").format(file=path.name, names=" / ".join(names)),
            hint=_('Say which one with format = "{name}" under [orders.channels.NAME] in shop.toml.').format(
                name=names[0]
            ),
            code="two-formats",
        )
    name, table = next(iter(found.items()))
    return name, exports[name], table


def _tables(
    path: Path, options: ReadOptions, exports: Mapping[str, Export]
) -> tuple[dict[str, Table], InputRejected | None]:
    """The file's table for each export that it fits, read with these options; why there is none."""
    try:
        table = find_table(path, lambda headings: _best_fit(_keys(headings), exports), options)
    except InputRejected as error:
        if error.code != "no-header":
            raise
        return {}, error
    return {name: table for name, export in exports.items() if _fit(_keys(table.headings), export)}, None


def reader(export: Export) -> Read:
    """The function that reads this export's table."""
    read = load(export.target)
    return partial(read, export.form) if export.form else read


def _of_form(name: str, form: OrderFormat) -> Export:
    """A declared format is known by the columns that it names."""
    return Export(
        "sellerkit.orders.exports.declared:read_declared", tuple(form.columns.values()), form.channel or name, (), form
    )


def _options_of(form: OrderFormat, options: ReadOptions) -> ReadOptions:
    return replace(
        options,
        sheet=options.sheet or form.sheet,
        encoding=options.encoding or form.encoding,
        delimiter=options.delimiter or form.delimiter,
        decimal_comma=options.decimal_comma or form.decimal_comma,
        date_order=options.date_order or form.date_order,
    )


def _named(name: str, declared: Mapping[str, Export]) -> Export:
    if name in declared or name in EXPORTS:
        return declared.get(name) or EXPORTS[name]
    others = added_by_others("orders")
    if name in others:
        return Export(others[name], (), name)
    known = [*EXPORTS, *declared, *others]
    near = nearest(name, known)
    raise ConfigError(
        _("There is no order format {name}.").format(name=name),
        hint=_("Did you mean {near}? Known: {names}").format(near=near, names=", ".join(known))
        if near
        else _("Known: {names}").format(names=", ".join(known)),
        code="unknown-format",
    )


def _keys(headings: tuple[str, ...]) -> set[str]:
    """What the headings of a row answer to, with and without their brackets."""
    return {key for surest in keys_of(headings) for known in surest[:2] for key in known}


def _best_fit(keys: set[str], exports: Mapping[str, Export]) -> int:
    return max(_fit(keys, one) for one in exports.values())


def _fit(keys: set[str], export: Export) -> int:
    """How many required headings a row has; 0 unless it has them all. A format that requires none fits any header."""
    if not export.required:
        return len(keys)
    if any(_key(name) in keys for name in export.unlike):
        return 0
    complete = all(any(_key(name) in keys for name in names) for names in export.required)
    return len(export.required) if complete else 0


_key = lru_cache(1024)(heading_key)


def _not_recognised(path: Path, format: str, exports: dict[str, Export]) -> InputRejected:
    if format:
        needed = ", ".join(" / ".join(names[:3]) for names in exports[format].required)
        return InputRejected(
            _("{file} is not a {format} file: its headings lack some of {headings}.").format(
                file=path.name, format=format, headings=needed
            ),
            hint=_("Export it again, or correct format under [orders.channels] in shop.toml; nothing was changed."),
            code="headings-missing",
        )
    known = "; ".join(
        f"{name} ({', '.join(headings[0] for headings in export.required)})" for name, export in exports.items()
    )
    return InputRejected(
        _("{file} is no order export that sellerkit knows.").format(file=path.name),
        hint=_("Known, with the headings that tell them: {formats}.").format(formats=known),
        code="unknown-format",
    )
