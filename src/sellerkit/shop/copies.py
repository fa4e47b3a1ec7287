"""Backups of the store, and bringing one back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sellerkit.base.clock import now
from sellerkit.base.config import find_config, load_config
from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.store.backup import restore_from, verify, write_backup
from sellerkit.store.lock import locked
from sellerkit.trade.shop import Shop

if TYPE_CHECKING:
    from sellerkit.output import Output


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified backup file and its size in bytes."""

    file: Path
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """The backup that is now the store, and where the store that was there is kept."""

    file: Path
    store: Path
    kept: Path | None


def back_up(shop: Shop, file: Path | None) -> Copy:
    """Write and verify a backup; without a name into `backups/` with the time in its name."""
    if file is None:
        moment = now().astimezone(shop.zone).strftime("%Y%m%d-%H%M%S")
        file = _free(shop.path("backups") / f"{shop.store.path.stem}-{moment}.db")
    if file.is_dir():
        file = _free(file / f"{shop.store.path.stem}-{now().astimezone(shop.zone):%Y%m%d-%H%M%S}.db")
    write_backup(shop.store, file)
    verify(file)
    return Copy(file, file.stat().st_size)


def bring_back(shop_path: Path | None, file: Path, output: Output) -> Restored:
    """Replace the store with a backup after asking; the old store is kept beside it."""
    config = load_config(find_config(shop_path))
    store = config.folder / config.shop.store
    verify(file)
    if not output.confirm(_("Replace the store {store} with {file}?").format(store=store.name, file=file)):
        raise UsageWrong(_("Nothing was restored."), hint=_("Say yes, or use --yes."))
    with locked(store.with_name("shop.lock")):
        return Restored(file, store, restore_from(file, store))


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
