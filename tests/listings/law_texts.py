"""A product whose title is read as the laws read it."""

from __future__ import annotations

import dataclasses
from typing import Any

from sellerkit.listings.product import Product, Variant
from sellerkit.listings.word_rules import of_words
from sellerkit.listings.wording import china
from sellerkit.model.item import Item

DATES = Product("d", "红枣", (Variant(Item("D-1"), (), 1990, 5),), "CNY")


def said(title: str, **more: Any) -> list[tuple[str, str, str]]:
    """Severity, rule and word of everything found in a title."""
    product = dataclasses.replace(DATES, title=title, **more)
    return [(one.severity, one.rule, one.value) for one in of_words(product, china(), "")]
