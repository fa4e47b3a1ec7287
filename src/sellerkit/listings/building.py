"""Build: what a channel can be given → its files, and in the store what they say and ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sellerkit.base import clock
from sellerkit.base.language import _, ngettext
from sellerkit.listings.changed import Changed, write_small
from sellerkit.listings.channels.contract import Channel, Target
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.product import Product
from sellerkit.listings.sources import ChannelBroken, inside
from sellerkit.listings.state import Place, State, Told
from sellerkit.listings.walking import Walk
from sellerkit.listings.writing import NothingToWrite, write_rows
from sellerkit.model.item import ItemStock
from sellerkit.store.listed import one_channel, was_listed
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop


@dataclass(frozen=True, slots=True)
class How:
    """Which files: all of it, only what `changed`, only `stock_and_price`. `dry_run` writes none and keeps nothing."""

    changed: bool = False
    stock_and_price: bool = False
    allow_removals: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """The files of one channel (those that a dry run would write, too), and how much was noted in the store."""

    files: tuple[Path, ...]
    saved: int = 0
    notes: tuple[str, ...] = ()


class Building:
    """One channel of a build."""

    def __init__(
        self, shop: Shop, batch: Batch, chosen: Chosen, channel: Channel, stocks: Sequence[ItemStock], how: How
    ) -> None:
        self._shop, self._chosen, self._channel, self._how = shop, chosen, channel, how
        self._batch = batch
        self.walk = Walk(shop, chosen, channel, stocks)
        place = Place(chosen.name, chosen.currency, clock.today(shop.zone))
        self._state = State(
            batch, place, channel, self.walk, allow_removals=how.allow_removals, small=how.stock_and_price
        )
        self._notes: list[str] = []
        self._begun, self._unknown = was_listed(batch.db, chosen.name), 0
        self.products = self.variants = 0

    def built(self) -> Built:
        """Everything of the channel or nothing: neither file nor state when its texts or its folder cannot be used."""
        try:
            with one_channel(self._batch):
                files = self._files()
                self._state.close()
        except ChannelBroken as error:
            self.walk.stop(error)
            return Built(())
        if files and self._channel.unconfirmed:
            self._notes.append(_(self._channel.unconfirmed))
        if self._state.gone:
            text = ngettext(
                "{count} product is in no file any more; take it off the marketplace there: {products}",
                "{count} products are in no file any more; take them off the marketplace there: {products}",
                len(self._state.gone),
            )
            self._notes.append(text.format(count=len(self._state.gone), products=", ".join(self._state.gone[:10])))
        return Built(files, self._state.saved, tuple(self._notes))

    def _files(self) -> tuple[Path, ...]:
        if self._how.stock_and_price:
            return self._small()
        if self._channel.write is not None:
            return self._by_its_own_writer()
        if self._how.changed:
            return self._changed()
        return self._whole()

    def _path(self, more: str = "") -> Path:
        folder = self._shop.path("out/listings")
        name = f"{self._chosen.name}{more}{self._channel.ending}"
        return folder / name

    def _noted(self) -> Iterator[Told]:
        """What goes into the file, noted as it goes; with `--changed` what differs, the rest stands there as it is."""
        for told in self._state.told(self.walk):
            if self._how.stock_and_price and told.before is None and self._begun:
                self._unknown += 1
                continue
            self._state.note(told)
            if told.changed or not self._how.changed:
                self.products += 1
                self.variants += len(told.product.variants)
                yield told

    def _whole(self) -> tuple[Path, ...]:
        rows = (row for told in self._noted() for row in told.rows)
        if self._how.dry_run:
            for _row in rows:
                pass
            return (self._path(),) if self.walk.products else ()
        try:
            write_rows(self._path(), self._channel.header, rows, self._channel.dialect)
        except NothingToWrite:
            return ()
        return (self._path(),)

    def _changed(self) -> tuple[Path, ...]:
        changed = Changed(self._channel)
        if self._how.dry_run:
            new = [told.before is None for told in self._noted()]
            return tuple(
                self._path(f"-{name}") for name, there in (("changed", not all(new)), ("new", any(new))) if there
            )
        return changed.write(self._noted(), self._path("-changed"), self._path("-new"))

    def _small(self) -> tuple[Path, ...]:
        """Price and stock. A product that no file has told of is left out: a marketplace would make half a product of it."""
        path, there = self._path("-update"), False
        if not self._channel.update or self._channel.rows is None:
            text = _("{channel}: this format has no small file for price and stock.")
            self._notes.append(text.format(channel=self._chosen.name))
        elif self._how.dry_run:
            there = bool([1 for _told in self._noted()])
        else:
            there = write_small(self._channel, self._noted(), path)
        if self._unknown:
            text = ngettext(
                "{count} product is new and stands in no small file; build the whole file first.",
                "{count} products are new and stand in no small file; build the whole file first.",
                self._unknown,
            )
            self._notes.append(text.format(count=self._unknown))
        return (path,) if there else ()

    def _by_its_own_writer(self) -> tuple[Path, ...]:
        """A format that is no table: it gets its target, and what it could not write joins what was found before."""
        assert self._channel.write is not None
        told = []
        for one in self._state.told(self.walk):
            if one.changed or not self._how.changed:
                told.append(one)
            else:
                self.walk.done(one.product)
        products = [one.product for one in told]
        path = self._path("-changed" if self._how.changed else "")
        if not products:
            return ()
        if self._how.dry_run:
            for one in told:
                self._note(one)
            return (path,)
        written = self._channel.write(products, self._target(path))
        self.walk.add(written.findings)
        self._notes += written.notes
        for one in told:
            there = tuple(variant for variant in one.product.variants if variant.sku in written.skus)
            if there:
                self._note(one if there == one.product.variants else _with(one, there))
        return written.files

    def _note(self, told: Told) -> None:
        self._state.note(told)
        self.products += 1
        self.variants += len(told.product.variants)

    def _target(self, path: Path) -> Target:
        settings, key = self._chosen.settings, f"listings.channels.{self._chosen.name}.template"
        template = inside(self._shop.folder, key, settings.template) if settings.template else None
        fields = {"images": settings.images, **settings.fields} if settings.images else settings.fields
        return Target(path, self._shop.folder, self._chosen.currency, template, fields)


def _with(told: Told, variants: Sequence[object]) -> Told:
    from dataclasses import replace

    product: Product = replace(told.product, variants=variants)  # type: ignore[arg-type]
    return replace(told, product=product)
