"""Which channels a command means, each with its format and its price rule understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sellerkit.base.config.schema import Config, ListingChannel
from sellerkit.base.errors import ConfigError, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.listings.channels import channel_called, channel_names
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.prices import Pricing, pricing

IMAGES = "images/"
EXAMPLE = '[listings.channels.shopify]\nformat = "shopify-csv"\nprice = { markup = "35%", floor = "cost * 1.1", ending = ".90" }'


@dataclass(frozen=True, slots=True)
class Chosen:
    """A channel of shop.toml that can be built."""

    name: str
    format: str
    settings: ListingChannel
    pricing: Pricing
    currency: str


def channel_of(chosen: Chosen) -> Channel:
    """The format with the limits that hold for this channel of shop.toml. Raises ConfigError for an unknown marketplace."""
    channel = channel_called(chosen.format)
    return channel.adapted(channel, chosen.name, chosen.settings.fields) if channel.adapted else channel


def chosen_channels(config: Config, names: Sequence[str]) -> list[Chosen]:
    """The channels named (all when none is). Raises UsageWrong for an unknown one, ConfigError for a wrong table."""
    listings = config.listings
    if not listings.channels:
        raise ConfigError(
            _("shop.toml has no listing channel."),
            hint=_("Add one, for example:\n{example}").format(example=EXAMPLE),
            code="no-channel",
        )
    for name in names:
        if name not in listings.channels:
            near = nearest(name, listings.channels) or ", ".join(listings.channels)
            raise UsageWrong(
                _("There is no listing channel {name} in shop.toml.").format(name=name),
                hint=_("Did you mean {name}?").format(name=near),
            )
    return [_chosen(config, name, listings.channels[name]) for name in dict.fromkeys(names or listings.channels)]


def _chosen(config: Config, name: str, settings: ListingChannel) -> Chosen:
    key = f"listings.channels.{name}"
    if any(mark in name for mark in '/\\:*?"<>|') or name.startswith("."):
        raise ConfigError(
            _("{key}: a channel's name is also the name of its file.").format(key=key),
            hint=_("Use letters, digits and hyphens."),
            code="wrong-value",
        )
    if settings.buffer < 0:
        raise ConfigError(
            _("{key} must not be below zero.").format(key=f"{key}.buffer"),
            hint=_("For example: {example}").format(example="buffer = 5"),
            code="wrong-value",
        )
    currency, price = settings.currency or config.shop.currency, settings.price
    rate = _rate(config, key, currency)
    try:
        rule = pricing(
            price.markup, price.floor, price.ending, currency, margin=price.margin, rate=rate, tiers=price.tiers
        )
    except ValueError as error:
        raise _wrong_rule(key, *error.args) from error
    return Chosen(name, _format_of(name, settings.format), _with_pictures(config, key, settings), rule, currency)


def _with_pictures(config: Config, key: str, settings: ListingChannel) -> ListingChannel:
    """Pictures are in `images/` where nothing else is said and such a folder is there."""
    if settings.images or f"{key}.images" in config.given or not (config.folder / IMAGES).is_dir():
        return settings
    return replace(settings, images=IMAGES)


def _rate(config: Config, key: str, currency: str) -> Decimal:
    """What one unit of the channel's currency is worth in the shop's. Raises ConfigError when nobody wrote it down."""
    if currency == config.shop.currency:
        return Decimal(1)
    if currency in config.shop.rates:
        return config.shop.rates[currency].rate
    raise ConfigError(
        _("{key} is {currency}, but shop.toml has no rate for it.").format(key=f"{key}.currency", currency=currency),
        hint=_("Write down what one unit is worth, with the day you looked it up:\n{example}").format(
            example=f'[shop.rates.{currency}]\nrate = "7.12"\ndate = "2026-11-20"'
        ),
        code="rate-missing",
    )


def _format_of(name: str, given: str) -> str:
    """The format that is set, else the one whose name begins as the channel's does: `[listings.channels.shopify]`."""
    known = channel_names()
    found = given or next((known_name for known_name in known if known_name.startswith(name.lower() + "-")), "")
    if found in known:
        return found
    near = nearest(found, known) if found else None
    raise ConfigError(
        _("{key} is {found}, which is no format that sellerkit writes.").format(key=f"listings.channels.{name}.format", found=f'"{given}"'),
        hint=_("Did you mean {name}?").format(name=near) if near else _("Known: {names}").format(names=", ".join(known)), code="wrong-value",
    )  # fmt: skip


def _wrong_rule(key: str, part: str, found: str) -> ConfigError:
    if part == "floor":
        hint = _("Write it with numbers, cost, price and + - * / only, for example: {example}").format(
            example='floor = "cost * 1.1"'
        )
    else:
        hint = _("Write the digits a price should end with, for example: {example}").format(example='ending = ".90"')
    return ConfigError(
        _("{key} is {found}, which cannot be meant.").format(key=f"{key}.price.{part}", found=f'"{found}"'),
        hint=hint,
        code="wrong-value",
    )
