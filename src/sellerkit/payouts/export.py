"""payouts export: the statements as a ledger that beancount, hledger or an accountant takes, to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sellerkit.base.clock import iso_local
from sellerkit.base.errors import ConfigError
from sellerkit.base.files import writing
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.payouts.ledger import Balance, Chart, Entry, Posting, Transaction, transactions
from sellerkit.payouts.ledger_texts import beancount, hledger, ledger_csv, sums
from sellerkit.payouts.sources import source_named
from sellerkit.store.accounts import LedgerLine, balances_before, ledger_lines
from sellerkit.trade.shop import Shop

Target = Literal["beancount", "hledger", "csv", "xlsx"]
Period = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many transactions, and what every account comes to in each currency (minor units)."""

    target: Target
    file: Path | None
    count: int
    balances: dict[tuple[str, str], int]


def export(
    shop: Shop, target: Target, period: Period | None, source: str | None, file: Path | None
) -> tuple[Exported, str]:
    """Write the ledger to `file`, or give back its text. Raises ConfigError for an account name no ledger takes."""
    source_named(shop.config, source)
    found = ledger_of(shop, period, source)
    if target == "xlsx":
        from sellerkit.payouts.accountant import write_workbook

        assert file is not None
        write_workbook(shop, period, file)
        return Exported(target, file, len(found), sums(found)), ""
    text = "".join(_text(shop, target, found))
    if file is not None:
        with writing(file) as temporary:
            temporary.write_text(text, "utf-8", newline="")
    return Exported(target, file, len(found), sums(found)), text if file is None else ""


def _text(shop: Shop, target: Target, found: list[Transaction]) -> Iterator[str]:
    if target == "csv":
        return ledger_csv(found)
    title = _("{shop}: payouts").format(shop=shop.config.shop.name)
    make = beancount if target == "beancount" else hledger
    return make(found, _balances(found), title)


def ledger_of(shop: Shop, period: Period | None, source: str | None) -> list[Transaction]:
    """Opening balances that statements state, then every row of the period as a balanced transaction."""
    chart = chart_of(shop)
    lines = [line for line in ledger_lines(shop.store.db, period) if source is None or line.source == source]
    found = list(transactions((_entry(shop, line) for line in lines), chart))
    if not found:
        return []
    first = min(one.date for one in found)
    opening = [
        _opening(chart, name, currency, minor, first)
        for (name, _account, currency), minor in balances_before(shop.store.db, period[0] if period else None).items()
        if minor and (source is None or name == source)
    ]
    return [*opening, *found]


def chart_of(shop: Shop) -> Chart:
    """The accounts of shop.toml. Raises ConfigError, naming the key."""
    try:
        return Chart(shop.config.payouts.accounts)
    except ValueError as error:
        key, name = error.args
        at = f"payouts.accounts.{key}"
        message = _("{file}: {key} is {found}, which is no account of a ledger.").format(
            file=shop.config.path.name, key=at, found=f'"{name}"'
        )
        hint = _("Begin with Assets, Liabilities, Equity, Income or Expenses, for example: {example}").format(
            example='sale = "Income:Sales"'
        )
        place = Place(str(shop.config.path), column=at)
        raise ConfigError(message, hint=hint, problems=[Problem("wrong-value", message, place, name, hint)]) from None


def _opening(chart: Chart, source: str, currency: str, minor: int, day: str) -> Transaction:
    postings = (
        Posting(chart.of("asset", source), minor, currency),
        Posting(chart.of("opening", source), -minor, currency),
    )
    return Transaction(day, "Opening balance", postings, {"source": source} if source else {})


def _entry(shop: Shop, line: LedgerLine) -> Entry:
    day = (iso_local(line.at, shop.zone) or "1970-01-01")[:10]
    return Entry(
        day, line.source or "Unnamed", line.account, line.file, line.sheet, line.row, line.column, line.order_id, line.kind, line.platform_type,
        line.currency, line.amount_minor,
    )  # fmt: skip


def _balances(found: list[Transaction]) -> list[Balance]:
    """What every account holds after its last day: the ledger program checks our sums with its own."""
    last: dict[tuple[str, str], str] = {}
    for one in found:
        for posting in one.postings:
            key = (posting.account, posting.currency)
            last[key] = max(last.get(key, ""), one.date)
    return [Balance(last[key], key[0], minor, key[1]) for key, minor in sums(found).items()]
