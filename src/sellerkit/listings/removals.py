"""What no file may do to the one before it or to other items: drop variants, give a whole product's row the SKU of another.

A build asks before it writes, a check asks the same and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sellerkit.base.fingerprints import Fingerprints
from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Channel, Row
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product
from sellerkit.listings.supply import batches
from sellerkit.listings.walking import TOGETHER, Walk
from sellerkit.store.listed import all_listed, last_listed_skus, was_listed

if TYPE_CHECKING:
    import sqlite3


class Removals:
    """One channel's products against what its last file listed, as they go by; `allowed`: variants may go."""

    def __init__(
        self, db: sqlite3.Connection, name: str, channel: Channel, walk: Walk, *, allowed: bool = False
    ) -> None:
        self._db, self._name, self._channel, self._walk, self._allowed = db, name, channel, walk, allowed
        self._seen = Fingerprints()
        self.off: list[str] = []  # SKUs that were let go
        self.moved: list[str] = []  # SKUs that another product has now

    def remaining(self, products: Iterable[Product]) -> Iterator[Product]:
        """The products that a build would write; those that it would refuse are named. Nothing is saved."""
        listed = was_listed(self._db, self._name)
        for some in batches(products, TOGETHER):
            handles = [product.handle for product in some]
            before = last_listed_skus(self._db, self._name, handles) if listed else {}
            for product in some:
                rows = self._channel.rows((product,)) if self._channel.rows and self._channel.parent else ()
                if refused := self.refused(product, before.get(product.handle, ()), next(iter(rows), ())):
                    self._walk.add(refused)
                else:
                    yield product

    def refused(self, product: Product, before: Collection[str], first: Row) -> list[Finding]:
        """Why this product cannot be written, when the last file had the SKUs `before` of it; `first` is its first row."""
        self._seen.add(product.handle)
        return [*self._lost(product, before), *self._taken(product, first)]

    def at_the_end(self) -> list[str]:
        """Products that stand in no file any more and may go; those that are not allowed to are named."""
        gone = []
        for product, skus in all_listed(self._db, self._name, self._seen):
            missing = [sku for sku in skus if not self._walk.is_listed(sku)]
            vanished = [sku for sku in missing if not self._walk.is_wanted(sku)]
            if vanished and not self._allowed:
                self._walk.add([dropped(vanished[0], vanished)])
            elif not missing or vanished:
                gone.append(product)
                self.off += [] if knows_products(self._channel) else vanished
        return gone

    def _lost(self, product: Product, before: Collection[str]) -> Iterator[Finding]:
        if set(before) <= (there := set(product.skus)):
            return
        away = [sku for sku in before if sku not in there]
        lost = [sku for sku in away if self._is_lost(sku)]
        self.moved += [sku for sku in away if sku not in lost]
        if self._allowed:
            self.off += lost
        elif lost:
            yield dropped(product.skus[0], lost, whole=True)

    def _is_lost(self, sku: str) -> bool:
        """Whether the SKU is sold nowhere else now: it is gone from the stock, or an error keeps it out."""
        return not self._walk.is_wanted(sku) or self._walk.is_kept_out(sku)

    def _taken(self, product: Product, first: Row) -> Iterator[Finding]:
        """A product's own row, the first, must not carry the SKU of something else that is sold."""
        if not first or self._channel.key not in self._channel.header:
            return
        taken = first[self._channel.header.index(self._channel.key)]
        if taken and taken not in product.skus and self._walk.is_wanted(taken):
            message = _("The row of the whole product would carry the SKU {sku}, which another item has.")
            hint = _("Rename that item, or give this product another name.")
            yield error("parent-sku-taken", product.skus[0], "sku", message.format(sku=taken), taken, hint, whole=True)


def knows_products(channel: Channel) -> bool:
    """Whether the marketplace keeps products with variants; else every SKU stands there for itself."""
    return bool(channel.together or channel.parent or channel.write)


def dropped(sku: str, lost: Sequence[str], *, whole: bool = False) -> Finding:
    """Variants that the last file had and this one would not."""
    names = ", ".join(lost[:10]) + (" …" if len(lost) > 10 else "")
    message = _("The last file listed {skus}; the next one would take it off the marketplace.").format(skus=names)
    hint = _("When that is meant, build with --allow-removals.")
    return error("variants-dropped", sku, "sku", message, names, hint, whole=whole)
