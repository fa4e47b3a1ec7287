"""`listings check --fix`: what can be put right is, as one batch that can be undone; shop.toml is never touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.base import clock
from sellerkit.listings.chosen import channel_of, chosen_channels
from sellerkit.listings.fixes import Fix, Wanted, fixes_of, said_by
from sellerkit.store.item_fields import change_fields
from sellerkit.trade.availability import stock_of
from sellerkit.trade.shop import Shop

_BARE_NAME = re.compile(r"\s*(keep\s*=?\s*\d{1,2}\s*:\s*)?\{\{-?\s*item\.name\s*-?\}\}\s*", re.I)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was put right. `batch` is the number to undo it by; None for a dry run or when there was nothing."""

    fixes: tuple[Fix, ...]
    batch: int | None = None
    dry_run: bool = False


def fix(shop: Shop, names: Sequence[str], *, dry_run: bool) -> Fixed:
    """Put right what these channels (all when none is named) object to and a rule can mend."""
    items = [stock.item for stock in stock_of(shop.store.db, today=clock.today(shop.zone)).values()]
    fixes = tuple(fixes_of(items, _wanted(shop, names)))
    if not fixes or dry_run:
        return Fixed(fixes, dry_run=dry_run)
    with shop.store.batch("listings check", mode="fix") as batch:
        count = change_fields(batch, (fix.change for fix in fixes))
        batch.note(fields=count, rules=dict(said_by(fixes)))
    return Fixed(fixes, batch.number)


def _wanted(shop: Shop, names: Sequence[str]) -> Wanted:
    """What the channels forbid together, and the limits of those whose title is the bare name."""
    forbidden: dict[str, None] = {}
    titles = []
    for one in chosen_channels(shop.config, names):
        limits = channel_of(one).limits
        forbidden |= dict.fromkeys(limits.forbidden)
        sure = limits.title is not None and "title-too-long" not in limits.unsure
        if sure and any(map(_BARE_NAME.fullmatch, one.settings.title)):
            titles.append(limits)
    return Wanted("".join(forbidden), tuple(titles))
