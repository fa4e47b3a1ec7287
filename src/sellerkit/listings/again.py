"""What a marketplace would make a second time: of what it was told already only the new variants are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sellerkit.base.language import ngettext
from sellerkit.listings.own_writer import part_in
from sellerkit.listings.product import Product
from sellerkit.listings.state import Told


class Again:
    """One build of a channel that makes something new of every row. `known` are the SKUs that its files told of."""

    def __init__(self, key: str, known: set[str]) -> None:
        self.known = known
        self._key = key
        self._changed: list[str] = []

    def left_of(self, told: Sequence[Told]) -> list[Product]:
        """The products with those variants that no file told of."""
        left = []
        for one in told:
            self._changed += self._changed_in(one)
            part = part_in(one.product, set(one.product.skus) - self.known)
            left += [part] if part is not None else []
        return left

    def notes(self, name: str) -> Iterator[str]:
        """What has to be changed by hand."""
        if self._changed:
            text = ngettext(
                "{channel}: {count} variant changed that was uploaded before; change it there by hand, an upload would make it twice: {skus}",
                "{channel}: {count} variants changed that were uploaded before; change them there by hand, an upload would make them twice: {skus}",
                len(self._changed),
            )
            some = ", ".join(self._changed[:10]) + (" …" if len(self._changed) > 10 else "")
            yield text.format(channel=name, count=len(self._changed), skus=some)

    def _changed_in(self, told: Told) -> Iterator[str]:
        before = {row.get(self._key): row for row in told.before.cells} if told.before else {}
        for row in told.now.cells:
            if (sku := row.get(self._key, "")) in self.known and before.get(sku) != row:
                yield sku
