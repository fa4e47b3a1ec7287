"""The pages of a preview: HTML that opens from the disk, without a server and without the network."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.schema_org import product_page
from sellerkit.listings.preview_pictures import first_of
from sellerkit.listings.product import Product

FOLDER = Path(__file__).parent / "pages"
ASSETS = ("preview.css", "preview.js")
_PICTURE = re.compile(r'<img(?:\s+alt="([^"]*)"|\s+[\w-]+="[^"]*")*\s*/?>')  # as `clean` leaves them
_HEADING = re.compile(r"<(/?)h([1-6])>")


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )  # fmt: skip
    made.globals |= {
        "money": money,
        "price_range": price_range,
        "shown": shown,
        "data_of": data_of,
        "first_of": first_of,
    }
    made.globals |= {"choices": choices, "chosen": chosen}
    return made


def page(name: str, **values: object) -> bytes:
    """The page made of the template of that name."""
    text: str = _environment().get_template(f"{name}.html.j2").render(**values)
    return text.encode("utf-8", "replace")


def money(minor: int | None, currency: str) -> str:
    return "–" if minor is None else f"{decimal_string(minor, currency)} {currency}"


def price_range(product: Product) -> str:
    """`29.90–49.90 CNY`; one price where all variants cost the same, "" without any."""
    prices = sorted({variant.price_minor for variant in product.variants if variant.price_minor is not None})
    if not prices:
        return ""
    ends = dict.fromkeys((prices[0], prices[-1]))
    return "–".join(decimal_string(minor, product.currency) for minor in ends) + f" {product.currency}"


def choices(product: Product) -> list[tuple[str, list[str]]]:
    """Each option with its values, in the order in which they come."""
    columns = zip(*(variant.options for variant in product.variants), strict=True)
    return [(name, list(dict.fromkeys(values))) for name, values in zip(product.option_names, columns, strict=True)]


def chosen(product: Product) -> list[str]:
    """For each variant the places of its values among the choices: "0 2"."""
    lists = [values for _name, values in choices(product)]
    return [
        " ".join(str(values.index(v)) for values, v in zip(lists, one.options, strict=True)) for one in product.variants
    ]


def shown(description: str) -> object:
    """The description, cleaned when it was made, below a heading of the second level: nothing in it is fetched.

    Its headings follow one another without a gap; its pictures lie on servers, so only their words are shown.
    """
    from markupsafe import Markup

    level = 2

    def heading(found: re.Match[str]) -> str:
        nonlocal level
        if not found[1]:
            level = min(int(found[2]) + 1, level + 1)
        return f"<{found[1]}h{level}>"

    text = _PICTURE.sub(lambda found: f'<span class="remote">[{found[1] or "…"}]</span>', description)
    return Markup(_HEADING.sub(heading, text))


def data_of(product: Product) -> object:
    """The product as JSON-LD that no text in it can end early."""
    from markupsafe import Markup

    text = json.dumps(product_page(product), ensure_ascii=False, default=str)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))
