"""Write shop.toml: a whole new file, or whole new tables at its end. What a person wrote is never touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sellerkit.base.files import write_bytes
from sellerkit.base.language import _


def new_config(path: Path, document: dict[str, Any], *, heading: str) -> None:
    """Write a new shop.toml with a comment on top."""
    import tomli_w

    write_bytes(path, (f"# {heading}\n\n" + tomli_w.dumps(document, multiline_strings=False)).encode("utf-8"))


def append_table(path: Path, at: tuple[str, ...], table: dict[str, Any]) -> None:
    """Append `[a.b.c]` with these keys; every byte that stood in the file still stands.

    Raises ValueError when that table is there already.
    """
    import tomllib

    import tomli_w

    before = path.read_bytes()
    present: Any = tomllib.loads(before.decode("utf-8-sig"))
    for name in at:
        present = present.get(name) if isinstance(present, dict) else None
    if present is not None:
        raise ValueError(_("[{table}] stands in {file} already").format(table=".".join(at), file=path.name))
    nested: dict[str, Any] = table
    for name in reversed(at):
        nested = {name: nested}
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    added = tomli_w.dumps(nested).strip().encode("utf-8").replace(b"\n", line_end)
    gap = b"" if not before or before.endswith(b"\n") else line_end
    write_bytes(path, before + gap + (line_end if before else b"") + added + line_end)
