"""The only place that prints or draws: tables, JSON, CSV, workbooks, PDF, HTML.

Importing this loads nothing heavy: rich, openpyxl and fpdf2 come with the function that draws with them.
"""

from sellerkit.output.printer import Output
from sellerkit.output.problems import print_error
from sellerkit.output.view import Column, Table, View

__all__ = ["Column", "Output", "Table", "View", "print_error"]
