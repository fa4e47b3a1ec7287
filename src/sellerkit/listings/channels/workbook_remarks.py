"""What there is to say about a template itself, each thing once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sellerkit.base.language import _
from sellerkit.listings.channels.workbook_headings import key_of
from sellerkit.listings.channels.workbook_settings import SETTINGS
from sellerkit.listings.channels.workbook_template import Template
from sellerkit.listings.findings import Finding, error, note, warning
from sellerkit.listings.product import Product
from sellerkit.output.template_filling import Places


def of_template(template: Template, fields: Mapping[str, str], products: Sequence[Product]) -> Iterator[Finding]:
    """What there is to say about the template itself, each thing once."""
    names = {heading.field for heading in template.headings}
    lacking = [name for name in ("title", "price", "sku") if name not in names]
    if lacking:
        yield warning(
            "template-lacks",
            "",
            "template",
            _("The template has no column that we know for: {names}.").format(names=", ".join(lacking)),
            ", ".join(lacking),
            _declare(),
        )
    unknown = [
        heading.text
        for heading in template.headings
        if not heading.field and not _fixed(heading.text, fields, products)
    ]
    if unknown:
        message = _("These columns are left empty, their headings are not understood: {names}").format(
            names=", ".join(unknown)
        )
        yield warning("template-heading", "", "template", message, ", ".join(unknown), _declare())
    twice = [
        h.text
        for n, h in enumerate(template.headings)
        if h.field and h.field in {one.field for one in template.headings[:n]}
    ]
    if twice:
        message = _("Several columns mean the same; all of them are filled: {names}").format(names=", ".join(twice))
        yield note("template-twice", "", "template", message, ", ".join(twice))
    if template.standing and template.first_row > template.standing.start:
        message = _("Rows stand below the headings already and stay there: {first}–{last}.")
        shown = message.format(first=template.standing.start, last=template.first_row - 1)
        yield warning(
            "template-examples", "", "template", shown, "", _('If they are examples: fields = { examples = "clear" }')
        )
    for listed in template.lists:
        filled = [h for h in template.headings if h.field and template.allowed(h.index) is listed]
        if listed.values is None and filled:
            message = _("The list of {heading} cannot be worked out, so its values are not checked.").format(
                heading=filled[0].text
            )
            hint = _("Use a template whose list stands in cells, or check the column yourself.")
            yield warning("template-list-unknown", "", filled[0].text, message, listed.formula, hint)
    if template.merged:
        yield error(
            "template-merged",
            "",
            "template",
            _("Cells below the headings are merged, so rows cannot be put there."),
            "",
            _("Unmerge them, or declare the first free row: {example}").format(example='fields = { first_row = "8" }'),
        )
    if template.macros:
        yield note("template-macros", "", "template", _("The template holds macros; they stay in the file."))


def _fixed(heading: str, fields: Mapping[str, str], products: Sequence[Product]) -> bool:
    word = key_of(heading)
    return any(
        key_of(name) == word for one in (fields, *(p.fields for p in products)) for name in one if name not in SETTINGS
    )


def of_formulas(template: Template, kept: Places) -> Iterator[Finding]:
    """Columns that the template works out itself."""
    names = [heading.text for heading in template.headings if heading.index in {column for _row, column in kept}]
    if names:
        message = _("The template works these columns out itself; its formulas stay: {names}").format(
            names=", ".join(names)
        )
        hint = _("Look at these columns in the file before you upload it.")
        yield warning("template-formula", "", "template", message, ", ".join(names), hint)


def _declare() -> str:
    example = 'fields = { columns = "产品标题 = title; 现价 = price", "发货地" = "山西" }'
    return _("Say what they mean, or what stands in them: {example}").format(example=example)
