"""What an order's status becomes when an export speaks of it again, and when a person changes it. Pure.

The store keeps two statuses of an order: ours, and the one that its platform's export said last. An export that repeats
itself says nothing new, so what we did since (shipped, cancelled, held) stands. Otherwise a status only goes forward.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sellerkit.base.language import N_, _
from sellerkit.model.order import STATUSES

Verdict = Literal["newer", "older", "doubtful"]

_RANK = {
    "unpaid": 0, "deposit-paid": 1, "to-ship": 2, "held": 2, "shipped": 3, "done": 4, "refunding": 5, "refunded": 6, "closed": 6,
}  # fmt: skip
_WORDS = {
    "unpaid": N_("unpaid"), "deposit-paid": N_("deposit-paid"), "to-ship": N_("to-ship"), "held": N_("held"), "shipped": N_("shipped"),
    "done": N_("done"), "refunding": N_("refunding"), "refunded": N_("refunded"), "closed": N_("closed"),
}  # fmt: skip
HOLDABLE = frozenset({"unpaid", "deposit-paid", "to-ship"})
CANCELLABLE = frozenset({"unpaid", "deposit-paid", "to-ship", "held", "refunding"})
# Nothing more is to be sent of a line whose own status is one of these.
SETTLED = frozenset({"shipped", "done", "refunded", "closed"})


def status_word(status: str) -> str:
    """The status as a table shows it, in the language that is set; JSON has the code."""
    return _(_WORDS.get(status, status))


class Decision(NamedTuple):
    """The status that results. "older": the file is behind us, none of it counts; "doubtful": a person must look."""

    status: str
    verdict: Verdict


def decide(ours: str, said: str, theirs: str) -> Decision:
    """`ours` is the order's status (what it was held from, when held), `said` and `theirs` what exports said and say."""
    if not said and ours == "done":
        # Only a report that does not tell what was sent has spoken of it so far.
        return Decision(theirs, "newer")
    if theirs in (ours, said):
        return Decision(ours, "newer")
    if {ours, theirs} == {"closed", "refunded"}:
        return Decision("refunded", "newer")
    if _RANK[theirs] > _RANK[ours]:
        return Decision(theirs, "newer")
    return Decision(ours, "doubtful" if ours == "refunding" else "older")


def decisions() -> list[tuple[str, str, str, str, str]]:
    """`decide` as a table (ours, said, theirs, status, verdict), for the store to join with."""
    return [
        (ours, said, theirs, *decide(ours, said, theirs))
        for ours in STATUSES
        for said in (*STATUSES, "")
        for theirs in STATUSES
    ]


def combined(statuses: Iterable[str]) -> str:
    """The status of an order whose lines have statuses of their own: what is still to be done comes first.

    A refund that is asked for while something waits to be sent stops the whole order; a person may release it.
    """
    found = set(statuses)
    if "refunding" in found and found & {"to-ship", "deposit-paid"}:
        return "refunding"
    for status in ("to-ship", "deposit-paid", "unpaid", "shipped", "refunding", "done", "refunded", "closed"):
        if status in found:
            return status
    return "unpaid"


def released(held_from: str, *, sent: bool) -> str:
    """What a held or refunding order goes back to; `sent` when it has gone out already."""
    if sent:
        return "shipped"
    return held_from or "to-ship"
