"""One problem code and the smallest shop that shows it."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Content = str | bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """`files` and `toml` make the shop, `before` are command lines that lead there, `command` shows the code.

    `prepare` does to the shop's folder what no command can (damage a store, set a variable's file).
    """

    code: str
    command: str
    files: Mapping[str, Content] = field(default_factory=dict)
    toml: str = ""
    exit: int = 5
    before: Sequence[str] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[Any], None] | None = None
    practice: bool = False


@dataclass(frozen=True)
class Shown:
    """What the command answered: its exit code and the record that holds the code."""

    exit_code: int
    message: str
    hint: str
    said: str


def show(shop: Any, case: Case) -> Shown:
    """Make the shop of a case and run its command with --json."""
    if case.practice:
        _make_practice(shop)
    for name, content in case.files.items():
        shop.write(name, content() if callable(content) else content)
    if case.toml:
        shop.toml(case.toml)
    for line in case.before:
        shop.run(*shlex.split(line), env=dict(case.env))
    if case.prepare:
        case.prepare(shop)
    result = shop.run(*shlex.split(case.command), "--json", env=dict(case.env))
    said = result.stdout + result.stderr
    try:
        found = next(_records(result.json, case.code), None)
    except ValueError:
        found = None
    if found is None:
        return Shown(result.exit_code, "", "", said)
    message, hint = (
        str(found.get("message") or found.get("reason") or ""),
        str(found.get("hint") or found.get("next_step") or ""),
    )
    return Shown(result.exit_code, _plain(shop, message), _plain(shop, hint), said)


def _make_practice(shop: Any) -> None:
    """A practice shop from its first day: its store never changes sides."""
    text = (shop.path / "shop.toml").read_text("utf-8")
    shop.write("shop.toml", text.replace("[shop]", "[shop]\npractice = true"))
    db = shop.store()
    db.execute("UPDATE facts SET value = '1' WHERE name = 'practice'")
    db.commit()
    db.close()


def _records(answer: Any, code: str) -> Iterator[dict[str, Any]]:
    """Every object of the answer whose `code` (or a quote's `lost`) is this one."""
    if isinstance(answer, dict):
        if answer.get("code") == code:
            yield answer
        for value in answer.values():
            yield from _records(value, code)
    elif isinstance(answer, list):
        for value in answer:
            yield from _records(value, code)


def _plain(shop: Any, text: str) -> str:
    """The text without the folder that the shop happens to be in."""
    for folder in (str(shop.path.resolve()), str(shop.path)):
        text = text.replace(folder + "/", "").replace(folder, ".")
    return text


def neighbour(path: str) -> Any:
    """A module of another test folder, by its path below tests/."""
    import importlib.util
    from pathlib import Path

    file = Path(__file__).parents[1] / path
    spec = importlib.util.spec_from_file_location("neighbour_" + file.stem, file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def workbook(*rows: Sequence[object]) -> Callable[[], bytes]:
    """An xlsx of these rows; dates, formulas and error cells as they are given."""

    def made() -> bytes:
        import openpyxl

        book, data = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(list(row))
        book.save(data)
        return data.getvalue()

    return made
