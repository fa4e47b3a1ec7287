"""A table reads back as it was written, or the old file stays."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from sellerkit.base.errors import CannotWrite
from sellerkit.listings.channels import channel_called
from sellerkit.listings.channels.contract import Dialect
from sellerkit.listings.order_of_rows import in_order
from sellerkit.listings.writing import NothingToWrite, read_rows, write_rows


@pytest.mark.parametrize(
    "dialect",
    [
        Dialect(),
        Dialect("utf-16", "\t"),
        Dialect("utf-8-sig", ";", before=("version 1.00", "#INFO,a,b")),
        Dialect("gb18030", quote_all=True, line_end="\n"),
    ],
)
def test_a_table_reads_back_in_every_dialect(tmp_path: Path, dialect: Dialect) -> None:
    rows = [["SKU", "Text"], ["1", 'a "b"\tc,d;e\nf\r\ng'], ["2", "枣\u2028=1"]]
    write_rows(tmp_path / "x.csv", rows[0], rows[1:], dialect)
    assert read_rows(tmp_path / "x.csv", dialect) == rows


def test_what_does_not_read_back_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_rows(path, ["SKU"], [["old"]])
    with pytest.raises(CannotWrite):
        write_rows(path, ["SKU"], [["a\rb"]], Dialect(line_end="\n"))
    with pytest.raises(NothingToWrite):
        write_rows(path, ["SKU"], [])
    assert read_rows(path) == [["SKU"], ["old"]]


def test_rows_in_an_order_that_an_importer_would_misread_leave_the_old_file(tmp_path: Path) -> None:
    path, woo = tmp_path / "x.csv", channel_called("woocommerce-csv")
    write_rows(path, ["SKU", "Parent"], [["mug", ""], ["M-1", "mug"]], order=partial(in_order, woo))
    with pytest.raises(CannotWrite, match="row 2 stands apart from mug"):
        write_rows(path, ["SKU", "Parent"], [["M-1", "mug"], ["mug", ""]], order=partial(in_order, woo))
    assert read_rows(path)[1] == ["mug", ""]
