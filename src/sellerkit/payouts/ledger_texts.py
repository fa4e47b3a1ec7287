"""Ledgers as text: beancount, hledger and plain CSV. Pure; every text from outside is made harmless first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from sellerkit.base.money import decimal_string, exponent
from sellerkit.payouts.ledger import Balance, Transaction


def beancount(found: Iterable[Transaction], balances: Iterable[Balance], title: str) -> Iterator[str]:
    """A beancount file: accounts opened on their first day, transactions, what accounts hold after the last day.

    A `balance` holds at the beginning of its day, so it stands on the day after.
    """
    everything = sorted(found, key=lambda one: one.date)
    yield f'option "title" "{_quoted(title)}"\n\n'
    for account, (day, currencies) in _opened(everything).items():
        yield f"{day} open {account} {','.join(currencies)}\n"
    for one in everything:
        yield f'\n{one.date} * "{_quoted(one.text)}"\n'
        for key, value in one.about.items():
            yield f'  {key}: "{_quoted(value)}"\n'
        for posting in one.postings:
            yield f"  {posting.account}  {_amount(posting.amount_minor, posting.currency)}\n"
    for balance in balances:
        after = date.fromisoformat(balance.date) + timedelta(days=1)
        yield f"\n{after.isoformat()} balance {balance.account}  {_amount(balance.amount_minor, balance.currency)}\n"


def hledger(found: Iterable[Transaction], balances: Iterable[Balance], title: str) -> Iterator[str]:
    """An hledger journal: accounts and commodities declared, so that it passes `hledger check --strict` too."""
    everything = sorted(found, key=lambda one: one.date)
    opened = _opened(everything)
    yield f"; {_plain(title)}\n\n"
    for currency in sorted({currency for _day, currencies in opened.values() for currency in currencies}):
        yield f"commodity {'1000.' + '0' * exponent(currency)} {currency}\n"
    for account in opened:
        yield f"account {account}\n"
    for one in everything:
        yield f"\n{one.date} * {_plain(one.text)}\n"
        for key, value in one.about.items():
            yield f"    ; {key}: {_plain(value)}\n"
        for posting in one.postings:
            yield f"    {posting.account}  {_amount(posting.amount_minor, posting.currency)}\n"
    for balance in balances:
        yield f"\n{balance.date} * balance\n"
        held = _amount(balance.amount_minor, balance.currency)
        yield f"    {balance.account}  {_amount(0, balance.currency)} = {held}\n"


def ledger_csv(found: Iterable[Transaction]) -> Iterator[str]:
    """One row a posting, with a byte-order mark so that spreadsheet programs read it as UTF-8."""
    yield "\ufeff" + _csv_row(
        ("transaction", "date", "account", "amount", "currency", "text", "order", "file", "sheet", "row", "kind")
    )
    for number, one in enumerate(sorted(found, key=lambda one: one.date), start=1):
        for posting in one.postings:
            amount = decimal_string(posting.amount_minor, posting.currency)
            about = [_safe(one.about.get(key, "")) for key in ("order", "file", "sheet", "row", "kind")]
            yield _csv_row((str(number), one.date, posting.account, amount, posting.currency, _safe(one.text), *about))


def sums(found: Iterable[Transaction]) -> dict[tuple[str, str], int]:
    """(account, currency) → what all postings come to."""
    totals: dict[tuple[str, str], int] = {}
    for one in found:
        for posting in one.postings:
            key = (posting.account, posting.currency)
            totals[key] = totals.get(key, 0) + posting.amount_minor
    return totals


def _opened(found: Iterable[Transaction]) -> Mapping[str, tuple[str, list[str]]]:
    """Account → its first day and its currencies."""
    opened: dict[str, tuple[str, list[str]]] = {}
    for one in found:
        for posting in one.postings:
            _day, currencies = opened.setdefault(posting.account, (one.date, []))
            if posting.currency not in currencies:
                currencies.append(posting.currency)
    return opened


def _amount(minor: int, currency: str) -> str:
    return f"{decimal_string(minor, currency)} {currency}"


def _quoted(text: str) -> str:
    return _one_line(text).replace("\\", "\\\\").replace('"', '\\"')


def _plain(text: str) -> str:
    """For hledger: `;` begins a comment, `|` parts payee and note, `,` ends a tag; marks before a text would be its status."""
    plain = _one_line(text).translate({ord(";"): "·", ord("|"): "·", ord(","): "·"}).strip() or "-"
    return f"· {plain}" if plain[0] in "(*!=" else plain


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _safe(text: str) -> str:
    """Never a formula: a spreadsheet program would run it."""
    plain = _one_line(text)
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@") else plain


def _csv_row(cells: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(list(cells))
    return file.getvalue()
