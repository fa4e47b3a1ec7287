"""Upright bars from zero with their values on top and a mark above those that matter."""

from __future__ import annotations

from sellerkit.output.canvas import Canvas, Frame
from sellerkit.output.document_data import Chart

CHART_MM = 74.0
_MARKER_MM = 9.0


def value_text(value: float) -> str:
    """Whole numbers without a point."""
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def draw_chart(canvas: Canvas, frame: Frame, chart: Chart) -> None:
    """Draw the bars into the frame; labels that would touch each other are left out in turn."""
    title = f"{chart.title} ({chart.unit})" if chart.title and chart.unit else chart.title or chart.unit
    canvas.text(frame.x, frame.y + 4, title, canvas.fitting_size(title, frame.w, 10, 5, bold=True), bold=True)
    top, foot = frame.y + 7 + _MARKER_MM, frame.y + frame.h - 6
    most = max((bar.value for bar in chart.bars), default=0) or 1
    pitch = frame.w / max(len(chart.bars), 8)
    widest = max(canvas.width(bar.label, 8) for bar in chart.bars)
    every = max(1, -int(-(widest + 1) // pitch))
    for number, bar in enumerate(chart.bars):
        x = frame.x + number * pitch
        high = max(0.0, bar.value) / most * (foot - top - 4)
        middle = x + pitch / 2
        canvas.rectangle(x + pitch * 0.12, foot - high, pitch * 0.76, high, grey=0.35 if bar.marker else 0.6)
        text = value_text(bar.value)
        canvas.text(middle, foot - high - 1, text, canvas.fitting_size(text, pitch - 0.4, 8, 3), align="centre")
        if number % every == 0:
            canvas.text(middle, foot + 4, bar.label, 8, align="centre")
        if bar.marker:
            size = canvas.fitting_size(bar.marker, pitch * 1.6, 7.5, 4, bold=True)
            level = frame.y + 10 + (number % 2) * 3.4  # neighbours on two levels
            canvas.text(middle, level, bar.marker, size, bold=True, align="centre")
            canvas.rule(middle, level + 1, middle, foot - high - 4.2, line=0.2, grey=0.4, dash=0.8)
    canvas.rule(frame.x, foot, frame.x + frame.w, foot)
