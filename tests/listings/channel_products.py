"""Products as a channel gets them, and texts that break badly written files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from sellerkit.listings.product import NetContent, Product, Variant, Words
from sellerkit.model.item import Item

LINK = "https://shop.example/products/dates"
FRONT, SIDE = "https://img.example/front.jpg", "https://img.example/side,1.jpg"
# What a spreadsheet, a delimiter, a quotation mark, a line reader or a script element would trip over.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from('\t"\n\r,;|=+@<>&\u2028\u2029\\\u00a0红🫘'), st.characters(exclude_categories=("Cs", "Cc"))
    ),
    min_size=1,
    max_size=40,
)


def variant(sku: str = "D-1", *options: str, **more: Any) -> Variant:
    values = {"price_minor": 1250, "stock": 7, "images": (FRONT, SIDE), "barcode": "6901234567892"} | more
    weight = values.pop("weight_g", 520)
    return Variant(Item(sku, weight_g=weight), options, **values)


def dates(**more: Any) -> Product:
    """Red dates by the bag: one variant, everything known."""
    values: dict[str, Any] = {
        "handle": "dates", "title": "Red dates", "variants": (variant(net=NetContent(Decimal(500), "g")),), "currency": "USD",
        "description": "<p>From the <strong>Yellow River</strong>.</p><p>Sun dried.</p>", "vendor": "Lüliang Dates",
        "category": "Food > Dried fruit", "active": True, "images": (FRONT, SIDE),
        "fields": {"link": LINK, "google_product_category": "422"},
        "words": {"en": Words("Red dates"), "zh": Words("临县红枣")},
    }  # fmt: skip
    return Product(**(values | more))


def scarves(**more: Any) -> Product:
    """A scarf in two colours and of two weaves: options that Google knows and one that it does not."""
    return dates(
        handle="scarf", title="Scarf", option_names=("颜色", "织法"),
        variants=(
            variant("S-1", "红色", "斜纹, 细", barcode="", stock=0),
            variant("S-2", "蓝色", "平纹: 粗", barcode="2001234567893", images=()),
        ), **more,
    )  # fmt: skip
