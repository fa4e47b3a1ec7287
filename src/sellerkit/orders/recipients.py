"""A recipient out of one free text, as chat groups pass them on: 张三 13800000000 浙江省杭州市余杭区某某街道1号. Pure.

What is not certain stays in the street, so that no part of an address is lost or put in the wrong place.
"""

from __future__ import annotations

import re
import unicodedata

from sellerkit.model.order import Buyer

# Short name → full name of the 34 divisions of the first level (GB/T 2260).
PROVINCES = {
    "北京": "北京市", "天津": "天津市", "上海": "上海市", "重庆": "重庆市", "河北": "河北省", "山西": "山西省", "辽宁": "辽宁省",
    "吉林": "吉林省", "黑龙江": "黑龙江省", "江苏": "江苏省", "浙江": "浙江省", "安徽": "安徽省", "福建": "福建省", "江西": "江西省",
    "山东": "山东省", "河南": "河南省", "湖北": "湖北省", "湖南": "湖南省", "广东": "广东省", "海南": "海南省", "四川": "四川省",
    "贵州": "贵州省", "云南": "云南省", "陕西": "陕西省", "甘肃": "甘肃省", "青海": "青海省", "台湾": "台湾省",
    "内蒙古": "内蒙古自治区", "广西": "广西壮族自治区", "西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区",
    "香港": "香港特别行政区", "澳门": "澳门特别行政区",
}  # fmt: skip
_CITIES_OF_THEIR_OWN = frozenset({"北京市", "天津市", "上海市", "重庆市"})

_LABELS = re.compile(
    r"(?:收件人|收货人|姓名|联系人|名字|手机号码|手机号|手机|联系电话|电话号码|电话|联系方式|所在地区|详细地址|收货地址|收件地址|地址|邮编)\s*[:：]"
)
_EXTENSION = r"(?:\s*(?:转|分机|#|ext\.?|-)\s*\d{1,6}|\s*[\[(]\d{1,6}[\])])?"
_PHONE = re.compile(
    rf"(?<![\d*])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}|1[3-9]\d\*{{4,6}}\d{{2,4}}|0\d{{2,3}}-?\d{{7,8}}){_EXTENSION}(?![\d*])",
    re.I,
)
_POSTCODE = re.compile(r"(?<![\d*A-Za-z-])\d{6}(?![\d*A-Za-z号室-])")
_SEPARATORS = re.compile(r"[\s,;、|/。]+")
_PLACE = re.compile(r"[省市区县州镇乡村路街道巷弄号楼栋幢室旗盟]|\d")
# Taobao's privacy numbers repeat their extension behind the name: 张三[1234].
_PRIVACY = re.compile(r"\[\d{1,6}\]$")
# A longer name before 市 is as likely a city and its county together, except for these.
_CITY = re.compile(
    r"\s*((?:[一-龥]{2,10}?(?:自治州|地区|盟)|(?:齐齐哈尔|呼和浩特|鄂尔多斯|乌兰察布|呼伦贝尔|巴彦淖尔|克拉玛依|乌鲁木齐|[一-龥]{2,3}?)市))(?![区县市])"
)
_DISTRICT = re.compile(r"\s*([^\W\d_路街道巷弄村乡号楼栋]{1,9}?(?:自治县|自治旗|(?<!小)区|县|市|旗))(?![区县市旗镇乡])")


def recipient_of(text: str) -> Buyer:
    """Name, phone, address and postcode of one free text; what cannot be told apart is left in the street."""
    written = _LABELS.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    phone, before, after = _phone_in(written)
    tokens = [token for token in _SEPARATORS.split(before) if token]
    if phone and 1 < len(tokens) < 4 and all(token.isascii() and token.isalpha() for token in tokens):
        tokens = [" ".join(tokens)]
    behind = [token for token in _SEPARATORS.split(after) if token]
    postcode = next((token for token in tokens + behind if _POSTCODE.fullmatch(token)), "")
    tokens = [token for token in tokens if token != postcode]
    behind = [token for token in behind if token != postcode]
    name = _name_among(tokens[-1:], behind[:1], tokens[:1], behind[-1:])
    if name:
        (tokens if name in tokens else behind).remove(name)
    return divided(Buyer(name=name, phone=phone, street=" ".join(tokens + behind), postcode=postcode))


def divided(buyer: Buyer) -> Buyer:
    """The buyer with province, city and district taken off the street where they are certain; else as it was."""
    province, rest = _province_of(buyer.street)
    if not province or buyer.province:
        return buyer
    city = ""
    if match := _CITY.match(rest):
        city, rest = match[1], rest[match.end() :]
    if city == province:
        city = ""
    district = ""
    if (city or province in _CITIES_OF_THEIR_OWN) and (match := _DISTRICT.match(rest)) and match[1] != city:
        district, rest = match[1], rest[match.end() :]
    return Buyer(
        buyer.name, buyer.phone, buyer.country, province, city, district, rest.strip(), buyer.postcode, buyer.email
    )


def phone_text(text: str) -> str:
    """A phone number as it is kept: without spaces and dashes, its extension behind 转."""
    phone, _before, _after = _phone_in(unicodedata.normalize("NFKC", text))
    return phone or text.strip()


def _phone_in(text: str) -> tuple[str, str, str]:
    """The first phone number of a text, and what stands before and behind it."""
    match = _PHONE.search(text)
    if match is None:
        return "", text, ""
    number = re.sub(r"^\+?86[- ]?(?=[01])", "", match[0])
    extension = re.search(r"(?:转|分机|#|ext\.?|(?<=\d{4})-|\[|\()\s*(\d{1,6})[\])]?$", number, re.I)
    if extension and len(re.sub(r"[^\d*]", "", number[: extension.start()])) >= 10:
        main = (
            re.sub(r"[- ]", "", number[: extension.start()])
            if number[0] == "1"
            else number[: extension.start()].strip()
        )
        return f"{main}转{extension[1]}", text[: match.start()], text[match.end() :]
    return re.sub(r"[- ]", "", number) if number[0] == "1" else number, text[: match.start()], text[match.end() :]


def _name_among(*places: list[str]) -> str:
    """The first token that can only be a name: short, no digits, nothing of an address in it."""
    for tokens in places:
        for token in tokens:
            short = len(token) <= (8 if not token.isascii() else 30)
            if (
                short
                and not _PLACE.search(_PRIVACY.sub("", token))
                and not any(token.startswith(province) for province in PROVINCES)
            ):
                return token
    return ""


def _province_of(street: str) -> tuple[str, str]:
    """The full name of the province that a street begins with and the rest; ("", street) when that is not certain."""
    street = street.lstrip()
    for short, full in PROVINCES.items():
        if not street.startswith(short):
            continue
        for word in (full, short + "省", short + "市") if full in _CITIES_OF_THEIR_OWN else (full, short + "省"):
            if street.startswith(word):
                rest = street[len(word) :].lstrip()
                return full, rest.removeprefix(word).lstrip() if rest != word else rest
        rest = street[len(short) :]
        own = full in _CITIES_OF_THEIR_OWN and rest[:1] not in "路街道大"
        if rest[:1] == " " or own or (rest[:1] not in "市藏" and _CITY.match(rest)):
            return full, rest.lstrip()
    return "", street
