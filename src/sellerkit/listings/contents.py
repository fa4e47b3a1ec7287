"""How much one offered unit holds, for the unit price: stated, or read from where it stands plainly. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from sellerkit.base.measures import GRAMS
from sellerkit.listings.product import NetContent
from sellerkit.model.item import Item

_CONTENT = re.compile(r"(\d+(?:\.\d+)?)\s*(kg|g|公斤|千克|克|斤|ml|l|毫升|升)(?:装|/[袋包盒瓶罐件])?", re.I)
_MILLILITRES = {"ml": 1, "毫升": 1, "l": 1000, "升": 1000}


def net_content(item: Item, stated: str, options: Iterable[str], units: int) -> NetContent | None:
    """The content of `units` items; None where nothing says it. A weight with packing is no net content."""
    if stated:
        found = content_of(stated)
    elif item.unit == "g":
        found = NetContent(Decimal(item.priced_per), "g")
    else:
        found = next(filter(None, map(content_of, filter(None, options))), None)
    return found if found is None or units == 1 else NetContent(found.amount * units, found.unit)


@lru_cache(maxsize=1024)
def content_of(text: str) -> NetContent | None:
    """`500g`, `1斤`, `2.5 L`, `500克/袋`; None for anything else, such as `500g*12` or `M`."""
    match = _CONTENT.fullmatch(text.strip())
    if not match:
        return None
    amount, unit = Decimal(match[1]), match[2].lower()
    if unit in _MILLILITRES:
        return NetContent(amount * _MILLILITRES[unit], "ml")
    return NetContent(amount * GRAMS[unit], "g")
