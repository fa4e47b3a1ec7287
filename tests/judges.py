"""Independent judges: programs that share no code with us. Absent ones are skipped with a notice; where
SELLERKIT_JUDGES=required they must be there. `.ci/judges` installs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


def zbar() -> Any:
    """zbar through pyzbar, the second barcode reader (Debian's libzbar0)."""
    try:
        from pyzbar import pyzbar
    except ImportError as error:
        return absent("zbar", str(error))
    return pyzbar


def hledger() -> str:
    """hledger, the second ledger program (Debian's hledger)."""
    found = shutil.which("hledger")
    return found if found else str(absent("hledger", "no such program"))


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, closed afterwards (Debian's chromium, led by playwright)."""
    found = shutil.which("chromium")
    if not found:
        absent("chromium", "no such program")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        absent("chromium", str(error))
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def medusa(rows: list[dict[str, str]]) -> Any:
    """The products that Medusa's import understands of these rows: {"products": {handle: product}} or {"refused": why}."""
    return _answer("medusa", "@medusajs/utils", rows)


def adobe(nodes: list[dict[str, Any]], vocabulary: Path | None) -> list[str]:
    """What Adobe's validator finds wrong in JSON-LD nodes. What it merely recommends is left out.

    `vocabulary` is schema.org's own file; without it only Google's rules are judged.
    """
    given = {"nodes": nodes, "vocabulary": vocabulary and str(vocabulary)}
    issues = _answer("adobe", "@adobe/structured-data-validator", given)
    wrong = [one for one in issues if one["severity"] == "ERROR" or one.get("errorType") == "schemaOrg"]
    return [f"{one['path'][-1]}: {one['issueMessage']}" for one in wrong]


def html_validate(pages: list[Path]) -> list[str]:
    """What html-validate finds in these pages, each as "file:line rule: message"."""
    found: list[str] = _answer("html_validate", "html-validate", [str(page) for page in pages])
    return found


def node_modules() -> Path:
    """Where `.ci/judges` puts the programs from npm."""
    home = os.environ.get("SELLERKIT_JUDGES_HOME")
    return (Path(home) if home else Path.home() / ".cache" / "sellerkit-judges") / "node_modules"


def _answer(judge: str, package: str, given: object) -> Any:
    """What tests/judges/JUDGE.cjs answers; JSON goes in and comes out."""
    node, modules = shutil.which("node"), node_modules()
    if not node or not (modules / package).is_dir():
        return absent(package, f"no node, or not in {modules}")
    script = Path(__file__).parent / "judges" / f"{judge}.cjs"
    done = subprocess.run(
        [node, str(script)],
        input=json.dumps(given), env=os.environ | {"NODE_PATH": str(modules)},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def absent(judge: str, why: str) -> Any:
    """Skip the test, or fail it where every judge is required."""
    text = f"the judge {judge} is not here: {why}"
    if os.environ.get("SELLERKIT_JUDGES") == "required":
        pytest.fail(text)
    pytest.skip(text)
