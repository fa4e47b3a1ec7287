"""Which orders a command means: the options that all order commands share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sellerkit.base.errors import InputRejected, UsageWrong
from sellerkit.base.language import _
from sellerkit.model.order import STATUSES


@dataclass(frozen=True, slots=True)
class Wanted:
    """A choice of orders; everything empty means all that the command would take by itself."""

    orders: tuple[str, ...] = ()
    channel: str | None = None
    statuses: tuple[str, ...] = ()
    due: timedelta | None = None
    limit: int | None = None

    @classmethod
    def given(
        cls,
        orders: tuple[str, ...],
        channel: str | None,
        statuses: tuple[str, ...],
        due: timedelta | None,
        file: Path | None,
        limit: int | None,
    ) -> Wanted:
        """From the command line. Raises UsageWrong for an unknown status, InputRejected for an unreadable file."""
        for status in statuses:
            if status not in STATUSES:
                raise UsageWrong(
                    _("There is no status {status}.").format(status=status),
                    hint=_("Known: {names}").format(names=", ".join(STATUSES)),
                )
        listed = numbers_in(file) if file else ()
        return cls(orders + listed, channel, statuses, due, limit)


def numbers_in(file: Path) -> tuple[str, ...]:
    """The order numbers in a text file, one a line. Raises InputRejected for a file that cannot be read."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRejected(
            _("{file} cannot be read as a list of order numbers.").format(file=file),
            hint=_("Give a text file with one order number a line."),
            code="no-such-file",
        ) from error
    return tuple(line.strip() for line in text.splitlines() if line.strip())
