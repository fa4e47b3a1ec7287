"""Free texts that nobody here wrote: lines named by number and hash, none of them copied.

A line with name, phone and a whole address is split exactly and ready to be sent; the others are in the review list, because a
part is missing or not certain. The expected parts are given by the names of places and the lengths of name and street.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from sellerkit.addresses import split

REAL = Path(os.environ.get("SELLERKIT_REAL_FILES", Path(__file__).parents[2] / ".." / "shared" / "fixtures"))
FILE = REAL / "addresses" / "akebe_freetext_masked.txt"

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason=f"no real addresses in {REAL}: set SELLERKIT_REAL_FILES")

# Line, hash, how sure, ready to be sent, province city district, length of the name, length of the street.
LINES = [
    (1, "9a796a2278", "exact", True, "福建省 福州市 福清市", 6, 11),
    (2, "0e306aa08c", "exact", True, "福建省 福州市 福清市", 6, 11),
    (3, "e58fbbff4d", "exact", True, "福建省 福州市 福清市", 6, 11),
    (4, "cff346eb1a", "exact", True, "福建省 福州市 福清市", 6, 11),
    (5, "dbfe686d71", "guessed", False, "浙江省 温州市 乐清市", 0, 3),
    (6, "a7cfa34679", "exact", True, "广西壮族自治区 桂林市 恭城瑶族自治县", 3, 13),
    (7, "a343a68f87", "exact", True, "广西壮族自治区 桂林市 恭城瑶族自治县", 3, 13),
    (8, "f1f1838e34", "guessed", False, "四川省 成都市 高新区", 0, 40),
    (9, "b98a1586c0", "exact", True, "山东省 德州市 乐陵市", 3, 9),
    (10, "fa0347e58c", "exact", True, "黑龙江省 哈尔滨市 道里区", 2, 9),
    (11, "d14216270c", "exact", True, "广东省 深圳市 龙华区", 3, 9),
    (12, "acdce72778", "exact", True, "内蒙古自治区 呼和浩特市 和林格尔县", 2, 23),
    (13, "98c7755f77", "exact", True, "内蒙古自治区 呼和浩特市 和林格尔县", 2, 23),
    (14, "d402d69c77", "guessed", False, "上海市 上海市 徐汇区", 2, 18),
    (15, "ca36747cb9", "guessed", False, "福建省 宁德市 福鼎市", 1, 7),
    (16, "852f1ba6ac", "exact", False, "江苏省 南京市 雨花台区", 0, 12),
    (17, "6bd4595d9c", "guessed", False, "四川省 南充市 阆中市", 0, 0),
    (18, "f50d106059", "exact", False, "福建省 福州市 福清市", 0, 4),
    (19, "c9f36a1395", "exact", True, "山东省 青岛市 平度市", 1, 5),
    (20, "06f548dfab", "guessed", False, "广东省 东莞市", 0, 4),
    (21, "600680d7d3", "guessed", False, "山东省 青岛市 平度市", 0, 3),
    (22, "8fe9f5d8de", "guessed", False, "重庆市 重庆市 城口县", 0, 0),
    (23, "a399328473", "guessed", False, "上海市 上海市 浦东新区", 4, 3),
    (24, "625d0bec0c", "guessed", False, "新疆维吾尔自治区 吐鲁番市", 0, 5),
    (25, "427408471d", "exact", False, "新疆维吾尔自治区 伊犁哈萨克自治州 伊宁市", 0, 17),
    (26, "79371ff31b", "guessed", False, "重庆市 重庆市 忠县", 0, 0),
    (27, "4e44709a4d", "exact", False, "湖北省 神农架林区", 0, 6),
    (28, "64f3a4882c", "exact", False, "广东省 揭阳市 惠来县", 0, 11),
    (29, "225179a253", "exact", False, "江苏省 泰州市 靖江市", 0, 24),
    (30, "8c3db2f49c", "exact", False, "重庆市 重庆市 永川区", 0, 11),
    (31, "33cb08138f", "exact", True, "上海市 上海市 奉贤区", 3, 17),
    (32, "c3c72abcff", "exact", True, "天津市 天津市 滨海新区", 3, 11),
    (33, "e5e13fbf72", "exact", False, "海南省 三亚市 天涯区", 0, 6),
    (34, "ecdbbfd2f5", "exact", False, "海南省 白沙黎族自治县", 0, 13),
    (35, "91473a94c9", "exact", False, "广东省 东莞市", 0, 21),
    (36, "def78e7b12", "guessed", False, "黑龙江省 齐齐哈尔市 梅里斯达斡尔族区", 0, 0),
    (37, "e0ce7c193a", "guessed", False, "江西省 上饶市 广信区", 0, 4),
    (38, "e907aa347b", "guessed", False, "重庆市 重庆市 石柱土家族自治县", 0, 4),
]  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=[f"line-{line[0]}" for line in LINES])
def test_a_real_line_is_split_exactly_or_waits_for_a_person(line: tuple[int, str, str, bool, str, int, int]) -> None:
    number, digest, confidence, ready, place, name, street = line
    text = FILE.read_text("utf-8").splitlines()[number - 1]
    assert hashlib.sha256(text.strip().encode()).hexdigest()[:10] == digest, "the file is another one"
    found = split(text)
    assert (found.confidence, found.ready) == (confidence, ready)
    assert " ".join((found.province, found.city, found.district)).strip() == place
    assert (len(found.name), len(found.street)) == (name, street)


def test_every_line_of_the_file_is_judged() -> None:
    texts = [text for text in FILE.read_text("utf-8").splitlines() if text.strip()]
    assert len(texts) == len(LINES)
