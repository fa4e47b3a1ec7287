"""Templates of shop.toml, filled for one product at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sellerkit.base.language import _
from sellerkit.listings.descriptions import TAGS, clean, html_of
from sellerkit.listings.plain_templates import PlainTemplate, plain_template
from sellerkit.listings.sandbox import TemplateBroken, environment, only_allowed, only_known
from sellerkit.listings.skeletons import BETWEEN, Skeleton

if TYPE_CHECKING:
    from jinja2 import Template

STEPS = 10_000  # rounds of all loops together while one text is made
LONGEST = 1_000_000  # characters of one text
# What filling a template with values it does not fit can end with, beside Jinja2's own errors.
_FAILURES = (
    TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, AssertionError,
)  # fmt: skip

Values = Mapping[str, Any]


class TextNotMade(Exception):
    """The template could not be filled for this one product."""


class Text:
    """One template, checked against the names it may use. Raises TemplateBroken.

    `known` maps each variable to the names under it (empty for a plain value); `tags` are those that a description keeps.
    """

    def __init__(
        self, source: str, known: Mapping[str, Iterable[str]], *, markdown: bool = False, html: bool = False,
        tags: frozenset[str] = TAGS,
    ) -> None:  # fmt: skip
        from jinja2 import TemplateError, TemplateSyntaxError

        self.source = source
        self._steps, self._tags = 0, tags
        self._environment = environment(self._count, escape=markdown or html, markdown=markdown)
        self._skeleton: Skeleton | None = None
        self._failures = (TemplateError, *_FAILURES)
        try:
            self._template = self._compiled(known)
            if markdown:
                self._values = self._short_way(known)
        except TemplateSyntaxError as error:
            raise TemplateBroken(
                "template-syntax", _("The template cannot be read: {reason} (line {line}).").format(reason=error.message, line=error.lineno),
                source, _("Write variables like {example}.").format(example="{{ item.name }}"),
            ) from error  # fmt: skip
        except (TemplateError, SyntaxError, RecursionError, MemoryError, OverflowError) as error:
            raise TemplateBroken("template-syntax", _("The template is nested too deeply."), source) from error

    def _compiled(self, known: Mapping[str, Iterable[str]]) -> Template | PlainTemplate:
        """Read, looked through, and every loop made to count its rounds."""
        from jinja2 import nodes

        tree = self._environment.parse(self.source)
        only_allowed(tree, self.source)
        only_known(tree, known)
        if plain := plain_template(tree, self._environment, known):
            return plain
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None)
        return self._environment.from_string(tree)

    def _short_way(self, known: Mapping[str, Iterable[str]]) -> Template | PlainTemplate | None:
        """The values of the template alone, where it is nothing but text and values."""
        from jinja2 import nodes

        try:
            self._skeleton = Skeleton(self._environment.parse(self.source), self._tags)
        except ValueError:
            return None
        parts: list[nodes.Expr] = []
        for value in self._skeleton.values:
            parts += (value, nodes.TemplateData(BETWEEN))
        tree = nodes.Template([nodes.Output(parts[:-1])], lineno=1)
        tree.set_environment(self._environment)
        return plain_template(tree, self._environment, known) or self._environment.from_string(tree)

    def _count(self, things: Iterable[Any]) -> Iterator[Any]:
        for thing in things:
            self._steps += 1
            if self._steps > STEPS:
                raise _too_much(self.source)
            yield thing

    def names(self, thing: str) -> frozenset[str] | None:
        """What the template shows of that thing; None where it does more than show values."""
        return self._template.names(thing) if isinstance(self._template, PlainTemplate) else None

    def described(self, values: Values) -> tuple[str, tuple[str, ...]]:
        """The clean HTML of a Markdown template, and what had to go. Raises as `filled` does."""
        if self._skeleton is not None and self._values is not None:
            words = self._made(self._values, values).split(BETWEEN)
            if (made := self._skeleton.filled(words)) is not None:
                return made
        return clean(html_of(self.filled(values)), self._tags)

    def filled(self, values: Values) -> str:
        """The text for one product. Raises TextNotMade, or TemplateBroken when it would run too long."""
        return self._made(self._template, values)

    def _made(self, template: Template | PlainTemplate, values: Values) -> str:
        self._steps = 0
        try:
            if isinstance(template, PlainTemplate):
                return self._joined((template.filled(values),))
            return self._joined(template.generate(values))
        except OverflowError as error:
            raise _too_much(self.source) from error
        except self._failures as error:
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
