"""Bills that come in a ZIP: unpacked once, whatever their names, and refused whole when anything is wrong."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

FUND = (
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,收入金额（+元）,支出金额（-元）,账户余额（元）,业务类型,备注\n"
)


def fund(*rows: str) -> bytes:
    return ("#支付宝账务明细查询\n" + FUND + "".join(rows)).encode("gb18030")


ROW = "1000000000000001\t,b1,T200P700000000000000001\t,枣,2026-11-02 09:00:00,66.00,,66.00,在线支付,\n"


def packed(members: dict[str, bytes], *, gbk: bool = True) -> bytes:
    """A ZIP whose member names are in GBK without saying so, as Alipay's are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name.encode("gbk").decode("cp437") if gbk else name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    data = file.getvalue()
    return data if not gbk else _without_utf8_flag(data, members)


def _without_utf8_flag(data: bytes, members: dict[str, bytes]) -> bytes:
    """zipfile says UTF-8 for such names: put the plain GBK bytes there and take the flag away."""
    for name in members:
        wrong = name.encode("gbk").decode("cp437").encode("utf-8")
        right = name.encode("gbk")
        data = data.replace(wrong, b"_" * (len(wrong) - len(right)) + right)
    raw = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + at + 1] &= ~0x08
            start = raw.find(mark, start + 4)
    return bytes(raw)


def test_a_zip_with_chinese_names_is_unpacked_and_its_summary_passed_over(shop: Any) -> None:
    shop.write("bill.zip", packed({"20888_账务汇总.csv": b"x,y\n1,2\n", "20888_账务明细.csv": fund(ROW)}, gbk=False))
    (one,) = shop.run("payouts", "import", "bill.zip", "--json").json
    assert one["format"] == "alipay-merchant" and one["net"] == "66.00"
    assert one["file"] == "out/unpacked/bill/20888_账务明细.csv"
    again = shop.run("payouts", "import", "bill.zip", "--json").json
    assert again[0]["created"] == 0


def test_names_in_gbk_that_do_not_say_so_are_read(shop: Any) -> None:
    shop.write("bill.zip", packed({"账务明细.csv": fund(ROW)}))
    result = shop.run("payouts", "import", "bill.zip", "--json")
    assert result.exit_code == 0, result.stderr
    assert "账务明细" in result.json[0]["file"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packed({"readme.doc": b"x"}, gbk=False), "no statement"),
        (packed({"a.csv": fund(ROW)}, gbk=False)[:-30], "PK"),
        (packed({"inner.zip": packed({"a.csv": b"x"}, gbk=False)}, gbk=False), "no statement"),
    ],
)
def test_a_zip_that_cannot_be_unpacked_is_refused_and_leaves_nothing(shop: Any, content: bytes, said: str) -> None:
    shop.write("bill.zip", content)
    before = shop.dump()
    result = shop.run("payouts", "import", "bill.zip")
    assert result.exit_code == 5
    assert said in result.stderr or "damaged" in result.stderr or "bill.zip" in result.stderr
    assert shop.dump() == before


def test_a_member_that_wants_to_leave_the_folder_stays_in_it(shop: Any) -> None:
    shop.write("bill.zip", packed({"../../evil.csv": fund(ROW)}, gbk=False))
    (one,) = shop.run("payouts", "import", "bill.zip", "--json").json
    assert one["file"] == "out/unpacked/bill/evil.csv"
    assert not (shop.path.parent / "evil.csv").exists()


def rows(*ids: int) -> bytes:
    return fund(
        *(ROW.replace("1000000000000001", f"{number:016d}").replace(",66.00,,66.00", ",66.00,,") for number in ids)
    )


def in_folders(members: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def test_two_bills_of_the_same_name_are_both_taken_in(shop: Any) -> None:
    shop.write("bill.zip", in_folders([("10/账务明细.csv", rows(1)), ("11/账务明细.csv", rows(2, 3))]))
    taken = shop.run("payouts", "import", "bill.zip", "--json").json
    assert [(one["file"], one["net"]) for one in taken] == [
        ("out/unpacked/bill/账务明细.csv", "66.00"), ("out/unpacked/bill/账务明细 (2).csv", "132.00"),
    ]  # fmt: skip


def test_two_zips_of_the_same_name_do_not_overwrite_each_other(shop: Any) -> None:
    for folder, number in (("10", 1), ("11", 2)):
        (shop.path / folder).mkdir()
        shop.write(f"{folder}/bill.zip", in_folders([("账务明细.csv", rows(number))]))
    taken = shop.run("payouts", "import", "10/bill.zip", "11/bill.zip", "--json").json
    assert [one["created"] for one in taken] == [1, 1]


def test_the_same_zip_again_changes_nothing_and_unpacks_nothing_twice(shop: Any) -> None:
    shop.write("bill.zip", in_folders([("a.csv", rows(1)), ("b.csv", rows(2))]))
    assert shop.run("payouts", "import", "bill.zip").exit_code == 0
    before, files = shop.dump(), sorted(shop.path.rglob("out/unpacked/**/*"))
    assert shop.run("payouts", "import", "bill.zip").exit_code == 0
    assert shop.dump() == before and sorted(shop.path.rglob("out/unpacked/**/*")) == files


def test_a_dry_run_leaves_nothing_unpacked(shop: Any) -> None:
    shop.write("bill.zip", in_folders([("a.csv", rows(1))]))
    before = shop.dump()
    (one,) = shop.run("payouts", "import", "bill.zip", "--dry-run", "--json").json
    assert one["created"] == 1 and one["dry_run"]
    assert shop.dump() == before and not list(shop.path.rglob("unpacked"))


def test_a_zip_can_be_undone_bill_by_bill_and_taken_in_again(shop: Any) -> None:
    shop.write("bill.zip", in_folders([("a.csv", rows(1)), ("b.csv", rows(2))]))
    before = shop.dump()
    taken = shop.run("payouts", "import", "bill.zip", "--json").json
    after = shop.dump()
    for one in reversed(taken):
        assert shop.run("undo", str(one["batch"])).exit_code == 0
    assert shop.dump() == before
    assert shop.run("payouts", "import", "bill.zip").exit_code == 0
    assert len(shop.dump()) == len(after)


def test_what_macos_adds_is_no_bill(shop: Any) -> None:
    shop.write("bill.zip", in_folders([("账务明细.csv", rows(1)), ("__MACOSX/._账务明细.csv", b"\x00\x05\x16\x07")]))
    assert len(shop.run("payouts", "import", "bill.zip", "--json").json) == 1


def locked() -> bytes:
    """The flag that says "encrypted" is enough: nothing is decrypted to find out."""
    raw = bytearray(in_folders([("a.csv", rows(1))]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(mark) + at] |= 1
    return bytes(raw)


def broken() -> bytes:
    """One bit of the second bill is wrong."""
    raw = bytearray(in_folders([("a.csv", rows(1)), ("b.csv", rows(2))]))
    raw[raw.find(b"b.csv") + 20] ^= 0xFF
    return bytes(raw)


def bomb() -> bytes:
    return in_folders([("a.csv", b"0" * 120_000_000)])


@pytest.mark.parametrize(
    ("make", "said"),
    [(locked, "password"), (broken, "damaged"), (bomb, "too much"), (lambda: in_folders([])[:10], ""), (lambda: in_folders([]), "no statement"),
     (lambda: in_folders([("a.csv", rows(1))])[:-30], "damaged"), (lambda: in_folders([("a_汇总.csv", rows(1))]), "no statement")],
    ids=["locked", "broken", "bomb", "stump", "empty", "cut", "summary"],
)  # fmt: skip
def test_a_zip_with_something_wrong_is_refused_whole_and_leaves_nothing(shop: Any, make: Any, said: str) -> None:
    shop.write("bill.zip", make())
    before = shop.dump()
    result = shop.run("payouts", "import", "bill.zip", "--json")
    assert result.exit_code == 5
    assert said in result.json["error"]["message"]
    assert shop.dump() == before and not list(shop.path.rglob("unpacked/**/*.*"))


def test_a_bad_zip_does_not_keep_good_files_out(shop: Any) -> None:
    shop.write("bad.zip", in_folders([("readme.doc", b"x")]))
    shop.write("good.zip", in_folders([("a.csv", rows(1))]))
    result = shop.run("payouts", "import", "bad.zip", "good.zip", "--json")
    assert result.exit_code == 3
    assert [one["created"] for one in result.json] == [0, 1]


def test_a_name_longer_than_a_file_system_takes_is_cut(shop: Any) -> None:
    shop.write("bill.zip", in_folders([("账" * 120 + ".csv", rows(1))]))
    assert shop.run("payouts", "import", "bill.zip", "--json").json[0]["created"] == 1
