"""What Chinese food law wants to know before food is sold at a distance. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sellerkit.base.language import _
from sellerkit.listings.descriptions import text_of
from sellerkit.listings.findings import Finding, error, note, warning
from sellerkit.listings.food_words import PREPACKED, sounds_like_food
from sellerkit.listings.product import Food, Product
from sellerkit.model.item import ItemStock

_SC = re.compile(r"SC\d{14}")
_STANDARD = re.compile(r"(GB|GB/T|DBS?\d{2}/?T?|Q/|NY/T|LY/T|SB/T|QB/T|GH/T|T/)\s*(?:\S+\s+)?\S*\d.*", re.I)
# 国食健注 (registered) and 国食健字 older, 食健备 (filed), 卫食健字 the oldest.
_HEALTH_NUMBER = re.compile(r"(国食健注|国食健字|卫食健字|卫食健进字|食健备)\S*\d+\S*")
_HEALTH_WARNING = ("不能代替药物", "不能替代药物")


def of_food(product: Product) -> Iterator[Finding]:
    """Findings about food that is sold in China; elsewhere other laws hold."""
    if product.currency != "CNY":
        return
    if product.food is None:
        yield from _undeclared(product)
    elif product.food.kind == "produce":
        yield from _of_produce(product, product.food)
    else:
        yield from _of_label(product, product.food)
        if product.food.kind == "health":
            yield from _of_health(product, product.food)


def expired_stock(stocks: Iterable[ItemStock]) -> Iterator[Finding]:
    """Items of which some is past its date; it is never offered."""
    for stock in stocks:
        if stock.expired > 0:
            message = _("{count} of this item are past their date; they are not offered.").format(count=stock.expired)
            hint = _("Take them off the shelf with `sellerkit stock adjust`.")
            yield note("expired-lot", stock.item.sku, "stock", message, str(stock.expired), hint)


def _undeclared(product: Product) -> Iterator[Finding]:
    if word := sounds_like_food(product.category):
        message = _("The category sounds like food ({word}), but nothing says which kind.").format(word=word)
        hint = _('Say it in shop.toml: food = "produce", "prepacked" or "health" under [listings.products].')
        yield note("food-not-declared", product.sku, "food", message, product.category, hint)


def _of_produce(product: Product, food: Food) -> Iterator[Finding]:
    for variant in product.variants:
        if not variant.origin:
            message = _(
                "Farm produce must say where it comes from (measures on the market sale of farm produce, 食用农产品市场销售质量安全监督管理办法)."
            )
            yield warning("food-origin-missing", variant.sku, "origin", message, hint=_("Fill the origin in the stock sheet or in shop.toml."))  # fmt: skip
            return


def _of_label(product: Product, food: Food) -> Iterator[Finding]:
    sku = product.sku
    has = {name for name, value in food.label.items() if value.strip()}
    if product.title:
        has |= {"name"}
    if "spec" in has or all(variant.net is not None for variant in product.variants):
        has |= {"net_content"}
    missing = [name for name in PREPACKED if name not in has]
    if missing:
        shown = ", ".join(_(PREPACKED[name]) for name in missing)
        message = _("The label lacks: {items} (Food Safety Law, art. 67, 食品安全法 第六十七条).").format(items=shown)
        hint = _("Copy it from the package into shop.toml: {example}").format(
            example=f"label = {{ {', '.join(f'{name} = …' for name in missing)} }}"
        )
        yield warning("food-label-incomplete", sku, "label", message, " ".join(missing), hint)
    if "licence" in has and not _SC.fullmatch(food.label["licence"].replace(" ", "")):
        message = _("A food production licence is SC and 14 digits.")
        yield warning("food-licence-form", sku, "label", message, food.label["licence"], _("Read it from the package again."))  # fmt: skip
    if "standard" in has and not _STANDARD.match(food.label["standard"].strip()):
        message = _("This is no code of a product standard.")
        hint = _("For example: {example}").format(example="GB/T 5835")
        yield warning("food-standard-form", sku, "label", message, food.label["standard"], hint)


def _of_health(product: Product, food: Food) -> Iterator[Finding]:
    sku, number = product.sku, food.label.get("health_product_no", "").strip()
    if not number:
        message = _(
            "Health food must be registered or filed; its number is missing (Food Safety Law, art. 76 and 78, 食品安全法)."
        )
        hint = _("Give it under label in shop.toml: {example}").format(
            example='health_product_no = "国食健注G20260001"'
        )
        yield error("health-number-missing", sku, "label", message, hint=hint, whole=True)
    elif not _HEALTH_NUMBER.fullmatch(number.replace(" ", "")):
        message = _("This does not look like the number of a health food.")
        hint = _("For example: {example}").format(example="国食健注G20260001")
        yield warning("health-number-form", sku, "label", message, number, hint)
    text = text_of(product.description)
    if not any(sentence in text for sentence in _HEALTH_WARNING):
        message = _(
            "Health food must say that it is no medicine (Food Safety Law, art. 78, 食品安全法; Advertising Law, art. 18, 广告法)."
        )
        hint = _("Add to the description: {sentence}").format(sentence="保健食品不是药物，不能代替药物治疗疾病。")
        yield error("health-warning-missing", sku, "description", message, hint=hint, whole=True)
