"""How the night looks in the morning."""

from __future__ import annotations

from sellerkit.base.clock import duration_text
from sellerkit.base.language import N_, _, ngettext
from sellerkit.output import Column, Table, View
from sellerkit.shop.nightly import Night, Step

# What each exit code asks of a person; docs/exit-codes.md says more.
VERDICTS = {
    0: N_("All is well: nobody is needed."),
    1: N_("A step failed unexpectedly: run it again with --debug and report it."),
    3: N_("Done, but a person must look at what is listed."),
    4: N_("shop.toml or a file that it names must be mended."),
    5: N_("A file was refused and must be mended."),
    6: N_("A courier or marketplace could not be reached: run it again later."),
    7: N_("Another run held the shop: run it again later."),
    8: N_("The disk is full or refuses to be written: free it and run again."),
}


def night_view(night: Night) -> View:
    verdict = _(VERDICTS.get(night.exit_code, VERDICTS[1]))
    rows = [{"step": s.words, "exit": s.exit_code, "what": told(s)} for s in night.steps]
    rows += [
        {
            "step": _("expected: {source}").format(source=late.name), "exit": 3,
            "what": _("no new file within {every}").format(every=duration_text(late.every)),
        }
        for late in night.late
    ]  # fmt: skip
    columns = (Column("step", _("Step")), Column("exit", _("Exit"), align="right"), Column("what", _("What")))
    data = {
        "exit": night.exit_code, "verdict": verdict, "report": str(night.report),
        "steps": [{"step": s.words, "exit": s.exit_code, "what": told(s), "seconds": round(s.seconds, 3)} for s in night.steps],
        "late_sources": [late.name for late in night.late],
    }  # fmt: skip
    lines = (
        _("Verdict: {verdict} (exit {code})").format(verdict=verdict, code=night.exit_code),
        _("Report: {file}").format(file=night.report),
    )
    return View(data=data, tables=(Table(columns, rows),), lines=lines, records=rows, exit_code=night.exit_code)


def told(step: Step) -> str:
    """One line of what a step answered: its error, else its counts, else the last thing it said."""
    answer = step.answer
    if isinstance(answer, dict) and "error" in answer:
        return str(answer["error"].get("message", ""))
    if isinstance(answer, list) and answer and all(isinstance(row, dict) and "rows" in row for row in answer):
        counts = {name: sum(int(row.get(name) or 0) for row in answer) for name in ("created", "changed", "rejected")}
        return ngettext(
            "{files} file: {created} created, {changed} changed, {rejected} rejected",
            "{files} files: {created} created, {changed} changed, {rejected} rejected",
            len(answer),
        ).format(files=len(answer), **counts)
    if isinstance(answer, list):
        return ngettext("{count} row", "{count} rows", len(answer)).format(count=len(answer))
    if isinstance(answer, dict) and "by_code" in answer:
        return ", ".join(f"{code} {count}" for code, count in answer["by_code"].items()) or _("no exceptions")
    return step.said.splitlines()[-1] if step.said else ""
