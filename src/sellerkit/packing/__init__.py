"""Cartonisation: pieces and cartons in, packed cartons out. Pure: no files, no clock, the same result every time."""

from sellerkit.packing.box_needed import BoxNeeded, how_big
from sellerkit.packing.costs import Costs
from sellerkit.packing.engine import pack
from sellerkit.packing.goods import Carton, Item, Rules
from sellerkit.packing.in_words import steps
from sellerkit.packing.memo import Memo
from sellerkit.packing.result import Gap, LeftOver, PackedCarton, PackedItem, Packing, Reason

__all__ = [
    "BoxNeeded",
    "Carton",
    "Costs",
    "Gap",
    "Item",
    "LeftOver",
    "Memo",
    "PackedCarton",
    "PackedItem",
    "Packing",
    "Reason",
    "Rules",
    "how_big",
    "pack",
    "steps",
]
