"""The rows of one product in a template, and everything that the template would not take. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, cast

from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.listings.channels.contract import LengthUnit
from sellerkit.listings.channels.workbook_headings import Heading
from sellerkit.listings.channels.workbook_lists import DropDown
from sellerkit.listings.channels.workbook_settings import limits_declared
from sellerkit.listings.channels.workbook_template import Template
from sellerkit.listings.channels.workbook_values import of_product, options_without_column, value_of
from sellerkit.listings.findings import Finding, error, warning
from sellerkit.listings.measures_text import measured
from sellerkit.listings.product import Product, Variant
from sellerkit.output.template_filling import CellValue, clean

Line = dict[int, CellValue]
_LONGEST: Final = 32_767  # what a cell of a workbook holds
_SHOWN = 8


def lines_of(
    product: Product, template: Template, settings: Mapping[str, str]
) -> tuple[dict[str, Line], list[Finding]]:
    """A line for each SKU without errors, and the findings. No lines where the whole product is kept out."""
    findings = list(_of_product(product, template))
    lines: dict[str, Line] = {}
    for variant in product.variants:
        first = not lines or settings.get("rows", "all") != "first"
        line: Line = {}
        said: list[Finding] = []
        for heading in template.headings:
            if not first and of_product(heading, product.fields):
                continue
            value, wrong = _checked(heading, product, variant, template, settings)
            said += wrong
            if value != "":
                line[heading.index] = value
        findings += said
        if not any(one.keeps_out for one in said):
            lines[variant.sku] = line
    if any(finding.whole and finding.keeps_out for finding in findings):
        return {}, findings
    return lines, findings


def _checked(
    heading: Heading, product: Product, variant: Variant, template: Template, settings: Mapping[str, str]
) -> tuple[CellValue, list[Finding]]:
    raw = value_of(heading, product, variant)
    value = clean(raw)
    if value == "":
        return "", [_empty(heading, variant)] if heading.required else []
    found = [*_not_encodable(heading, variant, raw, value), *_too_long(heading, variant, str(value), settings)]
    listed = template.allowed(heading.index)
    if listed is not None and listed.values is not None:
        fits = _same_in(listed.values, str(value))
        if fits is None:
            found.append(_not_listed(heading, variant, str(value), listed))
        elif isinstance(value, str):
            value = fits
    return value, found


def _not_encodable(heading: Heading, variant: Variant, raw: object, value: CellValue) -> Iterator[Finding]:
    if isinstance(raw, str) and raw.replace("\r\n", "\n").replace("\r", "\n") != value:
        message, hint = _("A workbook cannot hold all signs of this text."), _("Write it with other letters.")
        yield warning("not-encodable", variant.sku, heading.text, message, raw[:80], hint)


def _same_in(values: tuple[str, ...], value: str) -> str | None:
    """The list's own spelling of the value."""
    return next((one for one in values if one == value), None) or next(
        (one for one in values if one.strip().casefold() == value.strip().casefold()), None
    )


def _too_long(heading: Heading, variant: Variant, value: str, settings: Mapping[str, str]) -> Iterator[Finding]:
    unit = cast("LengthUnit", settings.get("length_unit", "") or "characters")
    limit = limits_declared(settings.get("limits", "")).get(heading.field)
    if limit is None and len(value) > _LONGEST:
        limit, unit = _LONGEST, "characters"
    if limit is not None and (length := measured(value, unit)) > limit:
        message = _("The column {heading} holds {length}; {limit} are allowed.").format(
            heading=heading.text, length=length, limit=limit
        )
        yield error("template-cell-too-long", variant.sku, heading.text, message, value[:80], _("Make it shorter."))


def _not_listed(heading: Heading, variant: Variant, value: str, listed: DropDown) -> Finding:
    values = listed.values or ()
    near = nearest(value, values) or next((one for one in values if value in one or one in value), None)
    message = _("The template's list for {heading} has no such value.").format(heading=heading.text)
    shown = ", ".join(values[:_SHOWN]) + (" …" if len(values) > _SHOWN else "")
    hint = _("Did you mean {name}?").format(name=near) if near else _("It allows: {values}").format(values=shown)
    return error("template-not-listed", variant.sku, heading.text, message, value, hint)


def _empty(heading: Heading, variant: Variant) -> Finding:
    message = _("The template wants {heading} to be filled.").format(heading=heading.text)
    if heading.field:
        hint = _("Fill it in the stock sheet or in shop.toml.")
    else:
        hint = _("Give it in shop.toml, for example: {example}").format(
            example=f'fields = {{ "{heading.text.strip("*＊ ")}" = "…" }}'
        )
    return error("template-required", variant.sku, heading.text, message, "", hint)


def _of_product(product: Product, template: Template) -> Iterator[Finding]:
    sku = product.skus[0]
    missing = options_without_column(product, template.headings)
    if missing and len(product.variants) > 1:
        message = _("The template has no column for the options {names}.").format(names=", ".join(missing))
        hint = _("Declare it, for example: {example}").format(
            example=f'fields = {{ columns = "规格 = option{len(product.option_names)}" }}'
        )
        yield error("template-option", sku, "options", message, ", ".join(missing), hint, whole=True)
    places = [int(h.field[5:]) for h in template.headings if h.field.startswith("image") and h.field[5:].isdigit()]
    if places and len(product.images) > max(places) and not any(h.field == "images" for h in template.headings):
        message = _("The template has room for {limit} pictures; {count} are left out.").format(
            limit=max(places), count=len(product.images) - max(places)
        )
        hint = _("The first ones are shown; put the best first by name and take the others away.")
        yield warning("too-many-images", sku, "images", message, str(len(product.images)), hint)
