"""Other packers from PyPI, asked for the same orders: `pip install packvium py3dbp packer3d`. All are MIT-licensed.

Each packs an order and returns a function that tells the cartons as the judge reads them (which is not timed), or None where
it cannot state what the order asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sellerkit.packing import Carton, Item

Placed = dict[str, Any]
Tell = Callable[[], list[Placed]]
Ask = Callable[[Sequence[Item]], Tell | None]


def installed(cartons: Sequence[Carton]) -> dict[str, Ask]:
    """The peers that are there, ready for these cartons."""
    found: dict[str, Ask] = {}
    for name, make in (("packvium balanced", packvium), ("packer3d", packer3d), ("py3dbp", py3dbp)):
        try:
            found[name] = make(cartons)
        except ImportError:
            print(f"{name.split()[0]} is not installed")
    return found


def piece(sku: str, at: Sequence[float], size: Sequence[float]) -> dict[str, Any]:
    keys = ("x_mm", "y_mm", "z_mm", "dx_mm", "dy_mm", "dz_mm")
    return {"sku": sku, **dict(zip(keys, (round(float(v)) for v in (*at, *size)), strict=True))}


def packvium(cartons: Sequence[Carton]) -> Ask:
    from packvium import Container, Dimensions, Packer, PackingConfig
    from packvium import Item as Theirs

    def mm(size: Sequence[int]) -> Any:
        return Dimensions.mm(*map(str, size))

    boxes = [Container.create(c.name, mm(c.inner_mm), f"{c.tare_g} g", f"{c.max_g - c.tare_g} g") for c in cartons]
    packer = Packer(PackingConfig.balanced())

    def ask(items: Sequence[Item]) -> Tell:
        goods = [
            Theirs.create(
                f"{n}", mm(item.size_mm), f"{item.weight_g} g", quantity=count, keep_upright=item.keep_upright
            )
            for n, (item, count) in enumerate(Counter(items).items())
        ]
        packed = packer.pack(items=goods, containers=boxes).containers
        skus = [item.sku for item in Counter(items)]
        tick = 16000
        return lambda: [
            {"carton": one.container.id, "items": [
                piece(skus[int(p.instance.id.split("#")[0])], [v / tick for v in (p.position.x, p.position.y, p.position.z)],
                      [side.ticks / tick for side in (p.dimensions.length, p.dimensions.width, p.dimensions.height)])
                for p in one.placements
            ]}
            for one in packed
        ]  # fmt: skip

    return ask


def packer3d(cartons: Sequence[Carton]) -> Ask:
    from packer3d import Packer

    def ask(items: Sequence[Item]) -> Tell:
        packer = Packer()
        for c in cartons:
            length, wide, high = c.inner_mm
            packer.add_box(id=c.name, width=length, length=wide, height=high, max_weight=c.max_g - c.tare_g)
        counted = Counter(items)
        for n, (item, count) in enumerate(counted.items()):
            length, wide, high = item.size_mm
            turn = "flat" if item.keep_upright else "any"
            packer.add_item(id=str(n), width=length, length=wide, height=high, weight=item.weight_g, quantity=count, rotation=turn)  # fmt: skip
        packer.set_options(support_mode="contact", angle_step=90)  # nothing lies askew
        skus = [item.sku for item in counted]
        packed = packer.pack()["bins"]
        return lambda: [
            {"carton": one["type_id"], "items": [_centred(skus[int(p["id"])], p) for p in one["items"]]}
            for one in packed
        ]

    return ask


def _centred(sku: str, p: dict[str, Any]) -> dict[str, Any]:
    """packer3d gives the middle of the base, and sides before a turn about the upright axis."""
    dx, dy = (p["length"], p["width"]) if round(p["angle"]) % 180 == 90 else (p["width"], p["length"])
    return piece(sku, (p["x"] - dx / 2, p["y"] - dy / 2, p["z"]), (dx, dy, p["height"]))


def py3dbp(cartons: Sequence[Carton]) -> Ask:
    """It fills one carton: the smallest that takes all, else the largest, and so on with the rest."""
    from py3dbp import Bin, Packer
    from py3dbp import Item as Theirs

    by_volume = sorted(cartons, key=lambda c: c.inner_mm[0] * c.inner_mm[1] * c.inner_mm[2])

    def fill(carton: Carton, items: Sequence[Item]) -> Any:
        packer = Packer()
        length, wide, high = carton.inner_mm
        packer.add_bin(Bin(carton.name, length, high, wide, carton.max_g - carton.tare_g))
        for n, item in enumerate(items):
            a, b, c = item.size_mm
            packer.add_item(Theirs(str(n), a, c, b, item.weight_g))
        packer.pack(bigger_first=True, number_of_decimals=0)
        return packer.bins[0]

    def ask(items: Sequence[Item]) -> Tell | None:
        if any(item.keep_upright for item in items):
            return None
        rest, made = list(items), []
        while rest:
            tries = (fill(carton, rest) for carton in by_volume)
            full = next((one for one in tries if not one.unfitted_items), None) or fill(by_volume[-1], rest)
            if not full.items:
                return None
            inside = {int(p.name) for p in full.items}
            made.append({"carton": full.name, "items": [_turned(rest[int(p.name)].sku, p) for p in full.items]})
            rest = [item for n, item in enumerate(rest) if n not in inside]
        return lambda: made

    return ask


def _turned(sku: str, placed: Any) -> dict[str, Any]:
    """Its height is our z: (width, height, depth) → (x, z, y)."""
    x, z, y = placed.position
    dx, dz, dy = placed.get_dimension()
    return piece(sku, (x, y, z), (dx, dy, dz))
