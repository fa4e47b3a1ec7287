"""A channel with rules of its own beside its limits: Google's, Meta's, eBay's and Amazon's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.findings import Finding
from sellerkit.listings.product import Product

Checks = Callable[[Product], Iterable[Finding]]


def no_checks(product: Product) -> Iterable[Finding]:
    """What a channel without rules of its own has to say."""
    return ()


@dataclass(frozen=True, slots=True)
class CheckedChannel(Channel):
    """`checks` are pure: a product in, everything that this channel alone would object to out."""

    checks: Checks = no_checks


def checks_of(channel: Channel) -> Checks:
    """The channel's own rules."""
    return channel.checks if isinstance(channel, CheckedChannel) else no_checks
