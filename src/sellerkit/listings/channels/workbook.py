"""The seller's own downloaded template (1688, Alibaba.com, Pinduoduo, Shopee …), filled by its headings.

Templates differ by platform, category and month, so nothing about them is fixed here: the header row is found, headings
are understood in Chinese and English or declared in the channel's `fields`, and lists of the template are kept to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from sellerkit.base.files import not_as_written
from sellerkit.base.language import N_, _
from sellerkit.listings.channels.contract import Channel, Limits, Target, Written
from sellerkit.listings.channels.marketplaces import for_marketplace
from sellerkit.listings.channels.workbook_remarks import of_formulas, of_template
from sellerkit.listings.channels.workbook_rows import Line, lines_of
from sellerkit.listings.channels.workbook_settings import of_settings
from sellerkit.listings.channels.workbook_template import NotUsable, Template, template_of
from sellerkit.listings.findings import Finding, error
from sellerkit.listings.product import Product
from sellerkit.output.template_filling import Places, TemplateSheet, fill_template
from sellerkit.sheets.reading import read_tables
from sellerkit.sheets.tables import Value
from sellerkit.sheets.text import text_of

ENDINGS = (".xlsx", ".xlsm")
_WRONG = {
    "template-unreadable": N_("The template {file} cannot be read: {found}"),
    "template-sheet": N_("The template {file} has no sheet {found}."),
    "template-headings": N_("In the template {file} no row of headings was found."),
}


def write(products: Sequence[Product], target: Target) -> Written:
    """One row a variant below the template's headings; the copy has the template's ending, macros stay in it."""
    template = _template(target)
    if not isinstance(template, Template):
        return Written((), findings=template)
    findings = list(of_template(template, target.fields, products))
    if any(finding.severity == "error" for finding in findings):
        return Written((), findings=tuple(findings))
    lines: dict[str, Line] = {}
    for product in products:
        made, said = lines_of(product, template, target.fields)
        lines |= made
        findings += said
    if not lines:
        return Written((), findings=tuple(findings))
    path = target.path.with_suffix(template.path.suffix.lower())
    rows = dict(enumerate(lines.values(), template.first_row))
    cleared = template.standing if template.first_row == template.standing.start else range(0)
    kept = fill_template(template.path, path, TemplateSheet(template.part, cleared), rows, _Check(template, rows))
    findings += of_formulas(template, kept)
    return Written((path,), frozenset(lines), tuple(findings))


def _template(target: Target) -> Template | tuple[Finding, ...]:
    """The template understood, or why it cannot be filled."""
    if target.template is None:
        return (_no_template(),)
    if wrong := tuple(of_settings(target.fields)):
        return wrong
    try:
        if target.template.suffix.lower() not in ENDINGS:
            raise NotUsable("template-unreadable", _("only .xlsx and .xlsm can be filled"))
        return template_of(target.template, target.fields)
    except NotUsable as problem:
        return (_unusable(target.template, problem),)


class _Check:
    """Reads the finished copy with another reader and compares every cell; a formula's cell is the template's own."""

    def __init__(self, template: Template, rows: Mapping[int, Line]) -> None:
        self.template, self.rows = template, rows

    def __call__(self, path: Path, kept: Places) -> None:
        table = next(table for table in read_tables(path) if table.name == self.template.sheet)
        there = {number: cells for number, cells in table.rows if number in self.rows}
        for number, line in self.rows.items():
            cells = there.get(number, ())
            for index, value in line.items():
                found = cells[index] if index < len(cells) else None
                if not _same(found, value) and (number, index) not in kept:
                    hint = _(
                        "Row {row} of the template may hold formulas or merged cells: empty it and run the command again."
                    )
                    raise not_as_written(path, hint.format(row=number))


def _same(found: Value, value: object) -> bool:
    if isinstance(value, str):
        return found == value
    text = text_of(found)
    return bool(text) and Decimal(text) == Decimal(str(value))


def _no_template() -> Finding:
    hint = _("Download the marketplace's template, put it into the shop's folder and name it: {example}").format(
        example='template = "listings/1688.xlsx"'
    )
    return error("template-missing", "", "template", _("This channel needs a file of the seller's own."), "", hint)


def _unusable(path: Path, problem: NotUsable) -> Finding:
    message = _(_WRONG[problem.rule]).format(file=path.name, found=problem.found)
    hint = _("Download it again, or open it and save it as .xlsx.")
    if problem.rule == "template-headings":
        hint = _("Say in which row they stand and what they mean: {example}").format(
            example='fields = { header_row = "3", columns = "产品标题 = title; 现价 = price" }'
        )
    return error(problem.rule, "", "template", message, problem.found, problem.hint or hint)


CHANNEL = Channel(
    "workbook",
    Limits(options=3),
    ending=ENDINGS[0],
    endings=ENDINGS[1:],
    write=write,
    objects=True,
    tiers=True,
    unconfirmed=N_("Filled by the headings of your own template; nobody here could upload it. Try it with one item."),
    adapted=for_marketplace,
)
