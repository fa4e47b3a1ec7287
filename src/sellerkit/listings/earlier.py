"""Files of an earlier build that this one does not write again: they say what does not hold any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sellerkit.base.files import refused_writes
from sellerkit.base.language import _
from sellerkit.listings.channels.contract import Channel
from sellerkit.trade.shop import Shop


def earlier_files(channel: Channel, paths: Iterable[Path]) -> list[Path]:
    """Those of the paths that are there, under any ending the channel writes."""
    every = (path.with_suffix(ending) for path in paths for ending in (channel.ending, *channel.endings))
    return [path for path in every if path.is_file()]


def without(shop: Shop, channel: str, old: Sequence[Path], *, broken: bool, dry_run: bool) -> Iterator[str]:
    """Take them away and say so; where the `channel` is broken nobody knows what holds, so they stay."""
    if not old:
        return
    if broken:
        text = _("{channel}: the file of an earlier build stays as it was: {files}")
    elif dry_run:
        text = _("{channel}: the file of an earlier build would be taken away, it does not hold any more: {files}")
    else:
        text = _("{channel}: the file of an earlier build was taken away, it did not hold any more: {files}")
        for path in old:
            with refused_writes(path):
                path.unlink(missing_ok=True)
    yield text.format(channel=channel, files=", ".join(map(shop.shown, old)))
