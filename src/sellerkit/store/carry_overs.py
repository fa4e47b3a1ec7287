"""What one statement carries over to the next: closing balances, reserves held back, a settlement that ended below zero."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Link(NamedTuple):
    """What a statement says of the one before it (`before`, its file), and what that one says itself, in minor units."""

    name: str
    statement_row: int
    batch: int
    account: str
    currency: str
    statement_id: str
    file: str
    before: str
    stated_minor: int
    computed_minor: int

    @property
    def holds(self) -> bool:
        return self.stated_minor == self.computed_minor


# A settlement begins at nothing and ends with what is paid out; a bill with a balance goes on where the last one ended.
_ORDERED = (
    "SELECT id, batch_id, source, format, account, currency, statement_id, file, opening_minor, closing_minor, period_from, period_to, "
    "lag(id) OVER before AS last_id, lag(file) OVER before AS last_file, lag(closing_minor) OVER before AS last_closing, "
    "lag(period_to) OVER before AS last_to FROM statements "
    "WINDOW before AS (PARTITION BY source, format, account, currency ORDER BY coalesce(period_from, period_to, ''), coalesce(period_to, ''), id)"
)
_SETTLEMENTS = "format IN ('amazon-settlement-v1', 'amazon-settlement-v2')"
_ABOUT = "batch_id, account, currency, statement_id, file, last_file"


def links(db: sqlite3.Connection) -> list[Link]:
    """Every link between neighbouring statements that both ends speak of; statements that overlap are left alone."""
    found = [Link(*row) for row in db.execute(_balances())]
    found += [Link(*row) for row in db.execute(_reserves())]
    found += [Link(*row) for row in db.execute(_below_zero())]
    return sorted(found, key=lambda link: (link.statement_row, link.name))


def _balances() -> str:
    return (
        f"SELECT 'opening-follows', id, {_ABOUT}, opening_minor, last_closing FROM ({_ORDERED}) AS here WHERE NOT {_SETTLEMENTS} "
        "AND last_id IS NOT NULL AND opening_minor IS NOT NULL AND last_closing IS NOT NULL AND period_from > last_to"
    )


def _sum(statement: str, words: str) -> str:
    return f"(SELECT sum(amount_minor) FROM payout_lines WHERE statement_row = {statement} AND platform_type LIKE '%{words}%')"


def _reserves() -> str:
    """What was held back comes in again with the opposite sign."""
    return (
        f"SELECT 'reserve-carried', id, {_ABOUT}, coalesce({_sum('here.id', 'Previous Reserve Amount')}, 0), "
        f"-coalesce({_sum('here.last_id', 'Current Reserve Amount')}, 0) FROM ({_ORDERED}) AS here WHERE {_SETTLEMENTS} AND last_id IS NOT NULL "
        f"AND ({_sum('here.id', 'Previous Reserve Amount')} IS NOT NULL OR {_sum('here.last_id', 'Current Reserve Amount')} IS NOT NULL)"
    )


def _below_zero() -> str:
    """A settlement that ended below zero is owed: the next one begins with it, or says that a card was charged."""
    owed = _sum("here.id", "Payable to Amazon")
    return (
        f"SELECT 'debt-carried', id, {_ABOUT}, coalesce({owed}, 0), min(last_closing, 0) FROM ({_ORDERED}) AS here WHERE {_SETTLEMENTS} "
        f"AND last_id IS NOT NULL AND ({owed} IS NOT NULL OR last_closing < 0)"
    )
