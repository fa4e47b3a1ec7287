"""Statements as double entry: one balanced transaction a row, the account names of shop.toml. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

# Where money of a kind goes, unless `[payouts.accounts]` says otherwise. {source} is the payout source's name.
ACCOUNTS: Mapping[str, str] = {
    "asset": "Assets:Payouts:{source}", "opening": "Equity:Opening-Balances", "sale": "Income:Sales", "shipping-income": "Income:Shipping",
    "refund": "Income:Refunds", "commission": "Expenses:Commission", "payment-fee": "Expenses:Payment-Fees",
    "service-fee": "Expenses:Service-Fees", "advertising": "Expenses:Advertising", "subscription": "Expenses:Subscription",
    "storage": "Expenses:Storage", "fulfilment": "Expenses:Fulfilment", "shipping-label": "Expenses:Shipping",
    "freight-insurance": "Expenses:Freight-Insurance", "promotion": "Income:Promotions", "tax": "Liabilities:Tax",
    "tax-withheld": "Liabilities:Tax", "chargeback": "Expenses:Chargebacks", "penalty": "Expenses:Penalties",
    "compensation": "Income:Compensation", "deposit": "Income:Deposits", "reserve": "Assets:Reserves:{source}", "transfer": "Assets:Bank",
    "conversion": "Equity:Conversions", "spending": "Expenses:Other", "adjustment": "Income:Adjustments", "rounding": "Expenses:Rounding",
    "other": "Expenses:Unknown",
}  # fmt: skip
ROOTS = ("Assets", "Liabilities", "Equity", "Income", "Expenses")
# A component begins with a capital or a digit; letters of any script may follow (beancount's rule; hledger takes more).
_COMPONENT = re.compile(r"[A-Z0-9](?:[^\W_]|-)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a statement for the ledger. `date` is the shop's own day, money in minor units of `currency`; `asset` is
    the account that the statement is of, `source` what other accounts may be named after.
    """

    date: str
    asset: str
    source: str
    file: str
    sheet: str
    row: int | None
    column: str
    order_id: str
    kind: str
    words: str
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Posting:
    account: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """Balanced postings of one day, and where they come from. `checks` are what accounts hold at the end of that day."""

    date: str
    text: str
    postings: tuple[Posting, ...]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds at the end of a day: an assertion for the ledger's own check."""

    date: str
    account: str
    amount_minor: int
    currency: str


class Chart:
    """The account of every kind and source. Raises ValueError(key, name) for a name that no ledger takes."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        self._names = {**ACCOUNTS, **declared}
        for key, name in self._names.items():
            if not is_account(name.replace("{source}", "X")):
                raise ValueError(key, name)

    def of(self, kind: str, source: str) -> str:
        return self._names.get(kind, self._names["other"]).replace("{source}", component(source))


def is_account(name: str) -> bool:
    """Whether beancount and hledger both take it: `Assets:Bank`, `Income:A销售`."""
    root, *rest = name.split(":")
    return root in ROOTS and bool(rest) and all(_COMPONENT.fullmatch(part) for part in rest)


def component(name: str) -> str:
    """A source's name as part of an account: `alipay` → `Alipay`, `店 2` → `S-店-2`."""
    clean = re.sub(r"[\W_]+", "-", name).strip("-") or "Unnamed"
    first = clean[0].upper()
    return first + clean[1:] if first.isascii() else f"S-{clean}"


def transactions(entries: Iterable[Entry], chart: Chart) -> Iterator[Transaction]:
    """One transaction for the lines of each row; they come row by row. Lines that came to nothing are left out."""
    for (file, sheet, row, currency), lines in groupby(entries, lambda e: (e.file, e.sheet, e.row, e.currency)):
        found = list(lines)
        first = found[0]
        counter: dict[str, int] = {}
        for line in found:
            account = chart.of(line.kind, line.source)
            counter[account] = counter.get(account, 0) - line.amount_minor
        if not any(counter.values()):
            continue
        total = sum(line.amount_minor for line in found)
        postings = [Posting(first.asset, total, currency)] if total else []
        postings += [Posting(account, minor, currency) for account, minor in counter.items() if minor]
        about = {
            "file": file,
            "sheet": sheet,
            "row": str(row or ""),
            "order": first.order_id,
            "kind": ",".join(dict.fromkeys(e.kind for e in found)),
        }
        yield Transaction(first.date, first.words or first.kind, tuple(postings), {k: v for k, v in about.items() if v})
