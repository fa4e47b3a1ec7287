"""Amazon's Price & Quantity file: exactly sku, price and quantity, for goods that Amazon lists already.

Source: Amazon Seller Central, "Price & Quantity File" and the Inventory Loader's definitions: SKU of 1 to 40 characters,
price above zero without currency sign or thousands. New products need the template of their category, which only the
seller can download.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sellerkit.base.language import N_, _
from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import TSV, Channel, Limits, Row
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product

HEADER: Row = ("sku", "price", "quantity")


def rows(products: Iterable[Product]) -> Iterator[Row]:
    """One row a variant that has a price."""
    for product in products:
        for variant in product.variants:
            price = "" if variant.price_minor is None else decimal_string(variant.price_minor, product.currency)
            yield (variant.sku, price, str(variant.stock))


def checks(product: Product) -> Iterator[Finding]:
    """SKUs that stand in quotation marks in a tab-separated file, which not every reader takes away again."""
    for sku in product.skus:
        if '"' in sku or not sku.isascii() or sku != " ".join(sku.split()):
            message = _(
                "Amazon's table holds SKUs of plain ASCII characters, without quotation marks and double spaces."
            )
            hint = _("Give the item the SKU that it has on Amazon.")
            yield error("sku-characters", sku, "sku", message, sku, hint)


CHANNEL = Channel(
    "amazon-price-quantity",
    Limits(sku=40),
    HEADER,
    rows,
    ending=".txt",
    dialect=TSV,
    key="sku",
    update=HEADER,
    unconfirmed=N_(
        "Changes price and quantity of goods that Amazon lists already and makes no new ones; nobody here could upload it."
    ),
    checks=checks,
    about=("sku", "price", "compare_at", "stock", "unit"),
    public_pictures=False,
)
