"""The manual says what is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_fresh() -> None:
    done = subprocess.run([sys.executable, str(ROOT / ".ci" / "commands"), "-"], capture_output=True, check=True)
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == done.stdout.decode("utf-8"), "run .ci/commands"


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
