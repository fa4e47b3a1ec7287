"""Holds the products of a channel against what its last file said of them, and notes what it says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Row
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.removals import Removals
from sellerkit.listings.walking import Walk
from sellerkit.store.asked_prices import save_asked
from sellerkit.store.listed import (
    Cells,
    ListedProduct,
    as_listed,
    last_listed,
    save_gone,
    save_listed,
)
from sellerkit.store.store import Batch

TOGETHER = 500  # products that are saved in one go
# What `cells_of` says of every variant of a channel that is no table; the rest it says once a product.
OF_VARIANT = (
    "Price", "Compare-at price", "Prices by quantity", "Stock", "Barcode", "Options", "Weight (g)", "Net content", "Produced",
    "Expires", "Origin",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A product and its rows, what the file says of it now, and what the last one said (None: it is new)."""

    product: Product
    rows: Sequence[Row]
    now: ListedProduct
    before: ListedProduct | None

    @property
    def changed(self) -> bool:
        return self.before is None or self.before.digest != self.now.digest


@dataclass(frozen=True, slots=True)
class Place:
    """Where a channel's state is kept: its name in shop.toml, its currency, and the day of this run."""

    channel: str
    currency: str
    today: date


def cells_of(channel: Channel, product: Product, rows: Sequence[Row]) -> Cells:
    """The rows by heading, without blank cells; for a channel that is no table, what any channel shows."""
    if channel.rows is not None:
        return [dict(compress(zip(channel.header, row, strict=True), row)) for row in rows]
    shared = {"Title": product.title, "Description": product.description, "Images": ", ".join(product.images)}
    shared |= {"Category": product.category, "Tags": ", ".join(product.tags), "Brand": product.vendor}
    shared |= {"Pictures": ", ".join(product.pictures)} | dict(product.food.label if product.food else {})
    shared |= {f"Title ({language})": words.title for language, words in product.words.items()} | dict(product.fields)
    found = []
    for variant in product.variants:
        own = _own_cells(variant, product.currency)
        found.append({channel.key: variant.sku} | {name: cell for name, cell in (shared | own).items() if cell})
        shared = {}
    return found


def _own_cells(variant: Variant, currency: str) -> dict[str, str]:
    def money(minor: int | None) -> str:
        return "" if minor is None else decimal_string(minor, currency)

    return {
        "Price": money(variant.price_minor),
        "Compare-at price": money(variant.compare_at_minor),
        "Prices by quantity": ", ".join(f"{start}: {money(price)}" for start, price in variant.tiers),
        "Stock": str(variant.stock),
        "Barcode": variant.barcode,
        "Options": " / ".join(variant.options),
        "Weight (g)": str(variant.weight_g or ""),
        "Net content": f"{variant.net.amount} {variant.net.unit}" if variant.net else "",
        "Produced": variant.produced or "",
        "Expires": variant.expires or "",
        "Origin": variant.origin,
    }


class State:
    """What a channel's last file said, product by product; `saved` counts what was noted."""

    def __init__(
        self, batch: Batch, place: Place, channel: Channel, walk: Walk, *, allow_removals: bool, small: bool = False
    ) -> None:
        self._batch, self._place, self._channel, self._walk = batch, place, channel, walk
        self._small = small
        self.removals = Removals(batch.db, place.channel, channel, walk, allowed=allow_removals)
        self._pending: list[ListedProduct] = []
        self._prices: dict[str, int] = {}
        self.saved = 0
        self.gone: list[str] = []

    def told(self, products: Iterable[Product]) -> Iterator[Told]:
        """Each product with its rows and what was said before; one that would lose variants is refused and named."""
        for product in products:
            rows = [] if self._channel.rows is None else list(self._channel.rows((product,)))
            before = last_listed(self._batch.db, self._place.channel, product.handle)
            skus = before.skus if before else ()
            if not self._small and (refused := self.removals.refused(product, skus, rows[0] if rows else ())):
                self._walk.add(refused)
                continue
            cells = cells_of(self._channel, product, rows)
            if self._small and before is not None:
                cells = _with_small(before.cells, cells, self._channel)
            now = as_listed(product.handle, before.skus if self._small and before else product.skus, cells, before)
            yield Told(product, rows, now, before)

    def note(self, told: Told) -> None:
        """This product stands in the file."""
        self._walk.done(told.product)
        if told.changed and not (self._small and told.before is None):
            self._pending.append(told.now)
        for variant in told.product.variants:
            if variant.price_minor is not None:
                self._prices[variant.sku] = variant.price_minor
        if len(self._prices) >= TOGETHER or len(self._pending) >= TOGETHER:
            self.flush()

    def flush(self) -> None:
        save_listed(self._batch, self._place.channel, self._pending)
        self.saved += len(self._pending)
        self.saved += save_asked(
            self._batch, self._place.channel, self._place.currency, self._place.today, self._prices
        )
        self._pending, self._prices = [], {}

    def close(self) -> None:
        """Note what is left, and what stands in no file any more."""
        self.flush()
        if self._small or self._walk.broken:
            return
        self.gone = self.removals.at_the_end()
        save_gone(self._batch, self._place.channel, self.gone)
        self.saved += len(self.gone)


def _with_small(before: Cells, now: Cells, channel: Channel) -> Cells:
    """What was said before, with the columns of the small file as they are now."""
    fresh = {row.get(channel.key, ""): row for row in now}
    made = []
    for row in before:
        new = fresh.get(row.get(channel.key, ""))
        if new is None or not row.get(channel.key):
            made.append(row)
            continue
        cells = {heading: (new if heading in channel.update else row).get(heading) for heading in channel.header}
        made.append({heading: cell for heading, cell in cells.items() if cell})
    return made
