"""Read shop.toml into the dataclasses of `schema`; every fault is found in one pass."""

from __future__ import annotations

import os
import tomllib
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

from sellerkit.base.config.checks import check
from sellerkit.base.config.schema import Config
from sellerkit.base.config.values import Faults, value_of
from sellerkit.base.errors import ConfigError
from sellerkit.base.files import why_unreadable
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest

NAME = "shop.toml"


def find_config(given: Path | None = None) -> Path:
    """The shop.toml meant: `--shop`, else SELLERKIT_SHOP, else the nearest one upwards from here.

    Raises ConfigError when there is none.
    """
    named = given or (Path(os.environ["SELLERKIT_SHOP"]) if os.environ.get("SELLERKIT_SHOP") else None)
    if named is not None:
        path = named / NAME if named.is_dir() else named
        if path.is_file():
            return path.absolute()
        raise ConfigError(
            _("There is no shop at {path}.").format(path=path),
            hint=_("Make one with: sellerkit init {folder}").format(folder=path.parent if path.suffix else path),
            code="no-shop",
        )
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    raise ConfigError(
        _("There is no shop.toml in this folder or above it."),
        hint=_("Make a shop here with `sellerkit init`, try one with `sellerkit demo`, or name one with --shop."),
        code="no-shop",
    )


def load_config(path: Path) -> Config:
    """The shop's configuration. Raises ConfigError with every fault: file, key path, found value, an example."""
    document = _document(path)
    faults = Faults(path)
    config = _config(document, faults)
    if config is not None and not faults.of_shape:
        check(config, faults)
    if faults.problems or config is None:
        raise ConfigError(
            _("{file} has {count} mistakes; nothing was changed.").format(file=path.name, count=len(faults.problems))
            if len(faults.problems) > 1
            else str(faults.problems[0].message),
            hint=faults.problems[0].hint if len(faults.problems) == 1 else "",
            problems=faults.problems,
        )
    return config


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            _("{file} is not valid TOML: {reason}").format(file=path, reason=error),
            hint=_('Texts stand in "quotes", and so do names with other letters than A-Z: [carriers."中通"].'),
            code="toml-syntax",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            _("{file} is not saved as UTF-8.").format(file=path),
            hint=_("Save it again from your editor with the encoding UTF-8."),
            code="toml-encoding",
        ) from error
    except OSError as error:
        raise ConfigError(
            _("{file} cannot be read: {reason}").format(file=path, reason=why_unreadable(error)),
            hint=_("Check the path and that you may read it."),
            code="no-shop",
        ) from error


def _config(document: dict[str, Any], faults: Faults) -> Config | None:
    given: set[str] = set()
    values = table_values(Config, document, "", faults, given)
    if values is None:
        return None
    return Config(**values, path=faults.path, given=frozenset(given))


def table_values(kind: type, table: dict[str, Any], at: str, faults: Faults, given: set[str]) -> dict[str, Any] | None:
    """The constructor arguments for one dataclass from one TOML table, or None when a required key is missing."""
    known = {toml_key(f): f for f in fields(kind) if not f.metadata.get("internal")}
    hints = get_type_hints(kind)
    for name in table:
        if name not in known:
            faults.unknown_key(at, name, table[name], nearest(name, known), list(known))
    values: dict[str, Any] = {}
    complete = True
    for name, spec in known.items():
        path = f"{at}.{name}" if at else name
        if name in table:
            given.add(path)
            values[spec.name] = value_of(hints[spec.name], table[name], path, spec, faults, given)
        elif spec.default is MISSING and spec.default_factory is MISSING:
            complete = False
            faults.missing(path, example_of(kind, name, spec, at))
    return values if complete else None


def example_of(kind: type, name: str, spec: Field[Any], at: str) -> str:
    if kind is Config and name == "shop":
        return '[shop]\nname = "Linxian Date House"'
    return f"{name} = {spec.metadata.get('example', '…')}"


def toml_key(spec: Field[Any]) -> str:
    return spec.name.rstrip("_")
