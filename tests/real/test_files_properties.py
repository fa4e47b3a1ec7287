"""Every real file of stock is named by a test that states its figures or its refusal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = (ROOT / os.environ.get("SELLERKIT_REAL_FILES", "../shared/fixtures")).resolve() / "stock"

pytestmark = pytest.mark.skipif(
    not FILES.is_dir(), reason="the folder of real files is not there (SELLERKIT_REAL_FILES)"
)


def test_every_stock_file_has_a_test_here() -> None:
    text = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert not [path.name for path in FILES.rglob("*") if path.is_file() and path.name not in text]
