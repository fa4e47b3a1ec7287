"""Cartons we can ship in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carton:
    """A carton we can ship in. Inner lengths in mm, weights in g; `max_g` limits carton and contents together.

    A mailer is a carton as thick as it can be filled. `cost_minor`: what one costs, in minor units; `outer_mm`: what a
    courier measures (without it the inner lengths).
    """

    name: str
    inner_mm: tuple[int, int, int]
    tare_g: int
    max_g: int
    in_stock: int | None = None
    cost_minor: int | None = None
    outer_mm: tuple[int, int, int] | None = None
