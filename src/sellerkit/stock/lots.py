"""Which lot of the shop a row means: what a sheet does not say of a lot, it does not change. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sellerkit.model.item import Lot, StockLine

KnownLots = Mapping[str, Sequence[tuple[Lot, bool]]]
"""SKU → its lots, and whether any of each is left."""


def with_known_lots(lines: Sequence[StockLine], known: KnownLots) -> tuple[Sequence[StockLine], list[StockLine]]:
    """The lines with the shop's lots in place of what they say of them, and those that can mean several lots.

    A lot that another row of the sheet states itself is never meant by a row that says less.
    """
    if not known:
        return lines, []
    stated = {(line.item.sku, line.lot) for line in lines if line.lot is not None}
    settled: list[StockLine] = []
    unclear: list[StockLine] = []
    for line in lines:
        if line.lot is None or line.item.sku not in known:
            settled.append(line)
            continue
        sku = line.item.sku
        lot = same_lot(line.lot, [one for one in known[sku] if one[0] == line.lot or (sku, one[0]) not in stated])
        if lot is None:
            unclear.append(line)
        else:
            settled.append(line._replace(lot=lot))
    return settled, unclear


def same_lot(stated: Lot, known: Sequence[tuple[Lot, bool]]) -> Lot | None:
    """The known lot that agrees with all that is stated, else the stated one as a new lot; None when several agree.

    Of several that agree, the one that is left is meant.
    """
    agreeing = [(lot, left) for lot, left in known if _agrees(stated, lot)]
    if not agreeing or any(lot == stated for lot, _left in agreeing):
        return stated
    left_over = [lot for lot, left in agreeing if left] or [lot for lot, _left in agreeing]
    return left_over[0] if len(left_over) == 1 else None


def _agrees(stated: Lot, known: Lot) -> bool:
    return (
        stated.code in ("", known.code)
        and stated.produced in (None, known.produced)
        and stated.expires in (None, known.expires)
        and stated.origin in (None, known.origin)
    )
