"""Build: what a channel can be given → its files, and in the store what they say and ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sellerkit.base import clock
from sellerkit.base.files import sweep
from sellerkit.base.language import _
from sellerkit.listings.again import Again
from sellerkit.listings.changed import Changed, write_small
from sellerkit.listings.channels.contract import Channel
from sellerkit.listings.chosen import Chosen
from sellerkit.listings.earlier import earlier_files, without
from sellerkit.listings.order_of_rows import in_order
from sellerkit.listings.own_writer import is_broken, part_in, written_to
from sellerkit.listings.product import Product
from sellerkit.listings.removal_notes import removal_notes
from sellerkit.listings.small_file import Small
from sellerkit.listings.sources import ChannelBroken
from sellerkit.listings.state import Place, State, Told, cells_of
from sellerkit.listings.supply import Supply
from sellerkit.listings.walking import Walk
from sellerkit.listings.writing import NothingToWrite, write_rows
from sellerkit.store.listed import all_listed, as_listed, one_channel, was_listed
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

    def __init__(self, shop: Shop, batch: Batch, chosen: Chosen, channel: Channel, supply: Supply, how: How) -> None:
        self._shop, self._chosen, self._channel, self._how = shop, chosen, channel, how
        self._batch = batch
        self.walk = Walk(shop, chosen, channel, supply)
        place = Place(chosen.name, chosen.currency, clock.today(shop.zone))
        self._state = State(
            batch, place, channel, self.walk, allow_removals=how.allow_removals, small=how.stock_and_price
        )
        self._folder = self._out = shop.path("out/listings")
        self._notes: list[str] = []
        self._broken = False
        self._waiting = Small(channel, was_listed(batch.db, chosen.name))
        self.products = self.variants = 0

    def built(self) -> Built:
        """Everything of the channel or nothing: neither file nor state when its texts or its folder cannot be used.

        A dry run writes the same files, into a folder that is thrown away.
        """
        if not self._how.dry_run:
            return self._built()
        with TemporaryDirectory(prefix="sellerkit-") as name:
            self._folder = Path(name)
            return self._built()

    def _built(self) -> Built:
        earlier = self._earlier()
        try:
            with one_channel(self._batch):
                files = tuple(self._out / path.relative_to(self._folder) for path in self._files())
                self._state.close()
        except ChannelBroken as error:
            self.walk.stop(error)
            self._broken = True
            self._clear(earlier, ())
            return Built((), notes=tuple(self._notes))
        self._clear(earlier, files)
        if files and self._channel.unconfirmed:
            self._notes.append(f"{self._chosen.name}: {_(self._channel.unconfirmed)}")
        self._notes += removal_notes(self._chosen.name, self._channel, self._state.removals, self._state.gone)
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
        return self._folder / f"{self._chosen.name}{more}{self._channel.ending}"

    def _noted(self) -> Iterator[Told]:
        """What goes into the file, noted as it goes; with `--changed` what differs, the rest stands there as it is."""
        for told in self._state.told(self.walk):
            if self._how.stock_and_price:
                self.walk.add(lost := self._waiting.lost(told))
                if lost or not self._waiting.is_known(told):
                    continue
            self._state.note(told)
            if told.changed or not self._how.changed:
                self.products += 1
                self.variants += len(told.product.variants)
                yield told

    def _whole(self) -> tuple[Path, ...]:
        rows = (row for told in self._noted() for row in told.rows)
        try:
            order = partial(in_order, self._channel)
            write_rows(self._path(), self._channel.header, rows, self._channel.dialect, order)
        except NothingToWrite:
            return ()
        return (self._path(),)

    def _changed(self) -> tuple[Path, ...]:
        return Changed(self._channel).write(self._noted(), self._path("-changed"), self._path("-new"))

    def _small(self) -> tuple[Path, ...]:
        """Price and stock. A product that no file has told of is left out: a marketplace would make half a product of it."""
        path, there = self._path("-update"), False
        if not self._channel.update or self._channel.rows is None:
            text = _("{channel}: this format has no small file for price and stock.")
            self._notes.append(text.format(channel=self._chosen.name))
        else:
            there = write_small(self._channel, self._noted(), path)
        self._notes += self._waiting.notes()
        return (path,) if there else ()

    def _by_its_own_writer(self) -> tuple[Path, ...]:
        """A format that is no table: what it could not write joins what was found before and is not noted as told."""
        told = []
        for one in self._state.told(self.walk):
            if one.changed or not self._how.changed:
                told.append(one)
            else:
                self.walk.done(one.product)
        path = self._path("-changed" if self._how.changed else "")
        again = self._again() if self._channel.once and self._how.changed else None
        products = again.left_of(told) if again else [one.product for one in told]
        written = written_to(path, self._shop, self._chosen, self._channel, products)
        self.walk.add(written.findings)
        self._notes += (*written.notes, *(again.notes(self._chosen.name) if again else ()))
        self._broken = is_broken(written)
        there = written.skus | again.known if again else written.skus
        for one in told:
            if (part := part_in(one.product, there)) is not None:
                self._note(one if part is one.product else self._with(one, part), written.skus)
        return written.files

    def _again(self) -> Again:
        listed = all_listed(self._batch.db, self._chosen.name)
        return Again(self._channel.key, {sku for _product, skus in listed for sku in skus})

    def _with(self, told: Told, product: Product) -> Told:
        now = as_listed(product.handle, product.skus, cells_of(self._channel, product, ()), told.before)
        return replace(told, product=product, now=now)

    def _note(self, told: Told, written: Collection[str]) -> None:
        self._state.note(told)
        there = sum(sku in written for sku in told.product.skus)
        self.products += there > 0
        self.variants += there

    def _earlier(self) -> list[Path]:
        """The files that an earlier run of the same kind left."""
        kinds = ("-update",) if self._how.stock_and_price else ("-changed", "-new") if self._how.changed else ("",)
        paths = [self._out / self._path(kind).name for kind in kinds]
        if not self._how.dry_run:
            sweep(
                path.with_suffix(ending) for path in paths for ending in (self._channel.ending, *self._channel.endings)
            )
        return earlier_files(self._channel, paths)

    def _clear(self, earlier: Iterable[Path], files: Collection[Path]) -> None:
        old = [path for path in earlier if path not in files]
        self._notes += without(self._shop, self._chosen.name, old, broken=self._broken, dry_run=self._how.dry_run)
