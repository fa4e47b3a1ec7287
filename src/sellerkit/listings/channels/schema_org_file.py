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
    bilingual=True,
    unconfirmed=N_("Held against the vocabulary of schema.org; which of it a search engine shows is its own affair."),
)
