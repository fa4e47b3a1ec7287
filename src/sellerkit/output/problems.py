"""Problems and errors on stderr, one line each, with what to do next under them; or as JSON on stdout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sellerkit.base.errors import SellerkitError
from sellerkit.base.language import _, ngettext
from sellerkit.base.problems import Problem
from sellerkit.output import streams
from sellerkit.output.cells import clipped, one_line
from sellerkit.output.structured import json_text
from sellerkit.output.terminal import emphasised

SHOWN = 20
_VALUE_CELLS = 60


def problem_line(problem: Problem) -> str:
    """`file, sheet, row, column: message (found: value)`."""
    place = str(problem.place)
    line = f"{place}: {problem.message}" if place else problem.message
    if problem.value and not _said(problem.value, problem.message):
        found = clipped(one_line(str(problem.value)), _VALUE_CELLS)
        line += " " + _("(found: {value})").format(value=found)
    return one_line(line)


def _said(value: str, message: str) -> bool:
    """Whether the sentence names the value already."""
    return len(value) > 2 and re.search(rf"(?<!\w){re.escape(value)}(?!\w)", message) is not None


def problem_lines(problems: Sequence[Problem], *, rejected: bool = False) -> Iterator[str]:
    """The first twenty problems, the same hint only once in a row, and how many more there are."""
    some = problems[:SHOWN]
    for number, problem in enumerate(some):
        yield problem_line(problem)
        following = some[number + 1].hint if number + 1 < len(some) else ""
        if problem.hint and problem.hint != following:
            yield "    " + one_line(problem.hint)
    more = len(problems) - len(some)
    if more > 0:
        yield ngettext("… and {count} more problem.", "… and {count} more problems.", more).format(count=more)
        yield "    " + (
            _("The rejected file names every one; so does --json.") if rejected else _("See all of them with --json.")
        )


def error_record(error: SellerkitError) -> dict[str, object]:
    """What `--json` prints for a command that stopped."""
    return {
        "error": {
            "code": error.code,
            "exit": error.exit_code,
            "message": error.message,
            "hint": error.hint,
            "problems": [problem.as_dict() for problem in error.problems],
            "rejected_file": str(error.rejected_file) if error.rejected_file else None,
        }
    }


def print_error(error: SellerkitError, *, as_json: bool = False, colour: bool = True) -> None:
    """Say why the command stopped: JSON on stdout, or sentences on stderr, the first red on a terminal."""
    if as_json:
        streams.write_utf8(streams.out(), json_text(error_record(error)))
        return
    first = _("Error: {message}").format(message=one_line(error.message))
    colour = colour and streams.wants_colour() and streams.is_terminal(streams.err())
    lines = [emphasised(first, colour=colour, code="1;31")]
    lines += problem_lines(error.problems, rejected=error.rejected_file is not None)
    if error.rejected_file:
        lines.append(_("Rejected rows: {file}").format(file=error.rejected_file))
    if error.hint:
        # An example of several lines can be copied as it stands; nothing in it can pass for a line of its own.
        lines.append(_("Hint: {hint}").format(hint="\n  ".join(map(one_line, error.hint.split("\n")))))
    streams.write_text(streams.err(), "".join(line + "\n" for line in lines))
