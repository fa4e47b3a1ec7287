"""Every message has its 简体中文, with the same placeholders, and the compiled catalogue is fresh."""

from __future__ import annotations

import gettext
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "sellerkit"
PO = SOURCE / "base" / "locale" / "zh" / "LC_MESSAGES" / "sellerkit.po"


def messages() -> dict[str, str]:
    """Every message of the sources: its key → the file and line that says it."""
    found = {}
    for file, line, message, _comments, _context in extract_from_dir(
        str(SOURCE), keywords={"_": None, "N_": None, "ngettext": (1, 2)}
    ):
        key = message if isinstance(message, str) else message[0]
        if key:
            found[key] = f"{file}:{line}"
    return found


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    with PO.open("rb") as file:
        entries = [m for m in read_po(file, locale="zh") if m.id]
    return {
        (m.id if isinstance(m.id, str) else m.id[0]): (m.string if isinstance(m.string, str) else m.string[0])
        for m in entries
    }


def names(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_no_message_lacks_its_translation(catalogue: dict[str, str]) -> None:
    missing = [f"{place}: {key}" for key, place in messages().items() if not catalogue.get(key)]
    assert not missing, "run .ci/catalogue and translate: " + "\n".join(missing)


def test_translations_use_the_same_placeholders(catalogue: dict[str, str]) -> None:
    wrong = [key for key in messages() if "{" in key and names(key) != names(catalogue.get(key, key))]
    assert not wrong


def test_the_compiled_catalogue_is_fresh(catalogue: dict[str, str]) -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        key
        for key in messages()
        if compiled.gettext(key) == key and catalogue.get(key, key) != key and not _plural(compiled, key)
    ]
    assert not stale, "run .ci/catalogue"


def _plural(compiled: gettext.GNUTranslations, key: str) -> bool:
    return compiled.ngettext(key, key + "s", 2) not in (key, key + "s")
