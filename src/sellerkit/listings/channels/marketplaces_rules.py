"""What marketplaces say of a title or of food that no number can: signs, letters, pictures. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.product import Product

_FOOD_PICTURES = 4
_AMAZON_TITLE = 200
_EFFECTIVE = 5
# developers.weixin.qq.com, 添加商品: Chinese characters, Latin letters, digits and these signs.
_WEIXIN_OTHER = re.compile(
    "[^\u3007\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9·~～!！@#$￥%^&*()（）…_+=—\\-\\[\\]\\\\【】、{}|;；'’‘:：\"“”,，./。<>《》?？\u00a0 \u3000]"
)
_CHINESE = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
# Etsy Open API v2, Listing: what neither a title nor a tag may hold; a title begins with a letter or a digit.
_ONCE = "%:&+"


def of_weixin(product: Product) -> Iterator[Finding]:
    """A title of letters that the shop takes, with Chinese in it, and pictures enough for food."""
    sku, title = product.skus[0], product.title
    if title and not _CHINESE.search(title):
        message = _("This marketplace wants Chinese characters in a title.")
        hint = _("Give the product a Chinese name: {example}").format(example='name = { zh = "红枣" }')
        yield error("title-not-chinese", sku, "title", message, title, hint, whole=True)
    if strange := "".join(dict.fromkeys(_WEIXIN_OTHER.findall(title))):
        message = _("This marketplace does not take the signs {signs}.").format(signs=" ".join(strange))
        yield error("forbidden-character", sku, "title", message, title, _("Write it with other letters."), whole=True)
    if len(title) >= _EFFECTIVE > (count := sum(map(str.isalnum, title))):
        message = _("The title is shorter than this marketplace takes: {length} of at least {limit}.")
        shown = message.format(length=count, limit=_EFFECTIVE)
        yield error("title-too-short", sku, "title", shown, title, _("Only letters and digits count."), whole=True)
    there = max(len(product.images), len(product.pictures))
    if product.food is not None and 3 <= there < _FOOD_PICTURES:
        message = _("Food has {count} pictures; this marketplace wants at least {limit}.")
        hint = _(
            "Put pictures into the folder images/ (or another one that images names), each beginning with the SKU."
        )
        shown = message.format(count=there, limit=_FOOD_PICTURES)
        yield error("too-few-images", sku, "images", shown, str(there), hint, whole=True)


def of_etsy(product: Product) -> Iterator[Finding]:
    """Signs that a title may hold once, and how it begins."""
    sku, title = product.skus[0], product.title
    if often := [sign for sign in _ONCE if title.count(sign) > 1]:
        message = _("Etsy takes each of the signs {signs} once in a title.").format(signs=" ".join(often))
        yield warning("sign-repeated", sku, "title", message, title, _("Write “and” or “to” instead."))
    if title and not title[0].isalnum():
        message, hint = _("A title on Etsy begins with a letter or a digit."), _("Put the name of the goods first.")
        yield warning("title-begins-wrongly", sku, "title", message, title, hint)
    for tag in product.tags:
        if not all(sign.isalnum() or sign in " -'™©®" for sign in tag):
            message = _("A tag on Etsy holds letters, digits, spaces, - and ' only.")
            yield warning("forbidden-character", sku, "tags", message, tag, _("Write it with other letters."))


def of_amazon(product: Product) -> Iterator[Finding]:
    """What is refused beyond doubt: the limit that held before titles were shortened."""
    if len(product.title) > _AMAZON_TITLE:
        message = _("The title has {length} characters; {limit} are allowed.")
        shown = message.format(length=len(product.title), limit=_AMAZON_TITLE)
        hint = _("Make it shorter.")
        yield error("amazon-title-too-long", product.skus[0], "title", shown, product.title, hint, whole=True)
