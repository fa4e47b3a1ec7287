"""What types alone cannot say about [listings] and rates: percentages, shares of one stock, label items that exist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sellerkit.base.config.listing_tables import ListedProduct, PriceRule
from sellerkit.base.config.schema import Config
from sellerkit.base.config.values import Faults
from sellerkit.base.language import _
from sellerkit.base.measures import grams
from sellerkit.base.nearest import nearest

_PERCENT = re.compile(r"\d+(\.\d+)?%")
# What a food label must say (Food Safety Law art. 67) and what marketplaces ask beside it.
FOOD_LABEL = (
    "name", "spec", "net_content", "ingredients", "maker", "maker_address", "maker_contact", "shelf_life", "standard",
    "storage", "additives", "licence", "supplier", "health_product_no",
)  # fmt: skip
LANGUAGES = ("zh", "en")


def check_listings(config: Config, faults: Faults) -> None:
    """Report every value of [listings] that has the right type and still cannot be meant."""
    for name, channel in config.listings.channels.items():
        if channel is None:
            continue
        at = f"listings.channels.{name}"
        for key in ("markup", "margin", "sale"):
            _percent(getattr(channel.price, key), f"{at}.price.{key}", faults)
        if channel.price.margin and _fraction(channel.price.margin) >= 1:
            faults.wrong(f"{at}.price.margin", channel.price.margin, _("below 100%"), '"25%"')
        if channel.price.markup and channel.price.margin:
            faults.wrong(f"{at}.price.margin", channel.price.margin, _("left out where there is a markup"), '""')
        _sale(channel.price, f"{at}.price", faults)
        _percent(channel.share, f"{at}.share", faults)
        if channel.buffer < 0:
            faults.wrong(f"{at}.buffer", channel.buffer, _("zero or more"), "5")
        if channel.currency and not re.fullmatch(r"[A-Z]{3}", channel.currency):
            faults.wrong(f"{at}.currency", channel.currency, _("a three-letter currency code"), '"USD"')
        _title(channel.title, f"{at}.title", faults)
        _url(channel.url, f"{at}.url", faults)
        if channel.image_url and not channel.image_url.startswith("https://"):
            wanted = _("an address that begins with {start}").format(start="https://")
            faults.wrong(f"{at}.image_url", channel.image_url, wanted, '"https://cdn.example.com/dates/"')
        _products(channel.products, f"{at}.products", faults)
    _shares(config, faults)
    _products(config.listings.products, "listings.products", faults)
    for language in config.listings.translations:
        if language not in LANGUAGES:
            faults.unknown_key("listings.translations", language, None, nearest(language, LANGUAGES), list(LANGUAGES))


def _title(parts: tuple[str, ...], at: str, faults: Faults) -> None:
    """`keep` without its number would stand in every title as it is."""
    for part in parts:
        if re.match(r"\s*keep\b[^{:]{0,9}:", part, re.I) and not re.match(r"\s*keep\s*=?\s*\d{1,2}\s*:", part, re.I):
            faults.wrong(at, part, _("marked with a number behind keep"), '["keep 1: {{ item.name }}"]')


def check_rates(config: Config, faults: Faults) -> None:
    """Rates above zero, each with the day on which somebody looked it up."""
    for currency, rate in config.shop.rates.items():
        if rate is None:
            continue
        at = f"shop.rates.{currency}"
        if rate.rate <= 0 and not faults.names(f"{at}.rate"):
            faults.wrong(f"{at}.rate", rate.rate, _("above zero"), '"7.12"')
        try:
            date.fromisoformat(rate.date)
        except ValueError:
            faults.wrong(f"{at}.date", rate.date, _("a date"), '"2026-11-20"')


def _products(products: Mapping[str, ListedProduct], at: str, faults: Faults) -> None:
    for name, product in products.items():
        if product is None:
            continue
        for item in product.label:
            if item not in FOOD_LABEL:
                near = nearest(item, FOOD_LABEL)
                faults.unknown_key(f"{at}.{name}.label", item, product.label[item], near, list(FOOD_LABEL))
        for language in product.name:
            if language not in LANGUAGES:
                near = nearest(language, LANGUAGES)
                faults.unknown_key(f"{at}.{name}.name", language, product.name[language], near, list(LANGUAGES))
        if product.net and not _is_content(product.net):
            faults.wrong(f"{at}.{name}.net", product.net, _("a weight or a volume"), '"500g"')


def _sale(price: PriceRule, at: str, faults: Faults) -> None:
    """A sale has a first day, a last one that is not before it, and takes less than everything off."""
    if price.sale and _fraction(price.sale) >= 1:
        faults.wrong(f"{at}.sale", price.sale, _("below 100%"), '"10%"')
    days = {key: getattr(price, key) for key in ("sale_from", "sale_until") if getattr(price, key)}
    wrong = [key for key, day in days.items() if not _is_day(day)]
    for key in wrong:
        faults.wrong(f"{at}.{key}", days[key], _("a date"), '"2026-11-20"')
    if price.sale and not price.sale_from:
        faults.wrong(f"{at}.sale_from", price.sale_from, _("a date"), '"2026-11-20"')
    if not wrong and price.sale_until and price.sale_until < price.sale_from:
        faults.wrong(f"{at}.sale_until", price.sale_until, _("not before sale_from"), '"2026-11-30"')
    if price.history_days < 1:
        faults.wrong(f"{at}.history_days", price.history_days, _("above zero"), "30")


def _url(text: str, at: str, faults: Faults) -> None:
    """A web address; without a place for the product's own name all products would have the same page."""
    wanted = ""
    if text and "{handle}" not in text:
        wanted = _("an address with {place} in it").format(place="{handle}")
    elif text and not re.match("https?://", text, re.I):
        wanted = _("an address that begins with {start}").format(start="https://")
    if wanted:
        faults.wrong(at, text, wanted, '"https://shop.example.com/products/{handle}"')


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_content(text: str) -> bool:
    if volume := re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ml|l|毫升|升)\s*", text, re.I):
        return Decimal(volume[1]) > 0
    try:
        return grams(text) > 0
    except ValueError:
        return False


def _shares(config: Config, faults: Faults) -> None:
    given = {name: one.share for name, one in config.listings.channels.items() if one is not None and one.share}
    if all(_PERCENT.fullmatch(share) for share in given.values()) and sum(map(_fraction, given.values())) > 1:
        last = list(given)[-1]
        wanted = _("at most what the other channels leave of 100%")
        faults.wrong(f"listings.channels.{last}.share", given[last], wanted, '"40%"')


def _percent(text: str, at: str, faults: Faults) -> None:
    if text and not _PERCENT.fullmatch(text):
        faults.wrong(at, text, _("a percentage"), '"35%"')


def _fraction(percent: str) -> Decimal:
    return Decimal(percent.rstrip("%")) / 100 if _PERCENT.fullmatch(percent) else Decimal(0)
