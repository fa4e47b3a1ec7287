"""What parcels take from the shelves: never more than is there, nothing expired, what expires first at first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sellerkit.model.item import Item, ItemStock, Lot, LotStock
from sellerkit.model.order import MatchedLine, OrderToPack
from sellerkit.shipments.shelves import Shelves

TODAY = date(2026, 11, 10)
LOTS = st.lists(st.tuples(st.integers(1, 9), st.one_of(st.none(), st.integers(-5, 30))), max_size=5)


def shelf(lots: list[tuple[int, int | None]], loose: int) -> Shelves:
    kept = tuple(
        LotStock(Lot(str(n), None, None if days is None else (TODAY + timedelta(days)).isoformat(), None), n, quantity)
        for n, (quantity, days) in enumerate(lots)
    )
    item = Item("A", weight_g=100)
    return Shelves({"A": ItemStock(1, item, sum(q for q, _days in lots) + loose, 0, 0, kept)}, TODAY)


def order(quantity: int) -> OrderToPack:
    return OrderToPack(1, "chat", "C-1", "to-ship", None, None, (MatchedLine("A", quantity, 1),))


@settings(max_examples=150, deadline=None)
@given(lots=LOTS, loose=st.integers(0, 5), quantities=st.lists(st.integers(1, 12), max_size=6))
def test_parcels_together_never_take_more_than_is_good(lots, loose, quantities) -> None:
    shelves = shelf(lots, loose)
    good = loose + sum(quantity for quantity, days in lots if days is None or days >= 0)
    taken: dict[int | None, int] = {}
    for quantity in quantities:
        missing = shelves.missing(order(quantity))
        takes = shelves.take(order(quantity))
        assert (sum(n for *_lot, n in takes) < quantity) == bool(missing)
        for _item, lot, n in takes:
            assert n > 0
            taken[lot] = taken.get(lot, 0) + n
    assert sum(taken.values()) == min(good, sum(quantities))
    assert all(n <= (loose if lot is None else lots[lot][0]) for lot, n in taken.items())
    assert all(lot is None or lots[lot][1] is None or lots[lot][1] >= 0 for lot in taken)
    dated = sorted((days, n) for n, (_quantity, days) in enumerate(lots) if days is not None and days >= 0)
    full = [taken.get(n, 0) == lots[n][0] for _days, n in dated]
    assert all(
        full[n] or not any(taken.get(later, 0) for days, later in dated if days > dated[n][0]) for n in range(len(full))
    )
