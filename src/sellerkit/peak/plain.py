"""Cartonise plain files without a shop: the columns that neutral data sets use, and some that say more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.problems import Problem
from sellerkit.model.carton import Carton
from sellerkit.packing import Costs, Memo, Packing, Rules, pack
from sellerkit.peak.plain_cells import Cells, rows_of
from sellerkit.peak.plain_rows import CARTON_COLUMNS, ORDER_COLUMNS, baskets_of, cartons_of
from sellerkit.peak.wishes import Line, pieces_of

_PLAIN, _FREE = Rules(), Costs()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How plain files are to be packed."""

    rules: Rules = _PLAIN
    objective: Literal["cartons", "cost"] = "cartons"
    costs: Costs = _FREE
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Packed:
    """The packings in the order of the file, None for an order with bad rows; and what is bad in both files."""

    packings: list[tuple[str, Packing | None]]
    problems: list[Problem]


def pack_files(orders: Path, cartons: Path, wanted: Wanted, *, progress: Callable[..., Any]) -> Packed:
    """Pack every order of a file, in the file's order.

    Rows with bad cells are named and their orders left out. Raises InputRejected when that leaves no order or no carton.
    """
    about_cartons, about_orders = Cells(), Cells()
    boxes = cartons_of(rows_of(cartons, CARTON_COLUMNS, about_cartons), about_cartons, wanted.currency)
    baskets = baskets_of(rows_of(orders, ORDER_COLUMNS, about_orders), about_orders)
    problems = [*about_cartons.problems, *about_orders.problems]
    if problems and not (boxes and any(basket.whole for basket in baskets.values())):
        _refuse(problems, orders, cartons)
    if not boxes:
        raise InputRejected(_("{file} has no carton in it.").format(file=cartons.name), code="no-rows",
                            hint=_("Write one line for each carton below the headings."))  # fmt: skip
    packer, packed = _Packer(boxes, wanted), list[tuple[str, Packing | None]]()
    with progress(len(baskets), _("Packing")) as bar:
        for order, basket in baskets.items():
            packed.append((order, packer.packed(basket.lines) if basket.whole else None))
            bar.advance()
    return Packed(packed, problems)


def _refuse(problems: list[Problem], *files: Path) -> None:
    names = ", ".join(file.name for file in files if any(p.place.file == file.name for p in problems))
    raise InputRejected(
        _("{file} has {count} bad cells.").format(file=names, count=len(problems)),
        hint=problems[0].hint,
        code="bad-rows",
        problems=problems,
    )


class _Packer:
    """Packs order after order; cartons that are used up are gone for the orders below."""

    def __init__(self, boxes: list[Carton], wanted: Wanted) -> None:
        self.boxes, self.wanted, self.memo = boxes, wanted, Memo()
        self.left = {box.name: box.in_stock for box in boxes}

    def packed(self, lines: list[Line]) -> Packing:
        pieces = pieces_of(lines, self.wanted.rules)
        boxes = [_stocked(box, self.left[box.name], len(pieces.items)) for box in self.boxes]
        packing = pack(
            pieces.items, boxes, pieces.rules, self.memo, objective=self.wanted.objective, costs=self.wanted.costs
        )
        for one in packing.packed:
            there = self.left[one.carton.name]
            self.left[one.carton.name] = None if there is None else there - 1
        return replace(packing, proven=False) if pieces.stricter else packing


def _stocked(box: Carton, left: int | None, pieces: int) -> Carton:
    """The carton with what is left of it, which is no limit where there are more than pieces: so the memo serves longer."""
    return box if left is None else replace(box, in_stock=left if left < pieces else None)


def litres(mm3: int) -> Decimal:
    """mm³ as litres with one decimal."""
    return (Decimal(mm3) / 1_000_000).quantize(Decimal("0.1"))
