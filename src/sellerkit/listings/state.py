"""Holds the products of a channel against what its last file said of them, and notes what it says now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress

from sellerkit.base.language import _
from sellerkit.base.money import decimal_string
from sellerkit.listings.channels.contract import Channel, Row
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product, Variant
from sellerkit.listings.walking import Walk
from sellerkit.store.asked_prices import save_asked
from sellerkit.store.listed import (
    Cells,
    ListedProduct,
    all_listed,
    as_listed,
    last_listed,
    save_gone,
    save_listed,
)
from sellerkit.store.store import Batch

TOGETHER = 500  # products that are saved in one go


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
        self._allow, self._small = allow_removals, small
        self._pending: list[ListedProduct] = []
        self._prices: dict[str, int] = {}
        self._seen: set[str] = set()
        self.saved = 0
        self.gone: list[str] = []

    def told(self, products: Iterable[Product]) -> Iterator[Told]:
        """Each product with its rows and what was said before; one that would lose variants is refused and named."""
        for product in products:
            rows = [] if self._channel.rows is None else list(self._channel.rows((product,)))
            before = last_listed(self._batch.db, self._place.channel, product.handle)
            self._seen.add(product.handle)
            refused = [] if self._small else [*self._lost(product, before), *self._taken(product, rows)]
            if refused:
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
        for product, skus in all_listed(self._batch.db, self._place.channel):
            if product in self._seen:
                continue
            missing = [sku for sku in skus if not self._walk.is_listed(sku)]
            vanished = [sku for sku in missing if sku not in self._walk.wanted]
            if vanished and not self._allow:
                self._walk.add([dropped(product, vanished)])
            elif not missing or vanished:
                self.gone.append(product)
        save_gone(self._batch, self._place.channel, self.gone)
        self.saved += len(self.gone)

    def _lost(self, product: Product, before: ListedProduct | None) -> list[Finding]:
        if before is None or self._allow or set(before.skus) <= set(product.skus):
            return []
        there = set(product.skus)
        lost = [sku for sku in before.skus if sku not in there and self._is_lost(sku)]
        return [dropped(product.skus[0], lost, whole=True)] if lost else []

    def _is_lost(self, sku: str) -> bool:
        """Whether the SKU is sold nowhere else now: it is gone from the stock, or an error keeps it out."""
        return sku not in self._walk.wanted or self._walk.is_kept_out(sku)

    def _taken(self, product: Product, rows: Sequence[Row]) -> list[Finding]:
        """A product's own row must not carry the SKU of something that is sold."""
        if len(rows) <= 1 or self._channel.key not in self._channel.header:
            return []
        at, own = self._channel.header.index(self._channel.key), set(product.skus)
        for row in rows:
            if row[at] and row[at] not in own and row[at] in self._walk.wanted:
                message = _("The row of the whole product would carry the SKU {sku}, which another item has.")
                hint = _("Rename that item, or give this product another name.")
                return [
                    error("parent-sku-taken", product.skus[0], "sku", message.format(sku=row[at]), row[at], hint, whole=True)
                ]  # fmt: skip
        return []


def dropped(sku: str, lost: Sequence[str], *, whole: bool = False) -> Finding:
    """Variants that the last file had and this one would not."""
    names = ", ".join(lost[:10]) + (" …" if len(lost) > 10 else "")
    message = _("The last file listed {skus}; this one would take it off the marketplace.").format(skus=names)
    hint = _("When that is meant, run the command again with --allow-removals.")
    return error("variants-dropped", sku, "sku", message, names, hint, whole=whole)


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
