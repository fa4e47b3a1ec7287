"""Code 128 and QR as patterns of modules, and the module width that a label printer can draw exactly."""

from __future__ import annotations

DOT_MM = 0.125  # one dot of a 203 dpi label printer
CODE128_QUIET = 10  # modules left and right, ISO/IEC 15417
QR_QUIET = 4  # modules on every side, ISO/IEC 18004
_LEAST_DOTS = 2
_MOST_DOTS = 4

Runs = tuple[tuple[int, int], ...]
"""Black runs of one row: (first module, how many)."""


def code128(text: str) -> tuple[Runs, int]:
    """The bars and how many modules wide they are, without quiet zones. Raises ValueError for what it can't hold."""
    rows, modules = _modules(text, "Code128")
    return rows[0], modules


def qr(text: str) -> tuple[tuple[Runs, ...], int]:
    """The rows of a QR code with a quarter of it spare (level Q), and its side in modules. Raises ValueError."""
    return _modules(text, "QRCode", ec_level="Q")


def _modules(text: str, name: str, **options: str) -> tuple[tuple[Runs, ...], int]:
    import zxingcpp

    if not text or not text.isascii() or not text.isprintable():
        raise ValueError(text)
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name), **options)
    image = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    height, width = image.shape
    data = bytes(memoryview(image))  # type: ignore[arg-type]  # it has the buffer protocol, unsaid by its stubs
    lines = 1 if name == "Code128" else height
    return tuple(black_runs(data[row * width : (row + 1) * width]) for row in range(lines)), width


def black_runs(row: bytes) -> Runs:
    """Where a row of pixels (0 black, 255 white) is black."""
    runs: list[tuple[int, int]] = []
    start = row.find(0)
    while start >= 0:
        end = row.find(255, start)
        end = len(row) if end < 0 else end
        runs.append((start, end - start))
        start = row.find(0, end)
    return tuple(runs)


def module_dots(modules: int, room_mm: float, *, most: int = _MOST_DOTS, least: int = _LEAST_DOTS) -> int:
    """The widest whole number of printer dots a module can have in that room; `modules` counts the quiet zones.

    Raises ValueError when not even the narrowest readable one fits.
    """
    dots = min(most, int(room_mm / DOT_MM / modules + 1e-9))
    if dots < least:
        raise ValueError(f"{modules} modules in {room_mm} mm")
    return dots
