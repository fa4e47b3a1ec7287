"""What each courier of the shop would charge for a parcel: rate cards read from the files that shop.toml names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sellerkit.base.errors import ConfigError, InputRejected
from sellerkit.base.language import _, ngettext
from sellerkit.base.money import exponent
from sellerkit.base.problems import Outcome
from sellerkit.model.order import Buyer
from sellerkit.rates.card import NoService, Quote, RateCard
from sellerkit.rates.choose import Choice, Rule, choose
from sellerkit.rates.expression import ParcelFacts, parse_when
from sellerkit.trade.rate_files import cards_in_file, only_of, with_prices
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Tariffs:
    """Every courier's cards (none: its price is not known) and the shop's rules, in the order of shop.toml."""

    cards: Mapping[str, tuple[RateCard, ...]]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What prices and rules depend on. Weight in g, outer size in mm."""

    buyer: Buyer
    weight_g: int
    size_mm: Sequence[int] | None = None
    carton: str = ""
    total_minor: int | None = None
    currency: str = "CNY"
    channel: str = ""


def tariffs(shop: Shop) -> Tariffs:
    """Read every rate card of shop.toml. Raises ConfigError that names the file and each bad cell."""
    cards = {name: _cards(shop, name, carrier.rates) for name, carrier in shop.config.carriers.items()}
    rules = []
    for n, rule in enumerate(shop.config.shipments.rules):
        try:
            rules.append(Rule(parse_when(rule.when), rule.carrier))
        except ValueError as error:
            raise ConfigError(
                f"{shop.config.path.name}: shipments.rules[{n}].when: {error}",
                hint=_("For example: {example}").format(
                    example="when = \"province in ['新疆', '西藏'] and weight_g < 3000\""
                ),
                code="wrong-rule",
            ) from error
    return Tariffs(cards, tuple(rules))


def quotes(known: Tariffs, facts: Facts, on: date) -> dict[str, Quote | NoService | None]:
    """Courier → its price, why it has none, or None without a rate card."""
    return {name: _best(cards, facts, on) for name, cards in known.cards.items()}


def choose_courier(known: Tariffs, facts: Facts, on: date, full: Sequence[str] = ()) -> Choice:
    """The courier that takes it, and why every other one lost."""
    total = total_of(facts)
    asked = ParcelFacts(
        facts.buyer.province,
        facts.buyer.city,
        facts.weight_g,
        facts.carton,
        total,
        facts.channel,
        facts.buyer.country or "CN",
    )
    return choose(asked, quotes(known, facts, on), known.rules, full)


def total_of(facts: Facts) -> Decimal | None:
    """What the buyer paid, as rules and tables by order total compare it; None when it is not known."""
    return None if facts.total_minor is None else Decimal(facts.total_minor).scaleb(-exponent(facts.currency))


def _best(cards: tuple[RateCard, ...], facts: Facts, on: date) -> Quote | NoService | None:
    buyer = facts.buyer
    found = [
        card.quote(
            facts.weight_g,
            facts.size_mm,
            buyer.province,
            buyer.city,
            on,
            country=buyer.country or "CN",
            postcode=buyer.postcode,
            total=total_of(facts),
        )
        for card in cards
    ]
    priced = [quote for quote in found if isinstance(quote, Quote)]
    return min(priced, key=lambda quote: quote.minor) if priced else found[0] if found else None


def _cards(shop: Shop, name: str, file: str) -> tuple[RateCard, ...]:
    if not file:
        return ()
    path = shop.path(file)
    if not path.is_file():
        raise ConfigError(
            _("{config}: carriers.{name}.rates names {file}, which is not there.").format(
                config=shop.config.path.name, name=name, file=file
            ),
            hint=_("Put the courier's price table there, or take the line out."),
            code="no-rate-card",
        )
    outcomes = _outcomes(path, name, file, shop.currency)
    read = with_prices(outcomes)
    problems = [problem for outcome in read for problem in outcome.problems]
    found = [card for outcome in read for card in outcome.good]
    cards = tuple(only_of(found, name, shop.config.carriers[name].courier))
    if found and not cards:
        raise _another_courier(name, file, found)
    if problems or not cards:
        raise ConfigError(
            ngettext(
                "The rate card {file} has {count} mistake.", "The rate card {file} has {count} mistakes.", len(problems)
            ).format(file=file, count=len(problems)),
            hint=problems[0].hint if problems else "",
            code="wrong-rate-card",
            problems=problems,
        )
    return cards


def _another_courier(name: str, file: str, found: Sequence[RateCard]) -> ConfigError:
    return ConfigError(
        _("The rate card {file} holds prices of {couriers}, and none is {name}.").format(
            file=file, couriers=", ".join(dict.fromkeys(card.carrier for card in found)), name=name
        ),
        hint=_("Take that courier's part over: sellerkit rates import {file} --carrier {name}").format(
            file=file, name=name
        ),
        code="wrong-rate-card",
    )


def _outcomes(path: Path, name: str, file: str, currency: str) -> list[Outcome[RateCard]]:
    """The cards in each sheet of the file, or in its TOML. Raises ConfigError when the file itself cannot be read."""
    try:
        return cards_in_file(path, name, file, currency)
    except (ValueError, OSError, InputRejected) as error:
        reason = error.message if isinstance(error, InputRejected) else str(error)
        raise ConfigError(
            _("The rate card {file} cannot be read: {reason}").format(file=file, reason=reason),
            hint=_("Save it again as .toml, .csv or .xlsx with the encoding UTF-8."),
            code="rate-card-unreadable",
        ) from error
