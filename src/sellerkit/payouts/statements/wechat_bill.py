"""What WeChat Pay's merchant bills share: values behind a backtick, and two last lines with the totals and their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.payouts.statements.columns import Cells
from sellerkit.payouts.statements.reading import filled
from sellerkit.payouts.statements.ticks import unticked
from sellerkit.sheets import Table
from sellerkit.sheets.text import text_of


@dataclass(slots=True)
class WechatBill:
    """The rows with bare values, and the totals below them (heading → value and row) once walked.

    `count_heading` begins the second header; `sums` is for whoever reads the rows.
    """

    table: Table
    count_heading: str
    count: int = 0
    heads: list[str] = field(default_factory=list)
    totals: dict[str, tuple[str, int]] = field(default_factory=dict)
    sums: dict[str, Decimal] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        self.count, self.heads = 0, []
        for number, cells in filled(self.table):
            values = unticked(cells)
            if self.heads:
                pairs = zip(self.heads, map(text_of, values), strict=False)
                self.totals = {head: (value, number) for head, value in pairs if head and value}
            elif self.count_heading in map(text_of, values):
                self.heads = [text_of(value) for value in values]
            else:
                self.count += 1
                yield number, values

    def refuse_half(self) -> None:
        """Raises InputRejected for a bill without its totals: it is half downloaded. To be asked after the rows."""
        if self.totals and all(not head or head in self.totals for head in self.heads):
            return
        raise InputRejected(
            _("{file} ends before its totals: it was downloaded only in part.").format(file=self.table.file),
            hint=_("Download it again whole; the last line of a bill holds its totals."),
            code="no-total-row",
        )
