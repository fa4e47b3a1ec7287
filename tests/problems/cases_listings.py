"""What marketplaces refuse, the law objects to, and templates get wrong."""

from __future__ import annotations

import base64

from .case import Case

TOML = '[listings.channels.s]\nformat = "shopify-csv"\nprice = { markup = "35%" }\n'
CHECK = "listings check"
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)  # the smallest picture there is
STOCK = ["stock import in.csv --as set"]
HEAD = "SKU,Name,Qty,Cost,Price,Barcode,Option1 Value,Category,Image\n"


def item(
    sku: str = "A-1",
    name: str = "红枣",
    cost: str = "10",
    price: str = "",
    barcode: str = "",
    option: str = "",
    category: str = "",
    image: str = "",
) -> str:
    return f'{sku},"{name}",5,{cost},{price},{barcode},{option},{category},{image}\n'


def checked(
    code: str, *items: str, toml: str = "", exit: int = 3, files: dict[str, str | bytes] | None = None, price: str = ""
) -> Case:
    table = TOML if not price else TOML.replace('{ markup = "35%" }', price)
    return Case(code, CHECK, {"in.csv": HEAD + "".join(items or (item(),)), **(files or {})}, table + toml, exit, STOCK)


CASES = [
    Case("no-channel", CHECK, exit=4),
    checked("rate-missing", toml='currency = "USD"', exit=4),
    checked("tier-not-falling", item(cost="", price="1-9件 25元，10件以上 22元"), price='{ floor = "24" }', exit=0),
    checked("title-missing", item(name="")),
    checked("title-without-words", item(name="🙂🙂")),
    checked("title-too-long", item(name="word " * 60 + "x")),
    checked("sku-too-long", item(sku="A" * 256)),
    checked("price-missing", item(cost="")),
    checked("price-not-positive", item(cost="", price="0")),
    checked("price-below-floor", item(price="10.50"), price='{ floor = "cost * 1.1" }', exit=0),
    checked("floor-unknown", item(cost="", price="5"), price='{ floor = "cost * 1.1" }', exit=0),
    checked("barcode-in-store", item(barcode="2001234567893"), exit=0),
    checked("barcode-not-gtin", item(barcode="ABC-123"), exit=0),
    checked("barcode-too-long", item(barcode="B" * 256)),
    checked("duplicate-barcode", item(barcode="6901234567892"), item("A-2", "核桃", barcode="6901234567892"), exit=0),
    checked("duplicate-options", item(option="红"), item("A-2", option="红")),
    checked("options-missing", item(option="红"), item("A-2")),
    checked("superlative", item(name="最佳红枣")),
    checked("official-endorsement", item(name="国宴红枣"), exit=0),
    checked("well-known-mark", item(name="驰名商标红枣"), exit=0),
    checked("disease-claim", item(name="红枣降血压"), exit=0),
    checked("health-claim", item(name="补血红枣"), exit=0),
    checked("formula", item(name="=HYPERLINK(0)")),
    checked("image-not-https", item(image="http://shop.example/a.jpg"), exit=0),
    checked("many-variants", *(item(f"A-{n}", option=f"色{n}") for n in range(101)), exit=0),
    checked("too-many-variants", *(item(f"A-{n}", option=f"色{n}") for n in range(2049))),
    checked("too-many-images", toml='images = "p/"\nimage_url = "https://shop.example/"', files={f"p/A-1-{n}.png": DOT for n in range(251)}, exit=0),
    checked("not-translated", toml='language = "en"', exit=0),
    checked("markup", item(name="<b>红枣</b> &amp; 核桃"), exit=0),
    checked("html-removed", toml='description = "d.md"', files={"d.md": "红枣 <script>alert(1)</script>"}, exit=0),
    checked("template-syntax", toml='description = "d.md"', files={"d.md": "{{ item.name"}),
    checked("template-unknown-variable", toml='title = ["{{ item.nmae }}"]'),
    checked("template-too-long", toml='title = ["{% for n in range(99999999) %}x{% endfor %}"]'),
    checked("template-refused", toml='title = ["{% include \'/etc/passwd\' %}"]'),
    checked("template-failed", toml='title = ["{{ item.name.__class__.__mro__ }}"]'),
    checked("path-outside", toml='description = "../outside.md"'),
    checked("file-missing", toml='description = "nothing.md"'),
    checked("file-encoding", toml='description = "d.md"', files={"d.md": "红枣".encode("gbk")}),
    checked("file-too-large", toml='description = "d.md"', files={"d.md": "x" * 3_000_000}),
    checked("folder-missing", toml='images = "pictures/"'),
    checked("tags-too-long", toml=f'tags = ["{"t" * 256}"]'),
    checked("too-many-tags", toml=f"tags = {[str(n) for n in range(251)]}"),
    Case("sold-by-weight", CHECK, {"in.csv": "SKU,Name,Qty,Unit,Cost\nA-1,红枣,100,斤,5\n"}, TOML, 0, STOCK),
]  # fmt: skip
