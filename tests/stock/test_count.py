"""`stock count`: a workbook to fill in, and a count that is right although orders went on meanwhile."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STOCK = (
    "SKU,Name,Qty,Unit,Lot,Expires,Cost,Shelf,Category\n"
    "BULK,红枣散装,40,斤,L1,2026-12-05,8.33,B-2,红枣\n"
    "BULK,红枣散装,80,斤,L2,2027-03-05,7.77,B-2,红枣\n"
    "NUT,核桃,3,,L9,2026-12-31,10,A-10,坚果\n"
    "0012,杯子,50,,,,3,A-2,杯\n"
    "PLATE,盘子,7,,,,5,,杯\n"
)


@pytest.fixture
def stocked(shop):
    shop.write("in.csv", STOCK)
    assert shop.run("stock", "import", "in.csv", "--as", "set").exit_code == 0
    return shop


def rows_of(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path).active
    lines = list(sheet.iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def fill(path: Path, counts: dict[tuple[str, str | None], object], column: str = "Counted") -> None:
    """Write counts, by SKU and lot, as a person does."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        key = (sheet.cell(row, at["SKU"]).value, sheet.cell(row, at["Lot"]).value if "Lot" in at else None)
        if key in counts:
            sheet.cell(row, at[column]).value = counts[key]
    book.save(path)


def test_the_workbook_has_a_row_for_each_lot_in_the_order_of_the_shelves(stocked):
    result = stocked.run("stock", "count", "-o", "count.xlsx", "--json")
    assert (result.exit_code, result.json["rows"], result.json["items"], result.json["batch"]) == (0, 5, 4, 1)
    rows = rows_of(stocked.path / "count.xlsx")
    assert [(row["Shelf"], row["SKU"], row["Lot"], row["Expires"], row["Unit"]) for row in rows] == [
        ("A-2", "0012", None, None, None),
        ("A-10", "NUT", "L9", "2026-12-31", None),
        ("B-2", "BULK", "L1", "2026-12-05", "斤"),
        ("B-2", "BULK", "L2", "2027-03-05", "斤"),
        (None, "PLATE", None, None, None),
    ]
    assert all(row["Counted"] is None for row in rows)


def test_what_the_books_say_is_shown_only_on_request(stocked):
    stocked.run("stock", "count", "-o", "blind.xlsx")
    stocked.run("stock", "count", "-o", "open.xlsx", "--with-expected")
    assert "In the books" not in rows_of(stocked.path / "blind.xlsx")[0]
    assert [row["In the books"] for row in rows_of(stocked.path / "open.xlsx")] == [50, 3, 40, 80, 7]
    sheet = openpyxl.load_workbook(stocked.path / "blind.xlsx").active
    hidden = [name for name, column in sheet.column_dimensions.items() if column.hidden]
    assert [sheet[f"{name}1"].value for name in hidden] == ["sellerkit"]


def test_a_part_of_the_shelves(stocked):
    assert stocked.run("stock", "count", "-o", "a.xlsx", "--shelf", "a-", "--json").json["rows"] == 2
    assert stocked.run("stock", "count", "-o", "b.xlsx", "--category", "坚果", "--json").json["rows"] == 1
    result = stocked.run("stock", "count", "NUT", "NUTS", "-o", "c.xlsx", "--json")
    assert (result.exit_code, result.json["rows"], result.json["problems"][0]["code"]) == (3, 1, "unknown-sku")
    assert stocked.run("stock", "count", "--shelf", "Z").exit_code == 2


def test_a_workbook_that_may_hold_counts_is_never_written_over(stocked):
    assert stocked.run("stock", "count").exit_code == 0
    assert (stocked.path / "out" / "count-2026-11-10.xlsx").exists()
    result = stocked.run("stock", "count")
    assert result.exit_code == 2
    assert "there already" in result.stderr


def test_the_count_is_read_back_and_what_was_left_empty_stays(stocked, shelves):
    stocked.run("stock", "count", "-o", "count.xlsx")
    fill(stocked.path / "count.xlsx", {("0012", None): 48, ("BULK", "L1"): 39.5})
    result = stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes", "--json")
    assert result.exit_code == 0, result.stderr
    assert shelves.on_hand() == {"0012": 48, "BULK": 59750, "NUT": 3, "PLATE": 7}
    assert result.json[0]["since"] == {"batch": 1, "at": "2026-11-10T20:00:00+08:00", "moved": {}}


def test_what_came_and_went_since_is_added_to_the_count(stocked, shelves):
    stocked.run("stock", "count", "-o", "count.xlsx")
    stocked.run("stock", "adjust", "0012", "-5", "--reason", "sold at the door")
    stocked.write("more.csv", "SKU,Qty,Lot,Expires\nBULK,100斤,L3,2027-06-06\n")
    stocked.run("stock", "import", "more.csv", "--as", "add")
    fill(stocked.path / "count.xlsx", {("0012", None): 48, ("BULK", "L1"): 39, ("BULK", "L2"): 80})
    result = stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes")
    assert "0012 −5" in result.stderr and "BULK +100 斤" in result.stderr
    assert shelves("0012")["on_hand"] == 43
    assert [(lot["lot"], lot["on_hand"]) for lot in shelves("BULK")["lots"]] == [
        ("L1", 19500),
        ("L2", 40000),
        ("L3", 50000),
    ]


def test_orders_that_reserve_meanwhile_change_nothing_and_shipped_ones_are_taken_into_account(stocked, shelves):
    stocked.run("stock", "count", "-o", "count.xlsx")
    stocked.write("orders.csv", "收货人,电话,地址,商品编码,数量\n张三,13800000000,山西省太原市小店区某街1号,0012,4\n")
    taken = stocked.run("orders", "import", "orders.csv")
    assert taken.exit_code == 0, taken.stderr
    assert shelves("0012")["reserved"] == 4
    fill(stocked.path / "count.xlsx", {("0012", None): 50})
    result = stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes", "--json")
    assert (result.exit_code, result.json[0]["movements"]) == (0, 0)
    assert (shelves("0012")["on_hand"], shelves("0012")["available"]) == (50, 46)


def test_a_lot_that_was_found_on_the_shelf_is_added_as_a_row(stocked, shelves):
    stocked.run("stock", "count", "-o", "count.xlsx", "NUT")
    book = openpyxl.load_workbook(stocked.path / "count.xlsx")
    headings = [cell.value for cell in book.active[1]]
    book.active.cell(2, headings.index("Counted") + 1).value = 2
    found = {"SKU": "NUT", "Lot": "L8", "Expires": "2026-12-20", "Counted": 6}
    book.active.append([found.get(heading) for heading in headings])
    book.save(stocked.path / "count.xlsx")
    assert stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes").exit_code == 0
    assert [(lot["lot"], lot["on_hand"]) for lot in shelves("NUT")["lots"]] == [("L8", 6), ("L9", 2)]


def test_an_older_workbook_brings_no_old_names_back(stocked, shelves):
    stocked.run("stock", "count", "-o", "count.xlsx")
    stocked.write("names.csv", "SKU,Name,Shelf\n0012,白瓷杯,C-1\n")
    stocked.run("stock", "import", "names.csv", "--as", "set")
    fill(stocked.path / "count.xlsx", {("0012", None): 49})
    stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes")
    assert (shelves("0012")["name"], shelves("0012")["shelf"], shelves("0012")["on_hand"]) == ("白瓷杯", "C-1", 49)


def test_an_item_that_was_stated_since_must_be_counted_again(stocked):
    stocked.run("stock", "count", "-o", "count.xlsx")
    stocked.write("set.csv", "SKU,Qty\n0012,44\n")
    stocked.run("stock", "import", "set.csv", "--as", "set")
    fill(stocked.path / "count.xlsx", {("0012", None): 48})
    before = stocked.dump()
    result = stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes", "--json")
    assert (result.exit_code, result.json["error"]["problems"][0]["code"]) == (5, "stated-since")
    assert stocked.dump() == before
    stocked.run("undo", "2")
    assert stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes").exit_code == 0


def test_a_workbook_of_another_shop_is_refused(stocked):
    stocked.run("stock", "count", "-o", "count.xlsx")
    book = openpyxl.load_workbook(stocked.path / "count.xlsx")
    at = [cell.value for cell in book.active[1]].index("sellerkit") + 1
    mark = str(book.active.cell(2, at).value)
    book.active.cell(2, at).value = mark.replace(mark.split()[2], "ANOTHR")
    book.save(stocked.path / "count.xlsx")
    result = stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes", "--json")
    assert (result.exit_code, result.json["error"]["code"]) == (5, "count-not-of-this-store")


def test_the_workbook_in_chinese_is_read_back_too(stocked, shelves):
    stocked.run("stock", "count", "-o", "count.xlsx", "--with-expected", "--language", "zh")
    book = openpyxl.load_workbook(stocked.path / "count.xlsx")
    headings = [cell.value for cell in book.active[1]]
    book.active.cell(2, len(headings) - 1).value = 41
    book.save(stocked.path / "count.xlsx")
    assert stocked.run("stock", "import", "count.xlsx", "--as", "count", "--yes").exit_code == 0
    assert shelves.on_hand() == {"0012": 41, "BULK": 60000, "NUT": 3, "PLATE": 7}


moves = st.lists(st.tuples(st.sampled_from(["A", "B"]), st.integers(-3, 6)), max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counted=st.tuples(st.integers(12, 40), st.integers(12, 40)), before=moves, after=moves)
def test_counted_plus_moved_is_there_and_an_undo_takes_it_back(shop, tmp_path_factory, counted, before, after):
    here = _new_shop(shop, tmp_path_factory.mktemp("count"))
    here.write("in.csv", "SKU,Qty,Lot,Expires\nA,30,,\nB,20,L1,2027-01-01\nB,10,L2,2027-02-01\n")
    here.run("stock", "import", "in.csv", "--as", "set")
    _move(here, before)
    here.run("stock", "count", "-o", "count.xlsx")
    _move(here, after)
    fill(here.path / "count.xlsx", {("A", None): counted[0], ("B", "L1"): counted[1], ("B", "L2"): 0, ("B", None): 0})
    moved = {sku: sum(change for one, change in after if one == sku) for sku in ("A", "B")}
    dump = here.dump()
    done = here.run("stock", "import", "count.xlsx", "--as", "count", "--yes", "--json")
    if done.exit_code == 5:  # more of a lot left than was counted of it
        assert {one["code"] for one in done.json["error"]["problems"]} <= {"counted-too-few", "item-incomplete"}
        assert here.dump() == dump
        return
    assert done.exit_code == 0, done.stdout
    on_hand = {item["sku"]: item["on_hand"] for item in here.run("stock", "list", "--json").json}
    assert on_hand == {"A": counted[0] + moved["A"], "B": counted[1] + moved["B"]}
    assert here.run("undo", str(done.json[0]["batch"])).exit_code == 0
    assert here.dump() == dump


def _move(shop, changes) -> None:
    for sku, change in changes:
        if change:
            assert shop.run("stock", "adjust", sku, f"{change:+d}", "--reason", "moved").exit_code == 0


def _new_shop(shop, folder: Path):
    from sellerkit.store.store import open_store

    (folder / "shop.toml").write_bytes((shop.path / "shop.toml").read_bytes())
    open_store(folder / "shop.db", writing=True, facts={"practice": "0"}).close()
    return type(shop)(folder)
