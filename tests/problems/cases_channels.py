"""What a channel alone wants of a product beside a title and a price."""

from __future__ import annotations

from .case import Case

CHECK = "listings check"
STOCK = ["stock import in.csv --as set"]
HEAD = "SKU,Name,Qty,Cost,Barcode,Option1 Value,Image\n"
PICTURE = "https://shop.example/a.jpg"
URL = 'url = "https://shop.example/products/{handle}"\n'
TEXT = 'description = "d.md"\n'


def item(sku: str = "A-1", barcode: str = "", option: str = "", image: str = PICTURE) -> str:
    return f"{sku},红枣,5,10,{barcode},{option},{image}\n"


def checked(code: str, channel: str, *items: str, toml: str = URL + TEXT, exit: int = 3, text: str = "红枣") -> Case:
    table = f'[listings.channels.c]\nformat = "{channel}"\nprice = {{ markup = "35%" }}\n'
    files = {"in.csv": HEAD + "".join(items or (item(),)), "d.md": text}
    return Case(code, CHECK, files, table + toml, exit, STOCK)


EBAY = '[shop.rates.USD]\nrate = "7.12"\ndate = "2026-11-20"\n'
DRAFT = 'currency = "USD"\nfields = { category_id = "179174" }\n' + EBAY
CASES = [
    checked("link-missing", "google-merchant", toml=TEXT),
    checked("link-wrong", "google-merchant", toml='url = "https://shop.example/枣/{handle}"\n' + TEXT),
    checked("description-missing", "google-merchant", toml=URL),
    checked("description-too-long", "google-merchant", text="红枣" * 2501),
    checked("condition-unknown", "google-merchant", toml=URL + TEXT + 'fields = { condition = "mint" }'),
    checked("image-missing", "meta-catalogue", item(image="")),
    checked("image-borrowed", "meta-catalogue", item(option="红"), item("A-2", option="黑", image=""), exit=0),
    checked("image-wrong", "google-merchant", item(image=f"https://shop.example/{'a' * 2000}.jpg")),
    checked("brand-too-long", "google-merchant", toml=URL + TEXT + f'[brand]\nname = "{"B" * 71}"', exit=0),
    checked("mpn-too-long", "google-merchant", toml=URL + TEXT + f'fields = {{ mpn = "{"M" * 71}" }}', exit=0),
    checked("base-measure-wrong", "google-merchant", item(option="500g"), toml=URL + TEXT + 'fields = { unit_pricing_base_measure = "3kg" }', exit=0),
    checked("sku-characters", "amazon-price-quantity", item("枣-1")),
    checked("ebay-site", "ebay-draft", toml='fields = { category_id = "179174" }'),
    checked("ebay-category", "ebay-draft", toml='currency = "USD"\n' + EBAY),
    checked("value-unknown", "google-merchant", toml=URL + TEXT + 'fields = { age_group = "old" }', exit=0),
    checked("title-twice", "ebay-draft", item(option="红" * 79), item("A-2", option="黑" * 79), toml=DRAFT, exit=0),
    checked("ebay-upc-only", "ebay-draft", item(barcode="6901234567892"), toml=DRAFT, exit=0),
    checked("tag-comma", "shopify-csv", toml='tags = ["枣, 山西"]', exit=0),
    checked("woocommerce-sku", "woocommerce-csv", item("A&1"), toml="", exit=0),
    checked("woocommerce-option", "woocommerce-csv", item(option="红 | 大"), item("A-2", option="黑"), toml="", exit=0),
    checked("woocommerce-same-options", "woocommerce-csv", item(option="红|大"), item("A-2", option="红｜大"), toml=""),
]  # fmt: skip
