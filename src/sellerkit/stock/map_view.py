"""What `stock map` shows: the columns, the first rows as they would be understood, what is passed over, what to type next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import N_, _, ngettext
from sellerkit.base.problems import Place, Problem
from sellerkit.output import Column, Table, View
from sellerkit.stock.map_columns import Proposal
from sellerkit.stock.map_rows import SHOWN_ROWS, preview_rows, rows_table
from sellerkit.stock.map_saving import toml_of
from sellerkit.stock.map_values import Sample
from sellerkit.stock.map_words import field_words, next_command
from sellerkit.stock.mapping import Mapped
from sellerkit.trade.shop import Shop

SHOWN_COLUMNS = 14
SURE = {
    "declared": N_("you said so"), "exact": N_("known heading"), "alike": N_("like a known heading"), "values": N_("by its values"),
}  # fmt: skip
IGNORED = {"group": N_("group"), "total": N_("total"), "header": N_("headings again"), "note": N_("remark")}


def map_view(mapped: Mapped, shop: Shop, *, save: str | None, dry_run: bool) -> View:
    """0 when the file could be imported so; 3 when a person must still say which column is the item's code."""
    currency = mapped.source.currency or shop.currency
    lines = _summary(mapped)
    if save is not None:
        lines += _saved(mapped, save, dry_run=dry_run)
    else:
        lines += _advice(mapped)
    following = next_command(mapped, shop.shown(mapped.path), save)
    lines.append(_("Next: {command}").format(command=following))
    refusal = mapped.preview.refusal
    problems = (_problem(refusal),) if refusal else ()
    data = _data(mapped, currency) | {
        "problems": [one.as_dict() for one in (*problems, *mapped.preview.problems)], "next": following,
        "saved": save if save is not None and not dry_run else None, "dry_run": dry_run,
        "toml": toml_of(save or "NAME", mapped.source),
    }  # fmt: skip
    tables = [columns_table(mapped), rows_table(mapped, currency)]
    return View(data, tables, lines, problems=problems, exit_code=3 if problems else 0)


def _problem(refusal: InputRejected) -> Problem:
    hint = refusal.hint
    if refusal.code == "no-sku-column":
        hint = _("Say which one: --column sku=HEADING, or --key HEADING for each column of a code made of several.")
    return Problem(refusal.code, refusal.message, Place(""), hint=hint)


def columns_table(mapped: Mapped) -> Table:
    """Every column with what it seems to be; of a wide sheet only those that are read."""
    by_index = {one.index: one for one in mapped.found}
    columns = (
        Column("letter", _("Column")), Column("heading", _("Heading")), Column("field", _("Read as")),
        Column("sure", _("How sure")), Column("examples", _("Examples")),
    )  # fmt: skip
    rows = []
    wide = len(mapped.samples) > SHOWN_COLUMNS
    for sample in mapped.samples:
        found = by_index.get(sample.index)
        key = sample.heading in mapped.source.key
        if found is None and not key and sample.heading not in mapped.source.sizes and (wide or not sample.values):
            continue
        rows.append({
            "letter": sample.letter, "heading": sample.heading,
            "field": _("pieces of a size") if sample.heading in mapped.source.sizes else _read_as(found, key),
            "sure": _how_sure(found, proposed=mapped.key_proposed, key=key), "examples": "  ".join(_examples(sample)),
        })  # fmt: skip
    return Table(columns, rows, title=_place(mapped))


def _place(mapped: Mapped) -> str:
    file = f"{mapped.path.name}, {mapped.table.sheet}" if mapped.table.sheet else mapped.path.name
    if not mapped.table.header_row:
        return _("{file}: no headings, so the columns are called by their letters").format(file=file)
    return _("{file}: headings in row {row}").format(file=file, row=mapped.table.header_row)


def _read_as(found: Proposal | None, key: bool) -> str:
    words = [found.field] if found else []
    if found and field_words(found.field) != found.field and not field_words(found.field).isascii():
        words = [f"{found.field} {field_words(found.field)}"]
    return " + ".join([*words, *([_("part of the code")] if key else [])]) or "–"


def _how_sure(found: Proposal | None, *, proposed: bool, key: bool) -> str:
    if found is None:
        return _("a guess: please check") if key and proposed else ""
    sure = _(SURE[found.sure])
    return sure if found.taken and not (key and proposed) else _("{how}: please check").format(how=sure)


def _examples(sample: Sample) -> list[str]:
    return [text if len(text) <= 24 else text[:23] + "…" for text in dict.fromkeys(sample.texts)][:3]


def _summary(mapped: Mapped) -> list[str]:
    preview = mapped.preview
    lines = []
    used = {one.index for one in mapped.found} | {mapped.table.index[heading] for heading in mapped.source.key}
    used |= {mapped.table.index[heading] for heading in mapped.source.sizes if heading in mapped.table.index}
    unread = [one.heading for one in mapped.samples if one.heading and one.index not in used]
    if unread:
        lines.append(_("Not read: {headings}").format(headings=", ".join(unread)))
    if not preview.refusal:
        text = ngettext("{good} row would be taken", "{good} rows would be taken", preview.rows - preview.bad)
        bad = _(", {bad} wrong").format(bad=preview.bad) if preview.bad else ""
        passed = _(", {ignored} passed over").format(ignored=preview.ignored) if preview.ignored else ""
        lines.append(text.format(good=preview.rows - preview.bad) + bad + passed + _("."))
    if preview.ignored_rows:
        lines.append(_("Passed over: {rows}").format(rows=_passed_over(preview.ignored_rows)))
    others = (
        []
        if len(mapped.sheets) < 2
        else [
            _("{sheet} (hidden)").format(sheet=name) if hidden else name
            for name, hidden in mapped.sheets
            if name != mapped.table.sheet
        ]
    )
    if others:
        lines.append(_("Other sheets of the file, chosen with --sheet: {names}").format(names=", ".join(others[:10])))
    return lines


def _passed_over(rows: Sequence[tuple[int, str, str]]) -> str:
    """Counts of each kind, and the first of each by its row and words."""
    kinds = Counter(kind for _row, kind, _text in rows)
    first = {kind: (row, text) for row, kind, text in reversed(rows)}
    return "; ".join(
        _("{count} × {kind} (row {row}: {text})").format(count=count, kind=_(IGNORED.get(kind, kind)), row=first[kind][0], text=first[kind][1][:30])
        for kind, count in kinds.items()
    )  # fmt: skip


def _advice(mapped: Mapped) -> list[str]:
    lines = []
    if mapped.unsure or mapped.key_proposed:
        lines.append(
            _(
                "What is marked “please check” is a guess: correct it with --column FIELD=HEADING; a heading's letter will do."
            )
        )
    if mapped.comma_proposed:
        lines.append(_("Amounts look as if they had a decimal comma (12,50), so they were read with one."))
    if mapped.flags:
        guessed = " ".join(f"{flag} {value}".strip() for flag, value in mapped.flags)
        lines.append(_("Also a guess, please check: {flags}").format(flags=guessed))
    if mapped.source.sizes:
        lines.append(
            _("A matrix: the columns {sizes} are sizes of one style.").format(sizes=", ".join(mapped.source.sizes))
        )
    if mapped.source.currency and mapped.source.currency in _currencies(mapped):
        lines.append(_("The headings say that amounts are in {currency}.").format(currency=mapped.source.currency))
    if mapped.source.date_order:
        first = _("day") if mapped.source.date_order == "dmy" else _("month")
        lines.append(
            _("Dates are read with the {first} first: --date-order {order}.").format(
                first=first, order=mapped.source.date_order
            )
        )
    if "weight" in mapped.source.columns and not mapped.source.weight_unit and not _says_unit(mapped, "weight"):
        lines.append(_("The weights say no unit: they are read as grams; for kilograms add --weight-unit kg."))
    if "quantity" not in mapped.source.columns and not mapped.source.sizes:
        lines.append(
            _("No column says how many there are; without one only what the sheet says about the items is taken.")
        )
    if mapped.source.as_ is None:
        lines.append(
            _(
                "Choose what the quantities mean: --as set (what is there), add (what came in) or count (what was counted)."
            )
        )
    return lines


def _currencies(mapped: Mapped) -> tuple[str, ...]:
    from sellerkit.stock.unclear import currency_said

    headings = [mapped.heading(one.index) for one in mapped.found if one.field in ("cost", "price")]
    return next((known for heading in headings if (known := currency_said(heading))), ())


def _says_unit(mapped: Mapped, field: str) -> bool:
    """Whether the heading or every cell of the column names its unit."""
    from sellerkit.sheets.text import units_said

    sample = next(one for one in mapped.samples if one.heading == mapped.source.columns[field][0])
    named = any(not text[-1:].isdecimal() for text in sample.texts)
    return bool(units_said(sample.heading)) or "gram" in sample.heading.casefold() or named


def _saved(mapped: Mapped, save: str, *, dry_run: bool) -> list[str]:
    text = _("This would stand at the end of shop.toml:") if dry_run else _("Saved at the end of shop.toml:")
    lines = [text, *(f"  {line}" for line in toml_of(save, mapped.source).splitlines() if line)]
    if not mapped.source.files:
        lines.append(_('With --files "inbox/{name}*" `stock import` alone would find its files.').format(name=save))
    return lines


def _data(mapped: Mapped, currency: str) -> dict[str, object]:
    by_index = {one.index: one for one in mapped.found}
    preview, source = mapped.preview, mapped.source
    columns = [
        _column_record(sample, by_index.get(sample.index))
        for sample in mapped.samples
        if sample.heading or sample.values
    ]
    return {
        "file": str(mapped.path), "sheet": mapped.table.sheet or None, "header_row": mapped.table.header_row,
        "sheets": [{"name": name, "hidden": hidden} for name, hidden in mapped.sheets], "columns": columns,
        "unmapped": [one["heading"] for one in columns if one["field"] is None and one["heading"] not in source.key],
        "key": list(source.key), "key_proposed": mapped.key_proposed, "as": source.as_, "decimal_comma": source.decimal_comma,
        "sizes": list(source.sizes), "words": dict(source.words), "at_least": source.at_least, "price_range": source.price_range or None,
        "currency": source.currency or None, "date_order": source.date_order or None,
        "rows": {"good": preview.rows - preview.bad, "bad": preview.bad, "ignored": preview.ignored},
        "preview": preview_rows(mapped, currency)[:SHOWN_ROWS],
        "ignored": [{"row": row, "kind": kind, "text": text} for row, kind, text in preview.ignored_rows],
    }  # fmt: skip


def _column_record(sample: Sample, found: Proposal | None) -> dict[str, object]:
    return {
        "column": sample.letter, "heading": sample.heading, "field": found.field if found else None,
        "sure": found.sure if found else None, "confirm": bool(found and not found.taken), "examples": _examples(sample),
    }  # fmt: skip
