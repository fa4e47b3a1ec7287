"""Templates of shop.toml, filled for one product at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sellerkit.base.language import _
from sellerkit.listings.sandbox import TemplateBroken, environment, only_allowed, only_known

if TYPE_CHECKING:
    from jinja2 import Template

STEPS = 10_000  # rounds of all loops together while one text is made
LONGEST = 1_000_000  # characters of one text

Values = Mapping[str, Any]


class TextNotMade(Exception):
    """The template could not be filled for this one product."""


class Text:
    """One template, checked against the names it may use. Raises TemplateBroken.

    `known` maps each variable to the names under it (empty for a plain value).
    """

    def __init__(
        self, source: str, known: Mapping[str, Iterable[str]], *, markdown: bool = False, html: bool = False
    ) -> None:
        from jinja2 import TemplateError, TemplateSyntaxError

        self.source = source
        self._steps = 0
        self._environment = environment(self._count, escape=markdown or html, markdown=markdown)
        try:
            self._template = self._compiled(known)
        except TemplateSyntaxError as error:
            raise TemplateBroken(
                "template-syntax", _("The template cannot be read: {reason} (line {line}).").format(reason=error.message, line=error.lineno),
                source, _("Write variables like {example}.").format(example="{{ item.name }}"),
            ) from error  # fmt: skip
        except (TemplateError, SyntaxError, RecursionError, MemoryError, OverflowError) as error:
            raise TemplateBroken("template-syntax", _("The template is nested too deeply."), source) from error

    def _compiled(self, known: Mapping[str, Iterable[str]]) -> Template:
        """Read, looked through, and every loop made to count its rounds."""
        from jinja2 import nodes

        tree = self._environment.parse(self.source)
        only_allowed(tree, self.source)
        only_known(tree, known)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None)
        return self._environment.from_string(tree)

    def _count(self, things: Iterable[Any]) -> Iterator[Any]:
        for thing in things:
            self._steps += 1
            if self._steps > STEPS:
                raise _too_much(self.source)
            yield thing

    def filled(self, values: Values) -> str:
        """The text for one product. Raises TextNotMade, or TemplateBroken when it would run too long."""
        from jinja2 import TemplateError

        self._steps = 0
        try:
            return self._joined(self._template.generate(values))
        except OverflowError as error:
            raise _too_much(self.source) from error
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
            AssertionError,
        ) as error:
            raise TextNotMade(str(error)) from error

    def _joined(self, pieces: Iterable[str]) -> str:
        made, length = [], 0
        for piece in pieces:
            length += len(piece)
            if length > LONGEST:
                raise _too_much(self.source)
            made.append(piece)
        return "".join(made)


def _too_much(source: str) -> TemplateBroken:
    return TemplateBroken(
        "template-too-long", _("The template makes far too much text for one product, as an endless loop does."), source,
        _("Make its loops shorter: {count} rounds of one product are the most.").format(count=STEPS),
    )  # fmt: skip
