"""Which item a code of an export means: said once by a person, remembered, applied to every open line at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.store.code_matches import (
    CodeKey,
    UnmatchedCode,
    item_ids,
    items_by_name,
    match_lines,
    remember,
    unmatched_codes,
)
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

__all__ = ["CodeKey", "Matched", "Similar", "UnmatchedCode", "match_code", "match_open_lines", "waiting_codes"]
SIMILAR = 3
_ENOUGH = 0.25


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching a code came to: `lines` open lines have their items now. `batch` is None in a dry run."""

    batch: int | None
    key: CodeKey
    items: Mapping[str, int]
    lines: int


@dataclass(frozen=True, slots=True)
class Similar:
    """A code that lines wait for, and the SKUs that look most like it."""

    code: UnmatchedCode
    skus: tuple[str, ...]


def match_code(shop: Shop, key: CodeKey, items: Mapping[str, int], *, dry_run: bool = False) -> Matched:
    """Remember that a code (or title and properties) means these items; several are a bundle (套餐).

    Raises InputRejected for a SKU that is not in stock's list, or a code that is a SKU itself.
    """
    db = shop.store.db
    ids = item_ids(db, [*items, key.code])
    for sku in items:
        if sku not in ids:
            near = nearest(sku, (known for known, _name in items_by_name(db)))
            raise InputRejected(
                _("There is no item {sku} in stock.").format(sku=sku),
                hint=_("Did you mean {name}?").format(name=near)
                if near
                else _("Take it in first with `sellerkit stock import`."),
                code="no-such-item",
            )
    if key.code in ids:
        raise InputRejected(
            _("{code} is the SKU of an item, so its lines have that item already.").format(code=key.code),
            hint=_("See it with: sellerkit stock list"),
            code="is-an-item",
        )
    with shop.store.batch("orders match", dry_run=dry_run) as batch:
        remember(batch, key, [(ids[sku], quantity) for sku, quantity in items.items()])
        lines = match_lines(batch, code=key)
        batch.note(code=key.code or key.title, lines=lines)
    return Matched(None if dry_run else batch.number, key, dict(items), lines)


def match_open_lines(batch: Batch) -> int:
    """Look again for the items of every open line that has none: after new items came. How many lines gained one."""
    return match_lines(batch)


def waiting_codes(shop: Shop, channel: str | None = None) -> list[Similar]:
    """Every code that open lines wait for, the most wanted first, with the most similar SKUs."""
    codes = unmatched_codes(shop.store.db, channel)
    if not codes:
        return []
    look_up = _Lookup(items_by_name(shop.store.db))
    return [Similar(code, look_up.most_like((code.key.code, code.key.title, code.key.properties))) for code in codes]


class _Lookup:
    """Items by the pairs of characters in their SKU and name: fast enough for a hundred thousand of them."""

    def __init__(self, items: Sequence[tuple[str, str]]) -> None:
        self.skus = [sku for sku, _name in items]
        self.sizes: list[int] = []
        self.by_pair: dict[str, list[int]] = defaultdict(list)
        for n, (sku, name) in enumerate(items):
            pairs = _pairs((sku, name))
            self.sizes.append(len(pairs))
            for pair in pairs:
                self.by_pair[pair].append(n)

    def most_like(self, words: Iterable[str]) -> tuple[str, ...]:
        """The SKUs that share most with the words (Dice's coefficient), at most three."""
        pairs = _pairs(words)
        shared = Counter(n for pair in pairs for n in self.by_pair.get(pair, ()))
        scored = [(2 * count / (len(pairs) + self.sizes[n]), self.skus[n]) for n, count in shared.items()]
        best = sorted((one for one in scored if one[0] >= _ENOUGH), key=lambda one: (-one[0], one[1]))
        return tuple(sku for _score, sku in best[:SIMILAR])


def _pairs(words: Iterable[str]) -> set[str]:
    return {
        word[i : i + 2] for word in (text.casefold() for text in words if text) for i in range(max(1, len(word) - 1))
    }
