"""A Markdown template made into HTML once: from then on only words are put into it.

Markdown takes most of the time of a description, and ten thousand products share one template. The short way is taken
only where it gives letter for letter what the long way gives: without loops and conditions, with words that begin and
end with a letter or a digit (so that emphasis beside them stays what it is), outside of tags, links and code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import TYPE_CHECKING

from sellerkit.listings.descriptions import TAGS, clean, html_of

if TYPE_CHECKING:
    from jinja2 import nodes

BETWEEN = "\x1f"
_MARK = "zq{}qz"
_SHAPES = 64  # different patterns of empty values that are kept
_PIECES = re.compile(r"zq(\d+)qz")
# Our own marks, a character reference that the value would end, a link told by its name.
_UNSURE = re.compile(r"zq|\x1f|&[#\w]*\Z|\]:")
_NUMBER_IN_A_LIST = re.compile(r"zq\d+qz[.)]")


class Html:
    """HTML with places for words, and what had to be removed from it."""

    def __init__(self, html: str, removed: tuple[str, ...]) -> None:
        pieces = _PIECES.split(html)
        self._texts, self._places = pieces[0::2], [int(number) for number in pieces[1::2]]
        self.removed = removed

    def with_words(self, words: Sequence[str]) -> str:
        made = [self._texts[0]]
        for place, text in zip(self._places, self._texts[1:], strict=True):
            made += (words[place], text)
        return "".join(made)


class Skeleton:
    """The template as text with places for its values. Raises ValueError for one that has more than values in it."""

    def __init__(self, tree: nodes.Template, tags: frozenset[str] = TAGS) -> None:
        from jinja2 import nodes

        self._tags = tags
        self._source: list[str | int] = []
        self.values: list[nodes.Expr] = []
        for part in tree.body:
            if not isinstance(part, nodes.Output):
                raise ValueError
            for node in part.nodes:
                self._take(node)
        self._counted = bool(_NUMBER_IN_A_LIST.search(self._text([True] * len(self.values))))
        self._shapes: dict[tuple[bool, ...], Html | None] = {}

    def _take(self, node: nodes.Expr) -> None:
        from jinja2 import nodes

        if isinstance(node, nodes.TemplateData):
            if _UNSURE.search(node.data):
                raise ValueError
            self._source.append(node.data)
        else:
            self._source.append(len(self.values))
            self.values.append(node)

    def filled(self, values: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
        """The clean HTML and what was removed, for values as they would stand in the Markdown; None: take the long way."""
        if len(values) != len(self.values) or not all(map(self._is_plain, values)):
            return None
        shape = tuple(map(bool, values))
        if shape not in self._shapes:
            if len(self._shapes) >= _SHAPES:
                return None
            self._shapes[shape] = self._html(shape)
        html = self._shapes[shape]
        return None if html is None else (html.with_words([_shown(value) for value in values]), html.removed)

    def _is_plain(self, value: str) -> bool:
        if not value:
            return True
        return (
            value[0].isalnum()
            and value[-1].isalnum()
            and value.isprintable()
            and "<" not in value
            and not (self._counted and value.isdecimal())
        )

    def _html(self, shape: Sequence[bool]) -> Html | None:
        raw = html_of(self._text(shape))
        html, removed = clean(raw, self._tags)
        outside = "".join(re.split(r"<[^>]*>", html))
        wanted = [str(number) for number, there in enumerate(shape) if there]
        if removed or "<code" in raw or _PIECES.findall(html) != wanted or _PIECES.findall(outside) != wanted:
            return None
        return Html(html, removed)

    def _text(self, shape: Sequence[bool]) -> str:
        return "".join(
            part if isinstance(part, str) else _MARK.format(part) if shape[part] else "" for part in self._source
        )


def _shown(value: str) -> str:
    """A value as it stands in Markdown (marks as entities) → as it stands in clean HTML."""
    if "&" not in value:
        return value
    return unescape(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
