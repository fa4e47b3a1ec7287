"""payouts import: read a statement, prove it against its own totals, keep what is new."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _
from sellerkit.base.money import decimal_string, minor_units
from sellerkit.base.problems import Place, Problem
from sellerkit.base.registry import load
from sellerkit.model.statement import Control, Statement
from sellerkit.payouts.carry_overs import add_links
from sellerkit.payouts.recognising import known_formats, recognised
from sellerkit.payouts.results import file_results, taken_whole
from sellerkit.payouts.rules import control_name, totals_of
from sellerkit.payouts.sources import UNNAMED, declared_well, remarks_of, source_named, source_of_format
from sellerkit.payouts.statements.reading import Findings, Terms
from sellerkit.payouts.unpacking import Unpacked
from sellerkit.sheets import ReadOptions, Table
from sellerkit.sheets.rows import collector_resting
from sellerkit.store.payment_orders import BILLS, learn_orders
from sellerkit.store.payouts import StatementFile, StatementSaved, save_statement
from sellerkit.store.statement_spool import Spool
from sellerkit.store.store import Batch
from sellerkit.trade.importing import BadRow, Contents, FileResult, FileWanted, Saved, files_wanted, take_all, take_in
from sellerkit.trade.shop import Shop


def import_statements(
    shop: Shop, given: Sequence[Path], *, source: str | None, dry_run: bool = False, skip_bad_rows: bool = False
) -> list[FileResult]:
    """Take every file in, each as one batch; one result a file, statement and currency. Raises InputRejected."""
    source_named(shop.config, source)
    declared_well(shop.config, [*known_formats(), *shop.config.payouts.formats])
    patterns = {name: one.files for name, one in shop.config.payouts.sources.items()}
    with Unpacked(shop.path("out/unpacked"), keep=not dry_run) as bills:
        wanted = bills.instead_of(files_wanted(shop, given, patterns, source))

        def one(file: FileWanted) -> FileResult:
            bills.refuse(file.path)
            return import_statement(shop, file, dry_run=dry_run, skip_bad_rows=skip_bad_rows)

        return [result for taken in take_all(wanted, one, shop) for result in file_results(shop, taken)]


def import_statement(shop: Shop, wanted: FileWanted, *, dry_run: bool, skip_bad_rows: bool) -> FileResult:
    """One file: recognise, read, prove, save. A control that fails rejects it whole, naming stated and computed."""
    again = not taken_whole(shop, wanted)

    def read(file: FileWanted) -> Contents[StatementFile]:
        return _read(shop, file)

    return take_in(
        shop, wanted, command="payouts import", read=read, save=_save, dry_run=dry_run, skip_bad_rows=skip_bad_rows,
        again=again,
    )  # fmt: skip


def _read(shop: Shop, wanted: FileWanted) -> Contents[StatementFile]:
    source = shop.config.payouts.sources.get(wanted.source, UNNAMED)
    format_name, plug_in, table = recognised(
        wanted.path, source.format,
        ReadOptions(encoding=source.encoding, date_order=source.date_order, decimal_comma=source.decimal_comma),
        shop.config.payouts.formats,
    )  # fmt: skip
    name = wanted.source or source_of_format(shop.config, format_name)
    source = shop.config.payouts.sources.get(name, UNNAMED)
    terms = Terms(
        source.currency or plug_in.currency or shop.currency, shop.zone, lambda: Spool(shop.store.db), remarks_of(shop.config),
        shop.config.payouts.formats.get(format_name),
    )  # fmt: skip
    with collector_resting():
        findings: Findings = load(plug_in.target)(table, terms)
    good = StatementFile(format_name, name, shop.shown(wanted.path), table.sheet, findings.statements)
    rows = sum(one.lines.rows for one in findings.statements) + len(findings.bad)
    return Contents(
        format_name, good, rows, findings.ignored, table.sheet, table.headings,
        [BadRow(b.row, b.cells, b.problem.message, (b.problem.place.column,)) for b in findings.bad],
        tuple(b.problem for b in findings.bad), _notes(table, findings),
    )  # fmt: skip


def _notes(table: Table, findings: Findings) -> tuple[str, ...]:
    if any(one.lines for one in findings.statements) or findings.bad:
        return findings.notes
    return (*findings.notes, _("{file} holds no rows: nothing was paid in its period.").format(file=table.file))


def _save(batch: Batch, contents: Contents[StatementFile]) -> Saved:
    file = contents.good
    refuse_failed(file, contents.sheet)
    saved = [save_statement(batch, file, one) for one in file.statements]
    if file.format in BILLS and any(one.created or one.changed for one in saved):
        learn_orders(batch)
    results = [_result(file, one, kept) for one, kept in zip(file.statements, saved, strict=True)]
    notes = (*_differing(file), *add_links(batch, results))
    batch.note(statements=results)
    created, changed = sum(s.created for s in saved), sum(s.changed for s in saved)
    if not created and not changed:
        batch.drop()
    extra = {"statements": results}
    return Saved(created, changed, sum(s.unchanged for s in saved), extra=extra, notes=notes)


def _differing(file: StatementFile) -> list[str]:
    """A sentence for each total that only warns and differs."""
    return [
        _(
            "{file}: {name} is stated as {stated}, but its rows give {computed}; such bills count in a way of their own."
        ).format(file=file.file, name=control_name(control.name), stated=control.stated, computed=control.computed)
        for one in file.statements
        for control in one.controls
        if not control.hard and not control.holds
    ]


def refuse_failed(file: StatementFile, sheet: str) -> None:
    """Raises InputRejected, naming stated and computed, when a hard control of any statement fails."""
    failed = [(one, c) for one in file.statements for c in one.controls if c.hard and not c.holds]
    if not failed:
        return
    problems = [_failed(file, sheet, one, control) for one, control in failed]
    first = failed[0][1]
    raise InputRejected(
        _("{file} does not agree with itself: {name} is stated as {stated}, but its rows give {computed}.").format(
            file=file.file, name=control_name(first.name), stated=first.stated, computed=first.computed
        ),
        hint=_("Download it again without opening it in a spreadsheet program; nothing was taken in."),
        code="control-failed",
        problems=problems,
    )


def _failed(file: StatementFile, sheet: str, statement: Statement, control: Control) -> Problem:
    if control.name.endswith("-count"):
        message = _("{name}: stated {stated}, computed {computed}.")
    else:
        message = _("{name}: stated {stated} {currency}, computed {computed} {currency}.")
    message = message.format(
        name=control_name(control.name), stated=control.stated, computed=control.computed, currency=statement.currency
    )
    place = Place(file.file, sheet, control.row, control.column)
    return Problem("control-failed", message, place, str(control.stated))


def _result(file: StatementFile, statement: Statement, saved: StatementSaved) -> dict[str, object]:
    """What --json says of one statement."""
    currency = statement.currency
    net = sum((exact for _minor, exact in statement.lines.sums().values()), Decimal(0))
    return {
        "format": file.format, "source": file.source, "account": statement.account,
        "statement_id": statement.statement_id, "currency": currency, "rows": saved.rows, "created": saved.created,
        "changed": saved.changed, "unchanged": saved.unchanged, "opening": _money(statement.opening, currency),
        "closing": _money(statement.closing, currency), "net": _money(net, currency),
        "totals": {k: decimal_string(v, currency) for k, v in totals_of(statement).items()},
        "controls": [
            {"name": c.name, "stated": str(c.stated), "computed": str(c.computed), "holds": c.holds, "hard": c.hard}
            for c in statement.controls
        ],
        "payouts": [
            {"payout_id": payout, "net": decimal_string(amount, currency)} for payout, amount in saved.payouts
        ],
    }  # fmt: skip


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else decimal_string(minor_units(amount, currency), currency)
