"""A marketplace's "mark as shipped" file: its headings, its order of columns, its kind of file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sellerkit.base.files import write_bytes
from sellerkit.output.structured import harmless
from sellerkit.output.view import Column, Table
from sellerkit.output.workbook import write_workbook
from sellerkit.shipments.marketplaces import Marketplace, Told


def write_upload(path: Path, market: Marketplace, told: Sequence[Told]) -> None:
    """Write it whole or not at all; the ending says the kind: .xlsx, .csv, or .txt with tabs. Raises CannotWrite."""
    rows = [market.row(one) for one in told]
    if path.suffix.lower() == ".xlsx":
        columns = [Column(str(at), heading) for at, heading in enumerate(market.headings)]
        write_workbook(path, [Table(columns, [{str(at): text for at, text in enumerate(row)} for row in rows], "Sheet1")])  # fmt: skip
        return
    made = io.StringIO()
    tab = path.suffix.lower() == ".txt"
    writer = csv.writer(made, delimiter="\t" if tab else ",", lineterminator="\r\n")
    writer.writerow(market.headings)
    writer.writerows([harmless(text) for text in row] for row in rows)
    # A mark before the text tells a spreadsheet program that Chinese headings are UTF-8; others trip over it.
    encoding = "utf-8" if "".join(market.headings).isascii() else "utf-8-sig"
    write_bytes(path, made.getvalue().encode(encoding, "replace"))
