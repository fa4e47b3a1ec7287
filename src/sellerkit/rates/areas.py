"""Places on rate cards: the 34 provinces of China under their short and full names, cities, countries, postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Short name → full name, in the order of the official codes.
PROVINCES = {
    "北京": "北京市", "天津": "天津市", "河北": "河北省", "山西": "山西省", "内蒙古": "内蒙古自治区",
    "辽宁": "辽宁省", "吉林": "吉林省", "黑龙江": "黑龙江省",
    "上海": "上海市", "江苏": "江苏省", "浙江": "浙江省", "安徽": "安徽省", "福建": "福建省", "江西": "江西省", "山东": "山东省",
    "河南": "河南省", "湖北": "湖北省", "湖南": "湖南省", "广东": "广东省", "广西": "广西壮族自治区", "海南": "海南省",
    "重庆": "重庆市", "四川": "四川省", "贵州": "贵州省", "云南": "云南省", "西藏": "西藏自治区",
    "陕西": "陕西省", "甘肃": "甘肃省", "青海": "青海省", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区",
    "台湾": "台湾省", "香港": "香港特别行政区", "澳门": "澳门特别行政区",
}  # fmt: skip

# What tables write for several provinces at once. Which places are 偏远 differs by contract, so it is not here.
GROUPS = {
    "江浙沪": "江苏 浙江 上海", "江浙沪皖": "江苏 浙江 上海 安徽", "苏浙沪": "江苏 浙江 上海", "京津冀": "北京 天津 河北",
    "东三省": "辽宁 吉林 黑龙江", "东北": "辽宁 吉林 黑龙江", "东北三省": "辽宁 吉林 黑龙江", "两广": "广东 广西",
    "两湖": "湖北 湖南", "云贵川": "云南 贵州 四川", "云贵": "云南 贵州", "川渝": "四川 重庆", "港澳台": "香港 澳门 台湾",
    "港澳": "香港 澳门",
}  # fmt: skip
_EVERYWHERE = re.compile(
    r"\*|全国|(?:全国|国内)?(?:其[他它余])(?:地区|省份?|省市|区域|地方|城市|各省|省区)?|剩余(?:地区|省份)"
)
# `偏远地区：新疆、西藏`, `一区(江苏 浙江)`: the places stand behind the name of the zone.
_ZONE_NAME = re.compile(
    r"^(?:偏远(?:地区|区域)?|[一二三四五六七八九十\dA-Za-z]{1,3}[区类档])\s*[:：(（]\s*(?!除|不含|不包)"
)
_LEFT_OUT = re.compile(
    r"[(（]\s*(?:除(?:去|了)?|不含|不包括|不包含|除外)\s*[:：]?\s*([^()（）]+?)\s*(?:除外|外|以外)?\s*[)）]"
)
_CITIES = re.compile(r"([\u4e00-\u9fff]{2,8})\s*[(（]([^()（）]+)[)）]")
_PROVINCE_TAIL = re.compile(r"(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$")
_CITY_TAIL = re.compile(r"(市|地区|盟|自治州|自治县|县|区)$")
_PEOPLES = re.compile(
    r"(朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|哈萨克|柯尔克孜|黎族)+$"
)
_POSTCODES = re.compile(r"([A-Z]{2}):([0-9A-Z]+)(?:-([0-9A-Z]+))?")


@dataclass(frozen=True, slots=True)
class Area:
    """One place of a rate card, short names inside. Everything empty is everywhere (`*`)."""

    country: str = ""
    province: str = ""
    city: str = ""
    postcodes: tuple[str, str] | None = None

    def has_postcode(self, country: str, postcode: str) -> bool:
        """Whether a postcode lies in the range, compared over as many characters as the range has."""
        if self.postcodes is None or self.country != country:
            return False
        first, last = self.postcodes
        return first <= postcode[: len(first)] and postcode[: len(last)] <= last


@lru_cache(maxsize=4096)
def short_province(text: str) -> str:
    """新疆维吾尔自治区, 新疆 → 新疆; "" for what is no province of China."""
    name = text.strip()
    if name in PROVINCES:
        return name
    bare = _PROVINCE_TAIL.sub("", name)
    return bare if bare in PROVINCES else ""


def full_province(text: str) -> str:
    """新疆 → 新疆维吾尔自治区; "" for what is no province of China."""
    return PROVINCES.get(short_province(text), "")


@lru_cache(maxsize=4096)
def short_city(text: str) -> str:
    """深圳市 → 深圳, 延边朝鲜族自治州 → 延边; a name of two characters stays what it is."""
    name = text.strip()
    bare = _CITY_TAIL.sub("", name)
    if len(bare) < 2:
        return name
    if name.endswith(("自治州", "自治县")):
        bare = _PEOPLES.sub("", bare) or bare
    return bare


@lru_cache(maxsize=4096)
def areas_of(text: str) -> tuple[Area, ...]:
    """What a cell of a rate card names: `江苏、浙江`, `广东省/深圳市`, `江浙沪`, `US:900-961`, `CN`, `*`.

    A bare name that is no province is taken as a city (路线表 name cities only) when it is written in Chinese.
    What a bracket leaves out, `广东(除深圳)`, is told by `left_out`. Raises ValueError with the part that names no place.
    """
    found: list[Area] = []
    named = _ZONE_NAME.sub("", _CITIES.sub(_province_and_cities, _LEFT_OUT.sub("", text.strip())))
    if named != text.strip():
        named = named.rstrip(")）")
    for part in re.split(r"[、,，;；\n\s]+", named):
        if part:
            found.extend(_areas_of_part(part))
    return tuple(dict.fromkeys(found))


def _province_and_cities(match: re.Match[str]) -> str:
    """江苏省(南京、苏州) → 江苏/南京 江苏/苏州; anything else in brackets stays, and is no place."""
    home = short_province(match[1])
    return " ".join(f"{home}/{city}" for city in re.split(r"[、,，;；\s]+", match[2].strip())) if home else match[0]


def left_out(text: str) -> tuple[Area, ...]:
    """The places that a cell leaves out: `广东省(不含深圳、珠海)` → Shenzhen and Zhuhai in Guangdong.

    Raises ValueError with the part that names no place.
    """
    found: list[Area] = []
    for match in _LEFT_OUT.finditer(text):
        before = re.split(r"[、,，;；\s]+", text[: match.start()])[-1]
        home = short_province(before)
        for area in areas_of(match[1]):
            found.append(Area("CN", home, area.city) if home and area.city and not area.province else area)
    return tuple(dict.fromkeys(found))


def area_text(area: Area) -> str:
    """The area as `areas_of` reads it again: 广东省/深圳, 江苏, US/AK, US:900-961, CN, *."""
    if area.postcodes:
        first, last = area.postcodes
        return f"{area.country}:{first}" + (f"-{last}" if last != first else "")
    if area.country not in ("", "CN"):
        return "/".join(part for part in (area.country, area.province) if part)
    if area.city:
        # 吉林 is a province and a city: only 市 tells them apart.
        city = f"{area.city}市" if short_province(area.city) else area.city
        return f"{full_province(area.province)}/{city}" if area.province else city
    return area.province or area.country or "*"


def _is_city_of(name: str, province: str) -> bool:
    """Whether a name behind a province is a city: also 吉林市 in 吉林, which is no province there."""
    other = short_province(name)
    return not other or (other == province and name.endswith("市") and not PROVINCES[province].endswith("市"))


def _areas_of_part(part: str) -> list[Area]:
    if _EVERYWHERE.fullmatch(part):
        return [Area() if part == "*" else Area("CN")]
    if part in GROUPS:
        return [Area("CN", name) for name in GROUPS[part].split()]
    if codes := _POSTCODES.fullmatch(part):
        return [Area(codes[1], postcodes=(codes[2], codes[3] or codes[2]))]
    if state := re.fullmatch(r"([A-Z]{2})(?:/([A-Z0-9]{1,3}))?", part):
        return [Area(state[1], state[2] or "")]
    if "/" in part:
        names = [name for name in part.split("/") if name]
        if len(names) == 2 and short_province(names[0]) and _is_city_of(names[1], short_province(names[0])):
            return [Area("CN", short_province(names[0]), short_city(names[1]))]
        return [area for name in names for area in _areas_of_part(name)]
    if province := short_province(part):
        return [Area("CN", province)]
    if re.search(r"[()（）:：]", part):
        raise ValueError(part)
    for short, full in PROVINCES.items():
        # 广东省深圳市 and 广东深圳 in one word.
        for head in (full, short):
            if part.startswith(head) and len(part) > len(head) + 1:
                return [Area("CN", short, short_city(part[len(head) :]))]
    if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", part) and not re.search(
        r"偏远|地区$|省$|自治区$|行政区$|省内|省外|同城|本省|邻省|国际|港台|[一二三四五六七八九十]区$", part
    ):
        return [Area("CN", city=short_city(part))]
    raise ValueError(part)
