"""What shop.toml says of a product beside its stock sheet: for all, a category, a name, a SKU, and for one channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import reduce

from sellerkit.base.config.schema import ListedProduct
from sellerkit.model.item import Item

Tables = Mapping[str, ListedProduct]
_NOTHING = ListedProduct()


class Stated:
    """Looks up the tables of `[listings.products]` and of one channel; what stands nearer to the SKU wins."""

    def __init__(self, shop: Tables, channel: Tables) -> None:
        self._tables = [{key.casefold(): one for key, one in table.items()} for table in (shop, channel) if table]
        self._merged: dict[tuple[int, ...], ListedProduct] = {}
        self._named = frozenset(key for table in self._tables for key in table) - {"*"}
        self._of_all = self._merge(("*",))
        self.skips = any(one.skip for table in self._tables for one in table.values())

    def of(self, item: Item) -> ListedProduct:
        """Everything said of this item, merged. Tables of names (label, fields) are merged key by key."""
        if not self._named:
            return self._of_all
        keys = [key for one in (item.category, item.name, item.sku) if one and (key := one.casefold()) in self._named]
        return self._merge(("*", *keys)) if keys else self._of_all

    def _merge(self, keys: tuple[str, ...]) -> ListedProduct:
        """What the tables say under these keys, the last one the nearest."""
        said = [one for table in self._tables for key in keys if (one := table.get(key)) is not None]
        # Most items are told of by the same few tables: merging those once is enough.
        known = tuple(map(id, said))
        if known not in self._merged:
            self._merged[known] = reduce(_merged, said, _NOTHING)
        return self._merged[known]


def _merged(first: ListedProduct, nearer: ListedProduct) -> ListedProduct:
    changes: dict[str, object] = {}
    for field in fields(ListedProduct):
        before, said = getattr(first, field.name), getattr(nearer, field.name)
        if isinstance(said, Mapping):
            changes[field.name] = {**before, **said}
        elif said not in (None, "", (), False):
            changes[field.name] = said
    return replace(first, **changes)  # type: ignore[arg-type]
