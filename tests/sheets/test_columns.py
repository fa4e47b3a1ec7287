"""Declared columns turn a table into values, or into every problem of every row with its place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from sellerkit.base.errors import InputRejected
from sellerkit.sheets import ReadOptions, Sheet, column
from sellerkit.sheets.cells import identifier, money, quantity, weight


@dataclass(frozen=True, slots=True)
class Item:
    sku: str
    name: str | None
    quantity: int | None
    cost: Decimal | None
    weight: int | None


ITEMS = Sheet(
    Item,
    sku=column("SKU", "货号", "Код товара", read=identifier),
    name=column("Name", "品名", "Номенклатура", default=None),
    quantity=column("Qty", "库存数", "数量", "Остаток", read=quantity, default=None),
    cost=column("Cost", "进价", "Цена", read=money, default=None),
    weight=column("Weight", "重量", read=weight, default=None),
)


def parse(path, options=None, declared=None, key=()):
    options, declared = options or ReadOptions(), declared or {}
    return ITEMS.parse(ITEMS.table_in(path, options, declared), declared, key)


def test_rows_become_values_that_know_what_was_stated(text_file):
    outcome = parse(text_file("货号,品名,库存数,备注\nM-1,红枣,5,好\nM-2, ,,\n"))
    first, second = outcome.good
    assert first.value == Item("M-1", "红枣", 5, None, None)
    assert first.stated == {"sku", "name", "quantity"}
    assert second.value == Item("M-2", None, None, None, None)
    assert second.stated == {"sku"}
    assert (first.row["备注"], first.row.text("库存数"), first.place.row) == ("好", "5", 2)


def test_a_bad_cell_is_named_by_file_sheet_row_and_column_and_all_are_told_at_once(workbook):
    path = workbook(
        [["SKU", "Name", "Qty", "Cost"], ["M-1", "Mug", "ten", "x"], [None, "Cup", 3, 4], ["M-3", "Jar", -1, 5]]
    )
    outcome = parse(path)
    assert outcome.good == ()
    assert [(str(problem.place), problem.code, problem.value) for problem in outcome.problems] == [
        ("book.xlsx, 库存, row 2, Qty", "not-a-number", "ten"),
        ("book.xlsx, 库存, row 2, Cost", "not-a-number", "x"),
        ("book.xlsx, 库存, row 3, SKU", "missing-value", ""),
        ("book.xlsx, 库存, row 4, Qty", "negative", "-1"),
    ]
    assert all(problem.hint for problem in outcome.problems[:3])


def test_a_heading_fits_without_its_brackets_width_case_and_spaces(text_file):
    path = text_file("ｓｋｕ,库存数（件）,品 名,Weight (lbs)\nM-1,5,红枣,2\n")
    (row,) = parse(path).good
    assert row.value == Item("M-1", "红枣", 5, None, 907)


def test_an_exact_heading_beats_one_in_brackets(text_file):
    assert parse(text_file("SKU,Qty (reserved),Qty\nM-1,1,9\n")).good[0].value.quantity == 9


def test_a_declared_heading_wins_and_one_that_is_missing_is_told_with_the_nearest(text_file):
    path = text_file("SKU,Qty,Available\nM-1,1,9\n")
    assert parse(path, declared={"quantity": ["Available"]}).good[0].value.quantity == 9
    with pytest.raises(InputRejected) as caught:
        parse(path, declared={"quantity": ["Availible"]})
    assert caught.value.code == "missing-column"
    assert "SKU, Qty, Available" in caught.value.message
    assert "Available" in caught.value.hint


def test_a_required_column_that_is_missing_says_which_key_to_declare(text_file):
    with pytest.raises(InputRejected) as caught:
        parse(text_file("品名,库存数\n红枣,5\n"))
    assert caught.value.code == "missing-column"
    assert 'columns = { sku = "' in caught.value.hint


def test_totals_blanks_groups_and_repeated_headers_are_counted_not_imported(text_file):
    path = text_file(
        "货号,品名,库存数\n红枣类,,\nM-1,特级,5\n,,\n货号,品名,库存数\n核桃类,,\nM-2,薄皮,7\n合计,,12\n制表人：张三,,\n"
    )
    outcome = parse(path)
    assert [(row.value.sku, row.row.group) for row in outcome.good] == [("M-1", "红枣类"), ("M-2", "核桃类")]
    assert outcome.problems == ()
    assert outcome.ignored == 6
    assert [kind for _row, kind, _text in outcome.extra["ignored_rows"]] == [
        "group",
        "header",
        "group",
        "total",
        "note",
    ]


@pytest.mark.parametrize(
    "label", ["合计", "总 计：", "小计", "合计（件）", "Total", "Grand total:", "Итого: 12", "TOTAL 12 pcs"[:8]]
)
def test_a_total_is_known_by_its_label(text_file, label):
    assert parse(text_file(f"SKU,Name,Qty\nM-1,Mug,5\n{label},,5\n")).ignored == 1


@pytest.mark.parametrize("name", ["Total Care Shampoo", "合计算器", "小计算器", "Sumo mat"])
def test_goods_that_only_begin_like_a_total_are_goods(text_file, name):
    assert len(parse(text_file(f"Name,SKU,Qty\n{name},M-1,5\n")).good) == 1


def test_a_code_alone_in_its_row_is_data_not_a_group(text_file):
    outcome = parse(text_file("SKU,Name,Qty\nM-1,,\n"))
    assert [row.value.sku for row in outcome.good] == ["M-1"]


def test_a_number_merged_across_is_a_group(workbook):
    path = workbook([["Код товара", "Бренд", "Остаток"], [13], [2075463, "Imperial", 8]], merges=["A2:C2"])
    outcome = parse(path)
    assert [(row.value.sku, row.row.group) for row in outcome.good] == [("2075463", "13")]


def test_a_text_merged_over_rows_stands_in_each_but_a_number_only_once(workbook):
    rows = [["货号", "品名", "库存数"], ["M-1", "红枣", 5], ["M-2", None, None]]
    outcome = parse(workbook(rows, merges=["B2:B3", "C2:C3"]))
    assert [(row.value.name, row.value.quantity) for row in outcome.good] == [("红枣", 5), ("红枣", None)]


def test_an_error_cell_is_a_problem_even_where_a_value_is_optional(raw_xlsx):
    text = '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>'
    path = raw_xlsx(
        f'<row r="1">{text % ("A1", "SKU")}{text % ("B1", "Qty")}{text % ("C1", "Cost")}</row>'
        f'<row r="2">{text % ("A2", "M-1")}<c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>B2*2</f></c></row>'
    )
    codes = [(problem.code, problem.value, problem.place.column) for problem in parse(path).problems]
    assert codes == [("error-cell", "#REF!", "Qty"), ("formula-without-value", "=", "Cost")]


def test_cells_beyond_the_last_heading_tell_of_a_shifted_row(text_file):
    outcome = parse(text_file("SKU,Name,Qty\nM-1,Mug, blue,5\nM-2,Cup,3,,\n"))
    assert sorted(problem.code for problem in outcome.problems) == ["extra-cells", "not-a-number"]
    assert [row.value.sku for row in outcome.good] == ["M-2"]


def test_a_row_that_is_too_short_lacks_only_its_last_cells(text_file):
    assert parse(text_file("SKU,Name,Qty\nM-1,Mug\n")).good[0].stated == {"sku", "name"}


def test_a_code_is_made_of_several_columns_on_request(text_file):
    path = text_file("Номенклатура,Характеристика,Остаток,Цена\nBlackView A5,2,1,3650\nBlackView A5,1,,3650\n")
    outcome = parse(path, key=("Номенклатура", "Характеристика"))
    assert [row.value.sku for row in outcome.good] == ["BlackView A5-2", "BlackView A5-1"]


def test_a_decimal_comma_is_read_only_when_it_is_declared(text_file):
    path = text_file("SKU;Cost\nM-1;12,50\nM-2;1.299,00\n")
    assert [problem.code for problem in parse(path).problems] == ["not-a-number", "not-a-number"]
    good = parse(path, ReadOptions(decimal_comma=True)).good
    assert [row.value.cost for row in good] == [Decimal("12.50"), Decimal("1299.00")]


def test_blocks_and_single_rows_read_alike(text_file):
    lines = ["SKU,Name,Qty,Cost"] + [f"M-{n},Mug {n},{n % 50},{n % 7}.50" for n in range(5000)]
    clean = parse(text_file("\n".join(lines))).good
    lines[4500] = "M-X,Mug,ten,1"
    lines[10] = "合计,,1,"
    mixed = parse(text_file("\n".join(lines)))
    assert len(clean) == 5000
    assert [row.value for row in mixed.good] == [row.value for row in clean if row.place.row not in (4501, 11)]
    assert (mixed.problems[0].place.row, mixed.ignored) == (4501, 1)
