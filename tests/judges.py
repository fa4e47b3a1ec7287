"""Independent judges: programs that share no code with us. Absent ones are skipped with a notice; where
SELLERKIT_JUDGES=required they must be there."""

from __future__ import annotations

import os
import shutil
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


def absent(judge: str, why: str) -> Any:
    """Skip the test, or fail it where every judge is required."""
    text = f"the judge {judge} is not here: {why}"
    if os.environ.get("SELLERKIT_JUDGES") == "required":
        pytest.fail(text)
    pytest.skip(text)
