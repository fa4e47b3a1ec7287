"""A Finding is one thing a marketplace or the law would object to: rule, place, value found, suggestion."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sellerkit.base.language import _
from sellerkit.base.problems import Place, Problem

Severity = Literal["error", "warning", "note"]
_ORDER = {"error": 0, "warning": 1, "note": 2}
# What a spreadsheet program runs when the seller opens the file to look at it; a number with a sign is only a number.
_BEGINNINGS = frozenset("=+-@\t\r")
_FORMULA = re.compile(r"[=+\-@\t\r](?!\d+(\.\d+)?$)")


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` never changes; `sku` and `field` are the place ("" when the whole channel is meant).

    An error keeps the variant (or `whole`: the product) out of the file; where `field` is optional for the channel
    the rule is marked `leaves_blank` and only that field is left out. A warning keeps nothing out; a note says only
    what was done, or what a warning would have been without its proof.
    """

    rule: str
    severity: Severity
    sku: str
    field: str
    message: str
    value: str = ""
    suggestion: str = ""
    leaves_blank: bool = False
    whole: bool = False

    @property
    def keeps_out(self) -> bool:
        return self.severity == "error" and not self.leaves_blank

    def as_dict(self, file: str) -> dict[str, object]:
        """The keys every problem has, and where it is in the catalogue: sku, field, severity."""
        shown = {"sheet": None, "severity": self.severity, "sku": self.sku or None, "field": self.field or None}
        return self.as_problem(file).as_dict() | shown

    def as_problem(self, file: str) -> Problem:
        return Problem(self.rule, self.message, Place(file, self.sku, None, self.field), self.value, self.suggestion)


def errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors, warnings, notes, each in the order they were found."""
    return sorted(findings, key=lambda finding: _ORDER[finding.severity])


def told_of(findings: list[Finding], fields: Collection[str]) -> list[Finding]:
    """Those about these fields (all when none are named), and products that could not be made at all."""
    if not fields:
        return findings
    return [finding for finding in findings if finding.field in fields or finding.rule == "template-failed"]


def softened(findings: list[Finding], unsure: Collection[str]) -> list[Finding]:
    """Errors of rules that nobody is sure of become warnings, which keep nothing out."""
    if not unsure:
        return findings
    return [
        replace(finding, severity="warning", whole=False, leaves_blank=False)
        if finding.severity == "error" and finding.rule in unsure
        else finding
        for finding in findings
    ]


def error(
    rule: str,
    sku: str,
    field: str,
    message: str,
    value: str = "",
    hint: str = "",
    *,
    leaves_blank: bool = False,
    whole: bool = False,
) -> Finding:
    return Finding(rule, "error", sku, field, message, value, hint, leaves_blank, whole)


def warning(rule: str, sku: str, field: str, message: str, value: str = "", hint: str = "") -> Finding:
    return Finding(rule, "warning", sku, field, message, value, hint)


def note(rule: str, sku: str, field: str, message: str, value: str = "", hint: str = "") -> Finding:
    return Finding(rule, "note", sku, field, message, value, hint)


def too_long(field: str, sku: str, text: str, limit: int) -> Finding:
    """A field that has more characters than the channel takes."""
    message = _("This has {length} characters; {limit} are allowed.").format(length=len(text), limit=limit)
    return error(f"{field}-too-long", sku, field, message, text, _("Make it shorter."), whole=field == "handle")


def is_formula(text: str) -> bool:
    return text[:1] in _BEGINNINGS and _FORMULA.match(text) is not None


def formula(sku: str, field: str, text: str, *, whole: bool = False) -> Finding:
    """A text that a spreadsheet program runs when the seller opens the file to look at it."""
    message = _("This begins with {sign}, so a spreadsheet program would run it.").format(sign=repr(text[0]))
    return error("formula", sku, field, message, text, _("Take that sign away."), whole=whole)
