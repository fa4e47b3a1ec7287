"""What statements say of their own balances, for the ledger: openings, gaps between statements, closings to assert. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sellerkit.payouts.ledger import Balance, Posting, Transaction

# A settlement begins at nothing and is paid out whole when it ends.
SETTLED = ("amazon-settlement-v1", "amazon-settlement-v2")


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of an account: days of the shop's clock, money in minor units; `net` is what it brought that is new."""

    asset: str
    format: str
    currency: str
    file: str
    first: str
    last: str
    opening: int | None
    net: int
    closing: int | None


@dataclass(slots=True)
class Chains:
    """The statements of every account in order: further transactions, and the balances that the ledger must reach."""

    transactions: list[Transaction] = field(default_factory=list)
    balances: list[Balance] = field(default_factory=list)


def chains(statements: Iterable[Stated], opening_account: str, bank: Callable[[str], str]) -> Chains:
    """Follow each account. `bank` gives the account that a settlement of an asset account is paid out to."""
    found = Chains()
    by_account: dict[tuple[str, str, str], list[Stated]] = {}
    for one in statements:
        by_account.setdefault((one.asset, one.format, one.currency), []).append(one)
    for (_asset, format_name, _currency), ones in by_account.items():
        if format_name in SETTLED:
            found.transactions.extend(_paid_out(ones, bank))
        else:
            _followed(ones, opening_account, found)
    return found


def _paid_out(ones: Iterable[Stated], bank: Callable[[str], str]) -> Iterator[Transaction]:
    for one in ones:
        if one.closing:
            postings = (
                Posting(bank(one.asset), one.closing, one.currency),
                Posting(one.asset, -one.closing, one.currency),
            )
            yield Transaction(one.last, "Settlement paid out", postings, {"file": one.file})


def _followed(ones: list[Stated], opening_account: str, found: Chains) -> None:
    """Openings and gaps become transactions of their own; a closing is asserted where its day alone decides it."""
    running: int | None = None
    for at, one in enumerate(ones):
        overlaps = at > 0 and one.first <= ones[at - 1].last
        if one.opening is not None and not overlaps and running != one.opening:
            missing = one.opening - (running or 0)
            words = "Opening balance" if running is None else "Not in any statement"
            postings = (Posting(one.asset, missing, one.currency), Posting(opening_account, -missing, one.currency))
            found.transactions.append(Transaction(one.first, words, postings, {"file": one.file}))
            running = one.opening
        running = None if running is None else running + one.net
        alone = at + 1 == len(ones) or ones[at + 1].first > one.last
        if one.closing is not None and running is not None and alone and not overlaps:
            found.balances.append(Balance(one.last, one.asset, one.closing, one.currency))
