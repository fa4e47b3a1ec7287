"""Maximal empty spaces: the largest boxes of air left in a carton, overlapping each other (Lai and Chan, 1997)."""

from collections.abc import Sequence

Space = tuple[int, int, int, int, int, int]  # x0, y0, z0, x1, y1, z1


def carve(spaces: Sequence[Space], taken: Space, least: tuple[int, int, int]) -> list[Space]:
    """The empty spaces left after a box was put in; air too thin for the `least` sides (mm per axis) is dropped."""
    ax, ay, az, bx, by, bz = taken
    lx, ly, lz = least
    kept: list[Space] = []
    cut: set[Space] = set()
    for space in spaces:
        x0, y0, z0, x1, y1, z1 = space
        if ax >= x1 or bx <= x0 or ay >= y1 or by <= y0 or az >= z1 or bz <= z0:
            kept.append(space)
            continue
        if ax - x0 >= lx:
            cut.add((x0, y0, z0, ax, y1, z1))
        if x1 - bx >= lx:
            cut.add((bx, y0, z0, x1, y1, z1))
        if ay - y0 >= ly:
            cut.add((x0, y0, z0, x1, ay, z1))
        if y1 - by >= ly:
            cut.add((x0, by, z0, x1, y1, z1))
        if az - z0 >= lz:
            cut.add((x0, y0, z0, x1, y1, az))
        if z1 - bz >= lz:
            cut.add((x0, y0, bz, x1, y1, z1))
    return kept + _not_inside(sorted(cut), kept)


def _not_inside(cut: list[Space], kept: list[Space]) -> list[Space]:
    """The new spaces that lie in no other space."""
    fresh: list[Space] = []
    for space in cut:
        x0, y0, z0, x1, y1, z1 = space
        for a, b, c, d, e, f in kept:
            if a <= x0 and b <= y0 and c <= z0 and d >= x1 and e >= y1 and f >= z1:
                break
        else:
            for other in cut:
                a, b, c, d, e, f = other
                if a <= x0 and b <= y0 and c <= z0 and d >= x1 and e >= y1 and f >= z1 and other is not space:
                    break
            else:
                fresh.append(space)
    return fresh
