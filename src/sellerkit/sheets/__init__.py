"""Spreadsheets in: readers, encodings, finding the header, declared columns → rows or problems."""

from sellerkit.sheets.columns import REQUIRED, Sheet, column
from sellerkit.sheets.header import find_table, headings_of, table_at
from sellerkit.sheets.reading import read_tables
from sellerkit.sheets.rows import Parsed
from sellerkit.sheets.tables import RawTable, ReadOptions, Row, Table, Value

__all__ = [
    "REQUIRED",
    "Parsed",
    "RawTable",
    "ReadOptions",
    "Row",
    "Sheet",
    "Table",
    "Value",
    "column",
    "find_table",
    "headings_of",
    "read_tables",
    "table_at",
]
