"""Damage, contradictions and changed files are named before they cost anything; a try says what the real run does."""

from __future__ import annotations

import pytest

FIRST = "SKU,Name,Qty,Cost,Barcode\nA,红枣,5,3.50,6901234567892\nB,核桃,4,2,\nC,小米,1,,\n"


def refused(shop, *args):
    before = shop.dump()
    result = shop.run("stock", "import", *args, "--json")
    assert result.exit_code == 5, result.stdout
    assert shop.dump() == before
    return result.json["error"]


def test_lost_leading_zeros_are_offered_back(shop):
    shop.write("in.csv", "SKU,Qty,Barcode\nA,1,6901234567892\nB,1,9506000132\nC,1,4011200296908\n")
    (problem,) = refused(shop, "in.csv", "--as", "set")["problems"]
    assert (problem["code"], problem["row"], problem["column"], problem["value"]) == (
        "lost-zeros",
        3,
        "Barcode",
        "9506000132",
    )
    assert "009506000132" in problem["hint"]


def test_codes_that_are_no_gtins_have_no_zeros_to_lose(shop, shelves):
    rows = "".join(f"S{n},1,{9506000100 + n}\n" for n in range(20))
    shop.write("in.csv", "SKU,Qty,Barcode\n" + rows)
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0


def test_numbers_of_a_shops_own_are_warned_about(shop, shelves):
    shop.write("in.csv", "SKU,Qty,Barcode\nA,1,2001234567893\n")
    result = shop.run("stock", "import", "in.csv", "--as", "set")
    assert result.exit_code == 0
    assert "2001234567893" in result.stderr
    assert shelves("A")["barcode"] == "2001234567893"


def test_a_barcode_of_another_item_is_refused_naming_it(shop):
    shop.write("first.csv", FIRST)
    shop.run("stock", "import", "first.csv", "--as", "set")
    shop.write("in.csv", "SKU,Qty,Barcode\nZ,1,6901234567892\n")
    (problem,) = refused(shop, "in.csv", "--as", "set")["problems"]
    assert problem["code"] == "barcode-taken"
    assert "A (红枣)" in problem["message"]


def test_a_barcode_may_move_when_the_file_gives_its_owner_another(shop, shelves):
    shop.write("first.csv", FIRST)
    shop.run("stock", "import", "first.csv", "--as", "set")
    shop.write("in.csv", "SKU,Qty,Barcode\nZ,1,6901234567892\nA,5,4011200296908\n")
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    assert (shelves("Z")["barcode"], shelves("A")["barcode"]) == ("6901234567892", "4011200296908")


def test_a_known_source_whose_headings_changed_is_refused_with_a_line_each(shop, shelves):
    shop.toml('[stock.sources.farm]\nas = "set"')
    shop.write("first.csv", "货号,库存数,进价\nA,5,3\n")
    assert shop.run("stock", "import", "first.csv", "--source", "farm").exit_code == 0
    shop.write("in.csv", "货号,库存数量,进价,备注\nA,6,3,x\n")
    error = refused(shop, "in.csv", "--source", "farm")
    assert error["code"] == "headings-changed"
    assert [problem["value"] for problem in error["problems"]] == ["库存数", "库存数量", "备注"]
    assert "--accept-headers" in error["hint"]
    assert shop.run("stock", "import", "in.csv", "--source", "farm", "--accept-headers").exit_code == 0
    shop.write("next.csv", "货号,库存数量,进价,备注\nA,7,3,x\n")
    assert shop.run("stock", "import", "next.csv", "--source", "farm").exit_code == 0
    assert shelves("A")["on_hand"] == 7


def test_a_try_names_every_change_and_the_real_run_does_exactly_that(shop, shelves):
    shop.write("first.csv", FIRST)
    shop.run("stock", "import", "first.csv", "--as", "set")
    shop.write("in.csv", "SKU,Name,Qty,Cost\nA,大红枣,7,3.50\nB,核桃,4,2.25\nD,苦荞,3,1\n")
    tried = shop.run("stock", "import", "in.csv", "--as", "set", "--dry-run", "--json").json[0]
    assert sorted((c["sku"], c["field"], c["old"], c["new"]) for c in tried["changes"]) == [
        ("A", "name", "红枣", "大红枣"), ("A", "quantity", 5, 7), ("B", "cost", "2.00", "2.25"),
    ]  # fmt: skip
    assert (tried["created"], tried["changed"], tried["unchanged"], tried["missing"]) == (1, 2, 0, ["C"])
    shown = shop.run("stock", "import", "in.csv", "--as", "set", "--dry-run")
    assert "大红枣" in shown.stdout
    assert "does not name 1 item" in shown.stderr
    done = shop.run("stock", "import", "in.csv", "--as", "set", "--json").json[0]
    assert (done["changes"], done["missing"]) == (tried["changes"], tried["missing"])


def test_what_a_source_misses_are_its_own_items_only(shop):
    shop.toml('[stock.sources.farm]\nas = "set"')
    shop.write("other.csv", "SKU,Qty\nX,1\n")
    shop.write("first.csv", "SKU,Qty\nA,1\nB,1\n")
    shop.write("in.csv", "SKU,Qty\nA,2\n")
    shop.run("stock", "import", "other.csv", "--as", "set")
    shop.run("stock", "import", "first.csv", "--source", "farm")
    assert shop.run("stock", "import", "in.csv", "--source", "farm", "--json").json[0]["missing"] == ["B"]


def test_a_count_asks_with_its_difference_in_money(shop, shelves):
    shop.write("first.csv", FIRST)
    shop.run("stock", "import", "first.csv", "--as", "set")
    shop.write("count.csv", "SKU,Qty\nA,2\nB,6\n")
    before = shop.dump()
    asked = shop.run("stock", "import", "count.csv", "--as", "count")
    assert asked.exit_code == 2
    assert "--yes" in asked.stderr
    assert "-6.50 CNY" in asked.stderr
    assert shop.dump() == before
    done = shop.run("stock", "import", "count.csv", "--as", "count", "--yes", "--json").json[0]
    assert done["difference_value"] == {"CNY": "-6.50"}
    assert [(one["sku"], one["difference"], one["value"]) for one in done["differences"]] == [
        ("A", -3, "-10.50"),
        ("B", 2, "4.00"),
    ]
    assert shelves.on_hand() == {"A": 2, "B": 6, "C": 1}


def test_a_count_without_a_difference_asks_nothing(shop):
    shop.write("first.csv", FIRST)
    shop.run("stock", "import", "first.csv", "--as", "set")
    shop.write("count.csv", "SKU,Qty\nA,5\n")
    assert shop.run("stock", "import", "count.csv", "--as", "count").exit_code == 0


@pytest.mark.parametrize(("text", "code"), [("05/06/2027", "ambiguous-date"), ("31/31/2027", "not-a-date")])
def test_an_unsettled_date_is_refused(shop, text, code):
    shop.write("in.csv", f"SKU,Qty,Expires\nA,1,{text}\n")
    (problem,) = refused(shop, "in.csv", "--as", "set")["problems"]
    assert problem["code"] == code
