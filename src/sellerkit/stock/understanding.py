"""From what a row's cells say to what they mean: units, money, lots. Pure; every fault of a row at once."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from sellerkit.base.language import _
from sellerkit.model.item import KnownItem, Lot, PriceTier, StatedItem, StockLine
from sellerkit.stock.gtins import barcode_holds
from sellerkit.stock.prices import Tiers
from sellerkit.stock.units import CARTONS, GRAM, PIECE, Amount, Pack, Unit, same_unit, unit_of

if TYPE_CHECKING:
    from sellerkit.stock.cells import ShelfLife
    from sellerkit.stock.sheet import StockRow

ONE_PIECE = Unit(PIECE, 1)
_ONE = Decimal(1)


class Fault(NamedTuple):
    """One thing wrong in a row: the field it stands in, a stable code, a sentence, what to do, what was found."""

    field: str
    code: str
    message: str
    hint: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sheet is to be understood: its currency, the unit of bare quantities, what the shop already has."""

    currency: str
    unit: str = ""
    shelf_life_unit: str = ""
    known: Mapping[str, KnownItem] = field(default_factory=dict)


def line_of(number: int, row: StockRow, reading: Reading, faults: list[Fault]) -> StockLine:
    """The row understood; faults are added to `faults`, and then the line must not be used. `row.sku` is there."""
    sku = row.sku or ""
    known = reading.known.get(sku)
    word = _word(row, reading, faults)
    unit = _unit(word, row, known, faults) if word else ONE_PIECE
    quantity = None if row.quantity is None else _whole(row.quantity, unit, "quantity", faults)
    cost = None if row.cost is None else rounded(row.cost)
    tiers = _tiers(row.price, unit, reading.currency) if type(row.price) is Tiers else ()
    price = tiers[0].price_minor if tiers else None if row.price is None else rounded(row.price)  # type: ignore[arg-type]
    priced = cost is not None or price is not None
    if known is not None:
        _fits_known(row, known, unit, word, reading.currency, faults)
    if row.barcode is not None and not barcode_holds(row.barcode):
        faults.append(_check_digit(row.barcode))
    lot = None
    if row.lot or row.produced or row.expires:
        lot = lot_of(row.lot, row.produced, row.expires, row.shelf_life, row.origin, reading.shelf_life_unit, faults)
    item = StatedItem(
        sku, row.name, unit.base if word else None, unit.shown if word else None, unit.factor if priced else None, row.barcode,
        row.pack, cost, price, reading.currency if priced else None, weight_of(row.weight, row.pack, unit), row.length, row.width, row.height, row.shelf,
        row.category, None if row.option1 == "Default Title" else row.option1, row.option2, row.option3, row.origin, row.image,
        None if row.low is None else _whole(row.low, unit, "low", faults),
    )  # fmt: skip
    if lot is None:
        return StockLine(number, item, quantity, tiers=tiers)
    total = None if row.cost is None or quantity is None else row_cost(row.cost, quantity, unit.factor)
    return StockLine(number, item, quantity, lot, total, tiers)


def weight_of(said: int | None, pack: int | None, unit: Unit) -> int | None:
    """A piece's weight in grams: its own column's, else the one that the pack's words say (500g*20袋)."""
    if said is None and type(pack) is Pack and unit.base == PIECE:
        return pack.each_g
    return said


def rounded(minor: int | Decimal) -> int:
    """Whole minor units: the one place where a fraction of a cent in a sheet is rounded, half up."""
    return minor if type(minor) is int else int(Decimal(minor).quantize(_ONE, rounding=ROUND_HALF_UP))


def row_cost(cost: int | Decimal, quantity: int, factor: int) -> int:
    """What the whole row cost in minor units, rounded once: a unit's cost may be a fraction of a cent."""
    total = cost * quantity
    return rounded(total if factor == 1 else Decimal(total) / factor)


def _tiers(price: Tiers, unit: Unit, currency: str) -> tuple[PriceTier, ...]:
    return tuple(PriceTier(start * unit.factor, rounded(minor), currency) for start, minor in price.steps)


def _word(row: StockRow, reading: Reading, faults: list[Fault]) -> str:
    """The unit's word: the cell's own (100斤), else the unit column's, else the source's."""
    column = row.unit or reading.unit
    if type(row.quantity) is not Amount or not row.quantity.word:
        return column
    own = row.quantity.word
    try:
        agree = not row.unit or same_unit(own, row.unit, row.pack)
    except ValueError:
        agree = True
    if not agree:
        message = _("the quantity is in {one}, the unit column says {other}").format(one=own, other=row.unit)
        faults.append(Fault("quantity", "unit-conflict", message, _("Make both say the same unit."), own))
    return own


def _unit(word: str, row: StockRow, known: KnownItem | None, faults: list[Fault]) -> Unit:
    try:
        return unit_of(word, row.pack or (known.pack if known else None))
    except ValueError:
        message = _("{word} is no whole number of grams").format(word=word)
        faults.append(Fault("unit", "unit-not-exact", message, _("Give quantities in g, kg or 斤."), word))
        return ONE_PIECE


def _whole(found: int | Amount, unit: Unit, field: str, faults: list[Fault]) -> int:
    """A quantity in the item's unit."""
    if type(found) is Amount:
        number = found.value * unit.factor
        if number != number.to_integral_value():
            hint = _("Pieces are counted whole; for goods sold by weight write the unit, for example 2.5斤.")
            faults.append(
                Fault(
                    field,
                    "not-whole",
                    _("this cell is not a whole number of pieces"),
                    hint,
                    f"{found.value}{found.word}",
                )
            )
        return int(number)
    return int(found) * unit.factor  # type: ignore[arg-type]


def _fits_known(row: StockRow, known: KnownItem, unit: Unit, word: str, currency: str, faults: list[Fault]) -> None:
    """What the shop already has of the item must not change its meaning under the quantity or the money."""
    says_money = row.cost is not None or row.price is not None
    if not word and known.unit == GRAM:
        if row.quantity is not None or says_money:
            hint = _('Add a unit column, write 100斤 in the cell, or declare unit = "斤" in the source.')
            faults.append(
                Fault("quantity", "unit-missing", _("this item is sold by weight, and the row names no unit"), hint)
            )
        return
    if known.moved and known.shown_unit.lower() in CARTONS and word and row.quantity is not None:
        # Cartons whose pack nobody knew were counted one by one: pieces must not be added to them.
        if unit.factor != 1 or word.lower() not in CARTONS:
            faults.append(_unit_changed(known.shown_unit, word if unit.factor == 1 else _("pieces")))
    elif word and known.moved and unit.base != known.unit:
        faults.append(_unit_changed(known.unit, word))
    if not says_money or (currency == known.currency and unit.factor == known.priced_per):
        return
    if (known.costed and row.cost is None) or (known.priced and row.price is None):
        if currency != known.currency:
            message = _("this item's other amount is in {known}, the row's is in {found}").format(
                known=known.currency, found=currency
            )
            faults.append(
                Fault(
                    "cost" if row.cost is not None else "price",
                    "wrong-currency",
                    message,
                    _("State cost and price together in the new currency."),
                )
            )
        else:
            message = _("this item's other amount is for {known} units, the row's is for {found}").format(
                known=known.priced_per, found=unit.factor
            )
            faults.append(
                Fault(
                    "cost" if row.cost is not None else "price",
                    "price-basis",
                    message,
                    _("State cost and price together for the new unit."),
                )
            )


def _unit_changed(known: str, found: str) -> Fault:
    message = _("this item is kept in {known}, the row counts it in {found}").format(known=known, found=found)
    return Fault("unit", "unit-changed", message, _("Give it in the same kind of unit, or use another SKU."), found)


def _check_digit(code: str) -> Fault:
    return Fault(
        "barcode", "check-digit", _("this cell is not a valid barcode: its last digit does not fit the others"),
        _("Type it again from the package; leave the cell empty when there is none."), code,
    )  # fmt: skip


def lot_of(
    code: str | None, produced: date | None, expires: date | None, life: ShelfLife | None, origin: str | None,
    life_unit: str, faults: list[Fault],
) -> Lot:  # fmt: skip
    """The lot that a row's cells name; `life_unit` is the unit of a shelf life that says none."""
    given = expires
    if expires is None and produced is not None and life is not None:
        expires = _expiry(produced, life, life_unit, faults)
    if produced is not None and expires is not None and expires < produced:
        message = _("expires {expires}, before it was produced on {produced}").format(
            expires=expires, produced=produced
        )
        field = "expires" if given else "shelf_life"
        faults.append(Fault(field, "expires-before-produced", message, _("Check the two dates."), expires.isoformat()))
    return Lot(code or "", _iso(produced), _iso(expires), origin)


def _expiry(produced: date, life: ShelfLife, default: str, faults: list[Fault]) -> date | None:
    """The last good day: so many days after production, or the same day of a later month (its last day when it is shorter)."""
    unit = life.unit or default
    try:
        if unit == "d":
            return produced + timedelta(days=life.number)
        if unit in ("m", "y"):
            months = produced.year * 12 + produced.month - 1 + life.number * (12 if unit == "y" else 1)
            year, month = divmod(months, 12)
            return date(year, month + 1, min(produced.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        pass
    hint = _("Write it as 180天, 12个月 or 2年, or name the unit in the heading: 保质期(天).")
    faults.append(
        Fault(
            "shelf_life",
            "shelf-life-unit",
            _("this cell does not say whether it counts days, months or years"),
            hint,
            str(life.number),
        )
    )
    return None


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
