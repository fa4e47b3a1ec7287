"""How a key of shop.toml is declared: its default and the example that its errors show."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def setting(example: str, default: Any = None, **more: Any) -> Any:
    """A field with the example that its error messages show. Without a default the key is required."""
    if more.get("required"):
        return field(metadata={"example": example})
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"example": example})
    return field(default=default, metadata={"example": example})
