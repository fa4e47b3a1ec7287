"""The first rows of a mapped sheet, as an import would understand them, with what is wrong beside them."""

from __future__ import annotations

from collections import defaultdict

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.base.problems import Problem
from sellerkit.model.item import StockLine
from sellerkit.output import Column, Table
from sellerkit.sheets.text import text_of
from sellerkit.stock.mapping import Mapped

SHOWN_ROWS = 6
LINE_FIELDS = (
    "sku", "name", "barcode", "quantity", "unit", "pack", "cost", "price", "weight_g", "shelf", "category", "option1", "option2",
    "option3", "lot", "produced", "expires", "origin",
)  # fmt: skip


def rows_table(mapped: Mapped, currency: str) -> Table:
    """The first rows as an import would understand them; a row that is wrong says why."""
    records = preview_rows(mapped, currency)[:SHOWN_ROWS]
    keys = [key for key in LINE_FIELDS if any(row.get(key) not in (None, "") for row in records)]
    right = {"quantity", "pack", "cost", "price", "weight_g"}
    titles = {"weight_g": "g"}
    columns = [Column("row", _("row"), "right")]
    columns += [Column(key, titles.get(key, key), "right" if key in right else "left") for key in keys]
    if any(row["problems"] for row in records):
        columns.append(Column("wrong", _("What is wrong")))
    rows = [row | {"wrong": "; ".join(_reasons(row["problems"]))} for row in records]
    return Table(columns, rows, title=_("The first rows, as they would be understood") if rows else "")


def _reasons(problems: object) -> list[str]:
    assert isinstance(problems, list)
    return [f"{one['column']}: {one['message']}" if one["column"] else str(one["message"]) for one in problems]


def preview_rows(mapped: Mapped, currency: str) -> list[dict[str, object]]:
    """Good rows and bad ones in the order of the sheet, with typed values and each row's problems."""
    bad: dict[int, list[Problem]] = defaultdict(list)
    for problem in mapped.preview.problems:
        bad[problem.place.row or 0].append(problem)
    rows: list[dict[str, object]] = [
        _line_record(line, currency) for line in mapped.preview.lines[:SHOWN_ROWS] or () if line.row not in bad
    ]
    rows += [
        _as_it_stands(mapped, row) | {"row": row, "problems": [one.as_dict() for one in found]}
        for row, found in bad.items()
    ]
    return sorted(rows, key=lambda record: int(str(record["row"])))


def _as_it_stands(mapped: Mapped, row: int) -> dict[str, object]:
    """The cells of a row that could not be understood, as text."""
    cells = mapped.preview.cells.get(row, ())
    index = {field: mapped.table.index.get(names[0]) for field, names in mapped.source.columns.items()}
    return {field: text_of(cells[at]) for field, at in index.items() if at is not None and at < len(cells)}


def _line_record(line: StockLine, currency: str) -> dict[str, object]:
    item, lot = line.item, line.lot
    money = item.currency or currency
    factor = item.priced_per or 1
    return {
        "row": line.row, "sku": item.sku, "name": item.name, "barcode": item.barcode, "quantity": line.quantity,
        "unit": item.unit if item.unit is not None else None, "pack": item.pack, "cost": _money(item.cost_minor, money),
        "price": _money(item.price_minor, money), "priced_per": factor, "currency": item.currency, "weight_g": item.weight_g,
        "size_mm": [item.length_mm, item.width_mm, item.height_mm] if item.length_mm and item.width_mm and item.height_mm else None,
        "shelf": item.shelf, "category": item.category, "option1": item.option1, "option2": item.option2, "option3": item.option3,
        "lot": lot.code if lot else None, "produced": lot.produced if lot else None, "expires": lot.expires if lot else None,
        "origin": item.origin, "image": item.image, "low": item.low, "problems": [],
    }  # fmt: skip


def _money(minor: int | None, currency: str) -> str | None:
    return None if minor is None else decimal_string(minor, currency)
