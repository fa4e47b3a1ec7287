"""What `listings diff` shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sellerkit.base.language import _, ngettext
from sellerkit.listings.diff import ChannelDiff
from sellerkit.output import Column, Table, View

_LONGEST = 60
_NAMES = 5  # that are shown


def diff_view(results: Sequence[ChannelDiff]) -> View:
    """One line a field; the first says what was compared with. 3 when the upload would take something away."""
    records = [{"channel": result.channel, **one._asdict()} for result in results for one in result.differences]
    first = "" if any(result.against for result in results) else _(
        "Compared with our last build, not with the live shop; --against FILE compares with the marketplace's own export."
    )  # fmt: skip
    tables = (_table(records, first),) if records else ()
    lines = [*([first] if first and not records else []), *map(_verdict, results)]
    removed = any(result.count("removed") for result in results)
    notes = [_broken(result) for result in results if result.errors]
    notes += [_ruined(result) for result in results if result.ruined]
    notes += [note for result in results if result.renamed for note in _renamed(result)]
    if removed:
        notes.insert(0, _("An upload would take variants away; `listings build` does so with --allow-removals only."))
    data = [_record(result) for result in results]
    return View(data, tables, lines, records=records, notes=notes, exit_code=3 if removed else 0)


def _table(records: Sequence[Mapping[str, str]], title: str) -> Table:
    columns = (
        Column("channel", _("Channel")), Column("kind", _("What")), Column("sku", _("SKU")), Column("field", _("Field")),
        Column("before", _("Before")), Column("after", _("After")),
    )  # fmt: skip
    words = {"changed": _("changed"), "added": _("new"), "removed": _("gone")}
    rows = [
        {**row, "kind": words[row["kind"]], "before": _short(row["before"]), "after": _short(row["after"])}
        for row in records
    ]
    return Table(columns, rows, title=title)


def _record(result: ChannelDiff) -> dict[str, object]:
    return {
        "channel": result.channel,
        "against": result.against or None,
        "compared_with": "export" if result.against else "last-build",
        "last_build": result.begun,
        "changed": result.count("changed"),
        "added": result.count("added"),
        "removed": result.count("removed"),
        "errors": result.errors,
        "renamed": dict(result.renamed),
        "differences": [one._asdict() for one in result.differences],
    }


def _verdict(result: ChannelDiff) -> str:
    if not result.begun and not result.against:
        return _("{channel}: nothing was built yet, so everything is new.").format(channel=result.channel)
    text = _("{channel}: fields changed: {changed}, new: {added}, gone: {removed}.")
    return text.format(
        channel=result.channel,
        changed=result.count("changed"),
        added=result.count("added"),
        removed=result.count("removed"),
    )


def _broken(result: ChannelDiff) -> str:
    text = _("{channel}: errors keep something out ({count}); `listings check` names them.")
    return text.format(channel=result.channel, count=result.errors)


def _ruined(result: ChannelDiff) -> str:
    text = ngettext(
        "{file}: {count} barcode reads like 6.90123E+12, as when a spreadsheet program saved the file. Use the file as the marketplace gave it.",
        "{file}: {count} barcodes read like 6.90123E+12, as when a spreadsheet program saved the file. Use the file as the marketplace gave it.",
        result.ruined,
    )
    return text.format(file=result.against, count=result.ruined)


def _renamed(result: ChannelDiff) -> tuple[str, str]:
    text = ngettext(
        "{channel}: {count} product stands there under another name, so that an upload would make it a second time: {names}",
        "{channel}: {count} products stand there under other names, so that an upload would make them a second time: {names}",
        len(result.renamed),
    )
    names = ", ".join(f"{theirs} ({ours})" for theirs, ours in list(result.renamed.items())[:_NAMES])
    more = " …" if len(result.renamed) > _NAMES else ""
    hint = _('To keep its names: listed = "{file}" in [listings.channels.{channel}]')
    said = text.format(channel=result.channel, count=len(result.renamed), names=names + more)
    return said, hint.format(file=result.against, channel=result.channel)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
