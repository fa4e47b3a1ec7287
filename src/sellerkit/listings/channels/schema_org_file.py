"""The schema.org data of a whole catalogue as one .jsonld file, safe to stand inside a page's script element."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sellerkit.base.errors import CannotWrite
from sellerkit.base.files import writing
from sellerkit.base.language import N_, _
from sellerkit.listings.channels.contract import Channel, Limits, Target, Written
from sellerkit.listings.channels.schema_org import CONTEXT, product_node
from sellerkit.listings.product import Product

# A text that closes the script element, or a line separator that old browsers take for the end of a line.
_UNSAFE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def script_text(data: Mapping[str, object], *, indent: int | None = None) -> str:
    """JSON that means the same inside `<script type="application/ld+json">` and in a file of its own."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent).translate(_UNSAFE)


def catalogue(products: Sequence[Product]) -> dict[str, object]:
    """All products under one @context."""
    return {"@context": CONTEXT, "@graph": [product_node(product) for product in products]}


def write(products: Sequence[Product], target: Target) -> Written:
    """The catalogue as UTF-8 JSON-LD, read back and compared before it takes its place."""
    wanted = catalogue(products)
    with writing(target.path) as temporary:
        temporary.write_bytes((script_text(wanted, indent=2) + "\n").encode("utf-8"))
        if json.loads(temporary.read_bytes()) != wanted:
            raise CannotWrite(
                _("{path} does not read back as it was written; the old file was kept.").format(path=target.path),
                hint=_("Check the disk and run the command again."),
                code="round-trip",
            )
    return Written((target.path,), frozenset(sku for product in products for sku in product.skus))


CHANNEL = Channel(
    "schema-org",
    Limits(),
    ending=".jsonld",
    key="sku",
    write=write,
    unconfirmed=N_("Held against the vocabulary of schema.org; which of it a search engine shows is its own affair."),
)
