"""Barcodes of a whole file: lost zeros, codes that belong to another item, numbers of the shop's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sellerkit.base.language import _, ngettext
from sellerkit.base.problems import Place, Problem
from sellerkit.model.item import StockLine
from sellerkit.model.stock_lines import column_of
from sellerkit.sheets import Table
from sellerkit.stock.gtins import LENGTHS, is_in_store, lengths_of, with_lost_zeros
from sellerkit.store.stock_changes import barcode_owners, own_barcodes

if TYPE_CHECKING:
    import sqlite3


Claimed = Mapping[str, tuple[str, str | None]]
"""Barcode → SKU and name of the item that has it in a file tried before this one, which a dry run did not save."""


def barcode_problems(
    lines: Sequence[StockLine], table: Table, heading: str, db: sqlite3.Connection, claimed: Claimed | None = None
) -> tuple[Problem, ...]:
    """Every row whose barcode lost its zeros, or names another item of the shop or of a file tried before."""
    lengths = lengths_of(column_of(lines, "barcode"))
    if lengths <= {0}:
        return ()
    found = [] if lengths <= {0, *LENGTHS} else list(_lost_zeros(lines))
    found += _taken(lines, db, claimed or {})
    return tuple(
        Problem(code, message, Place(table.file, table.sheet, line.row, heading), line.item.barcode or "", hint)
        for line, code, message, hint in found
    )


def in_store_note(lines: Sequence[StockLine]) -> str:
    """A sentence about codes that mean nothing outside of this shop; "" when there are none."""
    codes = [code for code in column_of(lines, "barcode") if code and code[0] in "02" and is_in_store(code)]
    if not codes:
        return ""
    return ngettext(
        "{count} barcode begins with 02, 04 or 2: such a number is a shop's own and means nothing to a marketplace ({codes}).",
        "{count} barcodes begin with 02, 04 or 2: such numbers are a shop's own and mean nothing to a marketplace ({codes}).",
        len(codes),
    ).format(count=len(codes), codes=", ".join(codes[:5]))


class BarcodeFault(NamedTuple):
    """One thing wrong with a row's barcode."""

    line: StockLine
    code: str
    message: str
    hint: str


def _lost_zeros(lines: Sequence[StockLine]) -> Iterator[BarcodeFault]:
    """Codes one to four digits short of a GTIN that are one with zeros in front, when most codes of that length are.

    Of codes that are no GTINs at all only one in ten would be by chance.
    """
    lengths: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for at, code in enumerate(column_of(lines, "barcode")):
        if code and len(code) not in LENGTHS and code.isdecimal():
            lengths[len(code)].append((at, code))
    for found in lengths.values():
        wholes = with_lost_zeros([code for _at, code in found])
        lost = [(lines[at], whole) for (at, _code), whole in zip(found, wholes, strict=True) if whole]
        if len(lost) * 2 > len(found):
            for line, whole in lost:
                message = _("this cell lost its leading zeros to a spreadsheet program: it was {code}").format(
                    code=whole
                )
                hint = _("Write {code} in a column formatted as text.").format(code=whole)
                yield BarcodeFault(line, "lost-zeros", message, hint)


def _taken(lines: Sequence[StockLine], db: sqlite3.Connection, claimed: Claimed) -> Iterator[BarcodeFault]:
    """A barcode that an item of the shop has, unless the file gives that item another one."""
    said = zip(column_of(lines, "barcode"), column_of(lines, "sku"), strict=True)
    found = barcode_owners(db, (one for one in said if one[0] is not None))
    if claimed:
        found += _claimed(lines, db, claimed)
    if not found:
        return
    own = {line.item.sku: line.item.barcode for line in lines if line.item.barcode is not None}
    owners = {
        (code, sku): f"{owner} ({name})" if name else owner
        for code, sku, owner, name in found
        if own.get(owner, code) == code
    }
    for line in lines:
        item = owners.get((line.item.barcode or "", line.item.sku))
        if item:
            message = _("this barcode belongs to {item}").format(item=item)
            yield BarcodeFault(line, "barcode-taken", message, _("Correct the code; a barcode names one item only."))


def _claimed(
    lines: Sequence[StockLine], db: sqlite3.Connection, claimed: Claimed
) -> list[tuple[str, str, str, str | None]]:
    """As `barcode_owners`, for the items of the files tried before."""
    said = [(line.item.barcode or "", line.item.sku) for line in lines if (line.item.barcode or "") in claimed]
    kept = own_barcodes(db, [sku for _code, sku in said])
    return [(code, sku, *claimed[code]) for code, sku in said if claimed[code][0] != sku and kept.get(sku) != code]


def shared_note(lines: Sequence[StockLine]) -> str:
    """A sentence about barcodes that several items of the file share; "" when there are none."""
    codes = column_of(lines, "barcode")
    different = set(codes)
    different.discard(None)
    if len(different) == len(codes) - codes.count(None):
        return ""
    skus: dict[str, set[str]] = defaultdict(set)
    said = [line for line in lines if line.item.barcode is not None]
    for line in said:
        skus[line.item.barcode or ""].add(line.item.sku)
    shared = [f"{code} ({', '.join(sorted(names)[:3])})" for code, names in skus.items() if len(names) > 1]
    if not shared:
        return ""
    return ngettext(
        "{count} barcode stands on several items: {codes}.",
        "{count} barcodes stand on several items: {codes}.",
        len(shared),
    ).format(count=len(shared), codes="; ".join(shared[:5]))
