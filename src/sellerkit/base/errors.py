"""The exception tree. Each class owns its exit code; every message says what to do next.

SellerkitError            1
├── UsageWrong            2   the command was called wrongly (click's own errors end with 2 as well)
├── ConfigError           4   shop.toml, a file it names, or a store newer than this program
├── InputRejected         5   a file was refused whole; carries its problems
├── ServiceUnreachable    6   no courier or marketplace answered; safe to run again
├── ShopLocked            7   another run holds the shop
└── CannotWrite           8   disk full, no permission, or a file held open

"Done, with exceptions" (3) is a result, not an error; interruption is 130.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sellerkit.base.problems import Problem


class SellerkitError(Exception):
    """An ending. `code` is stable and English; `message` and `hint` follow the language."""

    exit_code = 1
    code = "unexpected"

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        code: str | None = None,
        problems: Sequence[Problem] = (),
        rejected_file: Path | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or type(self).code
        self.problems = tuple(problems)
        self.rejected_file = rejected_file


class UsageWrong(SellerkitError):
    exit_code = 2
    code = "usage"


class ConfigError(SellerkitError):
    exit_code = 4
    code = "config"


class InputRejected(SellerkitError):
    exit_code = 5
    code = "input-rejected"


class ServiceUnreachable(SellerkitError):
    exit_code = 6
    code = "service-unreachable"


class ShopLocked(SellerkitError):
    exit_code = 7
    code = "shop-locked"


class CannotWrite(SellerkitError):
    exit_code = 8
    code = "cannot-write"
