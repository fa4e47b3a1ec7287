"""Products as schema.org data (JSON-LD): what search engines read from a page of one's own shop.

Source: schema.org 30.0 and Google Search Central, "Merchant listing" and "Product variant" structured data: a product with
options is a ProductGroup with its variants below it; unit prices stand in a UnitPriceSpecification.
"""

from __future__ import annotations

from decimal import Decimal

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels import google_offers as offers
from sellerkit.listings.product import NetContent, Product, Variant

Node = dict[str, object]
CONTEXT = "https://schema.org"
CONDITIONS = {"new": "NewCondition", "refurbished": "RefurbishedCondition", "used": "UsedCondition"}
# UN/CEFACT Recommendation 20, which unitCode wants.
_UNIT_CODES = {"g": ("GRM", "KGM"), "ml": ("MLT", "LTR")}


def product_node(product: Product) -> Node:
    """The product as a schema.org Product, one with options as a ProductGroup; without its @context."""
    if not product.option_names:
        (only,) = product.variants
        return _present({"@type": "Product"} | _shared(product) | _own(product, only, product.title))
    return _present(
        {"@type": "ProductGroup", "productGroupID": product.handle}
        | _shared(product)
        | {"variesBy": _varies_by(product), "hasVariant": [_variant(product, variant) for variant in product.variants]}
    )


def product_page(product: Product) -> Node:
    """The same with its @context: what stands in a page's own script element."""
    return {"@context": CONTEXT, **product_node(product)}


def _shared(product: Product) -> Node:
    return {
        "name": product.title,
        "alternateName": _other_titles(product),
        "description": offers.plain_text(product.description),
        "brand": {"@type": "Brand", "name": product.vendor} if product.vendor else None,
        "category": product.category,
        "image": list(product.images),
        "url": product.fields.get("link", ""),
    }


def _other_titles(product: Product) -> list[str] | str:
    """The titles in other languages: one as it is, several as a list."""
    others = [words.title for words in product.words.values() if words.title]
    different = [title for title in dict.fromkeys(others) if title != product.title]
    return different[0] if len(different) == 1 else different


def _variant(product: Product, variant: Variant) -> Node:
    title = " ".join((product.title, *filter(None, variant.options)))
    return _present({"@type": "Product", "name": title} | _own(product, variant, title) | _options(product, variant))


def _own(product: Product, variant: Variant, title: str) -> Node:
    """What belongs to the SKU itself: numbers, pictures, weight, offer."""
    code = offers.gtin(variant)
    weight = variant.weight_g
    own: Node = {"name": title, "sku": variant.sku, "image": list(offers.images(product, variant))}
    if code:
        own[f"gtin{len(code)}"] = code
    if weight is not None:
        own["weight"] = _quantity(Decimal(weight), "GRM")
    return own | {"mpn": offers.mpn(product), "offers": _offer(product, variant)}


def _varies_by(product: Product) -> list[str]:
    """The property that an option is, else its name."""
    found: list[str] = []
    for name in product.option_names:
        attribute = offers.attribute_of(name)
        address = f"{CONTEXT}/{attribute}"
        found.append(address if attribute and address not in found else name)
    return found


def _options(product: Product, variant: Variant) -> Node:
    others = [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in offers.other_options(product, variant)
        if value
    ]
    return {**offers.known_options(product, variant), "additionalProperty": others}


def _offer(product: Product, variant: Variant) -> Node | None:
    if variant.price_minor is None:
        return None
    condition = CONDITIONS.get(product.fields.get("condition", ""), "")
    return _present(
        {
            "@type": "Offer",
            "price": decimal_string(variant.price_minor, product.currency),
            "priceCurrency": offers.currency_code(product.currency),
            "availability": f"{CONTEXT}/{'InStock' if variant.stock > 0 else 'OutOfStock'}",
            "itemCondition": f"{CONTEXT}/{condition}" if condition else "",
            "url": product.fields.get("link", ""),
            "priceSpecification": _unit_price(product, variant) if variant.net else None,
        }
    )


def _unit_price(product: Product, variant: Variant) -> Node:
    """The price with what it is paid for and what it is compared by: 500 g, per kilogram."""
    assert variant.net is not None and variant.price_minor is not None
    return {
        "@type": "UnitPriceSpecification",
        "price": decimal_string(variant.price_minor, product.currency),
        "priceCurrency": offers.currency_code(product.currency),
        "referenceQuantity": _net(variant.net)
        | {"valueReference": _quantity(Decimal(1), _UNIT_CODES[variant.net.unit][1])},
    }


def _net(net: NetContent) -> Node:
    small, large = _UNIT_CODES[net.unit]
    return _quantity(net.amount / 1000, large) if net.amount >= 1000 else _quantity(net.amount, small)


def _quantity(value: Decimal, unit_code: str) -> Node:
    return {"@type": "QuantitativeValue", "value": f"{value.normalize():f}", "unitCode": unit_code}


def _present(node: Node) -> Node:
    """Without what is not known: an empty property says something wrong."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}
