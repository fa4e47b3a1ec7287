"""Rules of the house that no single module can keep alone."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sellerkit.base.language import set_language
from sellerkit.cli import build
from sellerkit.commands import COMMANDS, Entry, Noun
from sellerkit.store.connection import migrations

SOURCE = Path(__file__).parents[2] / "src" / "sellerkit"
MODULES = sorted(
    ".".join(("sellerkit", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.name != "__main__.py"
)
HEAVY = (
    "rich",
    "httpx",
    "openpyxl",
    "python_calamine",
    "fpdf",
    "jinja2",
    "PIL",
    "dateutil",
    "zxingcpp",
    "sqlite3",
    "asyncio",
)


def commands() -> list[tuple[str, ...]]:
    """Every command as its words."""
    found: list[tuple[str, ...]] = []
    for name, row in COMMANDS.items():
        if isinstance(row, Noun):
            found += [(name, verb) for verb in row.verbs]
        else:
            found.append((name,))
    return found


def command_at(words: tuple[str, ...]) -> click.Command:
    command: click.Command | None = build()
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    return command


def loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\nfrom sellerkit.cli import run\n"
        f"code = run({list(arguments)!r})\nprint('\\n'.join(sys.modules), file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stderr.split())


@pytest.mark.parametrize("words", [(), *((noun,) for noun, row in COMMANDS.items() if isinstance(row, Noun))])
def test_help_of_a_group_imports_no_job_and_nothing_heavy(words: tuple[str, ...]) -> None:
    loaded = loaded_by(*words, "--help")
    jobs = {
        name
        for name in loaded
        if name.startswith("sellerkit.") and name.count(".") > 1 and not name.startswith("sellerkit.base")
    }
    assert not jobs
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_help_of_a_command_imports_only_its_front(words: tuple[str, ...]) -> None:
    loaded = loaded_by(*words, "--help")
    assert not loaded & set(HEAVY)
    assert not {
        name for name in loaded if re.match(r"sellerkit\.(trade|store|net|sheets|output|packing|rates)\b", name)
    }


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help_examples_and_json(words: tuple[str, ...]) -> None:
    row = COMMANDS[words[0]]
    entry = row.verbs[words[1]] if isinstance(row, Noun) else row
    assert isinstance(entry, Entry)
    # A help text is bound to the language its module was first imported in.
    set_language("en")
    sys.modules.pop(entry.target.partition(":")[0], None)
    command = command_at(words)
    assert command.help == entry.help
    assert command.epilog and "sellerkit " + " ".join(words) in command.epilog
    assert any("--json" in parameter.opts for parameter in command.params)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_imports_alone_is_not_hidden_in_a_cycle(module: str) -> None:
    """Checked in one process a module below; here each is importable at all."""
    __import__(module)


def test_modules_import_alone_in_a_fresh_process() -> None:
    code = (
        "import sys, importlib\n"
        f"for name in {MODULES!r}:\n"
        "    for loaded in [m for m in sys.modules if m == 'sellerkit' or m.startswith('sellerkit.')]:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_only_output_and_the_front_door_print() -> None:
    allowed = {SOURCE / "cli.py", SOURCE / "net" / "practice.py"}
    for path in SOURCE.rglob("*.py"):
        if path in allowed or SOURCE / "output" in path.parents:
            continue
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path
        assert not [c.lineno for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "echo"], path


def test_except_exception_stands_once() -> None:
    found = [path for path in SOURCE.rglob("*.py") if "except Exception" in path.read_text("utf-8")]
    assert found == [SOURCE / "cli.py"]


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [number for number, _sql in migrations()] == list(range(1, len(migrations()) + 1))


def test_command_modules_import_only_the_front_at_their_top() -> None:
    allowed = (
        "click",
        "sellerkit.base.errors",
        "sellerkit.base.language",
        "sellerkit.options",
        "sellerkit.commands",
        "sellerkit",
    )
    for path in [SOURCE / "cli.py", SOURCE / "options.py", *SOURCE.glob("*/*command.py")]:
        for node in ast.parse(path.read_text("utf-8")).body:
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                assert name in allowed or name.partition(".")[0] in sys.stdlib_module_names, f"{path}: {name}"
