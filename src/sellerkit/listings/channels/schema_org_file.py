"""The schema.org data of a whole catalogue as one .jsonld file, safe to stand inside a page's script element."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sellerkit.base.files import not_as_written, writing
from sellerkit.base.language import N_, _
from sellerkit.listings.channels.contract import Channel, Limits, Target, Written
from sellerkit.listings.channels.schema_org import CONTEXT, product_node
from sellerkit.listings.findings import Finding, warning
from sellerkit.listings.product import Product

# A text that closes the script element, or a line separator that old browsers take for the end of a line.
_UNSAFE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def script_text(data: Mapping[str, object]) -> str:
    """JSON on one line that means the same inside `<script type="application/ld+json">` and in a file of its own."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).translate(_UNSAFE)


def write(products: Sequence[Product], target: Target) -> Written:
    """All products under one @context, one a line; read back and compared before the file takes its place."""
    if not products:
        return Written(())
    nodes = [product_node(product) for product in products]
    lines = ",\n".join(map(script_text, nodes))
    with writing(target.path) as temporary:
        temporary.write_bytes(f'{{"@context": "{CONTEXT}", "@graph": [\n{lines}\n]}}\n'.encode())
        if json.loads(temporary.read_bytes()) != {"@context": CONTEXT, "@graph": nodes}:
            raise not_as_written(target.path)
    return Written((target.path,), frozenset(sku for product in products for sku in product.skus))


def checks(product: Product) -> Iterator[Finding]:
    """schema.org wants nothing, but a search engine shows no product without a picture."""
    if not any((product.images, *(variant.images for variant in product.variants))):
        message = _("There is no picture with a public address; search engines show no product without one.")
        hint = _("Put pictures into the folder images/ and say with image_url where they can be seen.")
        yield warning("image-missing", product.skus[0], "image", message, hint=hint)


CHANNEL = Channel(
    "schema-org",
    Limits(),
    ending=".jsonld",
    key="sku",
    write=write,
    bilingual=True,
    checks=checks,
    unconfirmed=N_("Held against the vocabulary of schema.org; which of it a search engine shows is its own affair."),
)
