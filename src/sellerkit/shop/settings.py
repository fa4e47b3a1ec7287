"""`config show`: every setting, its value, and whether shop.toml or a default gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sellerkit.base.clock import duration_text
from sellerkit.base.config import Config, Secret
from sellerkit.base.language import N_


@dataclass(frozen=True, slots=True)
class Setting:
    """`origin` is "shop.toml" or "default"; a secret shows only its name."""

    key: str
    value: object
    origin: str


def settings_of(config: Config) -> list[Setting]:
    """Every setting that has a value, in the order of the tables."""
    return list(_settings(config, "", config.given, config.path.name))


def _settings(value: Any, at: str, given: frozenset[str], file: str) -> Iterator[Setting]:
    if isinstance(value, Secret):
        yield Setting(at, str(value), file)
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in fields(value):
            if not spec.metadata.get("internal"):
                name = spec.name.rstrip("_")
                yield from _settings(getattr(value, spec.name), f"{at}.{name}" if at else name, given, file)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _settings(item, f"{at}.{name}", given, file)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for n, item in enumerate(value):
            yield from _settings(item, f"{at}[{n}]", given | {f"{at}[{n}]"}, file)
    elif value is not None and value != ():
        yield Setting(at, _plain(value), file if _stands(at, given) else N_("default"))


def _stands(at: str, given: frozenset[str]) -> bool:
    return at in given


def _plain(value: Any) -> object:
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
