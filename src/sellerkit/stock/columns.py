"""A block of rows understood a column at a time, where nothing is unusual. Pure.

It gives exactly what `understanding.line_of` gives row by row (a property test holds the two against each other), ten
times faster; a row with anything unusual in it is left to `line_of`, which knows all the faults.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import mul
from types import NoneType
from typing import Any

from sellerkit.model.item import KnownItem, Lot, StatedItem, StockLine
from sellerkit.sheets.walking import Block
from sellerkit.stock.gtins import wrong_barcodes
from sellerkit.stock.understanding import Fault, Reading, lot_of, rounded, row_cost
from sellerkit.stock.units import CARTONS, GRAM, Unit, unit_of

_NO_UNIT = Unit("", 1)
_DOUBTFUL = Lot("?")
Column = Sequence[Any]
_new_item: Callable[[tuple[Any, ...]], StatedItem] = partial(tuple.__new__, StatedItem)
_new_line: Callable[[tuple[Any, ...]], StockLine] = partial(tuple.__new__, StockLine)


def plain_lines(block: Block, reading: Reading) -> tuple[list[StockLine], list[int]]:
    """The lines of the plain rows, and the places (from 0) of the rows that `line_of` must judge."""
    if not block.numbers:
        return [], []
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
    pairs = list(zip(words or [None] * count, packs or [None] * count, strict=True))
    known = {pair: _unit(pair[0] or reading.unit, pair[1]) for pair in set(pairs)}
    return [known[pair] for pair in pairs]


def _unit(word: str, pack: int | None) -> Unit | None:
    try:
        return unit_of(word, pack) if word else _NO_UNIT
    except ValueError:
        return None


def _unusual(block: Block, reading: Reading, units: Sequence[Unit | None], lots: Sequence[Lot | None]) -> set[int]:
    skus = _column(block, "sku")
    if skus is None:
        return set(range(len(block.numbers)))
    found = {at for at, unit in enumerate(units) if unit is None} if None in units else set()
    if id(_DOUBTFUL) in set(map(id, lots)):
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
    if unit is _NO_UNIT:
        if known.unit == GRAM:
            return False
    elif unit.base != known.unit or (unit.shown or "").lower() in CARTONS:
        return False
    priced = any(field in said and said[field][at] is not None for field in ("cost", "price"))
    return not priced or (reading.currency == known.currency and unit.factor == known.priced_per)


def _lots(block: Block, reading: Reading) -> Sequence[Lot | None]:
    """Each row's lot, None where it names none; `_DOUBTFUL` where something about it is wrong."""
    fields = ("lot", "produced", "expires", "shelf_life", "origin")
    count = len(block.numbers)
    columns = [_column(block, field) for field in fields]
    if not any(columns[:3]):
        return [None] * count
    said = list(zip(*(column or [None] * count for column in columns), strict=True))
    known: dict[tuple[Any, ...], Lot | None] = {}
    for one in set(said):
        faults: list[Fault] = []
        lot = lot_of(one[0], one[1], one[2], one[3], one[4], reading.shelf_life_unit, faults) if any(one[:3]) else None
        known[one] = _DOUBTFUL if faults else lot
    return [known[one] for one in said]


def _lines(block: Block, reading: Reading, units: Sequence[Unit], lots: Sequence[Lot | None]) -> list[StockLine]:
    count = len(block.numbers)
    nothing: Column = [None] * count
    values: Mapping[str, Column] = block.values
    factors = [unit.factor for unit in units]
    costs, prices = values.get("cost"), values.get("price")
    money = [_minor(costs, count), _minor(prices, count)]
    everywhere = any(None not in column for column in money)
    priced = [everywhere or one is not None or other is not None for one, other in zip(*money, strict=True)]
    quantities = _counted(values.get("quantity"), factors)
    option1 = values.get("option1", nothing)
    columns = {
        "unit": [unit.base or None for unit in units],
        "shown_unit": [unit.shown for unit in units],
        "priced_per": [factor if said else None for factor, said in zip(factors, priced, strict=True)],
        "cost_minor": money[0], "price_minor": money[1],
        "currency": [reading.currency if said else None for said in priced],
        "option1": [None if one == "Default Title" else one for one in option1],
        "low": _counted(values.get("low"), factors),
        "weight_g": values.get("weight", nothing), "length_mm": values.get("length", nothing),
        "width_mm": values.get("width", nothing), "height_mm": values.get("height", nothing),
    }  # fmt: skip
    items = map(
        _new_item,
        zip(*(columns[name] if name in columns else values.get(name, nothing) for name in StatedItem._fields), strict=True),
    )  # fmt: skip
    totals = _totals(lots, costs, quantities, factors)
    no_tiers: Column = [()] * count
    return list(map(_new_line, zip(block.numbers, items, quantities, lots, totals, no_tiers, strict=True)))


def _totals(
    lots: Sequence[Lot | None], costs: Column | None, quantities: Column, factors: Sequence[int]
) -> Sequence[int | None]:
    """What the goods of each row that names a lot cost together."""
    named = set(map(type, lots))
    if costs is None or named == {NoneType}:
        return [None] * len(factors)
    if set(factors) == {1} and set(map(type, costs)) == {int} == set(map(type, quantities)) and NoneType not in named:
        return list(map(mul, costs, quantities))
    return [
        None if lot is None or cost is None or quantity is None else row_cost(cost, quantity, factor)
        for lot, cost, quantity, factor in zip(lots, costs, quantities, factors, strict=True)
    ]


def _minor(amounts: Column | None, count: int) -> Column:
    """Whole minor units; None where nothing is said."""
    if amounts is None:
        return [None] * count
    if Decimal in set(map(type, amounts)):
        return [rounded(one) if type(one) is Decimal else one if type(one) is int else None for one in amounts]
    return amounts


def _counted(column: Column | None, factors: Sequence[int]) -> Column:
    """Quantities in the item's unit; what is unusual (an Amount) counts nothing here."""
    if column is None:
        return [None] * len(factors)
    if set(factors) == {1}:
        return column
    return [one * factor if type(one) is int else None for one, factor in zip(column, factors, strict=True)]
