"""Does a piece rest on enough? Measured on the tops that lie exactly at the height of its base."""

from collections.abc import Iterator, Sequence

Top = tuple[int, int, int, int]  # x0, y0, x1, y1 of a top face


def resting_area(tops: Sequence[Top], x: int, y: int, dx: int, dy: int) -> int:
    """How many mm² of the base at (x, y) with sides dx and dy lie on these tops."""
    area = 0
    for x0, y0, x1, y1 in tops:
        wide = min(x + dx, x1) - max(x, x0)
        deep = min(y + dy, y1) - max(y, y0)
        if wide > 0 and deep > 0:
            area += wide * deep
    return area


def rests(tops: Sequence[Top], x: int, y: int, piece: tuple[int, int], across: tuple[int, int], share: float) -> bool:
    """Whether every piece of a block's lowest layer, `across` pieces wide and deep, rests on enough."""
    dx, dy = piece
    nx, ny = across
    area = resting_area(tops, x, y, nx * dx, ny * dy)
    if area < share * dx * dy:
        return False
    if area == nx * ny * dx * dy or nx * ny == 1:
        return True
    return all(
        resting_area(tops, x + i * dx, y + j * dy, dx, dy) >= share * dx * dy for i in range(nx) for j in range(ny)
    )


def footings(tops: Sequence[Top], room: Top, base: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Corners (x, y) inside a room where a base could stand in line with a top, the room's own corner first."""
    x0, y0, x1, y1 = room
    last_x, last_y = x1 - base[0], y1 - base[1]
    yield x0, y0
    seen = {(x0, y0)}
    for a, b, c, d in tops:
        if a >= x1 or c <= x0 or b >= y1 or d <= y0:
            continue
        for x in (min(max(a, x0), last_x), max(min(c - base[0], last_x), x0)):
            for y in (min(max(b, y0), last_y), max(min(d - base[1], last_y), y0)):
                if (x, y) not in seen:
                    seen.add((x, y))
                    yield x, y
