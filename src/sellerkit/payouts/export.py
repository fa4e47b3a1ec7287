"""payouts export: the statements as a ledger that beancount, hledger or an accountant takes, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sellerkit.base.clock import iso_local, to_store
from sellerkit.base.errors import ConfigError
from sellerkit.base.files import writing
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.payouts.ledger import Balance, Chart, Entry, Posting, Transaction, transactions
from sellerkit.payouts.ledger_chains import Stated, chains
from sellerkit.payouts.ledger_texts import beancount, hledger, ledger_csv, sums
from sellerkit.payouts.sources import source_named
from sellerkit.payouts.tied import tied
from sellerkit.store.accounts import LedgerLine, StatementRow, ledger_lines, statements_between
from sellerkit.store.reconciled import retold_lines
from sellerkit.trade.shop import Shop

Target = Literal["beancount", "hledger", "csv", "xlsx"]
Days = tuple[str, str]
Account = tuple[str, str, str]
"""Source, format, account number."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All transactions, the balances that statements themselves state, and how many transactions lie in other days."""

    transactions: list[Transaction]
    stated: list[Balance]
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many transactions, and what every account comes to in each currency (minor units).

    `outside` counts the transactions that lie before or after the days that were asked for.
    """

    target: Target
    file: Path | None
    count: int
    balances: dict[tuple[str, str], int]
    outside: int = 0


def export(
    shop: Shop, target: Target, days: Days | None, source: str | None, file: Path | None
) -> tuple[Exported, str]:
    """Write the ledger to `file`, or give back its text. `days` are the first and the last of the shop's own clock.

    Raises ConfigError for an account name no ledger takes.
    """
    source_named(shop.config, source)
    ledger = ledger_of(shop, days, source)
    found = ledger.transactions
    if target == "xlsx":
        from sellerkit.payouts.accountant import write_workbook

        assert file is not None
        write_workbook(shop, _period(shop, days), file, source)
        return Exported(target, file, len(found), sums(found), ledger.outside), ""
    text = "".join(_text(shop, target, ledger))
    if file is not None:
        with writing(file) as temporary:
            temporary.write_text(text, "utf-8", newline="")
    return Exported(target, file, len(found), sums(found), ledger.outside), text if file is None else ""


def _text(shop: Shop, target: Target, ledger: Ledger) -> Iterator[str]:
    if target == "csv":
        return ledger_csv(ledger.transactions)
    title = _("{shop}: payouts").format(shop=shop.config.shop.name)
    make = beancount if target == "beancount" else hledger
    return make(ledger.transactions, [*ledger.stated, *_balances(ledger.transactions)], title)


def _period(shop: Shop, days: Days | None) -> tuple[str, str] | None:
    """From the first day until the day after the last, as the store writes times."""
    if days is None:
        return None
    start, end = (datetime.fromisoformat(day).replace(tzinfo=shop.zone) for day in days)
    return to_store(start), to_store(end + timedelta(days=1))


def ledger_of(shop: Shop, days: Days | None, source: str | None) -> Ledger:
    """Every row of every statement as a balanced transaction, what statements say of their own balances, and of a period
    what accounts held before it. What another bill tells again is left out.
    """
    chart = chart_of(shop)
    with tied(shop, source) as batch:
        again = retold_lines(batch)
        lines = [
            line for line in ledger_lines(batch.db, None) if line.id not in again and source in (None, line.source)
        ]
        statements = {one.id: one for one in statements_between(batch.db, None)}
    assets = _assets(lines, chart)
    found = list(transactions((_entry(shop, line, assets) for line in lines), chart))
    nets: dict[int, int] = {}
    for line in lines:
        nets[line.statement] = nets.get(line.statement, 0) + line.amount_minor
    stated = [_stated(shop, statements[row], assets, net) for row, net in nets.items()]
    followed = chains(
        sorted(stated, key=lambda one: (one.first, one.last)),
        chart.of("opening", ""),
        lambda asset: chart.of("transfer", ""),
    )
    ledger = Ledger([*followed.transactions, *found], followed.balances)
    return ledger if days is None else _cut(ledger, days, chart)


def _assets(lines: Iterable[LedgerLine], chart: Chart) -> dict[Account, str]:
    """The asset account of every payout account: named by its source, and by format and number where a source has several."""
    accounts = dict.fromkeys((line.source, line.format, line.account) for line in lines)
    found = {}
    for source, format_name, number in accounts:
        alike = [one for one in accounts if one[0] == source]
        several = len({one[1] for one in alike}) > 1
        name = source or format_name
        name += f"-{format_name}" if source and several else ""
        name += f"-{number}" if number and len({one[2] for one in alike if one[1] == format_name}) > 1 else ""
        found[source, format_name, number] = chart.of("asset", name)
    return found


def _stated(shop: Shop, one: StatementRow, assets: Mapping[Account, str], net: int) -> Stated:
    first, last = one.period_from or one.period_to, one.period_to or one.period_from
    return Stated(
        assets[one.source, one.format, one.account], one.format, one.currency, one.file, _day(shop, first), _day(shop, last),
        one.opening_minor, net, one.closing_minor,
    )  # fmt: skip


def _cut(ledger: Ledger, days: Days, chart: Chart) -> Ledger:
    """The transactions of these days, after what balance sheet accounts held before them."""
    first, last = days
    before = sums(one for one in ledger.transactions if one.date < first)
    held = {key: minor for key, minor in before.items() if minor and key[0].startswith(("Assets", "Liabilities"))}
    opening = [
        Transaction(
            first,
            "Opening balance",
            (Posting(account, minor, currency), Posting(chart.of("opening", ""), -minor, currency)),
        )
        for (account, currency), minor in held.items()
    ]
    within = [one for one in ledger.transactions if first <= one.date <= last]
    stated = [one for one in ledger.stated if first <= one.date <= last]
    return Ledger([*opening, *within] if within else [], stated, len(ledger.transactions) - len(within))


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


def _day(shop: Shop, moment: str | None) -> str:
    return (iso_local(moment, shop.zone) or "1970-01-01")[:10]


def _entry(shop: Shop, line: LedgerLine, assets: Mapping[Account, str]) -> Entry:
    return Entry(
        _day(shop, line.at), assets[line.source, line.format, line.account], line.source or line.format, line.file, line.sheet, line.row,
        line.column, line.order_id, line.kind, line.platform_type, line.currency, line.amount_minor,
    )  # fmt: skip


def _balances(found: list[Transaction]) -> list[Balance]:
    """What every account holds after its last day: the ledger program checks our sums with its own."""
    last: dict[tuple[str, str], str] = {}
    for one in found:
        for posting in one.postings:
            key = (posting.account, posting.currency)
            last[key] = max(last.get(key, ""), one.date)
    return [Balance(last[key], key[0], minor, key[1]) for key, minor in sums(found).items()]
