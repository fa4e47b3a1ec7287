"""Matrix sheets: sizes as columns, under colours, with totals that must hold."""

from __future__ import annotations

import pytest


def imported(shop, name, *more):
    result = shop.run("stock", "import", name, "--as", "set", "--json", *more)
    assert result.exit_code == 0, result.stdout + result.stderr
    return result.json[0]


def refused(shop, name, *more):
    before = shop.dump()
    result = shop.run("stock", "import", name, "--as", "set", "--json", *more)
    assert result.exit_code == 5, result.stdout
    assert shop.dump() == before
    return result.json["error"]


def test_a_merged_style_number_stands_for_all_its_colours(shop, shelves, workbook):
    rows = [
        ["款号", "品名", "颜色", "S", "M", "小计", "单价"],
        [2001, "衬衫", "白", 1, 2, 3, 59],
        [None, None, "蓝", 1, None, 1, None],
    ]
    workbook(shop.path / "in.xlsx", rows, merges=["A2:A3", "B2:B3", "G2:G3"])
    imported(shop, "in.xlsx")
    assert shelves.on_hand() == {"2001-白-S": 1, "2001-白-M": 2, "2001-蓝-S": 1}
    assert (shelves("2001-蓝-S")["name"], shelves("2001-蓝-S")["price"]) == ("衬衫", "59.00")


def test_a_style_that_is_written_once_stands_for_the_colours_below_it(shop, shelves, workbook):
    workbook(
        shop.path / "in.xlsx",
        [["款号", "颜色", "S", "M"], [1001, "红", 1, 2], [None, "黑", 4, None], [1002, "白", 1, 1]],
    )
    imported(shop, "in.xlsx")
    assert shelves.on_hand() == {"1001-红-S": 1, "1001-红-M": 2, "1001-黑-S": 4, "1002-白-S": 1, "1002-白-M": 1}


def test_sizes_without_a_style_and_a_colour_are_no_variant(shop):
    shop.write("in.csv", "款号,颜色,S,M\nT1,红,1,2\n,,1,2\n")
    assert {one["code"] for one in refused(shop, "in.csv")["problems"]} == {"missing-sku"}


@pytest.mark.parametrize("heading", ["合计", "小计", "Total", "总数", "Итого"])
def test_a_line_whose_sizes_do_not_add_up_is_rejected_at_its_total(shop, heading):
    shop.write("in.csv", f"款号,颜色,S,M,L,{heading}\nT1,红,1,2,3,7\nT1,黑,1,2,3,6\nT1,白,1,2,3,\n")
    (problem,) = refused(shop, "in.csv")["problems"]
    assert (problem["code"], problem["row"], problem["column"], problem["value"]) == (
        "sizes-do-not-add-up",
        2,
        heading,
        "7",
    )


def test_a_total_row_that_does_not_hold_is_named_by_its_size(shop):
    shop.write("in.csv", "款号,颜色,S,M,L\nT1,红,1,2,3\nT1,黑,1,2,3\n合计,,2,4,9\n")
    (problem,) = refused(shop, "in.csv")["problems"]
    assert (problem["code"], problem["row"], problem["column"]) == ("sizes-do-not-add-up", 4, "L")


def test_totals_of_groups_and_of_everything_may_both_stand_there(shop, shelves):
    shop.write(
        "in.csv", "款号,颜色,S,M,合计\n春装,,,,\nT1,红,1,2,3\nT1,黑,1,1,2\n小计,,2,3,5\n夏装,,,,\nT2,红,1,2,3\n小计,,1,2,3\n总计,,3,5,8\n"
    )  # fmt: skip
    imported(shop, "in.csv")
    assert sum(shelves.on_hand().values()) == 8
    assert shelves("T2-红-S")["category"] == "夏装"


def test_a_quantity_that_is_the_sum_of_the_sizes_is_their_total(shop, shelves):
    shop.write("in.csv", "款号,颜色,S,M,L,数量\nT1,红,1,2,3,6\nT1,黑,1,2,,3\n")
    imported(shop, "in.csv")
    assert shelves.on_hand() == {"T1-红-S": 1, "T1-红-M": 2, "T1-红-L": 3, "T1-黑-S": 1, "T1-黑-M": 2}
    shop.write("other.csv", "款号,颜色,S,M,L,数量\nT1,红,1,2,3,60\n")
    assert refused(shop, "other.csv")["code"] == "sizes-unclear"


@pytest.mark.parametrize(
    "sizes",
    [
        "S M L XL XXL XXXL 4XL", "XS S M 2XL 3XL", "36 37 38 39 40 41 42", "90 100 110 120", "26 27 28 29 30 31 32 33 34 35 36",
        "均码 S M", "EU36 EU37 EU38", "US7 US7.5 US8", "90cm 100cm 110cm", "38码 39码 40码",
        "7 7.5 8 8.5 9", "36 36.5 37 38 38.5", "24 25 26 27 28", "90 95 100 105 110", "59 66 73 80 90", "36 36.5 37 38",
        "160/80A 165/84A 170/88A", "70A 75B 80DD", "2T 3T 4T", "3-6M 6-12M", "S/M L/XL", "S M L XL/2XL",
    ],
)  # fmt: skip
def test_every_kind_of_size(shop, shelves, sizes):
    names = sizes.split()
    shop.write("in.csv", f"款号,颜色,{','.join(names)}\nT1,红,{','.join(str(n) for n in range(1, len(names) + 1))}\n")
    imported(shop, "in.csv")
    assert shelves.on_hand() == {f"T1-红-{size}": n for n, size in enumerate(names, 1)}


def test_colours_over_sizes(shop, shelves, workbook):
    rows = [
        ["款号", "红", None, None, "黑", None, None],
        [None, "S", "M", "L", "S", "M", "L"],
        ["T1", 1, 2, 3, 4, 5, 6],
    ]
    workbook(shop.path / "in.xlsx", rows, merges=["A1:A2", "B1:D1", "E1:G1"])
    imported(shop, "in.xlsx")
    assert shelves.on_hand() == {"T1-红-S": 1, "T1-红-M": 2, "T1-红-L": 3, "T1-黑-S": 4, "T1-黑-M": 5, "T1-黑-L": 6}
    assert (shelves("T1-黑-L")["option1"], shelves("T1-黑-L")["option2"]) == ("黑", "L")


def test_the_word_for_sizes_over_numbers(shop, shelves, workbook):
    rows = [
        ["款号", "颜色", "尺码", None, None, "合计"],
        [None, None, 36, 37, 38, None],
        ["T1", "红", 1, 2, 3, 6],
        ["T1", "黑", 1, None, 1, 2],
    ]
    workbook(shop.path / "in.xlsx", rows, merges=["A1:A2", "B1:B2", "C1:E1", "F1:F2"])
    imported(shop, "in.xlsx")
    assert shelves.on_hand() == {"T1-红-36": 1, "T1-红-37": 2, "T1-红-38": 3, "T1-黑-36": 1, "T1-黑-38": 1}


def test_stock_map_proposes_the_sizes_and_the_saved_source_reads_them(shop, shelves):
    shop.write("in.csv", "款号,颜色,S,M,L,数量\nT1,红,1,2,3,6\n")
    saved = shop.run("stock", "map", "in.csv", "--as", "set", "--save", "shirts", "--json")
    assert saved.exit_code == 0, saved.stderr
    assert saved.json["sizes"] == ["S", "M", "L"]
    imported(shop, "in.csv", "--source", "shirts")
    assert shelves.on_hand() == {"T1-红-S": 1, "T1-红-M": 2, "T1-红-L": 3}


def test_numbers_that_are_no_sizes_stay_what_they_are(shop, shelves):
    shop.write("in.csv", "货号,品名,1,2,3,库存\nA-1,杯,7,8,9,4\n")
    imported(shop, "in.csv")
    assert shelves.on_hand() == {"A-1": 4}
