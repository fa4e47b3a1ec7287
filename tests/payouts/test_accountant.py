"""The accountant's workbook, read back: numbers are numbers, totals agree with their formulas, no text can run."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

SOURCES = (
    '[payouts.sources.shopify]\nformat = "shopify-payments"\nfiles = "tx*.csv"\n'
    '[payouts.sources.alipay]\nformat = "alipay-merchant"\nfiles = "bill*.csv"\n'
)
SHEETS = ["Summary", "Statements", "All lines", "Orders", "Exceptions", "Fees by month"]


@pytest.fixture
def written(shop, files):
    """Two statements in the books, and the workbook of a period."""
    shop.toml(SOURCES)
    shop.write("goods.csv", "SKU,Name,Qty,Cost\nDATE-500,Dates,100,40.00\n")
    assert shop.run("stock", "import", "goods.csv", "--as", "set").exit_code == 0
    shop.write("orders.csv", files.orders(files.order("#1001"), files.order("#1002"), files.order("=1+1")))
    shop.run("orders", "import", "orders.csv", "--channel", "shopify")
    rows = [
        files.paid("#1001", fee="3.20"), files.paid("#1002", "95.00", fee="3.20"), files.paid("=1+1", "-5.00", kind="refund"),
        files.paid("#1001", "-7.00", kind="adjustment", at="2026-10-31 23:30:00 +0800"), files.paid("#9", "12.00", currency="USD"),
    ]  # fmt: skip
    shop.write("tx.csv", files.shopify(*rows))
    shop.write(
        "bill.csv",
        files.alipay([("10000", "700000000000000001"), ("-300", "700000000000000001")], opening=5000),
        "gb18030",
    )
    for file in ("tx.csv", "bill.csv"):
        assert shop.run("payouts", "import", file).exit_code == 0

    def write(period=None):
        from sellerkit.payouts.accountant import write_workbook
        from sellerkit.trade.shop import open_shop

        opened = open_shop(shop.path, writing=False)
        try:
            write_workbook(opened, period, shop.path / "month.xlsx")
        finally:
            opened.close()
        return openpyxl.load_workbook(shop.path / "month.xlsx")

    return write


def records(book, name):
    """The rows of a sheet above its totals."""
    headings, *rows = book[name].iter_rows(values_only=True)
    found = []
    for row in rows:
        if not any(value is not None for value in row):
            break
        found.append(dict(zip(headings, row, strict=True)))
    return found


def totals(book, name):
    """Label and currency → heading → cell, of the rows below."""
    headings, *rows = book[name].iter_rows(values_only=True)
    at = headings.index("Currency")
    return {
        (row[0], row[at]): dict(zip(headings, row, strict=True))
        for row in rows
        if row[0] in ("All together", "The same by formula")
    }


def test_every_sheet_is_there_frozen_and_filtered(written):
    book = written()
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(one.width > 5 for one in sheet.column_dimensions.values())


def test_every_line_stands_there_with_its_place_as_a_number_in_its_currency(written):
    book = written()
    lines = records(book, "All lines")
    assert len(lines) == 9
    fee = next(one for one in lines if one["Kind"] == "Payment fee")
    assert (fee["File"], fee["Row"], fee["Heading"], fee["Order"], fee["Amount"]) == ("tx.csv", 2, "Fee", "#1001", -3.2)
    cell = next(book["All lines"].iter_rows(min_row=2, max_row=2))[-1]
    assert cell.data_type == "n"
    assert cell.number_format == "[$CNY] #,##0.00;[Red]-[$CNY] #,##0.00"


def test_totals_agree_with_their_formulas(written):
    book = written()
    for name in SHEETS:
        found = totals(book, name)
        rows = records(book, name)
        for (label, currency), row in found.items():
            for heading, value in row.items():
                if heading == "Currency" or value is None or value == label:
                    continue
                summed = sum(
                    Decimal(str(one[heading]))
                    for one in rows
                    if one["Currency"] == currency and one[heading] is not None
                )
                if label == "All together":
                    assert Decimal(str(value)) == summed, (name, heading)
                else:
                    assert value.startswith("=SUMIF("), value
                    assert f'"{currency}"' in value
                    assert f"${len(rows) + 1}" in value
    assert ("All together", "USD") in totals(book, "All lines")


def test_no_text_of_a_file_can_run(written):
    book = written()
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert {cell.data_type for cell in texts if cell.value == "=1+1"} == {"s"}
    assert all(str(cell.value).startswith("=SUMIF(") for cell in texts if cell.data_type == "f")


def test_an_account_with_balances_is_proved(written):
    rows = [one for one in records(written(), "Summary") if one["Source"] == "alipay"]
    first, *_kinds, last = rows
    assert (first["What"], first["Balance"]) == ("Opening", 50)
    assert (last["What"], last["Balance"], last["Proof"]) == ("Closing", 147, "✓ holds")


def test_a_period_holds_its_own_lines_only(written):
    book = written(("2026-10-01T00:00:00Z", "2026-10-31T16:00:00Z"))
    assert [one["Amount"] for one in records(book, "All lines")] == [-7]
    assert [one["Order"] for one in records(book, "Orders") if one["Order"].startswith("#")] == ["#1001", "#1002"]


def test_exceptions_have_room_for_a_decision(written):
    found = {one["Reason code"]: one for one in records(written(), "Exceptions")}
    assert found["paid-short"]["Difference"] == -5
    assert found["paid-short"]["Next step"].startswith("Look in")
    assert found["paid-short"]["Decision"] is None


def test_decisions_in_the_workbook_are_read_back(shop, written):
    book = written()
    sheet = book["Exceptions"]
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "paid-short":
            row[headings.index("Decision")].value = "written-off"
            row[headings.index("Note")].value = "a discount"
    book.save(shop.path / "decided.xlsx")
    result = shop.run("payouts", "resolve", "--file", "decided.xlsx", "--json")
    assert result.exit_code == 0, result.stdout + result.stderr
    left = {one["Reason code"] for one in records(written(), "Exceptions")}
    assert "paid-short" not in left
    assert left


def test_fees_are_added_up_by_month(written):
    (fee,) = [one for one in records(written(), "Fees by month") if one["Source"] == "shopify"]
    assert (fee["Month"], fee["Kind"], fee["Amount"]) == ("2026-11", "Payment fee", -6.4)


def test_an_order_is_there_with_its_profit(written):
    rows = {one["Order"]: one for one in records(written(), "Orders")}
    assert (rows["#1001"]["Paid"], rows["#1001"]["Goods sold"], rows["#1001"]["Profit"]) == (100, -40, 49.8)


def test_writing_it_changes_nothing_and_works_on_an_empty_shop(shop):
    from sellerkit.payouts.accountant import write_workbook
    from sellerkit.trade.shop import open_shop

    before = shop.dump()
    opened = open_shop(shop.path, writing=False)
    write_workbook(opened, None, shop.path / "empty.xlsx")
    opened.close()
    assert shop.dump() == before
    assert openpyxl.load_workbook(shop.path / "empty.xlsx").sheetnames == SHEETS


def test_rows_that_a_sheet_cannot_hold_go_to_a_further_one(tmp_path):
    from sellerkit.output.account_book import BookColumn, BookSheet, write_account_book

    columns = [
        BookColumn("n", "N", 8),
        BookColumn("currency", "Currency", 8),
        BookColumn("amount", "Amount", 12, "money", total=True),
    ]
    rows = ({"n": n, "currency": "JPY", "amount": n} for n in range(1, 6))
    write_account_book(tmp_path / "b.xlsx", [BookSheet("Lines", columns, rows)], most_rows=3)
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["Lines", "Lines (2)", "Lines (3)"]
    assert book["Lines"]["C5"].value == 3
    assert book["Lines (3)"]["C2"].value == 5
