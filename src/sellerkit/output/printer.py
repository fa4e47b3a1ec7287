"""The printer that every command is given: one view in, the format that was asked for out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.output import streams
from sellerkit.output.asking import answered, confirmed, waited
from sellerkit.output.cells import STAMP, one_line
from sellerkit.output.plain import table_lines
from sellerkit.output.problems import problem_lines
from sellerkit.output.progress import BarProgress, LogProgress, NoProgress, Progress
from sellerkit.output.structured import csv_text, json_text, jsonl_text
from sellerkit.output.terminal import drawn, emphasised
from sellerkit.output.view import Table, View

FORMATS = ("table", "json", "jsonl", "csv")
ENDINGS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx", ".txt": "text"}


class Output:
    """Prints views. `format` is table, json, jsonl or csv, or what the ending of `file` says (xlsx, text as well).

    `own_endings` are endings of `file` that the command writes itself (".pdf"): the view then goes to stdout.
    Raises UsageWrong at once when `file` ends with something unknown.
    """

    def __init__(
        self,
        format: str | None = None,
        file: Path | None = None,
        quiet: bool = False,
        verbose: bool = False,
        show_personal: bool = False,
        yes: bool = False,
        colour: bool = True,
        *,
        practice: bool = False,
        own_endings: Sequence[str] = (),
    ) -> None:
        self.file = file
        self.quiet, self.verbose = quiet, verbose
        self.show_personal, self.yes = show_personal, yes
        self.colour = colour and streams.wants_colour()
        self.practice = practice
        self._file_is_view = file is not None and file.suffix.lower() not in own_endings
        self.format = self._format_of(file, own_endings) if file and self._file_is_view else (format or "table")
        self._progress: Progress = NoProgress()

    @staticmethod
    def _format_of(file: Path, own_endings: Sequence[str]) -> str:
        found = ENDINGS.get(file.suffix.lower())
        if found is None:
            raise UsageWrong(
                _("{file}: this ending is not known.").format(file=file.name),
                hint=_("Use one of these endings: {endings}").format(
                    endings=" ".join(dict.fromkeys([*ENDINGS, *own_endings]))
                ),
            )
        return found

    # What a command says

    def show(self, view: View) -> None:
        """Print the view, its notes and problems, then end the command when the view's exit code is not 0."""
        if self.file is not None and self._file_is_view:
            from sellerkit.output.saving import save

            save(self.file, self.format, view, practice=self.practice)
            self.note(_("Written: {file}").format(file=self.file))
            if self.format not in ("json", "text"):
                for line in view.lines:
                    self.note(line)
        else:
            self._print(view)
        if self.format != "json":
            for line in problem_lines(view.problems):
                self._say(line)
        for note in view.notes:
            self.note(note)
        if view.exit_code:
            end(view.exit_code)

    def heading(self, text: str) -> None:
        """A bold line on stdout; nothing but in table format."""
        if self.format == "table":
            streams.write_text(streams.out(), emphasised(one_line(text), colour=self._colour_on_stdout()) + "\n")

    def line(self, text: str) -> None:
        """A sentence on stdout, at once; nothing but in table format."""
        if self.format == "table":
            streams.write_text(streams.out(), one_line(text) + "\n")

    def text(self, text: str) -> None:
        """A whole text on stdout as it stands, in UTF-8, for other programs to read."""
        streams.write_utf8(streams.out(), text)

    def note(self, text: str) -> None:
        """A sentence on stderr; nothing with --quiet."""
        if not self.quiet:
            self._say(text)

    def detail(self, text: str) -> None:
        """A sentence on stderr with --verbose."""
        if self.verbose:
            self._say(text)

    def progress(self, total: int | None, label: str) -> Progress:
        """A context manager with `.advance(n=1)`; `total` None when nobody knows."""
        if self.quiet:
            return NoProgress()
        stream = streams.err()
        if streams.is_terminal(stream) and streams.shows_unicode(stream) and os.environ.get("TERM") != "dumb":
            self._progress = BarProgress(total, label, colour=self.colour)
            return self._progress
        return LogProgress(total, label, self._say)

    def confirm(self, question: str) -> bool:
        """Ask yes or no on the terminal; True at once with --yes. Raises UsageWrong when nobody can answer."""
        return self.yes or confirmed(question)

    def ask(self, question: str, default: str, *, flag: str) -> str:
        """Ask for a text; `default` at once with --yes. Raises UsageWrong, naming `flag`, when nobody can answer."""
        return default if self.yes else answered(question, default, flag)

    def pause(self, text: str) -> None:
        """Wait for Enter on the terminal; nobody there, no waiting."""
        waited(text)

    # How it looks

    def _print(self, view: View) -> None:
        stdout = streams.out()
        if self.format == "json":
            streams.write_utf8(stdout, json_text(view.data))
        elif self.format == "jsonl":
            streams.write_utf8(stdout, jsonl_text(view))
        elif self.format == "csv":
            streams.write_utf8(stdout, csv_text(view))
        else:
            streams.write_text(stdout, self._text(view))

    def _text(self, view: View) -> str:
        parts = [self._table(table) for table in view.tables]
        if view.lines:
            parts.append("".join(one_line(line) + "\n" for line in view.lines))
        stamp = [f"*** {STAMP} ***\n"] if self.practice and any(parts) else []
        return "".join(stamp) + "\n".join(part for part in parts if part)

    def _table(self, table: Table) -> str:
        stdout = streams.out()
        if not streams.is_terminal(stdout):
            return "".join(line + "\n" for line in table_lines(table))
        room = max(20, shutil.get_terminal_size().columns)
        if streams.shows_unicode(stdout) and os.environ.get("TERM") != "dumb":
            return drawn(table, room, colour=self._colour_on_stdout())
        return "".join(line + "\n" for line in table_lines(table, room))

    def _colour_on_stdout(self) -> bool:
        return self.colour and streams.is_terminal(streams.out())

    def _say(self, text: str) -> None:
        text = one_line(text)
        if not self._progress.say(text):
            streams.write_text(streams.err(), text + "\n")


def end(code: int) -> NoReturn:
    """End the command with that code: through click when it runs inside one."""
    import click

    context = click.get_current_context(silent=True)
    if context is not None:
        context.exit(code)
    raise SystemExit(code)
