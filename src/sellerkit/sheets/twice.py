"""A heading that stands twice over different figures: which column counts, only a person can say."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.sheets.tables import Table

_ROWS = 5000


def refuse_twice(table: Table, columns: Iterable[int]) -> None:
    """Raise InputRejected when one of these columns has a namesake that says something else in the first 5,000 rows."""
    for column in columns:
        heading = table.headings[column]
        namesake = f"{heading} (2)"
        if namesake in table.index and any(
            row.text(heading) != row.text(namesake) for row in islice(table.rows, _ROWS)
        ):
            raise InputRejected(
                _("{file} has two columns {heading}, and they do not say the same.").format(
                    file=table.file, heading=heading
                ),
                hint=_('Give one of them another name; or declare the one that counts: "{heading}" or "{heading} (2)".').format(heading=heading),
                code="column-twice",
            )  # fmt: skip
