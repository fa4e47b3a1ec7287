"""Bytes out: UTF-8 wherever it goes, the terminal's own characters on a terminal, and quiet when nobody reads on."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from sellerkit.base.files import refused_writes
from sellerkit.output.cells import letter_width

# What poor character sets lack and a plain character says as well.
_PLAIN = {"…": "...", "—": "-", "–": "-", "−": "-", "×": "x", "→": "->", "·": ".", "•": "*", "✓": "v", "✗": "x"}
_PLAIN |= {"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "≥": ">=", "≤": "<=", "¥": "Y"}


def plain_character(error: UnicodeError) -> tuple[str, int]:
    """The error handler `sellerkit-plain`: a near character or a question mark, never a crash."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    # A wide character becomes two marks, so that columns stay aligned.
    return "".join(_PLAIN.get(letter) or "?" * letter_width(letter) for letter in wrong), error.end


codecs.register_error("sellerkit-plain", plain_character)


def is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def encoding_of(stream: IO[str]) -> str:
    """The encoding that text goes out in: the terminal's, what PYTHONIOENCODING asks for, else UTF-8."""
    named = getattr(stream, "encoding", None)
    if named and (is_terminal(stream) or os.environ.get("PYTHONIOENCODING")):
        return str(named)
    return "utf-8"


def shows_unicode(stream: IO[str]) -> bool:
    """Whether lines, bars and marks arrive as they are."""
    return encoding_of(stream).lower().replace("-", "").startswith("utf")


def wants_colour() -> bool:
    """Whether the environment allows colour at all: NO_COLOR is unset or empty, the terminal is no dumb one."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_text(stream: IO[str] | None, text: str) -> None:
    """Print text; a character the other side can't show is replaced."""
    if stream is not None:
        write_bytes(stream, text.encode(encoding_of(stream), "sellerkit-plain"), text)


def write_utf8(stream: IO[str], text: str) -> None:
    """Print what another program reads as UTF-8, whatever the terminal; half characters of file names are escaped."""
    write_bytes(stream, text.encode("utf-8", "backslashreplace"), text)


def write_bytes(stream: IO[str], data: bytes, text: str) -> None:
    """Raises CannotWrite when the disk behind a redirected stream is full."""
    try:
        stream.flush()
        buffer = getattr(stream, "buffer", None)
        if buffer is None:
            stream.write(text)
        else:
            buffer.write(data)
        stream.flush()
    except OSError as error:
        point_at_nothing(stream)
        if error.errno not in (errno.EPIPE, errno.EINVAL):  # a reader that left; Windows says EINVAL
            with refused_writes(Path(str(getattr(stream, "name", "stdout")).strip("<>"))):
                raise


def point_at_nothing(stream: IO[str]) -> None:
    """What is still unwritten must not fail once more, with a traceback, when Python ends."""
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), stream.fileno())


def out() -> IO[str]:
    return sys.stdout


def err() -> IO[str]:
    return sys.stderr
