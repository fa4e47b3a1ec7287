"""How the walk ends."""

from __future__ import annotations

import shlex

from sellerkit.base.language import _
from sellerkit.learning.day import MORNING
from sellerkit.learning.demo import Demo
from sellerkit.output import Column, Table, View


def demo_view(demo: Demo) -> View:
    steps = [
        {
            "command": f"sellerkit {shlex.join(done.step.words)}",
            "exit": done.exit_code,
            "expected": done.step.exit_code,
            "as_planned": done.as_planned,
        }
        for done in demo.steps
    ]
    proofs = [{"what": p.name, "left": p.left, "right": p.right, "holds": p.holds} for p in demo.proofs]
    rows = [{**row, "holds": _("holds") if row["holds"] else _("FAILS")} for row in proofs]
    columns = (
        Column("what", _("What must add up")),
        Column("left", _("Computed"), "right"),
        Column("right", _("Stated"), "right"),
        Column("holds", _("Result")),
    )
    wrong = [row for row in steps if not row["as_planned"]]
    lines = [_("All {count} commands ended as planned.").format(count=len(steps))] if not wrong else []
    lines += [_("{command} ended with {exit} instead of {expected}.").format(**row) for row in wrong]
    lines += [
        _("The shop stays in {folder}: go there and try every command again.").format(folder=demo.folder),
        _("Its clock is fixed with SELLERKIT_NOW={time}.").format(time=MORNING),
    ]
    return View(
        data={"folder": str(demo.folder), "well": demo.well, "steps": steps, "proofs": proofs}, tables=(Table(columns, rows, title=_("The figures of the day")),),
        records=steps, lines=tuple(lines), exit_code=0 if demo.well else 1,
    )  # fmt: skip
