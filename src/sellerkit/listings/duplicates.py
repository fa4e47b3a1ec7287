"""What stands in a catalogue twice: a handle, an SKU, a barcode. Pure; goes along with the products."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.product import Product, Variant

Known = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Suspects:
    """What may stand there twice, so that the rest need not be kept in mind; None: anything may.

    `skus` are those that differ from another in capitals only, without capitals.
    """

    handles: Known = None
    skus: Known = None
    barcodes: Known = None


class Duplicates:
    """Says of each product what an earlier one has already."""

    def __init__(self, channel: Channel, suspects: Suspects | None = None) -> None:
        self._unique = channel.barcodes_unique
        self._suspects = suspects or Suspects()
        self._handles: dict[str, str] = {}
        self._skus: dict[str, str] = {}
        self._barcodes: dict[str, str] = {}

    def of(self, product: Product) -> Iterator[Finding]:
        """Findings about the product; its own row before its variants."""
        sku, known = product.variants[0].item.sku, self._suspects
        other = self._handles.setdefault(product.handle, sku) if _suspect(product.handle, known.handles) else sku
        if other != sku:
            yield _same_handle(sku, product.handle, other)
        for variant in product.variants:
            sku = variant.item.sku
            if _suspect(sku.casefold(), known.skus):
                yield from self._sku(sku)
            code = variant.barcode
            if code and _suspect(code, known.barcodes) and (other := self._barcodes.setdefault(code, sku)) != sku:
                yield self._barcode_twice(variant, other)

    def _sku(self, sku: str) -> Iterator[Finding]:
        folded = sku.casefold()
        other = self._skus.get(folded)
        self._skus.setdefault(folded, sku)
        if other == sku:
            message = _("Another variant of the catalogue has the same SKU.")
            yield error("duplicate-sku", sku, "sku", message, sku, _("Every variant needs its own SKU."))
        elif other is not None:
            message = _("{other} differs only in capital letters.").format(other=other)
            hint = _("Marketplaces may take the two for one: rename one.")
            yield warning("duplicate-sku", sku, "sku", message, sku, hint)

    def _barcode_twice(self, variant: Variant, other: str) -> Finding:
        message = _("{other} has the same barcode.").format(other=other)
        hint = _("A barcode belongs to one item: correct one of the two.")
        if self._unique:
            return error("duplicate-barcode", variant.sku, "barcode", message, variant.barcode, hint, leaves_blank=True)
        return warning("duplicate-barcode", variant.sku, "barcode", message, variant.barcode, hint)


def _suspect(text: str, known: Known) -> bool:
    return known is None or text in known


def _same_handle(sku: str, handle: str, other: str) -> Finding:
    message, hint = _("{other} has the same handle.").format(other=other), _("Give one of the two items another name.")
    return error("duplicate-handle", sku, "handle", message, handle, hint, whole=True)
