"""What `listings preview` shows: where to look, and what is wrong on stderr."""

from __future__ import annotations

from sellerkit.base.language import ngettext
from sellerkit.listings.preview import Preview
from sellerkit.listings.view import exit_code
from sellerkit.output import View


def preview_view(made: Preview) -> View:
    problems = [
        finding.as_problem(result.channel)
        for result in made.results
        for finding in result.findings
        if finding.severity != "note"
    ]
    data = {"index": made.index, "products": made.products, "channels": [r.channel for r in made.results]}
    text = ngettext(
        "{count} product can be looked at in {file}.", "{count} products can be looked at in {file}.", made.products
    )
    line = text.format(count=made.products, file=made.index)
    return View(data, (), [line], problems=problems, exit_code=exit_code(made.results))
