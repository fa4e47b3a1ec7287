"""docs/problems.md: every code as the commands really say it."""

from __future__ import annotations

from collections.abc import Mapping

from .case import Case, Shown
from .cases import AREAS, NOT_SHOWN

HEADING = """\
# Problems

Every problem has a code that never changes; messages and hints follow the language. With `--json` the code stands in
`problems[]`, in `error`, or in `exceptions[]`. The messages below were written by the commands themselves
(`.ci/problems` runs each command in a small shop of its own); what a shop must hold for it stands in `tests/problems/`.
"""


def page(shown: Mapping[str, Shown]) -> str:
    """The whole file; `shown` has what each code's command answered."""
    parts = [HEADING]
    for area, cases in AREAS.items():
        parts.append(f"## {area}\n")
        parts += [entry(case, shown[case.code]) for case in sorted(cases, key=lambda case: case.code)]
    parts.append("## Codes that no file can show\n")
    parts += [f"* `{code}`: {reason}." for code, reason in sorted(NOT_SHOWN.items())]
    return "\n".join(parts) + "\n"


def entry(case: Case, shown: Shown) -> str:
    lines = [f"### {case.code}\n", f"> {_short(shown.message or shown.hint)}\n"]
    if shown.hint and shown.message:
        lines.append(f"What to do: {_short(shown.hint)}\n")
    lines.append(f"For example `sellerkit {case.command}`; exit {case.exit}.\n")
    return "\n".join(lines)


def _short(text: str, most: int = 400) -> str:
    text = " ".join(text.split()).replace("<", "&lt;")
    return text if len(text) <= most else text[:most].rstrip() + " …"
