"""The pages of a preview: HTML in both languages that opens from the disk, without a server."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.schema_org import product_page
from sellerkit.listings.product import Product

FOLDER = Path(__file__).parent / "pages"
ASSETS = ("preview.css", "preview.js")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"money": money, "price_range": price_range, "text_of": text_of, "data_of": data_of}
    return made


def page(name: str, **values: object) -> bytes:
    """The page made of the template of that name."""
    text: str = _environment().get_template(f"{name}.html.j2").render(**values)
    return text.encode("utf-8", "replace")


def money(minor: int | None, currency: str) -> str:
    return "–" if minor is None else f"{decimal_string(minor, currency)} {currency}"


def price_range(product: Product) -> str:
    """`29.90–49.90 CNY`; one price where all variants cost the same."""
    prices = sorted({variant.price_minor for variant in product.variants if variant.price_minor is not None})
    if not prices:
        return "–"
    ends = dict.fromkeys((prices[0], prices[-1]))
    return "–".join(decimal_string(minor, product.currency) for minor in ends) + f" {product.currency}"


def text_of(product: Product, language: str) -> tuple[str, object]:
    """Title and description in that language, else the product's own. The description was cleaned when it was made."""
    from markupsafe import Markup

    words = product.words.get(language)
    title = (words.title if words else "") or product.title or product.variants[0].sku
    return title, Markup((words.description if words else "") or product.description)


def data_of(product: Product) -> object:
    """The product as JSON-LD that no text in it can end early."""
    from markupsafe import Markup

    text = json.dumps(product_page(product), ensure_ascii=False, default=str)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))
