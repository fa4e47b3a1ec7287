"""What comes out of the engine: packed cartons, what was left over and why, and whether it could be better."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sellerkit.packing.goods import Carton, Item, Size

Reason = Literal["no-size", "too-big", "too-heavy", "no-carton-left", "no-service"]


class PackedItem(NamedTuple):
    """A piece in its place: the corner nearest the carton's origin and the sides as turned, mm; z points up."""

    item: Item
    at_mm: Size
    size_mm: Size


@dataclass(frozen=True, slots=True)
class PackedCarton:
    """One carton and the pieces in it."""

    carton: Carton
    items: tuple[PackedItem, ...]

    @property
    def weight_g(self) -> int:
        """Gross weight in g: the carton and everything in it."""
        return self.carton.tare_g + sum(packed.item.weight_g for packed in self.items)

    @property
    def fill(self) -> float:
        """The share of the inner volume that is taken, 0 to 1."""
        return sum(volume(packed.size_mm) for packed in self.items) / volume(self.carton.inner_mm)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A piece that was not packed, and why."""

    item: Item
    reason: Reason


class Gap(NamedTuple):
    """How much better a packing could be at most: cartons, mm³ with as many cartons, and money where that was asked for."""

    cartons: int
    mm3: int
    cost_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Packing:
    """The packed cartons and what was left over.

    `proven`: no packing of the pieces, supported or not, needs fewer cartons, or as many with less inner volume; where
    money was the objective, none costs less. `bound_cartons`: no packing of the packed pieces needs fewer cartons than this;
    `bound_mm3`: none in as many cartons takes less inner volume; `bound_cost_minor`: none costs less, given with `cost_minor`
    in minor units.
    """

    packed: tuple[PackedCarton, ...]
    left_over: tuple[LeftOver, ...]
    proven: bool
    bound_cartons: int
    bound_mm3: int = 0
    cost_minor: int | None = None
    bound_cost_minor: int | None = None

    @property
    def gap(self) -> Gap | None:
        """What is left between this packing and the bounds; None when it is proven minimal."""
        if self.proven:
            return None
        money = None
        if self.cost_minor is not None and self.bound_cost_minor is not None:
            money = self.cost_minor - self.bound_cost_minor
        mm3 = sum(volume(packed.carton.inner_mm) for packed in self.packed) - self.bound_mm3
        return Gap(len(self.packed) - self.bound_cartons, mm3, money)


def volume(size_mm: Size) -> int:
    """The volume of a box in mm³."""
    return size_mm[0] * size_mm[1] * size_mm[2]
