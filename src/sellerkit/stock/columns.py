"""A block of rows understood a column at a time, where nothing is unusual. Pure.

It gives exactly what `understanding.line_of` gives row by row (a property test holds the two against each other), ten
times faster; a row with anything unusual in it is left to `line_of`, which knows all the faults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import mul
from types import NoneType
from typing import TYPE_CHECKING, Any

from sellerkit.model.item import KnownItem, Lot, StatedItem
from sellerkit.model.stock_lines import StockLines
from sellerkit.sheets.walking import Block
from sellerkit.stock.gtins import wrong_barcodes
from sellerkit.stock.understanding import ONE_PIECE, Fault, Reading, lot_of, rounded, row_cost, weight_of
from sellerkit.stock.units import CARTONS, GRAM, Pack, Unit, unit_of

if TYPE_CHECKING:
    from datetime import date

    from sellerkit.stock.cells import ShelfLife

_NO_UNIT = Unit("", 1)
_DOUBTFUL = Lot("?")
Column = Sequence[Any]
# Where a field of the item has another name than the column that says it.
_FIELDS = {"length_mm": "length", "width_mm": "width", "height_mm": "height"}


def plain_lines(block: Block, reading: Reading) -> tuple[StockLines, list[int]]:
    """The lines of the plain rows, and the places (from 0) of the rows that `line_of` must judge."""
    if not block.numbers:
        return StockLines(), []
    units = _units(block, reading)
    lots = _lots(block, reading)
    unusual = _unusual(block, reading, units, lots)
    if unusual:
        block = block.kept([at not in unusual for at in range(len(block.numbers))])
        units, lots = _units(block, reading), _lots(block, reading)
    return _lines(block, reading, [unit or _NO_UNIT for unit in units], lots), sorted(unusual)


def _column(block: Block, field: str) -> Column | None:
    """A field's values, None when the sheet says nothing of it."""
    return block.values.get(field)


def _units(block: Block, reading: Reading) -> list[Unit | None]:
    """The unit of each row: `_NO_UNIT` where no word is said, None where it cannot be had without a closer look."""
    count = len(block.numbers)
    words, packs = _column(block, "unit"), _column(block, "pack")
    if words is None and not reading.unit:
        return [_NO_UNIT] * count
    if packs is None:
        by_word = {word: _unit(word or reading.unit, None) for word in set(words or [None])}
        return [by_word[word] for word in words] if words else [by_word[None]] * count
    pairs = list(zip(words or [None] * count, packs, strict=True))
    known = {pair: _unit(pair[0] or reading.unit, pair[1]) for pair in set(pairs)}
    return [known[pair] for pair in pairs]


def _unit(word: str, pack: int | None) -> Unit | None:
    try:
        return unit_of(word, pack) if word else _NO_UNIT
    except ValueError:
        return None


def _unusual(
    block: Block, reading: Reading, units: Sequence[Unit | None], lots: Sequence[Lot | None] | None
) -> set[int]:
    skus = _column(block, "sku")
    if skus is None:
        return set(range(len(block.numbers)))
    found = {at for at, unit in enumerate(units) if unit is None} if NoneType in set(map(type, units)) else set()
    if lots is not None and id(_DOUBTFUL) in set(map(id, lots)):
        found.update(at for at, lot in enumerate(lots) if lot is _DOUBTFUL)
    for field, usual in (
        ("sku", (str,)), ("quantity", (int, NoneType)), ("low", (int, NoneType)), ("cost", (int, Decimal, NoneType)),
        ("price", (int, Decimal, NoneType)),
    ):  # fmt: skip
        column = _column(block, field)
        if column is not None and set(map(type, column)) - set(usual):
            found.update(at for at, value in enumerate(column) if type(value) not in usual)
    barcodes = _column(block, "barcode")
    if barcodes is not None:
        found.update(wrong_barcodes(barcodes))
    if reading.known:
        found.update(
            at for at, sku in enumerate(skus) if sku in reading.known and not _fits(block, at, reading, units[at])
        )
    return found


def _fits(block: Block, at: int, reading: Reading, unit: Unit | None) -> bool:
    """Whether what the row says of a known item plainly agrees with what the shop has."""
    known: KnownItem = reading.known[block.values["sku"][at]]
    if unit is None:
        return False
    said = block.values
    if known.shown_unit.lower() in CARTONS:
        return False
    if unit is _NO_UNIT:
        if known.unit == GRAM:
            return False
    elif unit.base != known.unit or (unit.shown or "").lower() in CARTONS:
        return False
    priced = any(field in said and said[field][at] is not None for field in ("cost", "price"))
    return not priced or (reading.currency == known.currency and unit.factor == known.priced_per)


def _lots(block: Block, reading: Reading) -> Sequence[Lot | None] | None:
    """Each row's lot, None where it names none; `_DOUBTFUL` where something about it is wrong."""
    fields = ("lot", "produced", "expires", "shelf_life", "origin")
    columns = [_column(block, field) for field in fields]
    if not any(columns[:3]):
        return None
    nothing = [None] * len(block.numbers)
    said = list(zip(*(column or nothing for column in columns), strict=True))
    known = {one: _lot(*one, reading.shelf_life_unit) for one in set(said)}
    return [known[one] for one in said]


@lru_cache(maxsize=1 << 14)
def _lot(
    code: str | None, produced: date | None, expires: date | None, life: ShelfLife | None, origin: str | None, life_unit: str
) -> Lot | None:  # fmt: skip
    if not (code or produced or expires):
        return None
    faults: list[Fault] = []
    lot = lot_of(code, produced, expires, life, origin, life_unit, faults)
    return _DOUBTFUL if faults else lot


def _lines(block: Block, reading: Reading, units: Sequence[Unit], lots: Sequence[Lot | None] | None) -> StockLines:
    values: Mapping[str, Column] = block.values
    factors = [unit.factor for unit in units]
    costs, quantities = values.get("cost"), _counted(values.get("quantity"), factors)
    columns: dict[str, Column | None] = {name: values.get(_FIELDS.get(name, name)) for name in StatedItem._fields}
    columns |= {
        "row": block.numbers, "quantity": quantities, "low": _counted(values.get("low"), factors),
        "lot": lots, "lot_cost_minor": _totals(lots, costs, quantities, factors),
        "cost_minor": _minor(costs), "price_minor": _minor(values.get("price")), "weight_g": _weights(values, units),
    }  # fmt: skip
    if "option1" in values:
        columns["option1"] = [None if one == "Default Title" else one for one in values["option1"]]
    columns |= _priced(columns["cost_minor"], columns["price_minor"], factors, reading.currency)
    columns["unit"] = None
    if set(map(id, units)) != {id(_NO_UNIT)}:
        columns |= {"unit": [unit.base or None for unit in units], "shown_unit": [unit.shown for unit in units]}
    return StockLines({name: column for name, column in columns.items() if column is not None})


def _priced(costs: Column | None, prices: Column | None, factors: Column, currency: str) -> dict[str, Column | None]:
    """What the amounts of each row are for, and their currency, where it has any."""
    said = [column for column in (costs, prices) if column is not None]
    if not said:
        return {"priced_per": None, "currency": None}
    if any(None not in column for column in said):
        return {"priced_per": factors, "currency": [currency] * len(factors)}
    priced = [any(one is not None for one in row) for row in zip(*said, strict=True)]
    return {
        "priced_per": [factor if has else None for factor, has in zip(factors, priced, strict=True)],
        "currency": [currency if has else None for has in priced],
    }


def _weights(values: Mapping[str, Column], units: Sequence[Unit]) -> Column | None:
    weights, packs = values.get("weight"), values.get("pack")
    if packs is None or Pack not in set(map(type, packs)):
        return weights
    return [
        weight_of(said, pack, unit if unit.base else ONE_PIECE)
        for said, pack, unit in zip(weights or [None] * len(units), packs, units, strict=True)
    ]


def _totals(
    lots: Sequence[Lot | None] | None, costs: Column | None, quantities: Column | None, factors: Sequence[int]
) -> Column | None:
    """What the goods of each row that names a lot cost together."""
    if costs is None or quantities is None or lots is None:
        return None
    named = set(map(type, lots))
    if named == {NoneType}:
        return None
    if set(factors) == {1} and set(map(type, costs)) == {int} == set(map(type, quantities)) and NoneType not in named:
        return list(map(mul, costs, quantities))
    return [
        None if lot is None or cost is None or quantity is None else row_cost(cost, quantity, factor)
        for lot, cost, quantity, factor in zip(lots, costs, quantities, factors, strict=True)
    ]


def _minor(amounts: Column | None) -> Column | None:
    """Whole minor units; None where nothing is said."""
    if amounts is not None and Decimal in set(map(type, amounts)):
        return [rounded(one) if type(one) is Decimal else one if type(one) is int else None for one in amounts]
    return amounts


def _counted(column: Column | None, factors: Sequence[int]) -> Column | None:
    """Quantities in the item's unit; what is unusual (an Amount) counts nothing here."""
    if column is None or set(factors) == {1}:
        return column
    return [one * factor if type(one) is int else None for one, factor in zip(column, factors, strict=True)]
