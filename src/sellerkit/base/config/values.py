"""One TOML value → one typed field, or a fault that names file, key path, found value and an example."""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import Field, field, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from sellerkit.base.clock import duration
from sellerkit.base.config.secrets import Secret
from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem

_DIGITS = 15  # before the point, or behind it: no price, rate or weight has more
_PLACE = re.compile(r"\[\d+\]$")
_TABLE = re.compile(r"\[[\w.-]+\.[\w.-]+\]")


class Faults:
    """Every mistake of one shop.toml, collected."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.of_shape = False  # whether there is a hole where a table should be: it lacks a key, or is none

    def add(self, code: str, at: str, message: str, found: Any, hint: str) -> None:
        text = "" if found is None else written(found)
        self.problems.append(Problem(code, message, Place(str(self.path), column=at), text, hint))

    def names(self, at: str) -> bool:
        """Whether something is wrong with this key already, so that its value stands for none."""
        return any(problem.place.column == at for problem in self.problems)

    def wrong(self, at: str, found: Any, wanted: str, example: str) -> None:
        name = _PLACE.sub("", at.rsplit(".", 1)[-1])
        shown = example if _TABLE.fullmatch(example) else f"{_key(name)} = {example}"
        self.add(
            "wrong-value", at,
            _("{file}: {key} is {found}, but must be {wanted}.").format(file=self.path.name, key=at, found=written(found), wanted=wanted),
            found, _("For example: {example}").format(example=shown),
        )  # fmt: skip

    def missing(self, at: str, example: str) -> None:
        self.of_shape = True
        self.add(
            "missing-key", at, _("{file}: {key} is missing.").format(file=self.path.name, key=at),
            None, _("For example: {example}").format(example=example),
        )  # fmt: skip

    def unknown_key(self, at: str, name: str, found: Any, near: str | None, known: list[str]) -> None:
        path = f"{at}.{name}" if at else name
        hint = (
            _("Did you mean {key}?").format(key=near) if near else _("Known here: {keys}").format(keys=", ".join(known))
        )
        message = _("{file}: {key} = {found} is not a key that sellerkit knows.")
        self.add("unknown-key", path, message.format(file=self.path.name, key=path, found=written(found)), found, hint)


def written(value: Any) -> str:
    """A found value as it stood in the file, near enough to be recognised; secrets never get here."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = …" for k in value) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(written(v) for v in value[:4]) + (", …]" if len(value) > 4 else "]")
    return str(value)


def value_of(kind: Any, raw: Any, at: str, spec: Field[Any], faults: Faults, given: set[str]) -> Any:
    """`raw` as the annotated type of a field; on a fault it is reported and a harmless value returned."""
    example = str(spec.metadata.get("example", "…"))
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kind = next(arg for arg in get_args(kind) if arg is not type(None))
        return value_of(kind, raw, at, spec, faults, given)
    if origin is Literal:
        return _choice(get_args(kind), raw, at, example, faults)
    if origin is tuple:
        return _tuple(get_args(kind), raw, at, spec, faults, given)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(get_args(kind)[1], raw, at, spec, faults, given)
    if kind is Secret:
        return _secret(raw, at, example, faults)
    if isinstance(kind, type) and is_dataclass(kind):
        return _table(kind, raw, at, example, faults, given)
    return _plain(kind, raw, at, example, faults)


def _choice(allowed: tuple[Any, ...], raw: Any, at: str, example: str, faults: Faults) -> Any:
    if raw not in allowed:
        faults.wrong(at, raw, _("one of {choices}").format(choices=", ".join(filter(None, map(str, allowed)))), example)
        return allowed[0]
    return raw


def _tuple(args: tuple[Any, ...], raw: Any, at: str, spec: Field[Any], faults: Faults, given: set[str]) -> Any:
    items = raw if isinstance(raw, list) else [raw] if args[0] is str and isinstance(raw, str) else None
    example = str(spec.metadata.get("example", "…"))
    if items is None:
        faults.wrong(at, raw, _("a list"), example)
        return ()
    if args[-1] is not Ellipsis and len(items) != len(args):
        faults.wrong(at, raw, _("a list of {count} values").format(count=len(args)), example)
        return tuple(1 for _arg in args)
    return tuple(value_of(args[0], item, f"{at}[{n}]", spec, faults, given) for n, item in enumerate(items))


def _mapping(kind: Any, raw: Any, at: str, spec: Field[Any], faults: Faults, given: set[str]) -> Any:
    if not isinstance(raw, dict):
        faults.wrong(at, raw, _("a table"), str(spec.metadata.get("example", "…")))
        return {}
    for name in raw:
        given.add(f"{at}.{name}")
    one = field(metadata={"example": _of_one(str(spec.metadata.get("example", "…")))})
    return {name: value_of(kind, item, f"{at}.{name}", one, faults, given) for name, item in raw.items()}


def _of_one(example: str) -> str:
    """What an entry of the table looks like: of `{ en = "Red" }` it is `"Red"`; `[carriers.zto]` stays."""
    if not example.startswith("{"):
        return example
    return _as_toml(next(iter(tomllib.loads(f"table = {example}", parse_float=Decimal)["table"].values())))


def _as_toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_as_toml(item)}" for name, item in value.items()) + " }"
    return written(value)


def _key(name: str) -> str:
    """A name as TOML wants it: in quotes with any other letter than A-Z, a digit, - and _."""
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else f'"{name}"'


def _table(kind: type, raw: Any, at: str, example: str, faults: Faults, given: set[str]) -> Any:
    from sellerkit.base.config.reader import table_values

    if not isinstance(raw, dict):
        faults.wrong(at, raw, _("a table"), example)
        faults.of_shape = True
        return None
    values = table_values(kind, raw, at, faults, given)
    return kind(**values) if values is not None else None


def _secret(raw: Any, at: str, example: str, faults: Faults) -> Secret | None:
    if isinstance(raw, dict) and len(raw) == 1:
        name, value = next(iter(raw.items()))
        if name in ("env", "file") and isinstance(value, str) and value:
            return Secret(**{name: value}, folder=faults.path.parent)
    faults.add(
        "secret-in-file", at,
        _("{file}: {key} must name a secret, not hold it.").format(file=faults.path.name, key=at),
        None, _("For example: {example}").format(example=f"{at.rsplit('.', 1)[-1]} = {example}"),
    )  # fmt: skip
    return None


def _number(raw: Any) -> Decimal | None:
    """A number that can be reckoned with: NaN, Infinity and 1e308 are none."""
    if isinstance(raw, bool) or not isinstance(raw, (int, str, Decimal)):
        return None
    try:
        number = Decimal(raw)
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _DIGITS else None


def _plain(kind: type, raw: Any, at: str, example: str, faults: Faults) -> Any:
    if kind is str and isinstance(raw, str):
        return raw
    if kind is str and isinstance(raw, (date, datetime)):
        return raw.isoformat()
    if kind is bool and isinstance(raw, bool):
        return raw
    if kind is int and isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if kind is Decimal and (number := _number(raw)) is not None:
        return number
    if kind is timedelta and isinstance(raw, str):
        try:
            return duration(raw)
        except ValueError:
            pass
    wanted = {
        str: _("a text in quotes"), bool: _("true or false"), int: _("a whole number"), Decimal: _("a number"),
        timedelta: _("a length of time such as 48h or 45d"),
    }[kind]  # fmt: skip
    faults.wrong(at, raw, wanted, example)
    return {str: "", bool: False, int: 0, Decimal: Decimal(0), timedelta: timedelta(0)}[kind]
