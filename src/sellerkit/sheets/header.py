"""Where the headings are: below letterheads and preambles, over one to three rows, in the sheet that fits best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sellerkit.sheets import rejections as refuse
from sellerkit.sheets.headings import cleaned, keys_of
from sellerkit.sheets.limits import HEADER_ROWS
from sellerkit.sheets.readers.scanning import column_letters
from sellerkit.sheets.reading import DEFAULT, chosen, read_tables
from sellerkit.sheets.tables import RawTable, ReadOptions, Table, Value
from sellerkit.sheets.text import heading_key, heading_text, text_of

Numbered = tuple[int, Sequence[Value]]
Score = Callable[[tuple[str, ...]], int]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Headings over the rows first..last of the top rows (indexes), and how many wanted columns they name."""

    score: int
    first: int
    last: int
    headings: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()


def find_table(path: Path, wanted: Sequence[Sequence[str]] | Score, options: ReadOptions = DEFAULT) -> Table:
    """The table whose headings fit best, over all sheets that are not hidden.

    `wanted` holds the names that each column may have, or is a function that scores a row's cleaned headings. Raises
    InputRejected: no-rows, no-header (it names what was looked for and what the first rows hold), no-such-sheet.
    """
    everything = read_tables(path, options)
    table = _found(path, chosen(path, everything, options.sheet), wanted, options)
    table.others = [(raw.name, raw.hidden) for raw in everything if raw is not table.raw and _holds_anything(raw)]
    return table


def _holds_anything(raw: RawTable) -> bool:
    return any(value not in ("", None) for _number, cells in islice(raw.rows, HEADER_ROWS) for value in cells)


def _found(path: Path, raws: list[RawTable], wanted: Sequence[Sequence[str]] | Score, options: ReadOptions) -> Table:
    tops = [(raw, list(islice(raw.rows, HEADER_ROWS))) for raw in raws]
    tops = [(raw, top) for raw, top in tops if any(text_of(value) for _number, cells in top for value in cells)]
    if not tops:
        raise refuse.no_rows(path)
    if options.header is not None:
        return _declared_header(path, tops[0][0], tops[0][1], options)
    score = wanted if callable(wanted) else _scorer(wanted)
    found = [(candidate, raw, top) for raw, top in tops if (candidate := _best(raw, top, score, callable(wanted)))]
    if not found:
        names = [] if callable(wanted) else [aliases[0] for aliases in wanted if aliases]
        raise refuse.no_header(path, names, _seen(tops[0][1]), HEADER_ROWS)
    candidate, raw, top = max(found, key=lambda one: one[0].score)
    return _table(path, raw, top, candidate, options)


def table_at(path: Path, required: Sequence[str], options: ReadOptions = DEFAULT) -> Table | None:
    """The table under the first row that has all these headings (cleaned, in any order), or None."""
    needed = {heading_key(name) for name in required}
    for raw in chosen(path, read_tables(path, options), options.sheet):
        top = list(islice(raw.rows, HEADER_ROWS))
        for position, (_number, cells) in enumerate(top):
            headings = cleaned(cells)
            if needed <= {heading_key(heading) for heading in headings}:
                return _table(path, raw, top, _Candidate(len(needed), position, position, headings), options)
    return None


def headings_of(path: Path, options: ReadOptions = DEFAULT) -> list[tuple[str, int, tuple[str, ...]]]:
    """Rows that can be headings, for recognising a format: (sheet, row number, cleaned cells), two cells or more."""
    found = []
    for raw in chosen(path, read_tables(path, options), options.sheet):
        for number, cells in islice(raw.rows, HEADER_ROWS):
            headings = cleaned(cells)
            if sum(1 for heading in headings if heading) > 1:
                found.append((raw.name, number, headings))
    return found


def _scorer(wanted: Sequence[Sequence[str]]) -> Score:
    """How many of the wanted columns a row names."""
    groups = {heading_key(alias): group for group, aliases in enumerate(wanted) for alias in reversed(aliases)}

    def score(headings: tuple[str, ...]) -> int:
        named = {groups[key] for known in keys_of(headings) for keys in known for key in keys if key in groups}
        return len(named)

    return score


def _best(raw: RawTable, top: list[Numbered], score: Score, strict: bool) -> _Candidate | None:
    """The best header of one sheet: one row, unless two or three rows together name more columns."""
    rows = [cleaned(cells) for _number, cells in top]
    singles = [_single(at, headings, _lines(top[at][1]), score) for at, headings in enumerate(rows) if any(headings)]
    best = max(singles, key=lambda candidate: candidate.score)
    if best.score == 0 or (best.score == 1 and not strict and not _looks_like_headings(top[best.first][1])):
        return None
    together = [_joined(top, first, last, score) for first, last in _spans(best.first, len(top))]
    for candidate in together:
        if candidate is not None and candidate.score > best.score:
            best = candidate
    if best.first == best.last:
        best = _over_merges(raw, top, best, score) or _under_merges(raw, top, best)
    return _with_units(top, best, score)


def _single(at: int, headings: tuple[str, ...], parts: tuple[tuple[str, ...], ...], score: Score) -> _Candidate:
    """One row as a header; where its cells hold two lines each, the first or the last ones may be the known words."""
    alone = [cleaned([lines[place] if lines else "" for lines in parts]) for place in (0, -1)] if parts else []
    return _Candidate(max(map(score, (headings, *alone))), at, at, headings, parts)


def _lines(cells: Sequence[Value]) -> tuple[tuple[str, ...], ...]:
    """The lines of headings that say the same twice, 单价 over Unit price in one cell; () where none has two."""
    if not any("\n" in value for value in cells if isinstance(value, str)):
        return ()
    return tuple(tuple(heading_text(line) for line in text_of(value).splitlines() if line.strip()) for value in cells)


def _looks_like_headings(cells: Sequence[Value]) -> bool:
    """Two or more cells, all of them words: enough to trust a row of which only one heading is known."""
    filled = [value for value in cells if text_of(value)]
    return len(filled) > 1 and all(isinstance(value, str) and not text_of(value)[0].isdigit() for value in filled)


def _spans(at: int, count: int) -> Iterable[tuple[int, int]]:
    spans = ((at, at + 1), (at - 1, at), (at, at + 2), (at - 1, at + 1), (at - 2, at))
    return ((first, last) for first, last in spans if first >= 0 and last < count)


def _joined(
    top: list[Numbered], first: int, last: int, score: Score, *, numbers_too: bool = False
) -> _Candidate | None:
    """Rows first..last as one header. None when one of them holds a number or too few words to be a heading."""
    lines = [list(cells) for _number, cells in top[first : last + 1]]
    numbers = [number for number, _cells in top[first : last + 1]]
    words_only = numbers_too or all(map(_only_words, lines))
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or not words_only:
        return None
    width = max(map(len, lines))
    texts = [[text_of(value) for value in line] + [""] * (width - len(line)) for line in lines]
    for upper in range(len(texts) - 1):
        texts[upper] = _spread(texts[upper], texts[upper + 1 :])
    parts = tuple(tuple(dict.fromkeys(piece for piece in column if piece)) for column in zip(*texts, strict=True))
    headings = cleaned([" ".join(pieces) for pieces in parts])
    # A row alone also answers for its column, so that 首重 under 3㎏以内 is still a 首重.
    best = max(score(headings), score(cleaned([pieces[-1] if pieces else "" for pieces in parts])))
    return _Candidate(best, first, last, headings, parts)


def _only_words(line: Sequence[Value]) -> bool:
    filled = [value for value in line if text_of(value)]
    return len(filled) > 1 and all(isinstance(value, str) for value in filled)


def _spread(line: list[str], below: list[list[str]]) -> list[str]:
    """A heading over several columns stands in the first of them: repeat it over those that have one of their own."""
    spread, current = [], ""
    for column, text in enumerate(line):
        current = text or current
        spread.append(text or (current if any(lower[column] for lower in below) else ""))
    return spread


def _over_merges(raw: RawTable, top: list[Numbered], best: _Candidate, score: Score) -> _Candidate | None:
    """A header of which a cell is merged over several columns, with more headings below it only: 红 over S, M, L."""
    number = top[best.first][0]
    across = [(first[1], last[1]) for first, last in raw.merges if first[0] == last[0] == number and last[1] > first[1]]
    if not across or best.first + 1 >= len(top):
        return None
    below = [column for column, value in enumerate(top[best.first + 1][1]) if text_of(value)]
    if len(below) < 2 or not all(any(first <= column <= last for first, last in across) for column in below):
        return None
    return _joined(top, best.first, best.first + 1, score, numbers_too=True)


def _with_units(top: list[Numbered], best: _Candidate, score: Score) -> _Candidate:
    """A row right below the headings that holds nothing but brackets, (件) | (元), belongs to them."""
    if best.last + 1 >= len(top):
        return best
    texts = [text for value in top[best.last + 1][1] if (text := text_of(value))]
    if len(texts) < 2 or not all(text[0] in "(（[" and text[-1] in ")）]" for text in texts):
        return best
    return _joined(top, best.first, best.last + 1, score) or best


def _under_merges(raw: RawTable, top: list[Numbered], best: _Candidate) -> _Candidate:
    """A header whose cells are merged with the rows below ends with them."""
    number = top[best.first][0]
    deep = max((bottom[0] for start, bottom in raw.merges if start[0] == number and bottom[0] <= number + 2), default=0)
    last = max((at for at, (row, _cells) in enumerate(top) if row <= deep), default=best.first)
    return _Candidate(best.score, best.first, max(best.last, last), best.headings, best.parts)


def _declared_header(path: Path, raw: RawTable, top: list[Numbered], options: ReadOptions) -> Table:
    if not options.header:
        width = max(len(cells) for _number, cells in top)
        letters = tuple(column_letters(index) for index in range(width))
        return Table(path.name, raw.name, letters, 0, raw, options)
    for position, (number, cells) in enumerate(top):
        if number == options.header:
            return _table(path, raw, top, _Candidate(0, position, position, cleaned(cells)), options)
    raise refuse.header_row_missing(path, options.header)


def _table(path: Path, raw: RawTable, top: list[Numbered], found: _Candidate, options: ReadOptions) -> Table:
    return Table(
        file=path.name,
        sheet=raw.name,
        headings=found.headings,
        header_row=top[found.first][0],
        raw=raw,
        options=options,
        header_end=top[found.last][0],
        preamble=top[: found.first],
        parts=found.parts,
    )


def _seen(top: list[Numbered]) -> list[str]:
    """The first filled rows, shortened, for the person to recognise their file."""
    rows = [[text for value in cells if (text := text_of(value))] for _number, cells in top]
    return [" | ".join(texts[:8])[:120] for texts in rows if texts][:3]
