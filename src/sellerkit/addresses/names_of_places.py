"""How else people write the name of a place: without 市, without its peoples, with the suffix it had. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

PROVINCES = {
    "内蒙古自治区": ("内蒙古", "内蒙"), "广西壮族自治区": ("广西", "广西省", "广西自治区"), "西藏自治区": ("西藏",),
    "宁夏回族自治区": ("宁夏", "宁夏自治区"), "新疆维吾尔自治区": ("新疆", "新疆自治区"),
    "香港特别行政区": ("香港", "香港特区"), "澳门特别行政区": ("澳门", "澳门特区"),
}  # fmt: skip
CITIES_OF_THEIR_OWN = frozenset({"北京市", "天津市", "上海市", "重庆市"})

_NAMES = (
    "维吾尔|土家|蒙古|布依|朝鲜|哈尼|哈萨克|傈僳|东乡|仡佬|拉祜|纳西|仫佬|锡伯|柯尔克孜|景颇|达斡尔|撒拉|布朗|毛南|塔吉克|普米|阿昌|鄂温克|基诺|德昂|保安|俄罗斯|裕固|"
    "乌孜别克|门巴|鄂伦春|独龙|赫哲|高山|珞巴|塔塔尔|各|壮|回|满|苗|彝|藏|侗|瑶|白|黎|傣|畲|佤|水|羌|土|怒|京"
)
_PEOPLES_BEHIND = re.compile(rf"(?:(?:{_NAMES})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春)+$")
_LAST = re.compile(r"(?:自治州|自治县|自治旗|地区|林区|特区|新区|盟|市|县|区|旗)$")
_HIGH = ("高新区", "高新技术产业开发区", "高新技术开发区", "高新开发区")
_ECONOMIC = ("经开区", "经济开发区", "经济技术开发区")
_FORMER = {"县": "市区", "市": "县区", "区": "县市"}


def short_name(full: str) -> str:
    """余杭区 → 余杭, 恭城瑶族自治县 → 恭城, 锡林郭勒盟 → 锡林郭勒; "" when less than two characters would be left."""
    stem = _LAST.sub("", full)
    if full.endswith(("自治州", "自治县", "自治旗", "区")):
        without = _PEOPLES_BEHIND.sub("", stem)
        stem = without if len(without) >= 2 else stem
    return stem if len(stem) >= 2 and stem != full else ""


def middle_names(full: str, city: str = "") -> Iterator[str]:
    """Half-long forms: 恭城县 or 恭城自治县 for 恭城瑶族自治县, 恩施州, 顺河区; zones as people call them in their city."""
    stem = short_name(full)
    if full.endswith(("自治州", "自治县", "自治旗")) and stem:
        yield stem + full[-1]
        yield stem + full[-3:]
    elif full.endswith("区") and stem and full not in (stem + "区", stem + "新区", stem + "林区", stem + "特区"):
        yield stem + "区"
    if full.endswith("新区") and stem:
        yield stem + "区"
    if len(full) > 5 and city and full.startswith(city):
        yield full.removeprefix(city).removeprefix("市")
    rest = full.split(city)[-1].removeprefix("市") if city and len(full) > 5 else ""
    if rest.startswith("高新"):
        yield from _HIGH
    elif rest.startswith("经济"):
        yield from _ECONOMIC


def former_names(full: str) -> Iterator[str]:
    """萧山市 and 萧山县 for 萧山区, 毕节地区 for 毕节市: what it was called before it became what it is."""
    stem = short_name(full)
    if stem and full[-1] in _FORMER and full == stem + full[-1]:
        for suffix in _FORMER[full[-1]]:
            yield stem + suffix
