"""What Google and Meta refuse of a product beside plain lengths: page, pictures, texts, numbers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sellerkit.base.language import _
from sellerkit.listings.channels import google_offers as offers
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.product import Product, Variant

TITLE, DESCRIPTION, LINK, BRAND, MORE_IMAGES = 150, 5000, 2000, 70, 10
_ADDRESS = re.compile(r"https?://[^\x00- \x7f-\U0010ffff\"<>\\^`{|}]+")
CONDITIONS = ("new", "refurbished", "used")
# Google Merchant Center Help, "Product data specification"; Meta takes two ages more (Catalog Fields, age_group).
GOOGLE_VALUES = {
    "gender": ("male", "female", "unisex"),
    "age_group": ("newborn", "infant", "toddler", "kids", "adult"),
    "identifier_exists": ("yes", "no"),
}
META_VALUES = GOOGLE_VALUES | {"age_group": (*GOOGLE_VALUES["age_group"], "teen", "all ages")}


def fitting(text: str, limit: int) -> str:
    """The text, "" when it is longer than the limit: half a text is a wrong one."""
    return text if len(text) <= limit else ""


def checks(product: Product, values: Mapping[str, tuple[str, ...]] = GOOGLE_VALUES) -> Iterator[Finding]:
    """Findings of one product on Google Merchant Center or in Meta's catalogue; `values` are those of fixed lists."""
    yield from _of_link(product)
    yield from _of_description(product)
    yield from _of_condition(product)
    yield from _of_values(product, values)
    yield from _left_out("brand-too-long", product, "brand", product.vendor)
    yield from _left_out("mpn-too-long", product, "mpn", offers.mpn(product))
    for variant in product.variants:
        yield from _of_images(product, variant)
        yield from _of_numbers(product, variant)


def _left_out(rule: str, product: Product, field: str, text: str) -> Iterator[Finding]:
    if len(text) > BRAND:
        message = _("This has {length} characters; {limit} are allowed. It is left out.")
        shown = message.format(length=len(text), limit=BRAND)
        yield warning(rule, product.skus[0], field, shown, text, _("Make it shorter."))


def _of_link(product: Product) -> Iterator[Finding]:
    sku, link = product.skus[0], product.fields.get("link", "")
    if not link:
        message = _("The page of the product is not known, and this marketplace leads its buyers there.")
        hint = _("Say how the addresses of your own shop look, for example: {example}").format(
            example='url = "https://shop.example.com/products/{handle}"'
        )
        yield error("link-missing", sku, "link", message, hint=hint, whole=True)
    elif not _is_address(link):
        message = _("This is no web address that the marketplace takes.")
        hint = _("Use https, ASCII letters (others as %E4%B8…) and at most {limit} characters.").format(limit=LINK)
        yield error("link-wrong", sku, "link", message, link, hint, whole=True)


def _is_address(text: str) -> bool:
    """ASCII without what no address may hold (RFC 3986), so also no {place} that nothing was put into."""
    return len(text) <= LINK and _ADDRESS.fullmatch(text) is not None


def _of_description(product: Product) -> Iterator[Finding]:
    sku, text = product.skus[0], offers.plain_text(product.description)
    if not text:
        message = _("There is no description, and this marketplace wants one.")
        hint = _("Write one and name its file, for example: {example}").format(
            example='description = "listings/description.md"'
        )
        yield error("description-missing", sku, "description", message, hint=hint, whole=True)
    elif len(text) > DESCRIPTION:
        message = _("The description has {length} characters; {limit} are allowed.")
        shown = message.format(length=len(text), limit=DESCRIPTION)
        yield error("description-too-long", sku, "description", shown, text[:80], _("Make it shorter."), whole=True)


def _of_condition(product: Product) -> Iterator[Finding]:
    condition = product.fields.get("condition", "new")
    if condition not in CONDITIONS:
        hint = _("Known: {names}").format(names=", ".join(CONDITIONS))
        message = _("The marketplace does not know this condition.")
        yield error("condition-unknown", product.skus[0], "condition", message, condition, hint, whole=True)


def _of_values(product: Product, values: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    for field, known in values.items():
        stated = product.fields.get(field, "")
        if stated and stated.lower() not in known:
            message = _("The marketplace does not know this value of {field}.").format(field=field)
            yield warning(
                "value-unknown",
                product.skus[0],
                field,
                message,
                stated,
                _("Known: {names}").format(names=", ".join(known)),
            )


def _of_images(product: Product, variant: Variant) -> Iterator[Finding]:
    images = offers.images(product, variant)
    if not images:
        message = _("There is no picture with a public address, and this marketplace wants one.")
        hint = _("Put pictures into the folder images/ and say with image_url where they can be seen.")
        yield error("image-missing", variant.sku, "image", message, hint=hint)
        return
    if not variant.images and len(product.variants) > 1:
        message = _("This variant has no picture of its own; another one's is shown.")
        yield warning("image-borrowed", variant.sku, "image", message, images[0], _("Add one for this SKU."))
    if len(images) > MORE_IMAGES + 1:
        message = _("There are {count} pictures; the first {limit} are listed.")
        shown = message.format(count=len(images), limit=MORE_IMAGES + 1)
        hint = _("The first ones are shown; put the best first by name and take the others away.")
        yield warning("too-many-images", variant.sku, "images", shown, str(len(images)), hint)
    for url in images:
        if not _is_address(url):
            message = _("This is no web address that the marketplace takes.")
            hint = _("Use https, ASCII letters (others as %E4%B8…) and at most {limit} characters.").format(limit=LINK)
            yield error("image-wrong", variant.sku, "image", message, url, hint)
            return


def _of_numbers(product: Product, variant: Variant) -> Iterator[Finding]:
    stated = product.fields.get("unit_pricing_base_measure", "")
    if stated and variant.net is not None and not offers.is_base(stated, variant.net):
        used = offers.base_measure(product, variant.net)
        message = _("The unit price cannot be said for this quantity; {used} is used.").format(used=used)
        hint = _("Use 1, 2, 4, 8, 10 or 100 of g, kg, ml, cl or l, or 75cl, 750ml, 50kg, 1000kg.")
        yield warning("base-measure-wrong", variant.sku, "unit_pricing_base_measure", message, stated, hint)
    if variant.sku != " ".join(variant.sku.split()):
        message = _("The marketplace takes spaces away from this SKU, so that it is another one.")
        yield error("sku-spaces", variant.sku, "sku", message, variant.sku, _("Give the item an SKU without them."))
