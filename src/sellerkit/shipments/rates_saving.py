"""Keep a rate card: the neutral table in rates/, and the courier's line in shop.toml that names it."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sellerkit.base.clock import now
from sellerkit.base.config.writer import append_table
from sellerkit.base.errors import ConfigError, UsageWrong
from sellerkit.base.files import write_bytes
from sellerkit.base.language import _
from sellerkit.rates.written import neutral_rows
from sellerkit.shipments.rates_import import TableRead, Understood, several_services
from sellerkit.trade.shop import Shop

_NAME = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True, slots=True)
class Kept:
    """One rate card on disk: `state` is new, changed or unchanged; `before` the copy of what stood there.

    `named`: shop.toml points to it (after `--save`, or because it did before).
    """

    name: str
    file: str
    state: str
    named: bool
    before: str = ""


def keep(shop: Shop, read: Sequence[TableRead], *, save: bool, dry_run: bool) -> list[Kept]:
    """Write each courier's card and, with `save`, its line in shop.toml. Everything is checked before the first write.

    Raises UsageWrong or ConfigError when it cannot be saved.
    """
    couriers = [courier for one in read for courier in one.couriers]
    for courier in couriers:
        _check(shop, courier, save=save)
    return [_keep(shop, courier, save=save, dry_run=dry_run) for courier in couriers]


def _check(shop: Shop, courier: Understood, *, save: bool) -> None:
    if not _NAME.fullmatch(courier.name):
        raise UsageWrong(
            _("{name} is no name of a courier.").format(name=courier.name),
            hint=_("Use letters, digits, - and _, for example zto."),
        )
    if save and (services := several_services(courier)):
        raise UsageWrong(
            _("The table has several services of {name}: {services}.").format(name=courier.name, services=", ".join(services)),
            hint=_("Say which you send with, --service NAME; the cheapest of several would count."),
        )  # fmt: skip
    if save:
        _new_text(shop, courier.name)


def _keep(shop: Shop, courier: Understood, *, save: bool, dry_run: bool) -> Kept:
    file = file_of(courier.name)
    path, data = shop.path(file), _csv(courier)
    before = path.read_bytes() if path.is_file() else None
    state = "unchanged" if before == data else "new" if before is None else "changed"
    named = _is_named(shop, courier.name) or save
    if dry_run:
        return Kept(courier.name, file, state, named)
    copy = _copy_of(path, before) if before is not None and state == "changed" else None
    if state != "unchanged":
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, data)
    if save and not _is_named(shop, courier.name):
        _name_it(shop, courier.name)
    return Kept(courier.name, file, state, named, shop.shown(copy) if copy else "")


def file_of(name: str) -> str:
    """Where a courier's neutral card stands, below the shop's folder."""
    return f"rates/{name}.csv"


def _csv(courier: Understood) -> bytes:
    """With a byte order mark: spreadsheet programs read Chinese rightly then. No cell can run there as a formula."""
    text = io.StringIO()
    rows = [[cell.lstrip("=+-@\t\r") for cell in row] for row in neutral_rows(courier.cards)]
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _copy_of(path: Path, before: bytes) -> Path:
    copy = path.with_name(f"{path.stem}-until-{now():%Y%m%d-%H%M%S}.csv")
    write_bytes(copy, before)
    return copy


def _is_named(shop: Shop, name: str) -> bool:
    table = shop.config.carriers.get(name)
    return table is not None and table.rates == file_of(name)


def _name_it(shop: Shop, name: str) -> None:
    path = shop.config.path
    if name in shop.config.carriers:
        write_bytes(path, _new_text(shop, name))
    else:
        append_table(path, ("carriers", name), _new_table(name))


def _new_table(name: str) -> dict[str, Any]:
    """A courier that shop.toml did not know: without an API until a person says more."""
    return {"service": "manifest", "rates": file_of(name)}


def _new_text(shop: Shop, name: str) -> bytes:
    """shop.toml with one new line below `[carriers.NAME]`; every line that stood there still stands.

    Raises ConfigError when the courier's table names other prices, or is written so that no line can be added.
    """
    path, table = shop.config.path, shop.config.carriers.get(name)
    before = path.read_bytes()
    line = f'rates = "{file_of(name)}"'
    if table is None or _is_named(shop, name):
        return before
    if table.rates:
        raise ConfigError(
            _("[carriers.{name}] names its prices already: {file}.").format(name=name, file=table.rates),
            hint=_("Write {line} there by hand: what a person wrote is never touched. Or leave --save out.").format(line=line),
            code="rates-named-already",
        )  # fmt: skip
    end = "\r\n" if b"\r\n" in before else "\n"
    heading = re.compile(rf"^[ \t]*\[[ \t]*carriers[ \t]*\.[ \t]*(?:{re.escape(name)}|[\"']{re.escape(name)}[\"'])[ \t]*\][^\r\n]*(\r?\n|$)", re.M)  # fmt: skip
    text = before.decode("utf-8")
    after = heading.sub(lambda found: found[0] + ("" if found[1] else end) + line + end, text, count=1)
    if not _only_adds(text, after, name):
        raise ConfigError(
            _("{file} is written so that no line can be added to [carriers.{name}].").format(file=path.name, name=name),
            hint=_("Write {line} there by hand, and leave --save out.").format(line=line),
            code="rates-cannot-be-saved",
        )
    return after.encode("utf-8")


def _only_adds(before: str, after: str, name: str) -> bool:
    """Whether the new text says the same and, for this courier, where its prices are."""
    expected: dict[str, Any] = tomllib.loads(before.removeprefix("\ufeff"))
    expected["carriers"][name] = {**expected["carriers"][name], "rates": file_of(name)}
    try:
        return tomllib.loads(after.removeprefix("\ufeff")) == expected
    except tomllib.TOMLDecodeError:
        return False
