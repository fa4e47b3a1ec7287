"""What there is to say about a template itself, each thing once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sellerkit.base.language import _
from sellerkit.listings.channels.workbook_headings import currency_of, key_of
from sellerkit.listings.channels.workbook_settings import SETTINGS
from sellerkit.listings.channels.workbook_template import Template
from sellerkit.listings.findings import Finding, error, note, warning
from sellerkit.listings.product import Product
from sellerkit.output.template_filling import Places


def of_template(template: Template, fields: Mapping[str, str], products: Sequence[Product]) -> Iterator[Finding]:
    """What there is to say about the template itself, each thing once."""
    yield from _of_headings(template, fields, products)
    yield from _of_currency(template, products)
    yield from _of_rows(template)
    yield from _of_lists(template)
    if template.macros:
        yield note("template-macros", "", "template", _("The template holds macros; they stay in the file."))


def _of_headings(template: Template, fields: Mapping[str, str], products: Sequence[Product]) -> Iterator[Finding]:
    """Columns that are not there, not understood, or there more than once."""
    meant = [heading.field for heading in template.headings]
    if lacking := ", ".join(name for name in ("title", "price", "sku") if not {name, f"{name}1"} & set(meant)):
        message = _("The template has no column that we know for: {names}.").format(names=lacking)
        yield warning("template-lacks", "", "template", message, lacking, _declare())
    blank = (heading.text for heading in template.headings if not heading.field)
    if unknown := ", ".join(text for text in blank if not _fixed(text, fields, products)):
        message = _("These columns are left empty, their headings are not understood: {names}").format(names=unknown)
        yield warning("template-heading", "", "template", message, unknown, _declare())
    if twice := ", ".join(one.text for n, one in enumerate(template.headings) if one.field and one.field in meant[:n]):
        message = _("Several columns mean the same; all of them are filled: {names}").format(names=twice)
        yield note("template-twice", "", "template", message, twice)
    stepped = sum(1 for product in products for variant in product.variants if variant.tiers)
    if stepped and "quantity1" not in meant:
        message = _("The template has no columns for prices by quantity; they are left out (items: {count}).")
        hint = _("Declare them, for example: {example}").format(
            example='fields = { columns = "起批量一 = quantity1; 批发价一 = price1" }'
        )
        yield note("template-steps", "", "template", message.format(count=stepped), "", hint)


def _of_currency(template: Template, products: Sequence[Product]) -> Iterator[Finding]:
    """A price in a column that wants another currency."""
    ours = products[0].currency if products else ""
    for heading in template.headings:
        wanted = currency_of(heading.text) if heading.field.rstrip("123456789") in ("price", "compare_at") else ""
        if ours and wanted not in ("", ours):
            message = _("The column {heading} wants {wanted}, but this channel's prices are in {currency}.")
            hint = _("Give the channel that currency: {example}").format(example=f'currency = "{wanted}"')
            shown = message.format(heading=heading.text, wanted=wanted, currency=ours)
            yield error("template-currency", "", "template", shown, heading.text, hint)


def _fixed(heading: str, fields: Mapping[str, str], products: Sequence[Product]) -> bool:
    """Whether shop.toml says what stands below this heading."""
    word = key_of(heading)
    return any(
        key_of(name) == word for one in (fields, *(p.fields for p in products)) for name in one if name not in SETTINGS
    )


def _of_rows(template: Template) -> Iterator[Finding]:
    """What stands below the headings already."""
    if template.standing and template.first_row > template.standing.start:
        message = _("Rows stand below the headings already and stay there: {first}–{last}.")
        shown = message.format(first=template.standing.start, last=template.first_row - 1)
        hint = _('If they are examples: fields = { examples = "clear" }')
        yield warning("template-examples", "", "template", shown, "", hint)
    if template.merged:
        message = _("Cells below the headings are merged, so rows cannot be put there.")
        example = 'fields = { first_row = "8" }'
        hint = _("Unmerge them, or declare the first free row: {example}").format(example=example)
        yield error("template-merged", "", "template", message, "", hint)


def _of_lists(template: Template) -> Iterator[Finding]:
    """Lists of values that nobody can know before the workbook is opened."""
    for listed in template.lists:
        filled = [one for one in template.headings if one.field and template.allowed(one.index) is listed]
        if listed.values is None and filled:
            message = _("The list of {heading} cannot be worked out, so its values are not checked.")
            hint = _("Use a template whose list stands in cells, or check the column yourself.")
            shown = message.format(heading=filled[0].text)
            yield warning("template-list-unknown", "", filled[0].text, shown, listed.formula, hint)


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
