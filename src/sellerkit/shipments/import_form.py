"""The courier's import workbook: our own plain one, or the form that the seller downloaded, its styles kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sellerkit.base.config.shipment_tables import CarrierTable
from sellerkit.base.errors import ConfigError, SellerkitError
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.shipments.import_columns import DEFAULT, HEADINGS
from sellerkit.trade.shop import Shop

# Without these a courier cannot deliver, or its answer cannot be told apart.
_NEEDED = ("order", "name", "phone")


def check_form(shop: Shop, name: str, table: CarrierTable) -> None:
    """Raises ConfigError, before anything is written, when `columns` or the form of this courier cannot be used."""
    for field in table.columns:
        if field not in HEADINGS:
            near = nearest(field, list(HEADINGS)) or ", ".join(HEADINGS)
            raise ConfigError(
                _("[carriers.{name}] columns: {field} is not known.").format(name=name, field=field),
                hint=_("Did you mean {key}?").format(key=near),
                code="wrong-form",
            )
    if table.form:
        _form_columns(shop, name, table)


def write_import_workbook(
    shop: Shop, name: str, table: CarrierTable, path: Path, rows: Sequence[Mapping[str, object]]
) -> None:  # fmt: skip
    """Write the rows (see `values_of`) into `path`, whole or not at all. Raises CannotWrite, ConfigError."""
    from sellerkit.output import Column, Table
    from sellerkit.output.workbook import write_workbook

    if table.form:
        from sellerkit.output.filling import fill_form

        sheet, header_row, columns = _form_columns(shop, name, table)
        fill_form(shop.path(table.form), path, sheet, header_row, columns, rows)
        return
    fields = table.columns or {field: HEADINGS[field][0] for field in DEFAULT}
    numbers = ("weight", "weight_g", "quantity", "pieces")
    titled = [Column(field, heading, "right" if field in numbers else "left") for field, heading in fields.items()]
    titled += [Column(f"fixed:{heading}", heading) for heading in table.fixed]
    write_workbook(path, [Table(titled, list(rows), title=_("Parcels"))], practice=shop.practice)


def _form_columns(shop: Shop, name: str, table: CarrierTable) -> tuple[str, int, dict[int, str]]:
    """The form's sheet, its header row, and the key of each column (from 0) that we fill."""
    from sellerkit.sheets.header import find_table
    from sellerkit.sheets.headings import matched

    path = shop.path(table.form)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise _wrong(name, table, _("{file} is not an .xlsx workbook.").format(file=table.form))
    declared = {field: (heading,) for field, heading in table.columns.items()}
    fixed = {f"fixed:{heading}": (heading,) for heading in table.fixed}
    aliases = {**{field: names for field, names in HEADINGS.items() if field not in declared}, **fixed}
    try:
        form = find_table(path, [*aliases.values(), *declared.values()])
    except SellerkitError as error:
        raise _wrong(name, table, error.message) from error
    found = matched(form.headings, form.parts, aliases, declared)
    wanted = (*_NEEDED, *declared, *fixed, *(() if found.keys() & {"address", "street"} else ("address",)))
    if missing := [field for field in wanted if field not in found]:
        names = ", ".join((declared.get(field) or aliases.get(field) or (field,))[0] for field in missing)
        raise _wrong(name, table, _("{file} has no column {names}.").format(file=table.form, names=names))
    columns = {index: field for field, index in found.items()}
    # A form without places of its own takes the whole address in its one address column.
    if "street" in found and "address" not in found and "province" not in found:
        columns[found["street"]] = "address"
    return form.sheet, form.header_row, columns


def _wrong(name: str, table: CarrierTable, reason: str) -> ConfigError:
    return ConfigError(
        _("[carriers.{name}] form: {reason}").format(name=name, reason=reason),
        hint=_('Name the heading of each column: columns = {{ order = "订单号", name = "收件人" }}'),
        code="wrong-form",
    )
