"""The manual says what is true."""

from __future__ import annotations

import importlib.util
import re
from importlib.machinery import SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).parents[2]


def script(name: str):
    loader = SourceFileLoader(name, str(ROOT / ".ci" / name))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_page_of_commands_is_fresh() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == script("commands").text(), "run .ci/commands"


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_every_command_group_and_the_two_blocks() -> None:
    from sellerkit.commands import COMMANDS

    text = (ROOT / "README.md").read_text("utf-8")
    assert all(name in text for name in COMMANDS)
    assert text.count("<!-- demo -->\n```sh\n") == text.count("<!-- tests -->\n```sh\n") == 1


def test_nothing_tells_how_it_was_made() -> None:
    words = re.compile(r"/wo" r"rk/|pypi\.org|npmjs\.org|deb\.debian\.org|\b(?:issue|task) #?\d+\b", re.I)
    for folder in ("src", "tests", "docs", "examples", "benchmarks", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.suffix in (".py", ".md", ".toml", ".sh", ".ps1", ".po", "")
                and path.is_file()
                and "__pycache__" not in path.parts
            ):
                found = words.search(path.read_text("utf-8", errors="replace"))
                assert not found, f"{path}: {found and found[0]}"
