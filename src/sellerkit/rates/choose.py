"""Which courier takes a parcel: the shop's rules first, else the cheapest; every other one hears why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.rates.card import NoService, Quote
from sellerkit.rates.expression import Condition, ParcelFacts


@dataclass(frozen=True, slots=True)
class Rule:
    """`when` this holds, `carrier` takes it."""

    when: Condition
    carrier: str


@dataclass(frozen=True, slots=True)
class Choice:
    """`carrier` None: nobody can take it. `why` is a sentence; `lost` says one for every other courier.

    `by_rule`: a rule of the shop chose it, whatever it costs.
    """

    carrier: str | None
    quote: Quote | None
    why: str
    lost: Mapping[str, str]
    by_rule: bool = False


def choose(
    facts: ParcelFacts,
    quotes: Mapping[str, Quote | NoService | None],
    rules: Sequence[Rule] = (),
    full: Collection[str] = (),
) -> Choice:
    """Choose among the couriers of `quotes`, which stand in the order of shop.toml; None is a courier without a card.

    The first rule that holds and whose courier can take the parcel wins; else the cheapest in the first courier's
    currency; of equal prices the one named first in shop.toml. `full` are couriers without room left.
    """
    closed = {name: reason for name, quote in quotes.items() if (reason := _closed(name, quote, full))}
    for number, rule in enumerate(rules, start=1):
        if rule.carrier in quotes and rule.carrier not in closed and rule.when.holds(facts):
            why = _("Rule {number} says so: {rule}").format(number=number, rule=rule.when.text)
            return replace(_choice(rule.carrier, why, quotes, closed), by_rule=True)
    return _cheapest(quotes, closed)


def _closed(name: str, quote: Quote | NoService | None, full: Collection[str]) -> str:
    if name in full:
        return _("It has no room left at its pick-ups.")
    return quote.reason if isinstance(quote, NoService) else ""


def _cheapest(quotes: Mapping[str, Quote | NoService | None], closed: Mapping[str, str]) -> Choice:
    priced = {name: quote for name, quote in quotes.items() if isinstance(quote, Quote) and name not in closed}
    if not priced:
        unpriced = [name for name in quotes if name not in closed]
        if len(unpriced) == 1:
            return _choice(
                unpriced[0], _("It is the only courier that can take it; its price is not known."), quotes, closed
            )
        why = _("No courier has a price for it.") if unpriced else _("No courier takes it.")
        lost = {name: closed.get(name) or _("It has no rate card.") for name in quotes}
        return Choice(None, None, why, lost)
    currency = next(iter(priced.values())).currency
    comparable = {name: quote for name, quote in priced.items() if quote.currency == currency}
    # `min` keeps the first of equals, and the couriers stand in the order of shop.toml.
    best = min(comparable, key=lambda name: comparable[name].minor)
    equal = [name for name in comparable if comparable[name].minor == comparable[best].minor]
    why = (
        _("It is the cheapest.")
        if len(equal) == 1
        else _("It is the cheapest, and the first in shop.toml of equal prices.")
    )
    return _choice(best, why, quotes, closed)


def _choice(
    carrier: str, why: str, quotes: Mapping[str, Quote | NoService | None], closed: Mapping[str, str]
) -> Choice:
    chosen = quotes[carrier]
    own = chosen if isinstance(chosen, Quote) else None
    lost = {name: closed.get(name) or _lost(quote, own) for name, quote in quotes.items() if name != carrier}
    return Choice(carrier, own, why, lost)


def _lost(quote: Quote | NoService | None, chosen: Quote | None) -> str:
    if not isinstance(quote, Quote):
        return _("It has no rate card.")
    if chosen is None:
        return _("A rule names another courier.")
    if quote.currency != chosen.currency:
        return _("It is priced in {currency}, and currencies are not converted.").format(currency=quote.currency)
    more = quote.minor - chosen.minor
    if more < 0:
        text = _("It is {amount} {currency} cheaper, but a rule names another courier.")
    elif more == 0:
        return _("It costs the same and stands later in shop.toml.")
    else:
        text = _("It costs {amount} {currency} more.")
    return text.format(amount=decimal_string(abs(more), quote.currency), currency=quote.currency)
