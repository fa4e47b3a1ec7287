"""XML read as a stream, with bounds: no document type, no endless nesting, a clear rejection when it is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from xml.parsers import expat

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.limits import FREE_ELEMENTS, MAX_DEPTH, MAX_EXPANDED_BYTES, MAX_TOKEN_BYTES


def walk_xml(
    path: Path,
    pieces: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    """Call back for each element (its name without prefix) and text. Raises InputRejected when it is not well-formed."""
    depth = fed = count = 0
    allowed = max(FREE_ELEMENTS, 2 * path.stat().st_size)

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH:
            raise refuse.damaged(path)
        if count > allowed:
            raise refuse.expands_too_much(path, MAX_EXPANDED_BYTES)
        start(name.rpartition(":")[2], attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2])

    def refused(*_about: object) -> None:
        # No spreadsheet declares a document type; one that does can only want to expand entities.
        raise refuse.damaged(path)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opened, closed, data
    parser.StartDoctypeDeclHandler = refused
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            # A comment or a tag that never ends is searched from its start again with every piece.
            if fed - parser.CurrentByteIndex > MAX_TOKEN_BYTES:
                raise refuse.expands_too_much(path, MAX_TOKEN_BYTES)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):
        raise refuse.damaged(path) from None
