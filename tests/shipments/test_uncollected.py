"""Marked as shipped, not scanned yet: the hours left, and what counts as a scan."""

from __future__ import annotations

import pytest

LATER = {"SELLERKIT_NOW": "2026-11-11T14:30:00+08:00"}
NEXT_DAY = {"SELLERKIT_NOW": "2026-11-12T08:00:00+08:00"}


@pytest.fixture
def told(practice):
    """Two Taobao parcels, handed over and told to the marketplace at 20:00."""
    practice.hidden(("T-1", "DATE-500", 2), ("T-2", "NUT-1", 1))
    practice.write("printed.csv", "订单编号,物流单号,物流公司\nT-1,YT0000000001,圆通速递\nT-2,YT0000000002,圆通速递\n")
    practice.good("shipments", "adopt", "printed.csv")
    assert practice.run("shipments", "manifest", "--close").exit_code == 0
    practice.good("shipments", "export")
    return practice


def waiting(seller, **env: str):
    result = seller.run("orders", "list", "--uncollected", "--json", env=env)
    return result.exit_code, {row["order_id"]: row["hours_left"] for row in result.json}


def test_what_was_told_waits_for_its_first_scan_and_the_hours_run(told) -> None:
    assert waiting(told) == (0, {"T-1": 24.0, "T-2": 24.0})
    assert waiting(told, **LATER) == (0, {"T-1": 5.5, "T-2": 5.5})
    assert waiting(told, **NEXT_DAY) == (3, {"T-1": -12.0, "T-2": -12.0})
    told.toml('[orders.channels.taobao]\ncollect_within = "48h"')
    assert waiting(told, **NEXT_DAY) == (0, {"T-1": 12.0, "T-2": 12.0})
    assert told.run("orders", "list", "--uncollected", "--due", "6h", "--json").json == []


def test_a_waybill_that_no_marketplace_was_told_of_does_not_wait(practice) -> None:
    assert practice.run("shipments", "create", "--yes").exit_code == 0
    assert waiting(practice) == (0, {})


def test_a_sheet_with_the_time_of_collection_settles_it_once(told) -> None:
    told.write(
        "scans.csv",
        "运单号,揽收时间,状态\nyt0000000001,2026-11-10 21:15:00,已揽收\nYT0000000002,,待揽收\nYT9999999999,2026-11-10 21:00:00,别人的\n",
    )
    (taken,) = told.good("shipments", "scans", "scans.csv")
    assert (taken["created"], taken["ignored"], taken["rejected"]) == (1, 2, 0)
    assert waiting(told)[1] == {"T-2": 24.0}
    before = told.dump()
    told.good("shipments", "scans", "scans.csv")
    told.write("again.csv", "运单号,揽收时间\nYT0000000001,2026-11-10 22:15:00\n")
    told.good("shipments", "scans", "again.csv")
    assert told.dump() == before
    told.good("undo", str(taken["batch"]))
    assert set(waiting(told)[1]) == {"T-1", "T-2"}


def test_scanned_by_hand(told) -> None:
    assert told.good("shipments", "scans", "--scanned", "YT0000000001", "--dry-run")["batch"] is None
    assert told.good("shipments", "scans", "--scanned", "YT0000000001")["created"] == 1
    assert told.good("shipments", "scans", "--scanned", "YT0000000001")["batch"] is None
    assert set(waiting(told)[1]) == {"T-2"}
    result = told.run("shipments", "scans", "--scanned", "NOPE", "--json")
    assert result.exit_code == 5 and result.json["error"]["code"] == "no-such-waybill"
    assert told.run("shipments", "scans").exit_code == 2


def test_a_wrong_time_rejects_the_sheet_and_a_sheet_without_the_column_is_named(told) -> None:
    told.write("scans.csv", "运单号,揽收时间\nYT0000000001,昨天晚上\n")
    before = told.dump()
    result = told.run("shipments", "scans", "scans.csv")
    assert result.exit_code == 5 and "scans.csv, row 2, 揽收时间" in result.stderr
    assert told.dump() == before and (told.path / "out/rejected/scans.xlsx").exists()
    told.write("other.csv", "运单号,状态\nYT0000000001,已揽收\n")
    assert told.run("shipments", "scans", "other.csv", "--json").json["error"]["code"] == "missing-column"


def test_today_shows_them(told) -> None:
    today = told.good("today")
    assert (today["parcels"]["uncollected"], today["parcels"]["uncollected_late"]) == (2, 0)
    later = told.run("today", "--json", env=NEXT_DAY).json
    assert later["parcels"]["uncollected_late"] == 2 and "sellerkit orders list --uncollected" in later["next"]
    assert "Not scanned by the courier yet" in told.run("today").stdout


def test_an_order_that_arrived_and_one_that_was_given_back_wait_no_more(told) -> None:
    assert told.run("shipments", "void", "YT0000000001", "--yes", "--came-back").exit_code == 0
    assert set(waiting(told)[1]) == {"T-2"}
    assert told.run("orders", "list", "NOPE", "--uncollected").exit_code == 5


def test_orders_that_went_before_this_shop_knew_them_and_old_ones_are_not_asked_about(told) -> None:
    head = "子订单编号,主订单编号,标题,购买数量,订单状态,商家编码,买家应付货款,买家实际支付金额,订单创建时间,订单付款时间,发货时间,物流单号,物流公司\n"
    told.write(
        "old.csv",
        head
        + "O-1,O-1,红枣,1,卖家已发货，等待买家确认,DATE-500,25.00,25.00,2026-11-09 09:00:00,2026-11-09 09:01:00,2026-11-09 18:00:00,YT0000000055,圆通速递\n",
    )
    assert told.run("orders", "import", "old.csv", "--channel", "taobao").exit_code in (0, 3)
    assert told.statuses()["O-1"] == "shipped"
    assert set(waiting(told)[1]) == {"T-1", "T-2"}
    assert waiting(told, SELLERKIT_NOW="2026-11-25T08:00:00+08:00") == (0, {})
