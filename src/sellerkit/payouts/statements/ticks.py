"""Values behind a backtick, as WeChat writes them so that spreadsheet programs leave long numbers alone."""

from __future__ import annotations

from sellerkit.payouts.statements.columns import Cells
from sellerkit.sheets import Value

_TICK = "`"


def unticked(cells: Cells) -> list[Value]:
    """The bare values of a row. A cell without a backtick is what stood behind a comma inside the value before it."""
    if not any(isinstance(value, str) and value.startswith(_TICK) for value in cells):
        return list(cells)
    found: list[Value] = []
    for value in cells:
        text = value if isinstance(value, str) else str(value if value is not None else "")
        if text.startswith(_TICK) or not found:
            found.append(text.removeprefix(_TICK).rstrip())
        elif text:
            found[-1] = f"{found[-1]},{text}"
    return found
