"""Files with prices → rate cards: TOML, or any sheet with its merged cells filled."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from sellerkit.base.problems import Outcome
from sellerkit.rates.card import RateCard
from sellerkit.rates.cards import card_from_rows, rows_of_tables
from sellerkit.rates.couriers import is_another, is_courier
from sellerkit.sheets import RawTable, read_tables

Rows = list[tuple[int, list[object]]]


def cards_in_file(
    path: Path, name: str, file: str, currency: str, *, sheet: str = "", round_to: Decimal | None = None
) -> list[Outcome[RateCard]]:
    """What each sheet of the file holds, or its TOML; `sheet` picks one by its name. `file` is how messages call it.

    Raises InputRejected when the file cannot be read, ValueError or OSError for TOML that cannot.
    """
    if path.suffix.lower() == ".toml":
        rows = rows_of_tables(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))
        return [card_from_rows(rows, name, currency, file)]
    tables = [table for table in read_tables(path) if not table.hidden and sheet in ("", table.name)]
    return [card_from_rows(filled(table), name, currency, file, table.name, round_to=round_to) for table in tables]


def filled(table: RawTable) -> Rows:
    """The rows of a sheet; what is merged over several cells stands in each of them, as a person reads it."""
    rows: Rows = [(number, list(cells)) for number, cells in table.rows]
    by_number = dict(rows)
    for (top, left), (bottom, right) in table.merges:
        first = by_number.get(top)
        value = first[left] if first is not None and left < len(first) else None
        if value in (None, ""):
            continue
        for number in range(top, bottom + 1):
            _fill(by_number.get(number), left, right, value)
    return rows


def _fill(cells: list[object] | None, left: int, right: int, value: object) -> None:
    if cells is None:
        return
    cells.extend([None] * (right + 1 - len(cells)))
    cells[left : right + 1] = [value] * (right + 1 - left)


def with_prices(outcomes: Sequence[Outcome[RateCard]]) -> list[Outcome[RateCard]]:
    """The sheets that are price tables: a workbook may hold remarks on sheets of their own. All of them when none is."""
    return [one for one in outcomes if any(p.code != "no-rate-table" for p in one.problems) or one.good] or list(
        outcomes
    )


def only_of(cards: Sequence[RateCard], *names: str) -> list[RateCard]:
    """The cards of the courier with one of these names, where a file holds those of several couriers; else all of them."""
    if len({card.carrier for card in cards}) < 2:
        return [card for card in cards if not is_another(card.carrier, *names)]
    return [card for card in cards if is_courier(card.carrier, *names)]
