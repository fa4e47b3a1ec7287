"""Plug-in registries: plain dicts of small rows; only the plug-in asked for is imported."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any


def load(target: str) -> Any:
    """The object that `package.module:attribute` names."""
    module, _colon, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def added_by_others(group: str) -> dict[str, str]:
    """Plug-ins of other installed packages: name → target, from the entry points `sellerkit.<group>`."""
    return {point.name: point.value for point in entry_points(group=f"sellerkit.{group}")}
