"""How items want to travel (apart from others, so many to a carton) in the words of the packing engine. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sellerkit.packing import Item, Rules

_MOST_LABELS = 12
"""Up to so many to a carton are told apart by labels; a larger limit counts every piece in the carton."""


@dataclass(frozen=True, slots=True)
class Line:
    """Like pieces of one order. `words`: what others call them in their `not_with` (SKU, category, group).

    `most`: at most so many of them in one carton.
    """

    item: Item
    quantity: int
    words: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the engine is given. `stricter`: the rules ask for more than the lines do, so nothing is proven for them."""

    items: list[Item]
    rules: Rules
    stricter: bool = False


def pieces_of(lines: Sequence[Line], rules: Rules) -> Pieces:
    """Every piece of an order, with groups that keep apart what may not share a carton.

    Of a line with at most n to a carton every n-th piece bears the same label, and no label shares a carton with itself: any
    way to divide the pieces that keeps to the limit can be labelled so.
    """
    if not any(line.not_with or line.most for line in lines):
        return Pieces([piece for line in lines for piece in [line.item] * line.quantity], rules)
    labels = [_labels(n, line) for n, line in enumerate(lines)]
    apart: list[set[str]] = [set(own) if len(own) > 1 or _alone(line) else set() for own, line in zip(labels, lines, strict=True)]  # fmt: skip
    for n, line in enumerate(lines):
        for m, other in enumerate(lines):
            if n != m and line.not_with & other.words:
                apart[n].update(labels[m])
                apart[m].update(labels[n])
    wanted = set[str]().union(*apart)
    items: list[Item] = []
    for line, own, others in zip(lines, labels, apart, strict=True):
        items += _labelled(line, own, others, wanted)
    counted = [line.most for line in lines if line.most is not None and _MOST_LABELS < line.most < line.quantity]
    if counted:
        return Pieces(items, replace(rules, max_items=min([*counted, rules.max_items or counted[0]])), stricter=True)
    return Pieces(items, rules)


def _alone(line: Line) -> bool:
    return line.most == 1 and line.quantity > 1


def _labels(number: int, line: Line) -> list[str]:
    if line.most is None or line.most >= line.quantity or line.most > _MOST_LABELS:
        return [str(number)]
    return [f"{number}.{n}" for n in range(line.most)]


def _labelled(line: Line, own: Sequence[str], others: set[str], wanted: set[str]) -> list[Item]:
    """The pieces of one line; only those that somebody keeps away from need a group."""
    if not others and not wanted.intersection(own):
        return [line.item] * line.quantity
    # A label stays away from itself and from other lines, not from the other labels of its line.
    kinds = [
        replace(line.item, group=label, apart_from=frozenset(others - {*own} | ({label} & others)))
        for label in own
    ]  # fmt: skip
    return [kinds[n % len(kinds)] for n in range(line.quantity)]
