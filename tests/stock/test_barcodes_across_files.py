"""A barcode names one item: of the shop, and of all files of one command, also when it is only a try."""

from __future__ import annotations

CODE = "6901234567892"


def test_two_files_of_one_command_may_not_give_one_barcode_to_two_items(shop):
    shop.write("a.csv", f"SKU,Name,Qty,Barcode\nA,红枣,1,{CODE}\n")
    shop.write("b.csv", f"SKU,Name,Qty,Barcode\nB,核桃,1,{CODE}\n")
    tried = shop.run("stock", "import", "a.csv", "b.csv", "--as", "set", "--dry-run", "--json")
    done = shop.run("stock", "import", "a.csv", "b.csv", "--as", "set", "--json")
    for result in (tried, done):
        assert (result.exit_code, result.json[0]["problems"]) == (3, [])
        (problem,) = result.json[1]["problems"]
        assert (problem["code"], problem["file"], problem["row"]) == ("barcode-taken", "b.csv", 2)
        assert "A (红枣)" in problem["message"]


def test_a_file_that_was_refused_claims_nothing(shop):
    shop.write("a.csv", f"SKU,Name,Qty,Barcode\nA,红枣,many,{CODE}\n")
    shop.write("b.csv", f"SKU,Name,Qty,Barcode\nB,核桃,1,{CODE}\n")
    result = shop.run("stock", "import", "a.csv", "b.csv", "--as", "set", "--dry-run", "--json")
    assert (result.exit_code, result.json[1]["problems"]) == (3, [])


def test_an_item_that_had_the_barcode_all_along_keeps_it(shop):
    shop.write("both.csv", f"SKU,Qty,Barcode\nA,1,{CODE}\nB,1,{CODE}\n")
    assert shop.run("stock", "import", "both.csv", "--as", "set").exit_code == 0
    shop.write("a.csv", f"SKU,Qty,Barcode\nA,2,{CODE}\n")
    shop.write("b.csv", f"SKU,Qty,Barcode\nB,2,{CODE}\n")
    for more in (["--dry-run"], []):
        assert shop.run("stock", "import", "a.csv", "b.csv", "--as", "set", *more).exit_code == 0
