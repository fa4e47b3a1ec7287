"""`shipments adopt`: waybills that a platform printed, read back."""

from __future__ import annotations

import re

PRINTED = "订单编号,物流单号,物流公司\nT-1,YT0000000001,圆通速递\nT-2,No:YT0000000002,圆通速递\n"


def hidden(practice, *rows):
    return practice.hidden(*(rows or (("T-1", "DATE-500", 2), ("T-2", "NUT-1", 1), ("T-3", "NUT-1", 1))))


def test_an_adopted_waybill_moves_stock_and_status(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED)
    (taken,) = practice.good("shipments", "adopt", "printed.csv")
    assert (taken["created"], taken["unchanged"], taken["rows"]) == (2, 0, 2)
    assert practice.waybills() == {"T-1": "YT0000000001", "T-2": "YT0000000002"}
    assert practice.statuses()["T-1"] == "shipped" and practice.statuses()["T-3"] == "to-ship"
    assert practice.lots() == {"DATE-500/A": 1, "DATE-500/B": 97, "NUT-1/": 49}
    assert practice.rows("SELECT DISTINCT carrier_name FROM orders WHERE waybill <> ''") == [("圆通速递",)]


def test_adopting_twice_changes_nothing_also_from_a_saved_again_file(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED)
    practice.good("shipments", "adopt", "printed.csv")
    before = practice.dump()
    practice.good("shipments", "adopt", "printed.csv")
    practice.write("again.csv", PRINTED + "\n")
    (again,) = practice.good("shipments", "adopt", "again.csv")
    assert (again["created"], again["unchanged"], again["batch"]) == (0, 2, again["batch"])
    assert practice.dump() == before


def test_a_sheet_that_names_an_order_once_a_line_takes_its_stock_once(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED + "T-1,YT0000000001,圆通速递\n")
    (taken,) = practice.good("shipments", "adopt", "printed.csv")
    assert (taken["created"], taken["unchanged"]) == (2, 1)
    assert practice.lots()["DATE-500/A"] == 1


def test_rows_without_a_waybill_yet_are_ignored_and_a_sheet_without_the_column_is_refused(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED + "T-3,null,\n")
    (taken,) = practice.good("shipments", "adopt", "printed.csv")
    assert (taken["created"], taken["ignored"], taken["rejected"]) == (2, 1, 0)
    practice.write("none.csv", "订单编号,物流公司\nT-3,圆通速递\n")
    assert practice.run("shipments", "adopt", "none.csv").exit_code == 5


def test_an_unknown_order_rejects_the_sheet_and_skip_bad_rows_takes_the_rest(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED + "T-99,YT0000000099,圆通速递\n")
    before = practice.dump()
    result = practice.run("shipments", "adopt", "printed.csv")
    assert result.exit_code == 5 and "printed.csv, row 4" in result.stderr
    assert practice.dump() == before and (practice.path / "out/rejected/printed.xlsx").exists()
    assert practice.run("shipments", "adopt", "printed.csv", "--skip-bad-rows").exit_code == 3
    assert len(practice.waybills()) == 2


def test_a_number_that_two_channels_have_is_asked_about(practice) -> None:
    hidden(practice)
    practice.ordered([("T-1", "NUT-1", 1)], name="same.csv", channel="chat")
    practice.write("printed.csv", PRINTED)
    result = practice.run("shipments", "adopt", "printed.csv")
    assert result.exit_code == 5 and "--channel" in result.stderr
    practice.good("shipments", "adopt", "printed.csv", "--channel", "taobao")
    assert practice.rows("SELECT channel FROM orders WHERE order_id = 'T-1' AND waybill <> ''") == [("taobao",)]


def test_a_second_waybill_for_one_order_is_named(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED + "T-1,YT0000000077,圆通速递\n")
    result = practice.run("shipments", "adopt", "printed.csv", "--json")
    assert result.exit_code == 3
    assert [(p["code"], p["value"], p["row"]) for p in result.json[0]["problems"]] == [
        ("second-waybill", "YT0000000077", 4)
    ]


def test_an_order_that_is_held_keeps_its_status_and_is_named(practice) -> None:
    hidden(practice)
    practice.good("orders", "hold", "T-1", "--reason", "wait")
    practice.write("printed.csv", PRINTED)
    result = practice.run("shipments", "adopt", "printed.csv", "--json")
    assert result.exit_code == 3
    assert [p["code"] for p in result.json[0]["problems"]] == ["shipped-but-not-to-ship"]
    assert practice.statuses()["T-1"] == "held"


def test_an_adoption_is_undone_exactly_since_we_bought_nothing(practice) -> None:
    hidden(practice)
    before = practice.dump()
    practice.write("printed.csv", PRINTED)
    (taken,) = practice.good("shipments", "adopt", "printed.csv")
    after = practice.dump()
    undone = practice.good("undo", str(taken["batch"]))
    assert practice.dump() == before
    practice.good("undo", str(undone["batch"]))
    assert practice.dump() == after


def test_a_dry_run_of_an_adoption_changes_nothing(practice) -> None:
    hidden(practice)
    before = practice.dump()
    practice.write("printed.csv", PRINTED)
    (tried,) = practice.good("shipments", "adopt", "printed.csv", "--dry-run")
    assert (tried["created"], tried["batch"]) == (2, None)
    assert practice.dump() == before


def test_void_of_an_adopted_waybill_puts_the_books_right_and_can_be_undone(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED)
    practice.good("shipments", "adopt", "printed.csv")
    before = practice.dump()
    voided = practice.good("shipments", "void", "YT0000000001", "--yes")
    assert practice.lots()["DATE-500/A"] == 3 and practice.statuses()["T-1"] == "to-ship"
    practice.good("undo", str(voided["batch"]))
    assert practice.dump() == before


def test_adopted_parcels_are_printed_by_the_platform_only(practice) -> None:
    hidden(practice)
    practice.write("printed.csv", PRINTED)
    practice.good("shipments", "adopt", "printed.csv")
    assert practice.good("shipments", "labels")["labels"] == 0


def adopted(practice, text, *args: str, name: str = "printed.csv"):
    practice.write(name, text)
    return practice.run("shipments", "adopt", name, "--json", *args)


def test_a_number_that_a_spreadsheet_program_shortened_is_named_with_its_cell(practice) -> None:
    hidden(practice)
    result = adopted(practice, "订单编号,物流单号,物流公司\nT-1,7.71E+13,圆通速递\nT-2,YT0000000002,圆通速递\n")
    (problem,) = result.json["error"]["problems"]
    assert (result.exit_code, problem["code"], problem["row"], problem["column"]) == (5, "damaged-id", 2, "物流单号")
    result = adopted(practice, "订单编号,物流单号\n1.23E+17,YT0000000001\nT-2,YT0000000002\n", name="orders.csv")
    assert result.exit_code == 5 and result.json["error"]["problems"][0]["column"] == "订单编号"


def test_several_waybills_in_one_cell_are_named_and_the_other_rows_can_be_taken(practice) -> None:
    hidden(practice)
    text = "订单编号,物流单号,物流公司\nT-1,YT0000000001;YT0000000003,圆通速递\nT-2,YT0000000002,圆通速递\n"
    result = adopted(practice, text)
    assert (result.exit_code, result.json["error"]["problems"][0]["code"]) == (5, "several-waybills")
    assert adopted(practice, text, "--skip-bad-rows").exit_code == 3
    assert practice.waybills() == {"T-2": "YT0000000002"}


def test_what_is_no_waybill_is_named_and_a_couriers_name_before_it_is_not_part_of_it(practice) -> None:
    hidden(practice)
    result = adopted(practice, "订单编号,物流单号\nT-1,自提\nT-2,圆通速递：YT0000000002\n")
    (problem,) = result.json["error"]["problems"]
    assert (result.exit_code, problem["code"], problem["value"]) == (5, "wrong-waybill", "自提")
    adopted(practice, "订单编号,物流单号\nT-2,圆通速递：YT0000000002\n", name="good.csv")
    assert practice.waybills() == {"T-2": "YT0000000002"}


def test_an_order_that_was_shipped_under_another_waybill_is_named_and_stays(practice) -> None:
    hidden(practice)
    adopted(practice, PRINTED)
    before = practice.dump()
    result = adopted(practice, "订单编号,物流单号\nT-1,ZT9999999999\n", name="second.csv")
    (problem,) = result.json[0]["problems"]
    assert (result.exit_code, problem["code"], problem["value"]) == (3, "second-waybill", "ZT9999999999")
    assert practice.dump() == before


def test_a_gbk_sheet_of_a_platforms_full_export_is_read_with_all_its_other_columns(practice) -> None:
    hidden(practice)
    text = (
        '"订单编号","买家会员名","收货人姓名","收货地址 ","联系手机","订单状态","宝贝标题 ","物流单号 ","物流公司","订单备注"\n'
        '="T-1","**","张**","山东省 济南市 ***","\'138****1234","卖家已发货","红枣","No:YT0000000001","圆通速递","a,b"\n'
        '="T-2","**","李**","山东省 济南市 ***","\'138****1234","买家已付款","核桃","",""," "\n'
    )
    result = adopted(practice, text.encode("gb18030"))
    assert (result.exit_code, result.json[0]["created"], result.json[0]["ignored"]) == (0, 1, 1), result.stderr
    assert practice.waybills() == {"T-1": "YT0000000001"}


def test_merged_cells_speak_for_every_line_that_they_cover(practice) -> None:
    from openpyxl import Workbook

    hidden(practice)
    book = Workbook()
    for row in (["订单编号", "商品", "物流单号", "物流公司"], ["T-1", "红枣", "YT0000000001", "圆通速递"], [None, "核桃", None, None], ["T-2", "核桃", "YT0000000002", "中通"]):  # fmt: skip
        book.active.append(row)
    for area in ("A2:A3", "C2:C3", "D2:D3"):
        book.active.merge_cells(area)
    book.save(practice.path / "merged.xlsx")
    result = practice.run("shipments", "adopt", "merged.xlsx", "--json")
    assert result.exit_code == 0, result.stdout
    assert practice.waybills() == {"T-1": "YT0000000001", "T-2": "YT0000000002"}


def test_one_waybill_for_two_orders_is_taken_and_said(practice) -> None:
    """Platforms put a buyer's orders into one parcel."""
    hidden(practice)
    practice.write("printed.csv", "订单编号,物流单号\nT-1,YT0000000001\nT-2,YT0000000001\n")
    result = practice.run("shipments", "adopt", "printed.csv")
    assert result.exit_code == 0 and "another order" in result.stderr
    assert practice.waybills() == {"T-1": "YT0000000001", "T-2": "YT0000000001"}


def test_the_numbers_of_each_platform_lie_in_a_file_of_their_own(practice) -> None:
    hidden(practice)
    practice.toml('[orders.channels.tmall]\nfiles = "tmall*.csv"\nformat = "taobao-orders"')
    head, *lines = (practice.path / "taobao.csv").read_text("utf-8").splitlines()
    practice.write("tmall1.csv", "\n".join([head, *(re.sub(r"\bT-", "M-", line) for line in lines)]) + "\n")
    practice.good("orders", "import", "tmall1.csv", "--channel", "tmall")
    created = practice.run("shipments", "create", "--yes", "--json").json
    assert set(created["platform_files"]) == {"taobao", "tmall"}
    assert (practice.path / "out/platform-orders-tmall.txt").read_text("utf-8").split() == ["M-1", "M-2", "M-3"]
    assert (practice.path / "out/platform-orders-taobao.txt").read_text("utf-8").split() == ["T-1", "T-2", "T-3"]
