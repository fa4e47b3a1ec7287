"""A template that is nothing but text and values: filled by looking them up, since Jinja2 takes ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

Known = Mapping[str, Iterable[str]]


class PlainTemplate:
    """Text and values such as `{{ item.name }}`; the same text as Jinja2's own template gives."""

    def __init__(self, pieces: list[str | tuple[str, ...]], show: Callable[[Any], str]) -> None:
        self._pieces, self._show = pieces, show

    def names(self, thing: str) -> frozenset[str]:
        """What it shows of that thing: `name` of `item` for `{{ item.name }}`."""
        return frozenset(
            path[1] for path in self._pieces if isinstance(path, tuple) and path[0] == thing and len(path) == 2
        )

    def filled(self, values: Mapping[str, Any]) -> str:
        """The text for these values. Raises KeyError for one that is not there."""
        made, show = [], self._show
        for piece in self._pieces:
            if isinstance(piece, str):
                made.append(piece)
            elif len(piece) == 2:
                made.append(show(values[piece[0]][piece[1]]))
            else:
                made.append(show(values[piece[0]]))
        return "".join(made)


def plain_template(tree: nodes.Template, environment: Environment, known: Known) -> PlainTemplate | None:
    """The template for this tree; None where it does more than show values that are `known`."""
    from jinja2 import nodes

    pieces: list[str | tuple[str, ...]] = []
    for part in tree.body:
        if not isinstance(part, nodes.Output):
            return None
        for node in part.nodes:
            piece = node.data if isinstance(node, nodes.TemplateData) else _path(node, known)
            if piece is None:
                return None
            pieces.append(piece)
    return PlainTemplate(pieces, _shown_by(environment))


def _path(node: nodes.Expr, known: Known) -> tuple[str, ...] | None:
    """`name` and `name.part` of what is known and no list."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name) and not known.get(node.name, "?"):
        return (node.name,)
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name != "variants":
        name = node.node.name
        return (name, node.attr) if node.attr in known.get(name, ()) else None
    return None


def _shown_by(environment: Environment) -> Callable[[Any], str]:
    from markupsafe import Markup, escape

    finalize = environment.finalize or str

    def escaped(value: Any) -> str:
        shown = finalize(value)
        return str(shown if type(shown) is Markup else escape(shown))

    return escaped if environment.autoescape else lambda value: str(finalize(value))
