"""Maximal empty spaces: the largest boxes of air left in a carton, overlapping each other (Lai and Chan, 1997)."""

from collections.abc import Sequence

Space = tuple[int, int, int, int, int, int]  # x0, y0, z0, x1, y1, z1


def carve(spaces: Sequence[Space], taken: Space, least: tuple[int, int, int]) -> list[Space]:
    """The empty spaces left after a box was put in; air too thin for the `least` sides (mm per axis) is dropped."""
    ax, ay, az, bx, by, bz = taken
    lx, ly, lz = least
    kept: list[Space] = []
    # What is cut off at each face of the box.
    left: list[Space] = []
    back: list[Space] = []
    below: list[Space] = []
    right: list[Space] = []
    front: list[Space] = []
    above: list[Space] = []
    for space in spaces:
        x0, y0, z0, x1, y1, z1 = space
        if ax >= x1 or bx <= x0 or ay >= y1 or by <= y0 or az >= z1 or bz <= z0:
            kept.append(space)
            continue
        if ax - x0 >= lx:
            left.append((x0, y0, z0, ax, y1, z1))
        if x1 - bx >= lx:
            right.append((bx, y0, z0, x1, y1, z1))
        if ay - y0 >= ly:
            back.append((x0, y0, z0, x1, ay, z1))
        if y1 - by >= ly:
            front.append((x0, by, z0, x1, y1, z1))
        if az - z0 >= lz:
            below.append((x0, y0, z0, x1, y1, az))
        if z1 - bz >= lz:
            above.append((x0, y0, bz, x1, y1, z1))
    fresh: list[Space] = []
    for cut, side, at in ((left, 3, ax), (back, 4, ay), (below, 5, az), (right, 0, bx), (front, 1, by), (above, 2, bz)):
        if cut:
            # A space around one that ends at this face ends there too: it cannot reach into the box.
            rivals = [space for space in kept if space[side] == at]
            fresh += _not_inside(cut, rivals) if rivals or len(cut) > 1 else cut
    return kept + fresh


def _not_inside(cut: list[Space], rivals: list[Space]) -> list[Space]:
    """The new spaces that lie in no other space, each once."""
    fresh: list[Space] = []
    # From large to small in x and y: whatever lies around a space, or equals it, is looked at before it.
    for space in sorted(cut, key=_from_corner):
        x0, y0, z0, x1, y1, z1 = space
        for a, b, c, d, e, f in rivals:
            if a <= x0 and b <= y0 and c <= z0 and d >= x1 and e >= y1 and f >= z1:
                break
        else:
            fresh.append(space)
            rivals.append(space)
    return fresh


def _from_corner(space: Space) -> Space:
    x0, y0, z0, x1, y1, z1 = space
    return x0, y0, z0, -x1, -y1, -z1
