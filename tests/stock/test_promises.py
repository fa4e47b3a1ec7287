"""Promises over any table: all or nothing, nothing twice, tried first, undone exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

HEADINGS = ["SKU", "Name", "Qty", "Cost", "Lot", "Expires", "Weight"]
skus = st.sampled_from(["A-1", "A-2", "B-1", "007", "红枣-1"])
cell = {
    "Name": st.sampled_from(["", "Mug", "杯子", "=cmd"]),
    "Qty": st.sampled_from(["", "0", "1", "7", "1,200", "12件", "x", "-1"]),
    "Cost": st.sampled_from(["", "5", "12.50", "¥3", "$9"]),
    "Lot": st.sampled_from(["", "", "L1", "L2"]),
    "Expires": st.sampled_from(["", "2026-12-01", "2027年1月5日", "never"]),
    "Weight": st.sampled_from(["", "500", "1.2kg"]),
}
good = {name: values.filter(lambda text: text not in ("x", "-1", "$9", "never")) for name, values in cell.items()}
rows = st.lists(st.tuples(skus, *cell.values()).map(list), min_size=1, max_size=6)
good_rows = st.lists(st.tuples(skus, *good.values()).map(list), min_size=1, max_size=6, unique_by=lambda row: row[0])
lot_rows = st.lists(
    st.tuples(skus, *good.values()).map(list), min_size=1, max_size=6, unique_by=lambda row: (row[0], row[4], row[5])
)
modes = st.sampled_from(["set", "add", "count"])
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def new_shop(tmp_path: Path):
    """A fresh shop for every example."""
    from sellerkit.store.store import open_store

    made = []

    def make(shop):
        folder = tmp_path / f"shop{len(made)}"
        folder.mkdir()
        (folder / "shop.toml").write_bytes((shop.path / "shop.toml").read_bytes())
        open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
        made.append(folder)
        return type(shop)(folder)

    return make


@quick
@given(before=lot_rows, table=rows, mode=modes)
def test_a_file_changes_all_or_nothing(shop, new_shop, before, table, mode, csv_text):
    here = new_shop(shop)
    here.write("before.csv", csv_text([HEADINGS, *before]))
    assert here.run("stock", "import", "before.csv", "--as", "set").exit_code == 0
    here.write("in.csv", csv_text([HEADINGS, *table]))
    dump = here.dump()
    result = here.run("stock", "import", "in.csv", "--as", mode, "--yes")
    assert result.exit_code in (0, 5), result.stderr
    if result.exit_code == 5:
        assert here.dump() == dump
        assert (here.path / "out" / "rejected" / "in.xlsx").exists()


@quick
@given(before=lot_rows, table=rows, mode=modes)
def test_a_try_says_what_the_real_run_does_and_an_undo_takes_it_back_exactly(
    shop, new_shop, before, table, mode, csv_text
):
    assume(table != before)  # a file that was taken in before makes no batch
    here = new_shop(shop)
    here.write("before.csv", csv_text([HEADINGS, *before]))
    here.run("stock", "import", "before.csv", "--as", "set")
    here.write("in.csv", csv_text([HEADINGS, *table]))
    dump = here.dump()
    tried = here.run("stock", "import", "in.csv", "--as", mode, "--yes", "--skip-bad-rows", "--json", "--dry-run")
    assert here.dump() == dump
    done = here.run("stock", "import", "in.csv", "--as", mode, "--yes", "--skip-bad-rows", "--json")
    assert done.exit_code == tried.exit_code
    same = [
        {k: v for k, v in file.items() if k not in ("batch", "dry_run", "rejected_file")}
        for file in (tried.json[0], done.json[0])
    ]
    assert same[0] == same[1]
    file = done.json[0]
    assert file["rows"] == file["created"] + file["changed"] + file["unchanged"] + file["rejected"]
    undone = here.run("undo", "2")
    assert undone.exit_code == 0, undone.stderr
    assert here.dump() == dump


@quick
@given(table=lot_rows, mode=modes)
def test_importing_twice_changes_nothing(shop, new_shop, table, mode, csv_text):
    here = new_shop(shop)
    here.write("in.csv", csv_text([HEADINGS, *table]))
    assert here.run("stock", "import", "in.csv", "--as", mode, "--yes").exit_code == 0
    dump = here.dump()
    assert here.run("stock", "import", "in.csv", "--as", mode, "--yes").exit_code == 0
    assert here.dump() == dump
    if mode != "add":
        again = here.run("stock", "import", "in.csv", "--as", mode, "--yes", "--again", "--json")
        assert (again.json[0]["changed"], again.json[0]["movements"]) == (0, 0)
        assert here.dump() == dump


@quick
@given(before=good_rows, table=good_rows, mode=modes)
def test_stock_is_what_was_stated_or_the_sum_of_what_came(shop, new_shop, before, table, mode, csv_text):
    here = new_shop(shop)
    count = {"": 0, "1,200": 1200, "12件": 12}
    stated = {row[0]: (row[2], count.get(row[2], 0) if row[2] in count else int(row[2])) for row in table}
    first = {row[0]: count.get(row[2], 0) if row[2] in count else int(row[2]) for row in before}
    here.write("before.csv", csv_text([HEADINGS, *before]))
    here.write("in.csv", csv_text([HEADINGS, *table]))
    here.run("stock", "import", "before.csv", "--as", "set")
    here.run("stock", "import", "in.csv", "--as", mode, "--yes")
    for item in here.run("stock", "list", "--json").json:
        text, quantity = stated.get(item["sku"], ("", 0))
        old = first.get(item["sku"], 0)
        assert item["on_hand"] == (old + quantity if mode == "add" else old if text == "" else quantity)
        assert sum(lot["on_hand"] for lot in item["lots"]) <= item["on_hand"]
