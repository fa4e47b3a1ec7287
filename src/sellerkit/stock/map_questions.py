"""What only a person knows of a sheet: asked on a terminal, else named so that it can be said by a flag."""

from __future__ import annotations

import sys
from dataclasses import replace

from sellerkit.base.errors import UsageWrong
from sellerkit.base.language import N_, _
from sellerkit.output import Output, View, streams
from sellerkit.stock.map_view import columns_table
from sellerkit.stock.map_words import column_flags, field_words
from sellerkit.stock.mapping import Mapped, heading_named, map_sheet
from sellerkit.trade.shop import Shop

MODES = {
    "set": N_("what is there"),
    "add": N_("what came in"),
    "count": N_("what was counted"),
}
_NONE = "-"


def answered(shop: Shop, mapped: Mapped, output: Output, *, save: str | None) -> Mapped:
    """The mapping as the person settled it. Nothing is guessed into shop.toml: without a terminal it is refused (2)."""
    terminal = streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout) and output.format == "table"
    if terminal and not output.yes and (mapped.unsure or mapped.key_proposed or _lacks_code(mapped)):
        mapped = _asked(shop, mapped, output)
    if save is None:
        return mapped
    if (mapped.unsure or mapped.key_proposed or mapped.flags) and not terminal and not output.yes:
        raise UsageWrong(
            _("Some of it was found by likeness or by the values; look at it before it is saved."),
            hint=_("Confirm them: {flags} — or add --yes to take them all.").format(flags=column_flags(mapped)),
        )
    if _lacks_code(mapped):
        raise UsageWrong(
            _("No column says which item a row is."),
            hint=_("Say which one: --column sku=HEADING, or --key HEADING for each column of a code made of several."),
        )
    if mapped.source.as_ is None:
        mapped = replace(mapped, source=replace(mapped.source, as_=_mode(output, terminal)))  # type: ignore[arg-type]
    return mapped


def _lacks_code(mapped: Mapped) -> bool:
    return "sku" not in mapped.source.columns and not mapped.source.key


def _asked(shop: Shop, mapped: Mapped, output: Output) -> Mapped:
    """One question for each column that is not sure; Enter takes what is proposed, - leaves the field out."""
    output.show(View(None, (columns_table(mapped),)))
    output.line(
        _("Please check what was guessed: Enter takes it; else write the column's heading or letter, or - for none.")
    )
    columns: dict[str, tuple[str, ...]] = {
        one.field: (mapped.heading(one.index),) for one in mapped.found if one.sure == "declared"
    }
    key = mapped.source.key
    if "sku" not in mapped.source.columns:
        columns |= _code(mapped, output)
        key = () if "sku" in columns else key
    for one in mapped.unsure:
        columns |= _column(mapped, output, one.field, mapped.heading(one.index))
    return map_sheet(shop, mapped.path, replace(mapped.source, columns=columns, key=key), guess=False)


def _code(mapped: Mapped, output: Output) -> dict[str, tuple[str, ...]]:
    """Which column is the item's code; where none is, what would make one."""
    if mapped.source.key:
        output.line(
            _("No column alone is a code; together these would be one: {key}. - takes them.").format(
                key=" + ".join(mapped.source.key)
            )
        )
    return _column(mapped, output, "sku", _NONE)


def _column(mapped: Mapped, output: Output, field: str, proposed: str) -> dict[str, tuple[str, ...]]:
    words = field_words(field)
    question = field if words == field else f"{field} ({words})"
    while (answer := output.ask(question, proposed, flag=f"--column {field}=HEADING")) != _NONE:
        try:
            return {field: (heading_named(mapped.table, answer),)}
        except UsageWrong as error:
            # A slip of the finger is asked again, not the end of all that was answered.
            output.line(f"{error.message} {error.hint}")
    return {}


def _mode(output: Output, terminal: bool) -> str:
    """Never inferred: a wrong guess would double the stock or wipe it."""
    meant = ", ".join(f"{mode} ({_(words)})" for mode, words in MODES.items())
    if not terminal or output.yes:
        raise UsageWrong(_("Say what the quantities mean."), hint=_("Add --as: {modes}").format(modes=meant))
    while (answer := output.ask(_("What do the quantities mean: {modes}?").format(modes=meant), _NONE, flag="--as")) not in MODES:  # fmt: skip
        output.note(_("Write set, add or count."))
    return answer
