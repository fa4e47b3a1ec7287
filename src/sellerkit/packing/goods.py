"""What goes into the engine: pieces to pack, cartons to pack them in, and the rules to keep."""

from dataclasses import dataclass

from sellerkit.model.carton import Carton

__all__ = ["Carton", "Item", "Rules", "Size"]

Size = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One piece to pack: sides in mm (length, width, height; (0, 0, 0) when unknown), weight in g.

    `keep_upright`: the height stays vertical. `fragile`: nothing above it. `group` and `apart_from`: the piece never
    shares a carton with a piece whose group it lists, nor with one that lists its group. `units_per_carton`: for goods that
    give way, how many of the piece alone fill a carton, as (carton's name, pieces); it stands instead of the sides, and
    the piece goes into no other carton. Such goods lie in one layer at the bottom, other pieces on top of it.
    """

    sku: str
    size_mm: Size
    weight_g: int
    keep_upright: bool = False
    fragile: bool = False
    apart_from: frozenset[str] = frozenset()
    group: str = ""
    units_per_carton: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """How to pack.

    `support`: the share of a piece's base that must rest on the floor or on pieces whose tops are exactly at its base;
    0 switches the rule off. `all_upright`: every piece keeps its height vertical. `max_items`: most pieces in a carton.
    `full_first`: an item of which there is enough fills cartons of its own; only what is left over shares.
    `effort`: how many trial fillings an open question ("does this carton hold these pieces?") is worth.
    """

    support: float = 0.7
    all_upright: bool = False
    max_items: int | None = None
    effort: int = 100
    full_first: bool = False
