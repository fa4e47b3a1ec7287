"""Keep a mapping as a source: a whole new table at the end of shop.toml, nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from sellerkit.base.config import load_config
from sellerkit.base.config.schema import StockSource
from sellerkit.base.config.writer import append_table
from sellerkit.base.errors import ConfigError, UsageWrong
from sellerkit.base.language import _
from sellerkit.trade.shop import Shop

_NAME = re.compile(r"[\w-]{1,40}")


def check_name(shop: Shop, name: str) -> None:
    """Raises UsageWrong for a name that is none, ConfigError for one that shop.toml has already."""
    if not _NAME.fullmatch(name):
        raise UsageWrong(
            _("{name} is no name of a source.").format(name=name), hint=_("Use letters, digits, - and _, for example wholesale.")
        )  # fmt: skip
    if name in shop.config.stock.sources:
        raise ConfigError(
            _("[stock.sources.{name}] stands in shop.toml already.").format(name=name),
            hint=_("Choose another name, or change that table by hand: what a person wrote is never touched."),
            code="source-exists",
        )


def table_of(source: StockSource) -> dict[str, object]:
    """What is written: only what differs from the defaults, under its key in shop.toml."""
    defaults = StockSource()
    table: dict[str, object] = {}
    for field in fields(StockSource):
        value = getattr(source, field.name)
        if value == getattr(defaults, field.name):
            continue
        key = field.name.removesuffix("_")
        if field.name == "files":
            table[key] = _one_or_all(value)
        elif field.name == "columns":
            table[key] = {name: _one_or_all(headings) for name, headings in value.items()}
        else:
            table[key] = list(value) if isinstance(value, tuple) else value
    # A table inside a table comes last, else the keys after it would belong to it.
    return dict(sorted(table.items(), key=lambda entry: isinstance(entry[1], dict)))


def toml_of(name: str, source: StockSource) -> str:
    """The text that is appended."""
    import tomli_w

    return tomli_w.dumps({"stock": {"sources": {name: table_of(source)}}}).strip()


def check_source(shop: Shop, name: str, source: StockSource) -> None:
    """Whether shop.toml would still be right with it: one bad value there would stop every command.

    Raises ConfigError: a value that is none, or sources that are written so that none can be added.
    """
    path = shop.config.path
    with TemporaryDirectory() as folder:
        tried = Path(folder) / path.name
        tried.write_text(f"{path.read_text('utf-8-sig')}\n{toml_of(name, source)}\n", "utf-8")
        try:
            load_config(tried)
        except ConfigError as error:
            if error.code != "toml-syntax":
                raise
            raise ConfigError(
                _("{file} writes its sources in one line, so none can be added at its end.").format(file=path.name),
                hint=_("Write each as a table of its own, [stock.sources.NAME]."),
                code="source-cannot-be-added",
            ) from None


def save_source(shop: Shop, name: str, source: StockSource) -> None:
    """Append the table; call `check_source` first."""
    append_table(shop.config.path, ("stock", "sources", name), table_of(source))


def _one_or_all(values: Sequence[str]) -> object:
    return values[0] if len(values) == 1 else list(values)
