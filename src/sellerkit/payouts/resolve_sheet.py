"""A sheet of decisions: the exceptions workbook of `payouts reconcile -o`, with its decision column filled in."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.payouts.rules import NEXT_STEPS
from sellerkit.payouts.wording import code_name
from sellerkit.sheets import Sheet, Value, column, find_table
from sellerkit.sheets.cells import CellError, identifier
from sellerkit.sheets.text import text_of

# Each decision and the words that a person may write for it.
DECISIONS = {
    "accepted": ("accepted", "accept", "ok", "接受", "认可"),
    "written-off": ("written-off", "written off", "write off", "核销", "坏账"),
    "claimed": ("claimed", "claim", "已申诉", "申诉"),
    "fixed": ("fixed", "done", "已处理", "处理"),
}


class Wanted(NamedTuple):
    """One decision: which exception, what a person says, and `tie` (CHANNEL/ORDER) for money that belongs to an order."""

    code: str
    order: str
    channel: str = ""
    decision: str = ""
    note: str = ""
    tie: str = ""
    currency: str = ""
    row: int | None = None


def code_of(value: Value) -> str:
    """A reason code, or its name in the language that is set."""
    word = text_of(value).strip()
    names = {code_name(code).casefold(): code for code in NEXT_STEPS} | {code: code for code in NEXT_STEPS}
    found = names.get(word.casefold().split(" (")[0].split("（")[0])
    if found is None:
        raise CellError(_("is no reason code"), "no-such-exception", _("`sellerkit payouts reconcile` lists them."))
    return found


def decision_of(value: Value) -> str:
    """accepted, written-off, claimed or fixed."""
    word = text_of(value).strip().casefold()
    for decision, words in DECISIONS.items():
        if word in words:
            return decision
    hint = _("Write one of: {words}").format(
        words=", ".join(f"{one} ({words[-2]})" for one, words in DECISIONS.items())
    )
    raise CellError(_("is no decision that sellerkit knows"), "unknown-decision", hint)


SHEET: Sheet[Wanted] = Sheet(
    Wanted,
    code=column("code", "Code", "Reason code", "原因代码", "Reason", "原因", read=code_of),
    order=column("Order", "订单号", "订单", "order_id", read=identifier),
    channel=column("Channel", "渠道", "channel", default=""),
    decision=column("Decision", "处理决定", "处理", "decision", read=decision_of, default=""),
    note=column("Note", "备注", "note", default=""),
    tie=column("Belongs to", "归属订单", "tie", default=""),
    currency=column("Currency", "货币", "币种", "currency", default=""),
)


def read_decisions(path: Path) -> list[Wanted]:
    """The rows with a decision or with an order to belong to. Raises InputRejected with every cell that cannot be read."""
    outcome = SHEET.parse(find_table(path, [one.aliases for one in SHEET.columns.values()]))
    if outcome.problems:
        raise InputRejected(
            _("{file} was not taken in: nothing was changed.").format(file=path.name), problems=outcome.problems
        )
    decided = [parsed.value._replace(row=parsed.place.row) for parsed in outcome.good]
    return [one for one in decided if one.decision or one.tie]
