"""How to pack a carton, in plain words: step by step, from the bottom up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sellerkit.base.language import N_, _
from sellerkit.packing.goods import Size
from sellerkit.packing.result import PackedCarton, PackedItem

_SPOTS = (
    (N_("at the back left"), N_("at the back"), N_("at the back right")),
    (N_("on the left"), "", N_("on the right")),
    (N_("at the front left"), N_("at the front"), N_("at the front right")),
)


@dataclass(frozen=True, slots=True)
class Block:
    """Like pieces that touch, in one layer or several."""

    pieces: tuple[PackedItem, ...]
    layers: int = 1

    @property
    def first(self) -> PackedItem:
        return self.pieces[0]

    @property
    def top(self) -> int:
        return max(piece.at_mm[2] + piece.size_mm[2] for piece in self.pieces)

    @property
    def feet(self) -> list[tuple[int, int]]:
        base = self.first.at_mm[2]
        return [piece.at_mm[:2] for piece in self.pieces if piece.at_mm[2] == base]


class Step(NamedTuple):
    """What is put in together, in this order, and the words for it."""

    pieces: tuple[PackedItem, ...]
    words: str


def steps(carton: PackedCarton, name: Callable[[str], str] = str) -> list[str]:
    """One line a step, to be done in this order: what, how it lies, and where. In the language that is set.

    The carton stands with its length from left to right and its width from back to front, as it is drawn; x starts on the
    left, y at the back, away from whoever packs. `name` gives what an SKU is called.
    """
    return [step.words for step in steps_of(carton, name)]


def steps_of(carton: PackedCarton, name: Callable[[str], str] = str) -> list[Step]:
    """The steps with their pieces; every piece is in exactly one, and lies on pieces of earlier steps or of its own."""
    said: list[tuple[str, str, tuple[PackedItem, ...]]] = []
    for block in in_blocks(carton.items):
        sku, how, pieces = block.first.item.sku, _how(block, carton, name), block.pieces
        if said and said[-1][:2] == (sku, how):
            pieces = (*said.pop()[2], *pieces)
        said.append((sku, how, pieces))
    return [
        Step(pieces, _("{count} × {sku}: {how}").format(count=len(pieces), sku=name(sku), how=how))
        for sku, how, pieces in said
    ]


def in_blocks(items: Sequence[PackedItem]) -> list[Block]:
    """Pieces that are put in together; whatever lies lower comes first, so nothing has to go under a piece."""
    found: list[Block] = []
    for layer in _layers(items):
        below = next((n for n, block in enumerate(found) if _goes_on(block, layer)), None)
        if below is None:
            found.append(Block(tuple(layer)))
        else:
            found[below] = Block((*found[below].pieces, *layer), found[below].layers + 1)
    return found


def _layers(items: Sequence[PackedItem]) -> list[list[PackedItem]]:
    """Like pieces at one height that touch each other."""
    layers: list[list[PackedItem]] = []
    for piece in sorted(items, key=lambda p: (p.at_mm[2], p.item.sku, p.size_mm, p.at_mm[1], p.at_mm[0])):
        joined = [layer for layer in layers if any(_touch(piece, other) for other in layer)]
        layers = [layer for layer in layers if layer not in joined]
        layers.append([*(other for layer in joined for other in layer), piece])
    return [sorted(layer, key=lambda p: (p.at_mm[1], p.at_mm[0])) for layer in layers]


def _touch(one: PackedItem, two: PackedItem) -> bool:
    if (one.item.sku, one.size_mm, one.at_mm[2]) != (two.item.sku, two.size_mm, two.at_mm[2]):
        return False
    apart = sorted(abs(a - b) - side for a, b, side in zip(one.at_mm[:2], two.at_mm[:2], one.size_mm[:2], strict=True))
    return apart[1] == 0 and apart[0] < 0


def _goes_on(block: Block, layer: Sequence[PackedItem]) -> bool:
    """Whether a layer lies exactly on a block of the same pieces."""
    piece = layer[0]
    return (
        (piece.item.sku, piece.size_mm, piece.at_mm[2]) == (block.first.item.sku, block.first.size_mm, block.top)
        and sorted(block.feet) == sorted(p.at_mm[:2] for p in layer)
    )  # fmt: skip


def _how(block: Block, carton: PackedCarton, name: Callable[[str], str]) -> str:
    if block.first.item.units_per_carton:
        return _("spread evenly over the bottom")
    words = [_arranged(block), _turned(block.first), _where(block, carton, name)]
    return _(", ").join(word for word in words if word)


def _arranged(block: Block) -> str:
    """ "two side by side", "in 2 rows of 3", "4 on top of each other"."""
    columns, rows = len({x for x, _y in block.feet}), len({y for _x, y in block.feet})
    many = len(block.feet)
    flat = ""
    if many > 1 and columns * rows != many:
        flat = _("next to each other")
    elif columns > 1 and rows > 1:
        flat = _("in {rows} rows of {columns}").format(rows=rows, columns=columns)
    elif rows > 1:
        flat = _("one behind the other")
    elif columns > 1:
        flat = _("side by side")
    if block.layers == 1:
        return flat
    stacked = _("stacked {count} high").format(count=block.layers)
    return flat + _(", ") + stacked if flat else stacked


def _turned(piece: PackedItem) -> str:
    """How the piece lies, by which of its sides is upright."""
    low, _middle, high = sorted(piece.size_mm)
    if piece.item.keep_upright:
        return _("upright")
    if low == high:
        return ""
    if piece.size_mm[2] == low:
        return _("flat")
    return _("standing on end") if piece.size_mm[2] == high else _("on edge")


def _where(block: Block, carton: PackedCarton, name: Callable[[str], str]) -> str:
    base = block.first.at_mm[2]
    spot = _spot(block, carton.carton.inner_mm)
    if base == 0:
        height = _("at the bottom")
    else:
        under = sorted({p.item.sku for p in carton.items if any(_rests_on(piece, p) for piece in block.pieces)})
        height = _("on top of {skus}").format(skus=_(", ").join(name(sku) for sku in under)) if under else _("on top")
    return height + _(", ") + spot if spot else height


def _rests_on(piece: PackedItem, below: PackedItem) -> bool:
    return below.at_mm[2] + below.size_mm[2] == piece.at_mm[2] and all(
        piece.at_mm[axis] < below.at_mm[axis] + below.size_mm[axis]
        and below.at_mm[axis] < piece.at_mm[axis] + piece.size_mm[axis]
        for axis in (0, 1)
    )


def _spot(block: Block, inner: Size) -> str:
    """Where in the carton, seen from above; nothing is said of what lies in the middle or reaches across."""
    third = []
    for axis in (1, 0):
        start = min(piece.at_mm[axis] for piece in block.pieces)
        end = max(piece.at_mm[axis] + piece.size_mm[axis] for piece in block.pieces)
        middle = 3 * (start + end)
        across = 3 * (end - start) >= 2 * inner[axis]
        third.append(1 if across else 0 if middle < 2 * inner[axis] else 2 if middle > 4 * inner[axis] else 1)
    words = _SPOTS[third[0]][third[1]]
    return _(words) if words else ""
