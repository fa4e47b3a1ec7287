"""Which heading is which column: cleaned headings, and matching them against declared names and aliases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sellerkit.sheets.tables import Value
from sellerkit.sheets.text import bare_key, heading_key, heading_text


def cleaned(cells: Sequence[Value]) -> tuple[str, ...]:
    """The headings of a row: on one line, without padding; a second 店仓 becomes "店仓 (2)"; empty ones stay ""."""
    return numbered(heading_text(value) for value in cells)


def numbered(names: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(result)


def keys_of(headings: Sequence[str], parts: Sequence[Sequence[str]] = ()) -> list[tuple[set[str], ...]]:
    """For each heading what it answers to, the surest first: itself; without brackets; one of its rows alone."""
    keys: list[tuple[set[str], ...]] = []
    for position, heading in enumerate(headings):
        pieces = parts[position] if position < len(parts) else ()
        alone = {heading_key(piece) for piece in reversed(pieces)} | {bare_key(piece) for piece in pieces}
        keys.append(({heading_key(heading)} - {""}, {bare_key(heading)} - {""}, alone - {""}))
    return keys


def matched(
    headings: Sequence[str],
    parts: Sequence[Sequence[str]],
    aliases: Mapping[str, Sequence[str]],
    declared: Mapping[str, Sequence[str]],
) -> dict[str, int]:
    """The column of each field. Declared headings win; an alias never takes a column that another field has.

    Exact headings are given out before those that fit only without their brackets, and an alias named earlier beats a
    later one.
    """
    keys = keys_of(headings, parts)
    found = {
        field: index for field, names in declared.items() if (index := _declared(names, headings, keys)) is not None
    }
    taken = set(found.values())
    for sureness in range(3):
        for field, names in aliases.items():
            if field in found or field in declared:
                continue
            index = _first(names, keys, sureness, taken)
            if index is not None:
                found[field] = index
                taken.add(index)
    return found


def _declared(names: Sequence[str], headings: Sequence[str], keys: list[tuple[set[str], ...]]) -> int | None:
    for name in names:
        if heading_text(name) in headings:
            return list(headings).index(heading_text(name))
    for sureness in range(3):
        index = _first(names, keys, sureness, set())
        if index is not None:
            return index
    return None


def _first(names: Iterable[str], keys: list[tuple[set[str], ...]], sureness: int, taken: set[int]) -> int | None:
    for name in names:
        key = heading_key(name)
        for index, known in enumerate(keys):
            if index not in taken and key in known[sureness]:
                return index
    return None
