"""What an eBay draft needs beside plain lengths: category, site, currency, a title for every variant. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from sellerkit.base.language import _
from sellerkit.listings.channels import google_offers as offers
from sellerkit.listings.channels.ebay_sites import SITES, site_for
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.titles import Title, options_note, with_options

TITLE = 80
# eBay's condition numbers; many categories know only some of them.
CONDITIONS = {"new": "1000", "refurbished": "2500", "used": "3000"}


def title_of(product: Product, variant: Variant) -> Title:
    """The product's title with the options behind it, as many as fit: a draft stands alone."""
    return with_options(product.title, variant.options, TITLE)


def titles(product: Product) -> Iterator[str]:
    """The title of each draft."""
    return (title_of(product, variant).text for variant in product.variants)


def upc(variant: Variant) -> str:
    """A GTIN-12, also one that is written with a zero before it; the template has no column for others."""
    code = offers.gtin(variant)
    if len(code) == 13 and code.startswith("0"):
        return code[1:]
    return code if len(code) == 12 else ""


def condition_id(product: Product) -> str:
    """The number that shop.toml states, else that of `condition`; "" leaves the choice to the draft's page."""
    return product.fields.get("condition_id", "") or CONDITIONS.get(product.fields.get("condition", ""), "")


def checks(product: Product) -> Iterator[Finding]:
    """Findings of one product in eBay's draft template."""
    yield from _of_site(product)
    yield from _of_fields(product)
    yield from _of_titles(product)
    for variant in product.variants:
        yield from _of_barcode(variant)


def _of_site(product: Product) -> Iterator[Finding]:
    sku, stated = product.skus[0], product.fields.get("site", "")
    site = site_for(stated, product.currency)
    known = ", ".join(f"{name} ({one.currency})" for name, one in SITES.items())
    if site is None:
        message = _("The draft template of this eBay site is not known.")
        hint = _("Known: {names}").format(names=known)
        yield error("ebay-site", sku, "site", message, stated or product.currency, hint, whole=True)
    elif site.currency != product.currency:
        message = _("This eBay site sells in {wanted}, the channel in {found}.")
        shown = message.format(wanted=site.currency, found=product.currency)
        hint = _("Set the channel's currency, and its rate under [shop.rates].")
        yield error("ebay-site", sku, "site", shown, stated, hint, whole=True)


def _of_fields(product: Product) -> Iterator[Finding]:
    sku, category = product.skus[0], product.fields.get("category_id", "")
    hint = _("Give the number of a category without further ones below it, for example: {example}").format(
        example='fields = { category_id = "179174" }'
    )
    if not category:
        yield error(
            "ebay-category", sku, "category_id", _("eBay wants the number of a category."), "", hint, whole=True
        )
    elif not (category.isascii() and category.isdigit()):
        yield error(
            "ebay-category", sku, "category_id", _("A category of eBay is a number."), category, hint, whole=True
        )
    condition = condition_id(product)
    stated = product.fields.get("condition_id") or product.fields.get("condition", "")
    if stated and not (condition.isascii() and condition.isdigit()):
        message, known = _("The marketplace does not know this condition."), ", ".join(CONDITIONS)
        yield error(
            "condition-unknown", sku, "condition", message, stated, _("Known: {names}").format(names=known), whole=True
        )


def _of_titles(product: Product) -> Iterator[Finding]:
    """Options that a title had no room for, and titles that are alike because of it."""
    if not product.option_names or len(product.title) > TITLE:
        return
    seen: dict[str, str] = {}
    for variant in product.variants:
        title = title_of(product, variant)
        if title.dropped:
            yield options_note(variant.sku, title)
        if (other := seen.setdefault(title.text, variant.sku)) != variant.sku:
            message = _("Without the options this draft has the same title as that of {other}.").format(other=other)
            hint = _("Make the name so short that the options fit into {limit} characters.").format(limit=TITLE)
            yield warning("title-twice", variant.sku, "title", message, title.text, hint)


def _of_barcode(variant: Variant) -> Iterator[Finding]:
    if offers.gtin(variant) and not upc(variant):
        message = _("The draft has a column for UPC only; this barcode is left out.")
        hint = _("Enter it as EAN when you finish the draft on eBay.")
        yield warning("ebay-upc-only", variant.sku, "barcode", message, variant.barcode, hint)
