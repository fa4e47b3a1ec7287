"""A packed carton drawn in slanting parallel projection: outline, items numbered in packing order, as lines and faces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sellerkit.output.canvas import POINTS, Canvas, Frame

Box = tuple[tuple[int, int, int], tuple[int, int, int]]
"""Corner and sides in mm, z up."""
Point = tuple[float, float]

_ACROSS, _UP = 0.866, 0.5  # cosine and sine of 30°
_SHADES = (0.97, 0.86, 0.76)  # top, left, right


@dataclass(frozen=True, slots=True)
class Drawing:
    """One carton: its inner sides in mm, the items in packing order, what stands above and below it."""

    inner_mm: tuple[int, int, int]
    items: Sequence[Box]
    title: str = ""
    legend: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """A filled outline, in mm of the page or units of the picture."""

    points: tuple[Point, ...]
    grey: float


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of an item where its top is seen."""

    at: Point
    text: str


def faces_of(drawing: Drawing, frame: Frame) -> tuple[list[tuple[Point, Point]], list[Face | Mark]]:
    """The carton's edges, and the items from back to front, fitted into the frame."""
    length, width, height = drawing.inner_mm
    scale = min(frame.w / ((length + width) * _ACROSS), frame.h / ((length + width) * _UP + height))

    def seen(x: float, y: float, z: float) -> Point:
        return (
            frame.x + (frame.w - (length + width) * _ACROSS * scale) / 2 + (x - y + width) * _ACROSS * scale,
            frame.y + frame.h - (length + width) * _UP * scale + (x + y) * _UP * scale - z * scale,
        )

    corners = [(x, y, z) for x in (0, length) for y in (0, width) for z in (0, height)]
    edges = [
        (seen(*a), seen(*b)) for n, a in enumerate(corners) for b in corners[n + 1 :]
        if sum(p != q for p, q in zip(a, b, strict=True)) == 1
    ]  # fmt: skip
    shapes: list[Face | Mark] = []
    for number, ((x, y, z), (dx, dy, dz)) in _back_to_front(drawing.items):
        top = tuple(
            seen(*p) for p in ((x, y, z + dz), (x + dx, y, z + dz), (x + dx, y + dy, z + dz), (x, y + dy, z + dz))
        )
        left = tuple(
            seen(*p) for p in ((x, y + dy, z), (x + dx, y + dy, z), (x + dx, y + dy, z + dz), (x, y + dy, z + dz))
        )
        right = tuple(
            seen(*p) for p in ((x + dx, y, z), (x + dx, y + dy, z), (x + dx, y + dy, z + dz), (x + dx, y, z + dz))
        )
        shapes += [Face(face, grey) for face, grey in zip((top, left, right), _SHADES, strict=True)]
        shapes.append(Mark(seen(x + dx / 2, y + dy / 2, z + dz), str(number)))
    return edges, shapes


def _back_to_front(items: Sequence[Box]) -> Iterator[tuple[int, Box]]:
    """Each item after all that it may hide: those behind, left of or below it (a topological order of the boxes)."""
    left = dict(enumerate(items, 1))
    while left:
        ready = [n for n, box in left.items() if not any(_hides(box, other) for m, other in left.items() if m != n)]
        for n in ready or list(left)[:1]:
            yield n, left.pop(n)


def _hides(front: Box, back: Box) -> bool:
    """Whether the first must be drawn after the second."""
    (a, da), (b, db) = front, back
    behind = any(a[axis] >= b[axis] + db[axis] for axis in range(3))
    before = any(b[axis] >= a[axis] + da[axis] for axis in range(3))
    return behind and not before


def draw_carton(canvas: Canvas, frame: Frame, drawing: Drawing) -> None:
    """Draw the carton into the frame of a page."""
    edges, shapes = faces_of(drawing, frame)
    for a, b in edges:
        canvas.rule(*a, *b, line=0.15, grey=0.55, dash=1)
    for shape in shapes:
        if isinstance(shape, Mark):
            canvas.text(shape.at[0], shape.at[1] + 1, shape.text, 8, bold=True, align="centre")
            continue
        path = " ".join(
            f"{x * POINTS:.2f} {(canvas.height_mm - y) * POINTS:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(shape.points)
        )  # fmt: skip
        canvas.parts.append(f"{0.2 * POINTS:.2f} w 0.2 G {shape.grey:.3g} g {path} b")


def svg_of(drawing: Drawing, width: float = 220, height: float = 150) -> str:
    """The same as SVG, for HTML. Numbers only: nothing of it needs escaping."""
    edges, shapes = faces_of(drawing, Frame(2, 2, width - 4, height - 4))
    parts = [
        f'<path d="M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" stroke="#888" stroke-dasharray="3" fill="none"/>'
        for a, b in edges
    ]
    for shape in shapes:
        if isinstance(shape, Mark):
            parts.append(f'<text x="{shape.at[0]:.1f}" y="{shape.at[1] + 4:.1f}" font-size="12" text-anchor="middle">{shape.text}</text>')  # fmt: skip
        else:
            level = round(255 * shape.grey)
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
            parts.append(f'<polygon points="{points}" fill="rgb({level},{level},{level})" stroke="#333"/>')
    return f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img">{"".join(parts)}</svg>'
