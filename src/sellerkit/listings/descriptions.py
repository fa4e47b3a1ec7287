"""Descriptions: Markdown → HTML → only what the marketplace keeps."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# What marketplaces keep; script, style and iframe are stripped by every one of them.
TAGS = frozenset((
    "p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "img",
    "a", "blockquote", "hr",
))  # fmt: skip
ATTRIBUTES = {"img": {"src", "alt"}, "a": {"href", "title"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
WITHOUT_LINKS = TAGS - {"a"}
_TAG = re.compile(r"<\s*([a-zA-Z][a-zA-Z0-9]*)([^>]*)")
_UNSAFE = re.compile(r"\s(on[a-z]+)\s*=|(?:src|href)\s*=[\s\"']*(javascript|vbscript|data|http):", re.I)
_ALL_TAGS = re.compile(r"<[^>]*>")
_ENDS = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote)>|<br>|<hr>")
_BLOCK_ENDS = re.compile(r"</(?:p|li|h[1-6]|tr|blockquote|div)>")
_CELL = re.compile(r"</t[hd]>(?=\s*<t)")


@lru_cache(maxsize=64)
def html_of(markdown: str) -> str:
    """CommonMark with tables as HTML. Raw HTML passes: `clean` decides what stays of it."""
    return str(_markdown().render(markdown))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table")


@lru_cache(maxsize=64)
def clean(html: str, tags: frozenset[str] = TAGS) -> tuple[str, tuple[str, ...]]:
    """The HTML that may be uploaded, and the names of what had to go: ("script", "onclick").

    Only these `tags` and https links and pictures stay; of other tags the words do.
    """
    import nh3

    kept = nh3.clean(
        html, tags=set(tags), attributes=ATTRIBUTES, url_schemes={"https", "mailto"}, link_rel=None, strip_comments=True
    )
    removed: set[str] = set()
    for tag, attributes in _TAG.findall(html):
        removed |= {tag.lower()} - tags
        removed |= {(handler or scheme).lower() for handler, scheme in _UNSAFE.findall(attributes)}
    return kept.strip(), tuple(sorted(removed))


def text_of(html: str) -> str:
    """The words a buyer reads, for checking them."""
    from html import unescape

    return " ".join(unescape(_ALL_TAGS.sub(" ", html)).split())


def blocks_of(html: str) -> list[str]:
    """The HTML of each paragraph, heading, row and item of a list, in order; no sentence goes from one to the next."""
    return [block for block in _BLOCK_ENDS.split(html) if block]


def lines_of(html: str) -> str:
    """The same with its lines, for a field that takes plain text: items with a bullet, cells of a table with a space."""
    from html import unescape

    broken = _ENDS.sub("\n", _CELL.sub(" ", html.replace("\n", " ")).replace("<li>", "• "))
    lines = (" ".join(unescape(_ALL_TAGS.sub("", line)).split()) for line in broken.split("\n"))
    return "\n".join(filter(None, lines))
