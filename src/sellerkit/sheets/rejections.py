"""Every reason for refusing a whole file: a stable code, a sentence that names the file, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.errors import InputRejected
from sellerkit.base.language import _


def no_such_file(path: Path) -> InputRejected:
    return InputRejected(
        _("There is no file {file}.").format(file=path),
        hint=_("Check the name and the folder; put a name with spaces in quotes."),
        code="no-such-file",
    )


def is_a_folder(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is a folder.").format(file=path), hint=_("Name the file inside it."), code="is-a-folder"
    )


def no_permission(path: Path) -> InputRejected:
    return InputRejected(
        _("You are not allowed to read {file}.").format(file=path),
        hint=_("Copy it to a folder of your own, or ask its owner for permission to read it."),
        code="no-permission",
    )


def cannot_be_read(path: Path, reason: str) -> InputRejected:
    return InputRejected(
        _("{file} cannot be read: {reason}").format(file=path, reason=reason),
        hint=_("Copy the file to this computer's own disk and try again."),
        code="cannot-be-read",
    )


def not_a_file(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is a pipe or a device, not a file.").format(file=path),
        hint=_("Save what comes out of it to a file, and name that file."),
        code="cannot-be-read",
    )


def changed_meanwhile(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} changed while it was being read.").format(file=path),
        hint=_("Wait until it has been saved or downloaded completely, then try again."),
        code="cannot-be-read",
    )


def empty_file(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is empty.").format(file=path),
        hint=_("The download may have been interrupted: download or export the file again."),
        code="empty-file",
    )


def not_a_spreadsheet(path: Path, what: str) -> InputRejected:
    return InputRejected(
        _("{file} is not a spreadsheet, whatever its name says: it holds {what} data.").format(file=path, what=what),
        hint=_("Ask for the table itself as an xlsx or csv file."),
        code="not-a-spreadsheet",
    )


def archive(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is an archive, not a spreadsheet.").format(file=path),
        hint=_("Unpack it and give the files inside."),
        code="archive",
    )


def web_page(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is a web page that was given a spreadsheet's name.").format(file=path),
        hint=_("Open it in your spreadsheet program and save it as xlsx."),
        code="web-page",
    )


def xml_spreadsheet(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is an XML spreadsheet of 2003, which sellerkit does not read.").format(file=path),
        hint=_("Open it in your spreadsheet program and save it as xlsx."),
        code="not-a-spreadsheet",
    )


def too_old(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} was written by a spreadsheet program older than 1993.").format(file=path),
        hint=_("Open it in your spreadsheet program and save it as xlsx."),
        code="not-a-spreadsheet",
    )


def password(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is protected by a password.").format(file=path),
        hint=_("Remove the password in your spreadsheet program, save the file and try again."),
        code="password-protected",
    )


def damaged(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} is damaged or incomplete.").format(file=path),
        hint=_(
            "Download it again, or open it in your spreadsheet program, let it repair the file and save it as xlsx."
        ),
        code="damaged-file",
    )


def unknown_encoding(path: Path) -> InputRejected:
    return InputRejected(
        _("The text of {file} is neither UTF-8 nor Chinese GB18030.").format(file=path),
        hint=_('Save it as "CSV UTF-8", or declare its encoding, for example encoding = "cp1251".'),
        code="unknown-encoding",
    )


def wrong_encoding(path: Path, encoding: str, offset: int) -> InputRejected:
    return InputRejected(
        _("{file} is not {encoding}: the text breaks at byte {offset}.").format(
            file=path, encoding=encoding, offset=offset
        ),
        hint=_("Leave the encoding out to have it found, or declare the right one."),
        code="wrong-encoding",
    )


def no_such_encoding(path: Path, encoding: str) -> InputRejected:
    return InputRejected(
        _("{file} cannot be read as {encoding}: there is no such encoding.").format(file=path, encoding=encoding),
        hint=_("Encodings are written like utf-8, gb18030, cp1251 or utf-16."),
        code="wrong-encoding",
    )


def broken_utf8(path: Path, offset: int) -> InputRejected:
    return InputRejected(
        _("The text of {file} is UTF-8 but breaks at byte {offset}.").format(file=path, offset=offset),
        hint=_("The file was cut or edited by a program that damaged it: export it again."),
        code="wrong-encoding",
    )


def bad_delimiter(path: Path, delimiter: str) -> InputRejected:
    return InputRejected(
        _('{file} cannot be split at "{delimiter}": a delimiter is one character.').format(
            file=path, delimiter=delimiter
        ),
        hint=_('Write delimiter = ",", ";", "|" or "\\t", or leave it out.'),
        code="wrong-delimiter",
    )


def open_quote(path: Path, row: int) -> InputRejected:
    return InputRejected(
        _("{file}: a quotation mark in row {row} is never closed, so the rows after it cannot be told apart.").format(
            file=path, row=row
        ),
        hint=_("Close or remove the quotation mark in that row."),
        code="open-quote",
    )


def too_big(path: Path, size: int, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} is too big: {size} MB, where at most {limit} MB are read.").format(
            file=path, size=size // 1_000_000, limit=limit // 1_000_000
        ),
        hint=_("Split it into smaller files."),
        code="file-too-big",
    )


def expands_too_much(path: Path, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} unpacks to more than {limit} MB, which no honest spreadsheet of its size does.").format(
            file=path, limit=limit // 1_000_000
        ),
        hint=_("Split it into smaller files; if you don't know who made it, don't open it."),
        code="expands-too-much",
    )


def too_many_members(path: Path, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} holds more than {limit} files inside, which no honest spreadsheet does.").format(
            file=path, limit=limit
        ),
        hint=_("Open it in your spreadsheet program and save it as xlsx."),
        code="expands-too-much",
    )


def too_many_merges(path: Path, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} has more than {limit} merged ranges, which no honest spreadsheet does.").format(
            file=path, limit=limit
        ),
        hint=_("Unmerge the cells in your spreadsheet program and save the file."),
        code="expands-too-much",
    )


def line_too_long(path: Path, row: int, limit: int) -> InputRejected:
    return InputRejected(
        _("{file}, line {row} is longer than {limit} MB.").format(file=path, row=row, limit=limit // 1_000_000),
        hint=_("Look at how the lines end: the file may have been saved without line breaks. Save it again as csv."),
        code="cell-too-long",
    )


def too_many_cells(path: Path, sheet: str, limit: int) -> InputRejected:
    return InputRejected(
        _("{file}, {sheet}: the filled area has more than {limit} cells.").format(file=path, sheet=sheet, limit=limit),
        hint=_("Look for a stray entry far below or far to the right of the table, delete it and save the file."),
        code="too-many-cells",
    )


def too_many_text_cells(path: Path, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} has more than {limit} cells.").format(file=path, limit=limit),
        hint=_("Split it into smaller files."),
        code="too-many-cells",
    )


def too_many_rows(path: Path, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} has more than {limit} rows.").format(file=path, limit=limit),
        hint=_("Split it into smaller files."),
        code="too-many-rows",
    )


def too_many_columns(path: Path, row: int, limit: int) -> InputRejected:
    return InputRejected(
        _("{file}, row {row} has more than {limit} columns.").format(file=path, row=row, limit=limit),
        hint=_("Check the delimiter: the file may be split at the wrong character."),
        code="too-many-columns",
    )


def cell_too_long(path: Path, row: int, limit: int) -> InputRejected:
    return InputRejected(
        _("{file}, row {row}: a cell has more than {limit} characters.").format(file=path, row=row, limit=limit),
        hint=_("Look for a quotation mark in that row that is never closed."),
        code="cell-too-long",
    )


def too_many_errors(path: Path, limit: int) -> InputRejected:
    return InputRejected(
        _("{file} has more than {limit} error cells such as #REF!.").format(file=path, limit=limit),
        hint=_("Open it in your spreadsheet program, mend the formulas and save it."),
        code="too-many-error-cells",
    )


def no_such_sheet(path: Path, sheet: str, names: Sequence[str]) -> InputRejected:
    return InputRejected(
        _("{file} has no sheet {sheet}.").format(file=path, sheet=sheet),
        hint=_("Its sheets are: {names}").format(names=", ".join(names)),
        code="no-such-sheet",
    )


def no_rows(path: Path) -> InputRejected:
    return InputRejected(
        _("{file} has no rows.").format(file=path),
        hint=_("Nothing is filled in on its sheets: check that the right file was saved."),
        code="no-rows",
    )


def no_header(path: Path, wanted: Sequence[str], seen: Sequence[str], row_count: int) -> InputRejected:
    return InputRejected(
        _("No headings were found in the first {count} rows of {file}; looked for: {wanted}").format(
            count=row_count, file=path, wanted=", ".join(wanted) or "-"
        ),
        hint=_("The first rows hold: {seen}").format(seen=" / ".join(seen)),
        code="no-header",
    )


def header_row_missing(path: Path, row: int) -> InputRejected:
    return InputRejected(
        _("{file} has no row {row}, where its headings were said to be.").format(file=path, row=row),
        hint=_("Check the row number of the headings."),
        code="no-header",
    )


def missing_columns(path: str, lacking: str, headings: Sequence[str], hint: str) -> InputRejected:
    return InputRejected(
        _("{file} has no column for {fields}. Its headings are: {headings}").format(
            file=path, fields=lacking, headings=", ".join(heading for heading in headings if heading)
        ),
        hint=hint,
        code="missing-column",
    )
