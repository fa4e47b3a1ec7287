"""How the exports of marketplaces look: headings that give them away, other names for ours, what is never compared. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

# Shopify renamed its headings; exports of both ages are about.
_SHOPIFY = {
    "Handle": "URL handle", "Body (HTML)": "Description", "Published": "Published on online store", "Product Category": "Product category",
    "Variant SKU": "SKU", "Variant Barcode": "Barcode", "Variant Price": "Price", "Variant Compare At Price": "Compare-at price",
    "Variant Taxable": "Charge tax", "Variant Inventory Qty": "Inventory quantity", "Variant Inventory Tracker": "Inventory tracker",
    "Variant Inventory Policy": "Continue selling when out of stock", "Variant Grams": "Weight value (grams)",
    "Variant Weight Unit": "Weight unit for display", "Variant Requires Shipping": "Requires shipping",
    "Variant Fulfillment Service": "Fulfillment service", "Variant Image": "Variant image URL", "Image Src": "Product image URL",
    "Image Position": "Image position", "Image Alt Text": "Image alt text", "Gift Card": "Gift card", "SEO Title": "SEO title",
    "SEO Description": "SEO description", "Option1 Name": "Option1 name", "Option1 Value": "Option1 value", "Option2 Name": "Option2 name",
    "Option2 Value": "Option2 value", "Option3 Name": "Option3 name", "Option3 Value": "Option3 value",
    "Option1 Linked To": "Option1 Linked To", "Cost per item": "Cost per item",
}  # fmt: skip
_WOOCOMMERCE = {"GTIN, UPC, EAN, or ISBN": "global_unique_id"}
# What the marketplace names itself, or writes in another way than it takes it.
NOT_COMPARED = (
    "Product image URL", "Image position", "Image alt text", "Variant image URL", "Images", "Position", "Parent", "ID",
    "Option1 name", "Option2 name", "Option3 name", "Inventory tracker", "Fulfillment service",
)  # fmt: skip
# Shopify's fields that stand once a product.
OF_PRODUCT = frozenset((
    "Title", "Description", "Vendor", "Product category", "Type", "Tags", "Published on online store", "Status", "Gift card", "SEO title",
    "SEO description",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How one marketplace's export looks: headings that give it away, and other names."""

    channel: str
    signs: tuple[tuple[str, ...], ...]
    names: Mapping[str, str]


SHAPES = (
    Shape(
        "shopify-csv", (("Handle", "Title", "Variant SKU", "Variant Price"), ("URL handle", "Title", "SKU", "Price")), _SHOPIFY
    ),
    Shape("woocommerce-csv", (("Type", "SKU", "Name", "Regular price"),), _WOOCOMMERCE),
)  # fmt: skip


def shape_of(header: Collection[str]) -> Shape | None:
    """The shape that these headings give away; None for none of them."""
    return next((one for one in SHAPES if any(set(signs) <= set(header) for signs in one.signs)), None)
