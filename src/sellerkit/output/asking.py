"""Questions to the person at the terminal. Where nobody can answer, nothing is asked."""

from __future__ import annotations

import sys

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import _
from sellerkit.output import streams

_YES = ("y", "yes", "是", "好", "对")


def confirmed(question: str) -> bool:
    """Whether the person says yes; no answer is a no. Raises UsageWrong without a terminal."""
    if not streams.is_terminal(sys.stdin):
        raise UsageWrong(
            _("There is no terminal to answer: {question}").format(question=question),
            hint=_("Add --yes to go on without being asked."),
        )
    return prompted(f"{question} " + _("[y/N]:")).lower() in _YES


def answered(question: str, default: str, flag: str) -> str:
    """What the person writes, or `default` for an empty line. Ctrl-D stops; without a terminal UsageWrong names `flag`."""
    if not streams.is_terminal(sys.stdin):
        raise UsageWrong(
            _("There is no terminal to answer: {question}").format(question=question),
            hint=_("Give {flag}, or add --yes to take the default: {default}").format(flag=flag, default=default),
        )
    streams.write_text(streams.err(), f"{question} [{default}]: ")
    line = sys.stdin.readline()
    if not line:  # Ctrl-D: the person wants to stop, not the default
        raise KeyboardInterrupt
    return line.strip() or default


def waited(text: str) -> None:
    """Wait for Enter; without a terminal there is no waiting."""
    if streams.is_terminal(sys.stdin):
        prompted(text)


def prompted(text: str) -> str:
    streams.write_text(streams.err(), text + " ")
    return sys.stdin.readline().strip()
