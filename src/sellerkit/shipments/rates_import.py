"""`rates import`: a courier's price table, as messy as it comes → the neutral rate card of this program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from sellerkit.addresses.table import divisions
from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem
from sellerkit.rates.areas import Area, area_text, short_city
from sellerkit.rates.card import RateCard, Zone
from sellerkit.rates.couriers import courier_in, is_courier, name_of
from sellerkit.trade.rate_files import cards_in_file, only_of, with_prices
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person said about the tables. `round_to` in kg, None: as the table says."""

    carrier: str = ""
    services: tuple[str, ...] = ()
    origin: str = ""
    sheet: str = ""
    currency: str = ""
    round_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """One courier's cards as one file gave them. `name` is what shop.toml calls the courier."""

    name: str
    cards: tuple[RateCard, ...]


@dataclass(frozen=True, slots=True)
class TableRead:
    """One file: what was understood, or its problems; `notes` are titles, remarks and columns without a use."""

    file: str
    couriers: tuple[Understood, ...]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_tables_of(shop: Shop, files: Sequence[Path], asked: Asked) -> list[TableRead]:
    """Read every file. Raises InputRejected with all problems when none of them is good, UsageWrong when a person must
    say more: whose prices, which service, from where."""
    read = [_read(shop, path, asked) for path in files]
    problems = tuple(problem for one in read for problem in one.problems)
    if all(one.problems for one in read):
        raise InputRejected(
            _("No price was taken: {files} cannot be understood whole.").format(
                files=", ".join(one.file for one in read)
            ),
            hint=problems[0].hint or _("Mend the cells that are named, and import it again."),
            code="wrong-rate-card",
            problems=problems,
        )
    _once(read)
    return read


def _read(shop: Shop, path: Path, asked: Asked) -> TableRead:
    shown = shop.shown(path)
    try:
        found = cards_in_file(
            path, "", shown, asked.currency or shop.currency, sheet=asked.sheet, round_to=asked.round_to
        )
    except ValueError as error:
        raise InputRejected(
            _("{file} cannot be read: {reason}").format(file=shown, reason=error), code="rate-card-unreadable"
        ) from None
    if not found:
        raise UsageWrong(_("{file} has no sheet {sheet}.").format(file=shown, sheet=asked.sheet))
    outcomes = with_prices(found)
    problems = tuple(problem for outcome in outcomes for problem in outcome.problems)
    problems += tuple(
        _no_city(area, zone, shown)
        for one in outcomes
        for card in one.good
        for zone in card.zones
        for area in zone.areas
        if not _exists(area)
    )
    notes = tuple(dict.fromkeys(note for outcome in found for note in outcome.notes))
    if problems:
        return TableRead(shown, (), notes, problems)
    told_apart = _told_apart([outcome.good for outcome in outcomes])
    cards = _from_there(_served(told_apart, asked), asked, shown)
    return TableRead(shown, _by_courier(shop, path, cards, asked), notes)


def _exists(area: Area) -> bool:
    """Whether a city of China is one: a slip of the pen in a province's name would else be a city where nobody lives."""
    return area.country != "CN" or not area.city or area.city in _cities()


@cache
def _cities() -> frozenset[str]:
    return frozenset(short_city(name) for place in divisions() for name in (place.city, place.district) if name)


def _no_city(area: Area, zone: Zone, file: str) -> Problem:
    message = _("{value} is not a place.").format(value=f'"{area_text(area)}"')
    hint = _("Write provinces and cities as the maps do, for example 江苏 or 广东省/深圳市.")
    return Problem("unknown-place", message, Place(file), zone.name, hint)


def _told_apart(sheets: Sequence[Sequence[RateCard]]) -> list[RateCard]:
    """Two sheets with prices of one courier are two services of it, numbered as they stand."""
    seen: defaultdict[object, int] = defaultdict(int)
    cards = []
    for sheet in sheets:
        for card in sheet:
            key = (card.carrier, card.service, card.origin, card.valid_from, card.valid_to, card.from_total)
            seen[key] += 1
            cards.append(card if seen[key] == 1 else replace(card, service=f"{card.service} {seen[key]}".strip()))
    return cards


def _served(cards: Sequence[RateCard], asked: Asked) -> list[RateCard]:
    if not asked.services:
        return list(cards)
    found = [card for card in cards if card.service in asked.services]
    if missing := [name for name in asked.services if name not in {card.service for card in found}]:
        raise UsageWrong(
            _("The table has no service {name}.").format(name=missing[0]),
            hint=_("It has: {names}").format(names=", ".join(dict.fromkeys(card.service for card in cards))),
        )
    return found


def _from_there(cards: Sequence[RateCard], asked: Asked, file: str) -> list[RateCard]:
    origins = list(dict.fromkeys(card.origin for card in cards if card.origin))
    if len(origins) < 2 and not asked.origin:
        return list(cards)
    found = [card for card in cards if asked.origin and card.origin == asked.origin]
    if not found:
        raise UsageWrong(
            _("{file} holds prices from several places: {origins}.").format(file=file, origins=", ".join(origins) or "–"),
            hint=_("Say from where you send: --origin {origin}").format(origin=origins[0] if origins else "NAME"),
        )  # fmt: skip
    return found


def _by_courier(shop: Shop, path: Path, cards: Sequence[RateCard], asked: Asked) -> tuple[Understood, ...]:
    if asked.carrier:
        known = shop.config.carriers.get(asked.carrier)
        own = only_of(cards, asked.carrier, known.courier if known else "")
        if not own:
            raise UsageWrong(
                _("{file} holds no prices of {name}.").format(file=shop.shown(path), name=asked.carrier),
                hint=_("It has: {names}").format(names=", ".join(dict.fromkeys(card.carrier for card in cards))),
            )
        return (Understood(asked.carrier, tuple(own)),)
    found: dict[str, list[RateCard]] = defaultdict(list)
    for card in cards:
        found[_name(shop, card.carrier, path)].append(card)
    return tuple(Understood(name, tuple(own)) for name, own in found.items())


def _name(shop: Shop, label: str, path: Path) -> str:
    """What shop.toml calls the courier of a table: by its label, else by the file's name."""
    for text in filter(None, (label, path.stem)):
        named = [name for name, table in shop.config.carriers.items() if is_courier(text, name, table.courier)]
        if len(named) == 1:
            return named[0]
        if not named and (short := name_of(text)):
            return short
    raise UsageWrong(
        _("{file} does not say whose prices they are.").format(file=shop.shown(path)),
        hint=_("Say it: sellerkit rates import {file} --carrier NAME").format(file=shop.shown(path)),
    )


def _once(read: Sequence[TableRead]) -> None:
    """Raises UsageWrong when two files hold prices of one courier: only one of them can be right."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for one in read:
        for courier in one.couriers:
            by_name[courier.name].append(one.file)
    for name, files in by_name.items():
        if len(files) > 1:
            raise UsageWrong(
                _("{files} both hold prices of {name}.").format(files=", ".join(files), name=name),
                hint=_("Import the one that counts, or say with --carrier which courier each is of, one by one."),
            )


def several_services(courier: Understood) -> list[str]:
    """The services of a courier when there are more than one: the cheapest that takes a parcel would count."""
    services = list(dict.fromkeys(card.service or courier_in(card.carrier) or card.carrier for card in courier.cards))
    return services if len(services) > 1 else []
