"""What a parcel costs: its carton, the filler around the goods, and the courier."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sellerkit.packing.goods import Carton, Size
from sellerkit.packing.result import PackedCarton, volume

Price = Callable[[int, Size], int | None]
_MM3_PER_LITRE = 1_000_000


@dataclass(frozen=True, slots=True)
class Costs:
    """Prices in minor units of one currency.

    `price(weight_g, size_mm)` is the courier's price of a parcel, by its gross weight and outer sides; None when the
    courier does not take it. It has to give the same answer to the same question, and no less for a heavier parcel.
    `filler_minor_per_litre`: what it costs to fill a litre of void.
    """

    price: Price | None = None
    filler_minor_per_litre: int | Decimal = 0

    def of(self, packed: PackedCarton) -> int | None:
        """What a packed carton costs as a parcel, in minor units; None when the courier does not take it."""
        goods = sum(volume(piece.size_mm) for piece in packed.items)
        return self.of_parcel(packed.carton, goods, packed.weight_g)

    def of_parcel(self, carton: Carton, goods_mm3: int, gross_g: int) -> int | None:
        """The same from the goods' volume in mm³ and the gross weight in g."""
        carriage = 0 if self.price is None else self.price(gross_g, carton.outer_mm or carton.inner_mm)
        if carriage is None:
            return None
        return carriage + (carton.cost_minor or 0) + self.filler(volume(carton.inner_mm) - goods_mm3)

    def filler(self, void_mm3: int) -> int:
        """What filling a void costs, rounded half up to whole minor units."""
        exact = Decimal(void_mm3) * self.filler_minor_per_litre / _MM3_PER_LITRE
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
