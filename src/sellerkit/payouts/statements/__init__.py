"""The registry of statement formats: what each is recognised by, so that recognising a file imports none of them."""

from __future__ import annotations

from sellerkit.payouts.statements.format import Format
from sellerkit.payouts.statements.formats_china import CHINA
from sellerkit.payouts.statements.formats_world import WORLD
from sellerkit.payouts.statements.mistaken import MISTAKEN

__all__ = ["MISTAKEN", "STATEMENTS", "Format"]

STATEMENTS: dict[str, Format] = CHINA | WORLD
