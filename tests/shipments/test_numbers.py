"""Waybill numbers bought in advance: each is given out once, whatever happens."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.shipments.number_scheme import numbers_between, postal_check_digit, runs_of


@pytest.fixture
def yto(seller):
    """A shop whose courier takes its numbers from a block; no block yet."""
    seller.toml('[carriers.yto]\nservice = "manifest"\nwarn_below = 2')
    return seller.stocked().ordered()


def add(seller, first: str = "YT0000000001", last: str = "YT0000000010", *more: str):
    return seller.good("shipments", "numbers", "add", first, last, "--carrier", "yto", *more)


def left(seller) -> int:
    (row,) = seller.good("shipments", "numbers")
    return row["left"]


def test_each_parcel_gets_the_next_number_and_what_is_left_is_shown(yto) -> None:
    taken = add(yto)
    assert (taken["added"], taken["quota"]["left"], taken["quota"]["next"]) == (10, 10, "YT0000000001")
    created = yto.good("shipments", "create", "--yes")
    assert created["confirmed"] == 3
    assert sorted(p["waybill"] for p in created["parcels"]) == ["YT0000000001", "YT0000000002", "YT0000000003"]
    assert sorted(yto.waybills().values()) == ["YT0000000001", "YT0000000002", "YT0000000003"]
    (row,) = yto.good("shipments", "numbers")
    assert (row["count"], row["given"], row["spent"], row["left"], row["next"]) == (10, 3, 0, 7, "YT0000000004")
    assert yto.good("shipments", "labels", "-o", "labels.pdf")["labels"] == 3


def test_too_few_numbers_are_said_before_and_the_rest_waits_for_the_next_block(yto) -> None:
    add(yto, "YT0000000001", "YT0000000002")
    tried = yto.run("shipments", "create", "--dry-run", "--json")
    assert tried.exit_code == 3 and [p["code"] for p in tried.json["problems"]] == ["numbers-used-up"]
    assert left(yto) == 2
    created = yto.run("shipments", "create", "--yes", "--json")
    assert created.exit_code == 3
    assert (created.json["confirmed"], created.json["waiting"], created.json["refused"]) == (2, 1, 0)
    assert [p["problem"]["code"] for p in created.json["parcels"] if p["problem"]] == ["numbers-used-up"]
    assert yto.run("shipments", "resume").exit_code == 3
    add(yto, "YT0000000011", "YT0000000020")
    assert yto.good("shipments", "resume")["confirmed"] == 1
    assert sorted(yto.waybills().values()) == ["YT0000000001", "YT0000000002", "YT0000000011"]


def test_a_low_block_is_said_before_printing_and_is_no_exception(yto) -> None:
    add(yto, "YT0000000001", "YT0000000004")
    created = yto.run("shipments", "create", "--yes")
    assert created.exit_code == 0 and "left after these parcels: 1" in created.stderr


def test_a_courier_without_any_number_names_every_parcel_and_changes_no_stock(yto) -> None:
    before = yto.lots()
    created = yto.run("shipments", "create", "--yes", "--json")
    assert (created.exit_code, created.json["waiting"]) == (3, 3)
    assert yto.lots() == before and yto.waybills() == {}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("YT0000000005", "YT0000000015"), ("YT0000000010", "YT0000000010"), ("YT0000000030", "YT0000000020"),
        ("YT0000000011", "YT000000020"), ("YT0000000011", "ZT0000000020"), ("YT0000000011", "YT9000000020"),
        ("YT 张三", "YT0000000020"), ("=1+1", "YT0000000020"), ("EA123456784CN", "EA123456789CN"), ("", ""),
    ],
)  # fmt: skip
def test_a_block_that_overlaps_or_cannot_be_one_changes_nothing(yto, first, last) -> None:
    add(yto)
    before = yto.dump()
    result = yto.run("shipments", "numbers", "add", first, last, "--carrier", "yto")
    assert result.exit_code == 5, result.stderr
    assert yto.dump() == before


def test_a_number_that_a_parcel_has_already_is_refused(yto) -> None:
    add(yto)
    yto.write("printed.csv", "订单编号,物流单号,物流公司\nC-1,YT0000000099,圆通速递\n")
    yto.good("shipments", "adopt", "printed.csv")
    result = yto.run("shipments", "numbers", "add", "YT0000000090", "YT0000000100", "--carrier", "yto")
    assert result.exit_code == 5 and "YT0000000099" in result.stderr


def test_a_file_of_numbers_is_taken_in_once_and_its_bad_lines_are_named(yto) -> None:
    yto.write("numbers.csv", "序号,运单号\n1,YT0000000001\n2,YT0000000002\n3,YT0000000009\n")
    assert yto.good("shipments", "numbers", "add", "numbers.csv", "--carrier", "yto")["added"] == 3
    before = yto.dump()
    again = yto.good("shipments", "numbers", "add", "numbers.csv", "--carrier", "yto")
    assert (again["added"], again["batch"]) == (0, None) and again["already_imported"]
    assert yto.dump() == before
    yto.write("bad.csv", "运单号\nYT0000000021\n7.71E+13\nYT\nYT0000000021\n")
    result = yto.run("shipments", "numbers", "add", "bad.csv", "--carrier", "yto", "--json")
    assert result.exit_code == 5 and {p["row"] for p in result.json["error"]["problems"]} == {3, 4}
    assert yto.dump() == before


def test_blocks_in_a_gbk_file_and_plain_lines_of_a_text_file(yto) -> None:
    yto.write("blocks.csv", "起始单号,结束单号\nYT0000000001,YT0000000005\nYT0000000101,YT0000000103\n".encode("gbk"))
    assert yto.good("shipments", "numbers", "add", "blocks.csv", "--carrier", "yto")["added"] == 8
    yto.write("numbers.txt", "YT0000000201\nYT0000000202\n\n")
    assert yto.good("shipments", "numbers", "add", "numbers.txt")["quota"]["left"] == 10
    yto.write("empty.txt", "\n")
    assert yto.run("shipments", "numbers", "add", "empty.txt").exit_code == 5
    assert yto.run("shipments", "numbers", "add", "absent.xlsx").exit_code == 5
    yto.write("other.csv", "货号,数量\nA,1\n")
    assert yto.run("shipments", "numbers", "add", "other.csv").exit_code == 5


def test_wrong_words_end_with_2_and_an_unknown_courier_names_the_nearest(yto) -> None:
    for words in (["remove", "1"], ["add"], ["add", "1", "2", "3"], ["next"]):
        assert yto.run("shipments", "numbers", *words).exit_code == 2, words
    result = yto.run("shipments", "numbers", "add", "YT0000000001", "YT0000000002", "--carrier", "yt")
    assert result.exit_code == 2 and "yto" in result.stderr
    assert yto.run("shipments", "numbers", "next", "YT77777").exit_code == 5


def test_a_shop_without_such_a_courier_is_told_how_to_declare_one(seller) -> None:
    result = seller.run("shipments", "numbers", "add", "YT0000000001", "YT0000000002")
    assert result.exit_code == 4 and "manifest" in result.stderr
    assert seller.good("shipments", "numbers") == []


def test_a_dry_run_changes_nothing_and_an_unused_block_is_undone(yto) -> None:
    before = yto.dump()
    tried = add(yto, "YT0000000001", "YT0000000010", "--dry-run")
    assert (tried["added"], tried["batch"]) == (10, None) and yto.dump() == before
    taken = add(yto)
    yto.good("undo", str(taken["batch"]))
    assert yto.dump() == before
    taken = add(yto)
    yto.good("shipments", "create", "--yes")
    assert yto.run("undo", str(taken["batch"])).exit_code == 5


def test_a_number_given_back_is_spent(yto) -> None:
    add(yto)
    yto.good("shipments", "create", "C-1", "--yes")
    yto.good("shipments", "void", "YT0000000001", "--yes")
    (row,) = yto.good("shipments", "numbers")
    assert (row["given"], row["spent"], row["next"]) == (0, 1, "YT0000000002")
    yto.good("shipments", "create", "C-1", "--yes")
    assert yto.waybills() == {"C-1": "YT0000000002"}


def test_with_reuse_it_goes_on_another_parcel_until_the_driver_has_signed(yto) -> None:
    add(yto)
    yto.good("shipments", "create", "C-1", "--yes")
    yto.good("shipments", "void", "YT0000000001", "--yes", "--reuse")
    assert left(yto) == 10
    yto.good("shipments", "create", "C-2", "--yes")
    assert yto.waybills() == {"C-2": "YT0000000001"}
    db = yto.shop.store()
    parcel, batch = db.execute("SELECT id, batch_id FROM parcels WHERE state = 'confirmed'").fetchone()
    db.execute(
        "INSERT INTO manifests (id, carrier, printed_at, closed_at, batch_id) VALUES (1, 'yto', 'x', 'x', ?)", (batch,)
    )
    db.execute("INSERT INTO manifest_parcels (manifest_id, parcel_id, waybill, weight_g, batch_id) VALUES (1, ?, 'YT0000000001', 1, ?)", (parcel, batch))  # fmt: skip
    db.commit()
    db.close()
    result = yto.run("shipments", "void", "YT0000000001", "--yes", "--reuse")
    assert result.exit_code == 5 and "signed" in result.stderr


def test_reuse_is_for_blocks_only(practice) -> None:
    (parcel, *_rest) = practice.good("shipments", "create", "--yes")["parcels"]
    assert practice.run("shipments", "void", parcel["waybill"], "--yes", "--reuse").exit_code == 2


def test_a_copied_store_gives_out_no_number_until_a_person_says_where_to_go_on(yto) -> None:
    add(yto)
    yto.good("shipments", "create", "C-1", "--yes")
    shutil.copy(yto.path / "shop.db", yto.path / "copy.db")
    (yto.path / "shop.db").unlink()
    for path in yto.path.glob("shop.db-*"):
        path.unlink()
    (yto.path / "copy.db").rename(yto.path / "shop.db")
    listed = yto.run("shipments", "numbers", "--json")
    assert (listed.exit_code, listed.json[0]["checked"]) == (3, False)
    created = yto.run("shipments", "create", "--yes", "--json")
    assert (created.exit_code, created.json["confirmed"]) == (3, 0)
    assert "numbers-unchecked" in {p["code"] for p in created.json["problems"]}
    asked = yto.good("shipments", "numbers", "next", "YT0000000006")
    assert (asked["skipped"], asked["quota"]["left"], asked["quota"]["checked"]) == (4, 5, True)
    again = yto.run("shipments", "create", "--yes", "--json")
    assert {p["problem"]["code"] for p in again.json["parcels"]} == {"ask-a-person"}, (
        "another copy may have printed them"
    )
    assert yto.good("shipments", "resume", "--not-bought", "C-2", "--not-bought", "C-3")["confirmed"] == 2
    assert sorted(yto.waybills().values()) == ["YT0000000001", "YT0000000006", "YT0000000007"]


def test_going_on_is_undone_and_none_means_that_all_are_used(yto) -> None:
    add(yto)
    before = yto.dump()
    batch = yto.good("shipments", "numbers", "next", "none")["batch"]
    assert left(yto) == 0
    yto.good("undo", str(batch))
    assert yto.dump() == before


def test_it_speaks_chinese(yto) -> None:
    assert yto.run("shipments", "numbers", "--help", "--language", "zh").exit_code == 0


@given(
    st.integers(0, 10**9), st.integers(0, 300), st.sampled_from(["YT", "", "SF1A", "75"]), st.sampled_from(["", "CN"])
)
def test_a_block_holds_every_number_once_in_its_order(start, more, prefix, suffix) -> None:
    first, last = f"{prefix}{start:010d}{suffix}", f"{prefix}{start + more:010d}{suffix}"
    found = numbers_between(first, last)
    assert (len(found), found[0], found[-1]) == (more + 1, first, last)
    assert found == sorted(set(found))
    assert runs_of(found) == [found]


@given(st.integers(0, 99999000), st.integers(0, 200))
def test_a_postal_block_carries_its_check_digits(start, more) -> None:
    def number(serial: int) -> str:
        return f"EA{serial:08d}{postal_check_digit(f'{serial:08d}')}CN"

    found = numbers_between(number(start), number(start + more))
    assert found == [number(start + n) for n in range(more + 1)]
    stdnum = pytest.importorskip("stdnum.util")
    assert stdnum is not None


def test_the_check_digit_is_the_one_that_the_postal_union_prints() -> None:
    """RA473124829US is the example of the standard's own description; 11 - 0 and 11 - 1 are the two odd ones."""
    assert postal_check_digit("47312482") == "9"
    assert {postal_check_digit(f"{n:08d}") for n in range(200)} == set("0123456789")
