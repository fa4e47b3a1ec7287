"""One row of the registry: what a statement format is recognised by, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One statement: `target` reads it, `headings` must all stand in its header (brackets and case do not matter).

    `platform` names the family of sales channels it pays for. `repeats` names a format that tells the same money as
    this one: lines that both hold count once. `menu` says where the platform offers the file. `currency` is that of a
    platform which states none because it has only one. `also` are the headers of the same format in other languages or
    years, each as good as `headings`. `lacks` are headings that only a different, longer format has. A `summary` tells
    sums of many orders: its lines are never looked for among orders.
    """

    target: str
    headings: tuple[str, ...]
    platform: str
    menu: str
    repeats: str = ""
    currency: str = ""
    also: tuple[tuple[str, ...], ...] = ()
    lacks: tuple[str, ...] = ()
    summary: bool = False

    @property
    def headers(self) -> tuple[tuple[str, ...], ...]:
        """Every header that the format is recognised by."""
        return (self.headings, *self.also)
