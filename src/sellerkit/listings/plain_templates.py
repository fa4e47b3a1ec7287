"""A template that is nothing but text and values: filled by looking them up, since Jinja2 takes ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

Known = Mapping[str, Iterable[str]]


class PlainTemplate:
    """Text and values such as `{{ item.name }}`; the same pieces in the same order as Jinja2's own template gives."""

    def __init__(self, pieces: list[str | tuple[str, ...]], show: Callable[[Any], str]) -> None:
        self._pieces, self._show = pieces, show

    def generate(self, values: Mapping[str, Any]) -> Iterator[str]:
        """The pieces for these values. Raises KeyError for one that is not there."""
        for piece in self._pieces:
            if isinstance(piece, str):
                yield piece
                continue
            value = values[piece[0]]
            yield self._show(value[piece[1]] if len(piece) == 2 else value)


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
    from markupsafe import escape

    finalize = environment.finalize or str
    if environment.autoescape:
        return lambda value: str(escape(finalize(value)))
    return lambda value: str(finalize(value))
