"""What stands in a template's cell: a field of the product or its variant, as the heading asks for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.google_offers import attribute_of, currency_code, measure, plain_text
from sellerkit.listings.channels.workbook_headings import STEPS, Heading, key_of
from sellerkit.listings.channels.workbook_measures import SIZES, size, weight
from sellerkit.listings.channels.workbook_settings import SETTINGS
from sellerkit.listings.product import Product, Variant
from sellerkit.output.template_filling import CellValue

_OF_PRODUCT = frozenset(("title", "title_en", "title_zh", "description", "brand", "category", "tags", "images"))


def value_of(heading: Heading, product: Product, variant: Variant) -> CellValue:
    """The value, "" for none. What `fields` say of a heading stands before what we would make of it."""
    fixed = _fixed(heading, product.fields)
    if fixed:
        return fixed
    if heading.field.startswith("option"):
        return _option(heading.field, product, variant)
    if heading.field[:-1] in STEPS:
        return _step(heading.field[:-1], int(heading.field[-1]), product, variant)
    if heading.field.startswith("image") and heading.field != "images":
        number = int(heading.field[5:])
        return product.images[number - 1] if number <= len(product.images) else ""
    if heading.field in (
        "title",
        "title_en",
        "title_zh",
        "description",
        "brand",
        "category",
        "tags",
        "images",
        "parent_sku",
        "currency",
    ):
        return _of_product(heading.field, product)
    return _of_variant(heading, product, variant) if heading.field else ""


def of_product(heading: Heading, fields: Mapping[str, str]) -> bool:
    """Whether the column says the same of all variants."""
    is_image = heading.field.startswith("image")
    return is_image or heading.field in _OF_PRODUCT or bool(_fixed(heading, fields))


def options_without_column(product: Product, headings: tuple[Heading, ...]) -> list[str]:
    """The options that no column takes."""
    fields = {heading.field for heading in headings}
    if "options" in fields:
        return []
    return [
        name
        for number, name in enumerate(product.option_names, 1)
        if f"option{number}" not in fields and f"option:{attribute_of(name)}" not in fields
    ]


def _fixed(heading: Heading, fields: Mapping[str, str]) -> str:
    word = key_of(heading.text)
    return next((value for name, value in fields.items() if name not in SETTINGS and key_of(name) == word), "")


def _of_product(field: str, product: Product) -> str:
    language = field.removeprefix("title_")
    if field.startswith("title_"):
        return product.words[language].title if language in product.words else ""
    as_html = product.fields.get("description_as", "") == "html"
    return {
        "title": product.title,
        "description": product.description if as_html else plain_text(product.description),
        "brand": product.vendor,
        "category": product.category,
        "tags": ", ".join(product.tags),
        "images": ",".join(product.images),
        "parent_sku": product.handle,
        "currency": currency_code(product.currency),
    }[field]


def _of_variant(heading: Heading, product: Product, variant: Variant) -> CellValue:
    field = heading.field
    if field in ("price", "compare_at"):
        minor = variant.price_minor if field == "price" else variant.compare_at_minor
        return "" if minor is None else Decimal(decimal_string(minor, product.currency))
    if field == "stock":
        return variant.stock
    if field == "weight":
        return weight(variant.weight_g, heading.unit)
    if field in SIZES:
        return size(variant, field, heading.unit)
    return {
        "sku": variant.sku,
        "barcode": variant.barcode,
        "variant_image": variant.images[0] if variant.images else "",
        "origin": variant.origin,
        "produced": variant.produced or "",
        "expires": variant.expires or "",
        "net": measure(variant.net) if variant.net else "",
    }[field]


def _option(field: str, product: Product, variant: Variant) -> str:
    if field == "options":
        return " / ".join(variant.options)
    if field.startswith("option:"):
        pairs = zip(product.option_names, variant.options, strict=True)
        return next((value for name, value in pairs if attribute_of(name) == field[7:]), "")
    number = int(field[6])
    texts = product.option_names if field.endswith("_name") else variant.options
    return texts[number - 1] if number <= len(texts) else ""


def _step(kind: str, number: int, product: Product, variant: Variant) -> CellValue:
    """Of the prices by quantity, the single price being the first."""
    if variant.price_minor is None or number > 1 + len(variant.tiers):
        return ""
    start, minor = variant.tiers[number - 2] if number > 1 else (1, variant.price_minor)
    return start if kind == "quantity" else Decimal(decimal_string(minor, product.currency))
