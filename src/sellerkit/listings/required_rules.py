"""Fields that a channel does not take a product without. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product, Variant

_OF_PRODUCT = {
    "title": lambda product: product.title,
    "description": lambda product: product.description,
    "brand": lambda product: product.vendor,
    "category": lambda product: product.category,
    "tags": lambda product: product.tags,
    "image": lambda product: product.images or product.pictures,
}
_OF_VARIANT = {
    "barcode": lambda variant: variant.barcode,
    "weight": lambda variant: variant.weight_g,
    "price": lambda variant: variant.price_minor,
    "net": lambda variant: variant.net,
}


def of_required(product: Product, required: tuple[str, ...]) -> Iterator[Finding]:
    """Each field that is empty, by product or by variant; a name nobody knows here is one of the channel's `fields`."""
    for name in required:
        if name in _OF_VARIANT:
            for variant in product.variants:
                if not _has(variant, name):
                    yield _missing(variant.sku, name, whole=False)
        elif not (_OF_PRODUCT[name](product) if name in _OF_PRODUCT else product.fields.get(name, "")):
            yield _missing(product.skus[0], name, whole=True)


def _has(variant: Variant, name: str) -> bool:
    return _OF_VARIANT[name](variant) not in (None, "")


def _missing(sku: str, name: str, *, whole: bool) -> Finding:
    message = _("This marketplace takes nothing without {field}.").format(field=name)
    if name in _OF_VARIANT or name in ("title", "category"):
        hint = _("Fill it in the stock sheet.")
    elif name in _OF_PRODUCT:
        hint = _("Give it in shop.toml: brand, description, tags or images of the channel.")
    else:
        hint = _("Give it in shop.toml, for example: {example}").format(example=f'fields = {{ {name} = "…" }}')
    return error("required-missing", sku, name, message, hint=hint, whole=whole)
