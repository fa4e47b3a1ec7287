"""Taking files in, the same way for stock, orders and statements: all or nothing a file, nothing twice, both halves kept."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _, ngettext
from sellerkit.base.problems import Problem
from sellerkit.store.batches import same_file
from sellerkit.store.store import Batch
from sellerkit.trade.shop import Shop

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileWanted:
    """A file to take in and the source or channel of shop.toml it belongs to ("" for none)."""

    path: Path
    source: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out: as it stood, why, and in which columns."""

    row: int
    cells: Sequence[object]
    reason: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents(Generic[T]):
    """A file after reading: what is good, what is not, and what was passed over. `rows` counts data rows."""

    format: str
    good: T
    rows: int
    ignored: int = 0
    sheet: str = ""
    headings: Sequence[str] = ()
    bad_rows: Sequence[BadRow] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving came to. `problems` are exceptions that do not reject a row (an unknown code): exit 3."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file; `as_dict` has the keys that --json promises."""

    file: str
    format: str
    batch: int | None
    dry_run: bool
    rows: int
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    ignored: int = 0
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    rejected_file: Path | None = None
    error: InputRejected | None = None
    known: bool = False

    def as_dict(self) -> dict[str, object]:
        return {
            "file": self.file, "format": self.format, "batch": self.batch, "dry_run": self.dry_run, "rows": self.rows,
            "created": self.created, "changed": self.changed, "unchanged": self.unchanged, "rejected": self.rejected,
            "ignored": self.ignored, "problems": [p.as_dict() for p in self.problems],
            "rejected_file": str(self.rejected_file) if self.rejected_file else None, **self.extra,
        }  # fmt: skip


def files_wanted(
    shop: Shop, given: Sequence[Path], sources: Mapping[str, Sequence[str]], source: str | None
) -> list[FileWanted]:
    """The files meant: those given, else every file that the patterns of the sources match, oldest name first.

    `sources` maps a source's name to its patterns, relative to the shop's folder. A given file belongs to `source`, else
    to the source whose pattern matches it, else to none ("").
    """
    matched = {
        found.resolve(): name
        for name, patterns in sources.items()
        if source in (None, name)
        for pattern in patterns
        for found in _matching(shop.folder, pattern)
    }
    if given:
        return [FileWanted(path, source or matched.get(_resolved(path), "")) for path in given]
    return [
        FileWanted(path, name) for path, name in matched.items() if path.is_file() and not path.name.startswith("~$")
    ]


def _resolved(path: Path) -> Path:
    """The path without links; a circle of links stays as it is, and the reader says that it cannot be read."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _matching(folder: Path, pattern: str) -> list[Path]:
    """The files a pattern of shop.toml means; a pattern may also be absolute or name one file."""
    path = Path(pattern)
    if path.is_absolute():
        folder, pattern = Path(path.anchor), str(path.relative_to(path.anchor))
    return sorted(folder.glob(pattern))


def take_in(
    shop: Shop,
    wanted: FileWanted,
    *,
    command: str,
    read: Callable[[FileWanted], Contents[T]],
    save: Callable[[Batch, Contents[T]], Saved],
    mode: str = "",
    dry_run: bool = False,
    skip_bad_rows: bool = False,
    again: bool = False,
) -> FileResult:
    """Take one file in as one batch. Raises InputRejected when it is refused whole; then nothing has changed."""
    file_hash = hash_of(wanted.path)
    name = shop.shown(wanted.path)
    earlier = None if again or not file_hash else same_file(shop.store.db, file_hash, wanted.source, mode)
    if earlier is not None:
        rows = int(str(earlier.summary.get("rows", 0)))
        note = _("{file} was taken in before (batch {number}); nothing changed.").format(
            file=name, number=earlier.number
        )
        extra = {"already_imported": earlier.number}
        return FileResult(
            name,
            str(earlier.summary.get("format", "")),
            None,
            dry_run,
            rows,
            unchanged=rows,
            notes=(note,),
            extra=extra,
            known=True,
        )
    contents = read(wanted)
    if contents.bad_rows and not skip_bad_rows:
        raise _refusal(shop, wanted, contents, dry_run)
    with shop.store.batch(
        command, file=name, file_hash=file_hash, source=wanted.source, mode=mode, dry_run=dry_run
    ) as batch:
        saved = save(batch, contents)
        batch.note(
            format=contents.format, rows=contents.rows, created=saved.created, changed=saved.changed,
            unchanged=saved.unchanged, rejected=len(contents.bad_rows), **_plain(saved.extra),
        )  # fmt: skip
        # Inside the batch: when the rows left out cannot be kept, the good ones are not taken either.
        rejected_file = None if dry_run or not contents.bad_rows else write_rejected_rows(shop, wanted, contents)
    return FileResult(
        name, contents.format, None if dry_run else batch.number, dry_run, contents.rows, saved.created, saved.changed,
        saved.unchanged, len(contents.bad_rows), contents.ignored, contents.problems + saved.problems, contents.notes + saved.notes,
        saved.extra, rejected_file,
    )  # fmt: skip


def take_all(wanted: Sequence[FileWanted], one: Callable[[FileWanted], FileResult], shop: Shop) -> list[FileResult]:
    """Take each file in. A refused file becomes a result with its error; when none was taken the refusal is raised."""
    results: list[FileResult] = []
    for file in wanted:
        try:
            results.append(one(file))
        except InputRejected as error:
            rows = len({(p.place.sheet, p.place.row) for p in error.problems if p.place.row})
            result = FileResult(
                shop.shown(file.path), "", None, False, rows, rejected=rows, problems=error.problems,
                rejected_file=error.rejected_file, error=error,
            )  # fmt: skip
            results.append(result)
    refused = [result.error for result in results if result.error]
    if refused and len(refused) == len(results):
        if len(refused) == 1:
            raise refused[0]
        raise InputRejected(
            _("None of the {count} files could be taken in: {reasons}").format(
                count=len(refused), reasons=" ".join(e.message for e in refused)
            ),
            hint=refused[0].hint,
            problems=[p for e in refused for p in e.problems],
        )
    return results


def hash_of(path: Path) -> str:
    """SHA-256 of the file's bytes, or "" when it cannot be read (the reader then says why)."""
    try:
        if not path.is_file():  # a pipe or a device may never end
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def write_rejected_rows(shop: Shop, wanted: FileWanted, contents: Contents[T]) -> Path:
    """`out/rejected/NAME.xlsx`: the same columns plus row and reason, ready to be mended and fed back."""
    from sellerkit.output.workbook import write_rejected

    path = shop.path("out/rejected") / f"{_rejected_name(wanted.path)}.xlsx"
    write_rejected(
        path, wanted.path.name, contents.sheet, list(contents.headings),
        [(bad.row, list(bad.cells), bad.reason, bad.columns) for bad in contents.bad_rows],
    )  # fmt: skip
    return path


def _rejected_name(path: Path) -> str:
    """The file's name without its ending, unless a file of the same name and another ending lies beside it."""
    alike = [other for other in path.parent.glob(f"{glob.escape(path.stem)}.*") if other.name != path.name]
    return f"{path.stem}-{path.suffix.lstrip('.')}" if alike else path.stem


def _refusal(shop: Shop, wanted: FileWanted, contents: Contents[T], dry_run: bool) -> InputRejected:
    rejected_file = None if dry_run else write_rejected_rows(shop, wanted, contents)
    hint = _("Mend the rows and import it again, or take the good rows with --skip-bad-rows.")
    if rejected_file:
        hint = _(
            "The bad rows are in {file}: mend them there or in your file, or take the good rows with --skip-bad-rows."
        ).format(file=shop.shown(rejected_file))
    bad = len(contents.bad_rows)
    message = ngettext(
        "{file} has {bad} bad row of {rows}; nothing was changed.",
        "{file} has {bad} bad rows of {rows}; nothing was changed.",
        bad,
    ).format(file=shop.shown(wanted.path), bad=bad, rows=contents.rows)
    return InputRejected(message, hint=hint, code="bad-rows", problems=contents.problems, rejected_file=rejected_file)


def _plain(extra: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in extra.items() if isinstance(value, (int, str))}
