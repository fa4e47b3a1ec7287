"""What our own papers hide of a buyer (GB/T 41833-2022): one character of the name, six digits, the room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sellerkit.base.privacy import mask_address, mask_name, mask_numbers, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张*"), ("张小三", "张*三"), ("欧阳三", "欧*三"), ("欧阳小三", "欧*小三"), ("李", "*"), ("", ""),
        ("Mary Smith", "Mary S****"), ("Ann", "A**"), ("Juan de la Cruz", "Juan de la C***"),
        ("买买提·吐尔逊", "买买提·吐*逊"), ("阿卜杜拉•艾力", "阿卜杜拉•艾*"), ("扎西 顿珠", "扎西 顿*"), ("张**", "张**"),
        ("张三[3341]", "张*[3341]"), ("王小红（12）", "王*红（12）"), ("山西红枣有限公司", "山*红枣有限公司"),
    ],
)  # fmt: skip
def test_a_name_hides_one_character(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800001234", "138******34"), ("138 0000 1234", "138 **** **34"), ("+86 138-0000-1234", "+86 138-****-**34"),
        ("0351-4567890", "035*-*****90"), ("4567890", "******0"), ("(010) 65432100", "(010) ******00"), ("010-65432100", "010-******00"),
        ("0351-4567890转1234", "035*-*****90转1234"), ("13800001234-5678", "138******34-5678"), ("13800001234 ext. 12", "138******34 ext. 12"),
        ("13800001234[0012]", "138******34[0012]"), ("+1 415 555 2671", "+1 41* *** **71"), ("+44 20 7946 0958", "+44 20 **** **58"),
        ("138****1234", "138****1234"), ("95338", "*****"), ("", ""),
    ],
)  # fmt: skip
def test_a_phone_hides_six_digits_and_keeps_its_extension(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("文一西路1号3栋502室", "文一西路1号3栋***室"), ("阳光小区3栋2单元501", "阳光小区3栋2单元***"), ("人民路1号3-2-501", "人民路1号3-2-***"),
        ("阳光小区3-2-501", "阳光小区3-2-***"), ("阳光小区 3栋 2单元 501", "阳光小区 3栋 2单元***"), ("3栋501，请放门口", "3栋***，请放门口"),
        ("3幢A1203（放前台）", "3幢***（放前台）"), ("A座1203B", "A座***"), ("12楼1203A室", "12楼***室"), ("三单元五零一室", "三单元***室"),
        ("2单元3层东户", "2单元3层***户"), ("3号楼2单元1201号房", "3号楼2单元***号房"), ("万达广场1203", "万达广场***"), ("3#501", "3#***"),
        ("12 North Street, Apt 5B", "12 North Street, Apt ***"), ("Unit 4/12, 8 High St", "Unit ***, 8 High St"), ("Room 1203, Tower A", "Room ***, Tower A"),
        ("人民路1号", "人民路1号"), ("李家村12号", "李家村12号"), ("三户村", "三户村"), ("312国道旁", "312国道旁"), ("村办公室", "村办公室"),
        ("5 North Gate", "5 North Gate"), ("人民路1号2号楼", "人民路1号2号楼"), ("", ""),
    ],
)  # fmt: skip
def test_an_address_hides_the_room_and_nothing_else(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@given(st.text(alphabet="0123456789 -+()", max_size=24).filter(lambda text: sum(map(str.isdigit, text)) >= 7))
def test_no_phone_shows_more_than_its_digits_less_six(phone: str) -> None:
    shown = mask_phone(phone)
    extension = 6 if "-" in phone or "(" in phone else 0
    assert shown.count("*") >= 6 or sum(map(str.isdigit, phone)) - shown.count("*") <= extension


def test_numbers_in_a_note_are_hidden_and_dates_are_not() -> None:
    assert mask_numbers("电话4567890，138 0000 1234，2026-11-15前发") == "电话******0，138 **** **34，2026-11-15前发"
