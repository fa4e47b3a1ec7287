"""The fields of a stock sheet in a person's words, and the command lines that follow from a mapping."""

from __future__ import annotations

from sellerkit.base.language import N_, _
from sellerkit.stock.mapping import Mapped

FIELDS = {
    "sku": N_("code of the item"), "name": N_("name"), "barcode": N_("barcode"), "quantity": N_("how many"), "unit": N_("unit"),
    "pack": N_("pieces in a carton"), "cost": N_("cost"), "currency": N_("currency"), "price": N_("selling price"), "weight": N_("weight"),
    "length": N_("length"), "width": N_("width"), "height": N_("height"), "shelf": N_("shelf"), "category": N_("category"),
    "option1": N_("first option, such as the colour"), "option2": N_("second option, such as the size"),
    "option3": N_("third option, such as the kind"), "lot": N_("lot"), "produced": N_("date of production"),
    "expires": N_("date of expiry"), "shelf_life": N_("shelf life"), "origin": N_("origin"), "image": N_("picture"),
    "low": N_("level at which to buy"),
}  # fmt: skip


def field_words(field: str) -> str:
    """What the field is, in the person's language; the field itself where nobody has put it in words."""
    return _(FIELDS[field]) if field in FIELDS else field


def column_flags(mapped: Mapped) -> str:
    """The flags that confirm what is not sure."""
    flags = [f"--column {quoted(f'{one.field}={mapped.heading(one.index)}')}" for one in mapped.unsure]
    if mapped.key_proposed:
        flags += [f"--key {quoted(heading)}" for heading in mapped.source.key]
    flags += [f"{flag} {quoted(value)}" if value else flag for flag, value in mapped.flags]
    return " ".join(flags)


def next_command(mapped: Mapped, file: str, save: str | None) -> str:
    """What to type next: confirm and save, or import from the saved source."""
    if save is not None:
        return f"sellerkit stock import {quoted(file)} --source {save} --dry-run"
    source = mapped.source
    words = [f"sellerkit stock map {quoted(file)}", column_flags(mapped)]
    if "sku" not in source.columns and not source.key:
        words.append("--column sku=HEADING")
    words += [
        f"--column {quoted(f'{one.field}={mapped.heading(one.index)}')}"
        for one in mapped.found
        if one.sure == "declared"
    ]
    if source.key and not mapped.key_proposed:
        words += [f"--key {quoted(heading)}" for heading in source.key]
    for flag, value in (
        ("--sheet", source.sheet), ("--encoding", source.encoding), ("--delimiter", source.delimiter), ("--unit", source.unit),
        ("--currency", "" if ("--currency", source.currency) in mapped.flags else source.currency), ("--date-order", source.date_order), ("--header", source.header),
    ):  # fmt: skip
        if value not in ("", None):
            words.append(f"{flag} {quoted(str(value))}")
    if source.decimal_comma:
        words.append("--decimal-comma")
    guessed = set(mapped.flags)
    said = [("--word", f"{word}={count}") for word, count in source.words.items()]
    said += [("--at-least", "")] if source.at_least else []
    said += [("--price-range", source.price_range)] if source.price_range else []
    words += [f"{flag} {quoted(value)}" if value else flag for flag, value in said if (flag, value) not in guessed]
    return " ".join([*filter(None, words), f"--as {source.as_ or 'set'} --save NAME"])


def quoted(text: str) -> str:
    """The text as a shell takes it as one word, on every system."""
    plain = all(letter.isalnum() or letter in "-_./=" for letter in text)
    return text if plain and text else '"' + text.replace('"', '\\"') + '"'
