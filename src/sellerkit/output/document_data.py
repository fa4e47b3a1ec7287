"""What a document is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sellerkit.output.carton_drawing import Drawing
from sellerkit.output.view import Table


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `marker` is a word that stands above it (a pick-up in that hour)."""

    label: str
    value: float
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Upright bars from zero. `unit` says what is counted."""

    bars: Sequence[Bar]
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Heading, paragraphs, a chart, drawings of cartons, a table, lines to sign on; what is empty is left out.

    `signed_for` says what the signatures are for; it stands right above them, whatever page they come on.
    """

    heading: str = ""
    paragraphs: Sequence[str] = ()
    table: Table | None = None
    chart: Chart | None = None
    new_page: bool = False
    drawings: Sequence[Drawing] = ()
    signatures: Sequence[str] = ()
    signed_for: str = ""
