"""A shop that is open: its configuration, its store, its folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from pathlib import Path

from sellerkit.base.clock import zone
from sellerkit.base.config import Config, find_config, load_config
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.store.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Shop:
    """What every job starts from."""

    config: Config
    store: Store
    new_store: bool = False

    @property
    def folder(self) -> Path:
        return self.config.folder

    @property
    def zone(self) -> tzinfo:
        return zone(self.config.shop.time_zone)

    @property
    def currency(self) -> str:
        return self.config.shop.currency

    @property
    def practice(self) -> bool:
        """Whether this is a practice shop: it reaches loopback only and stamps what it prints."""
        return self.store.fact("practice") == "1"

    def path(self, relative: str) -> Path:
        """A path of shop.toml or a place for output, inside the shop's folder unless it is absolute."""
        return self.folder / relative

    def shown(self, path: Path) -> str:
        """A path as messages name it: relative to the shop when it lies inside."""
        try:
            return str(path.resolve().relative_to(self.folder.resolve()))
        except (ValueError, OSError, RuntimeError):  # outside, or a circle of links
            return str(path)

    def close(self) -> None:
        self.store.close()


def open_shop(given: Path | None, *, writing: bool, wait: timedelta = timedelta(0)) -> Shop:
    """Open the shop of `--shop` (or the nearest one); a shop.toml without a store gets an empty one.

    Raises ConfigError, ShopLocked or CannotWrite.
    """
    config = load_config(find_config(given))
    practice = "1" if config.shop.practice else "0"
    path, facts = config.folder / config.shop.store, {"practice": practice}
    new_store = not path.exists()
    if new_store and not writing:
        open_store(path, writing=True, wait=wait, facts=facts).close()
    store = open_store(path, writing=writing, wait=wait, facts=facts)
    if store.fact("practice") not in (None, practice):
        store.close()
        raise ConfigError(
            _("[shop] practice was changed, but the store of this shop never changes sides."),
            hint=_("Set practice back in shop.toml, or start a new shop in another folder with `sellerkit init`."),
            code="practice-changed",
        )
    return Shop(config, store, new_store)
