"""What may be seen of a buyer: masks for terminal, logs, JSON and our own papers (GB/T 41833-2022)."""

from __future__ import annotations

import hashlib
import re

_LONG_NUMBER = re.compile(r"\d{7,}")
_SPACED_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]\d{4}[\s-]\d{4}(?!\d)")
_EXTENSION = re.compile(r"\s*(?:(?:转|分机|#|,|，|;|ext\.?|x)\s*\d{1,6}|[\[(（]\s*\d{1,6}\s*[\])）])$", re.I)
_PRIVACY = re.compile(r"(?<=\d{11})\s*-\s*\d{1,6}$")
# What a platform adds to a name for its privacy numbers: 张三[1234].
_CODE = re.compile(r"\s*[\[(（【]\s*\d{1,6}\s*[\])）】]$")
_JOINT = re.compile(r"[\s·•‧・∙⋅．]+")
# Where a room ends: at the end, or before a remark ("501，放门口").
_END = r"(?=$|[\s,，。;；、(（])"
_DIGITS = "零〇一二三四五六七八九十"
_ROOM = re.compile(rf"([A-Za-z]?\d+[A-Za-z]?|[{_DIGITS}]{{2,}})(?=(?:室|号房|房|户))")
_SIDE = re.compile(r"(?<=[元层楼])\s*[东西南北中]{1,2}(?=户)")
_TAIL = re.compile(rf"(?<=[号栋幢座楼层单元弄])\s*[A-Za-z]?\d[-－—–\d]*[A-Za-z]?{_END}")
_LAST = re.compile(rf"(?<=[\dA-Za-z][-－—–#/])\d{{2,4}}[A-Za-z]?{_END}")
_ESTATE = re.compile(rf"(?<=[园区寓厦苑城场府湾庭居])\s*\d{{3,4}}[A-Za-z]?{_END}")
_LATIN_ROOM = re.compile(
    r"\b(room|rm\.?|apt\.?|apartment|unit|suite|ste\.?|flat)(\s*#?\s*)[A-Z]?\d+[A-Z]?(?:[-/]\d+)?\b", re.I
)
_HASH_ROOM = re.compile(rf"(?<=#)\s*[A-Za-z]?\d+[A-Za-z]?{_END}")


def mask_name(name: str) -> str:
    """One character hidden: 张三 → 张*, 张小三 → 张*三, Mary Smith → Mary S****, 买买提·吐尔逊 → 买买提·吐*逊."""
    text = name.strip()
    if not text or "*" in text:
        return text
    if code := _CODE.search(text):
        return mask_name(text[: code.start()]) + code[0]
    if joints := list(_JOINT.finditer(text)):
        last = joints[-1].end()
        return text[:last] + _hidden(text[last:])
    return _hidden(text)


def _hidden(word: str) -> str:
    """A Chinese name without its second character, any other word without all but its first letter."""
    if len(word) == 1:
        return "*"
    if word.isascii() or len(word) == 2:
        return word[0] + "*" * (len(word) - 1)
    return word[0] + "*" + word[2:]


def mask_phone(phone: str) -> str:
    """Six digits hidden: 13800001234 → 138******34, 0351-4567890 → 035*-*****90; an extension stays, and what is masked."""
    text = phone.strip()
    if "*" in text:
        return text
    extension = _EXTENSION.search(text) or _PRIVACY.search(text)
    end = extension.start() if extension else len(text)
    return _six_hidden(text[:end]) + text[end:]


def _six_hidden(text: str) -> str:
    """The digits before the last two, six of them; a shorter number hides as many as it has."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    first = max(0, len(places) - 8)
    hidden = set(places[first : first + 6])
    return "".join("*" if place in hidden else letter for place, letter in enumerate(text))


def mask_address(address: str) -> str:
    """The room hidden: 3栋502室 → 3栋***室, 阳光小区3-2-501 → 阳光小区3-2-***, Apt 5B → Apt ***."""
    text = _ROOM.sub("***", _LATIN_ROOM.sub(r"\1\2***", address.strip()))
    for pattern in (_SIDE, _LAST, _TAIL, _ESTATE, _HASH_ROOM):
        text = pattern.sub("***", text)
    return text


def mask_whole_address(address: str) -> str:
    """What a terminal shows: the first six characters (province and city), the rest hidden."""
    text = address.strip()
    return text if len(text) <= 6 else text[:6] + "***"


def mask_numbers(text: str) -> str:
    """Every long number in a free text hidden, for notes and error messages."""
    text = _SPACED_MOBILE.sub(lambda found: _six_hidden(found[0]), text)
    return _LONG_NUMBER.sub(lambda found: _six_hidden(found[0]), text)


def paper_mark(order_id: str) -> str:
    """What a printed file says of the orders in it, hidden and without a name: so that a paper is found to be erased."""
    return "sk" + hashlib.sha256(order_id.encode("utf-8")).hexdigest()[:16]
