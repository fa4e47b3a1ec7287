"""How a template is to be filled, as the channel's `fields` declare it; what cannot be meant is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.listings.channels.workbook_headings import FIELDS, key_of
from sellerkit.listings.findings import Finding, error

# Settings of the channel itself; every other key of `fields` is the heading of a column with that value in each row.
SETTINGS = frozenset(
    (
        "columns",
        "sheet",
        "header_row",
        "first_row",
        "examples",
        "rows",
        "limits",
        "length_unit",
        "description_as",
        "link",
        "images",
    )
)
_CHOICES = {
    "examples": ("keep", "clear"),
    "rows": ("all", "first"),
    "length_unit": ("characters", "gb18030-bytes", "utf8-bytes"),
    "description_as": ("text", "html"),
}


def columns_declared(text: str) -> Iterator[tuple[str, str]]:
    """`产品标题 = title; 现价 = price` by the heading's letters."""
    return ((key_of(heading), field) for heading, field in _pairs(text))


def limits_declared(text: str) -> dict[str, int]:
    """`title = 60; option1 = 18`."""
    return {field: int(number) for field, number in _pairs(text) if number.isdigit()}


def of_settings(fields: Mapping[str, str]) -> Iterator[Finding]:
    """Fields that nobody knows, choices that there are not, numbers that are none."""
    named = [field for _heading, field in _pairs(fields.get("columns", ""))]
    named += [field for field, _number in _pairs(fields.get("limits", ""))]
    for field in named:
        if field not in FIELDS:
            near, known = nearest(field, FIELDS), ", ".join(sorted(FIELDS))
            hint = _("Did you mean {name}?").format(name=near) if near else _("Known: {names}").format(names=known)
            yield error(
                "template-columns", "", "columns", _("There is no field {name}.").format(name=field), field, hint
            )
    for name, choices in _CHOICES.items():
        if fields.get(name, "") not in ("", *choices):
            yield _wrong(name, fields[name], _("Known: {names}").format(names=", ".join(choices)))
    for name in ("header_row", "first_row"):
        if name in fields and not re.fullmatch(r"[1-9]\d{0,6}", fields[name]):
            yield _wrong(name, fields[name], _("For example: {example}").format(example=f'{name} = "4"'))
    for name, example in (("columns", "现价 = price"), ("limits", "title = 60")):
        if len(_pairs(fields.get(name, ""))) < len(_parts(fields.get(name, ""))):
            yield _wrong(name, fields[name], _("For example: {example}").format(example=f'{name} = "{example}"'))
    if any(not number.isdigit() for _field, number in _pairs(fields.get("limits", ""))):
        yield _wrong("limits", fields["limits"], _("For example: {example}").format(example='limits = "title = 60"'))


def _wrong(name: str, value: str, hint: str) -> Finding:
    message = _("The setting {name} in fields cannot be meant: {value}").format(name=name, value=value)
    return error("template-setting", "", name, message, value, hint)


def _parts(text: str) -> list[str]:
    return [part for part in re.split("[;；\n]", text) if part.strip()]


def _pairs(text: str) -> list[tuple[str, str]]:
    found = (part.rpartition("=") for part in _parts(text))
    return [
        (before.strip(), after.strip()) for before, sign, after in found if sign and before.strip() and after.strip()
    ]
