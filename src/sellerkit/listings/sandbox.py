"""What a template of shop.toml may do: variables, if, for and a few filters; nothing else, and nothing for ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING, Any

from sellerkit.base.language import _
from sellerkit.base.nearest import nearest

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

_LONGEST_RANGE = 1_000
FILTERS = (
    "default",
    "upper",
    "lower",
    "title",
    "capitalize",
    "trim",
    "round",
    "int",
    "first",
    "last",
    "length",
    "join",
    "truncate",
)
_ALLOWED = frozenset((
    "Template", "Output", "TemplateData", "Name", "Getattr", "Getitem", "Const", "List", "Tuple", "If", "For", "Filter", "Test",
    "CondExpr", "Concat", "Compare", "Operand", "And", "Or", "Not", "Add", "Sub", "Mul", "Div", "FloorDiv", "Neg", "Pos", "Call",
))  # fmt: skip
# Markdown gives these a meaning; as entities they are only themselves, in Markdown and in raw HTML alike.
_MARKS = re.compile(r"&#?\w+;|[!#$%()*+\-./:=?@\[\\\]^_`{|}~]")


class TemplateBroken(Exception):
    """The template itself cannot be used for any product."""

    def __init__(self, rule: str, message: str, value: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.value, self.hint = rule, message, value, hint


def environment(count: Callable[[Iterable[Any]], Iterator[Any]], *, escape: bool, markdown: bool) -> Environment:
    """Jinja2's sandbox with our filters only; `count` goes round every loop's things and may stop it."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
                raise TypeError(_("only numbers can be multiplied"))
            return super().call_binop(context, operator, left, right)

    made = Sandbox(
        undefined=StrictUndefined, autoescape=escape, keep_trailing_newline=False, trim_blocks=True, lstrip_blocks=True,
        finalize=partial(_literal, Markup) if markdown else _plain, loader=None,
    )  # fmt: skip
    made.filters = {name: made.filters[name] for name in FILTERS} | {"counted": count}
    made.globals = {"range": _short_range}
    return made


def _short_range(*args: int) -> range:
    numbers = range(*args)
    if len(numbers) > _LONGEST_RANGE:
        raise OverflowError
    return numbers


def _plain(value: Any) -> Any:
    return "" if value is None else value


def _literal(markup: type[str], value: Any) -> Any:
    """A value inside Markdown stands for itself: `50*60*70` is no emphasis. Texts that are `markup` already stay."""
    if value is None or isinstance(value, markup):
        return _plain(value)
    return markup(_one_line(str(value)))


@lru_cache(maxsize=1024)
def _one_line(text: str) -> str:
    line = escape(" ".join(text.split()))
    return _MARKS.sub(lambda mark: mark[0] if len(mark[0]) > 1 else f"&#{ord(mark[0])};", line)


def only_allowed(tree: nodes.Template, source: str) -> None:
    """Refuse macros, assignments, includes, calls and every other thing that a listing does not need."""
    from jinja2 import nodes

    for node in tree.find_all(nodes.Node):
        name = type(node).__name__
        refused = (
            name not in _ALLOWED
            or (isinstance(node, nodes.Call) and not _is_range(node))
            or (isinstance(node, nodes.For) and node.recursive)
        )
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise TemplateBroken(
                "template-refused", _("The template uses a filter that listings do not have: {name}.").format(name=node.name), source,
                _("Filters: {names}").format(names=", ".join(FILTERS)),
            )  # fmt: skip
        if refused:
            raise TemplateBroken(
                "template-refused", _("The template does something that listings do not allow: {name}.").format(name=name.lower()), source,
                _("Templates may use variables, if, for and these filters: {names}").format(names=", ".join(FILTERS)),
            )  # fmt: skip


def _is_range(call: nodes.Call) -> bool:
    from jinja2 import nodes

    return isinstance(call.node, nodes.Name) and call.node.name == "range"


def only_known(tree: nodes.Template, known: Mapping[str, Iterable[str]]) -> None:
    """Refuse unknown variables before any product is made, wherever in the template they stand."""
    from jinja2 import meta, nodes

    for name in sorted(meta.find_undeclared_variables(tree) - {"range"}):
        if name not in known:
            raise _unknown(name, [*known])
    under: dict[str, Iterable[str] | None] = {
        **known,
        **dict.fromkeys(_own_names(tree)),
        **_one_of_several(tree, known),
    }
    inside: list[nodes.Getattr | nodes.Getitem] = [*tree.find_all(nodes.Getattr), *tree.find_all(nodes.Getitem)]
    for node in inside:
        base, part = node.node, _part(node)
        below = under.get(base.name) if isinstance(base, nodes.Name) else None
        if isinstance(base, nodes.Name) and below is not None and part is not None and part not in below:
            raise _unknown(f"{base.name}.{part}", [f"{base.name}.{name}" for name in below] or [*known])


def _own_names(tree: nodes.Template) -> set[str]:
    """The template's own loop variables: nobody knows what is under them."""
    from jinja2 import nodes

    return {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"} | {"loop"}


def _one_of_several(tree: nodes.Template, known: Mapping[str, Iterable[str]]) -> dict[str, Iterable[str]]:
    """… except `v` in `{% for v in variants %}`, which has what is known of `variants`."""
    from jinja2 import nodes

    return {
        loop.target.name: known[loop.iter.name]
        for loop in tree.find_all(nodes.For)
        if isinstance(loop.iter, nodes.Name) and isinstance(loop.target, nodes.Name) and loop.iter.name == "variants"
    }


def _part(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """The name after the dot or in the brackets, None when it is not written out."""
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) else None


def _unknown(name: str, known: list[str]) -> TemplateBroken:
    near = nearest(name, known)
    hint = _("Did you mean {name}?").format(name=near) if near else _("Known: {names}").format(names=", ".join(known))
    return TemplateBroken(
        "template-unknown-variable", _("The template uses {name}, which does not exist.").format(name=name), name, hint
    )
