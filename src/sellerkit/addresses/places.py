"""What a chain of place names comes to: the place, the words behind it, and the doubts that are left. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from sellerkit.addresses.chains import Chain, Reading, certain, reading_at
from sellerkit.addresses.doubts import Doubt
from sellerkit.addresses.table import Place, table

_ZONE = re.compile(
    r"[^\s\d路街巷]{0,8}?(?:高新技术产业开发区|高新技术开发区|经济技术开发区|经济开发区|产业园区|工业园区|高新区|经开区|开发区|保税区|自贸区|示范区|(?<!小)新区)"
)
_COMPANY = re.compile(
    r"公司|厂|店|商行|银行|事务所|部|中心|学校|学院|集团|路|街|会馆|商会|办事处|驻|大厦|广场|酒店|大道"
)


class Found(NamedTuple):
    """A place, the words behind it (with PHONE among them), doubts, words to keep before the street (第八师).

    `alone` holds the word that named the place when it was a single short one: it may as well be the recipient's name.
    """

    place: Place
    rest: list[str]
    doubts: list[Doubt]
    kept: str = ""
    alone: tuple[str, ...] = ()


def place_of(reading: Reading, text: str, *, glued: str = "") -> Found:
    """The place of a reading of `text`."""
    chain = reading.chain
    doubts: list[Doubt] = []
    kept = chain.between
    place, end = chain.place, chain.end
    if reading.others:
        doubts.append(Doubt("several-places", chain.words[-1].text))
        place, kept = _undecided((place, *reading.others), chain)
    elif chain.whole and not certain(reading, text):
        doubts.append(_why_unsure(chain))
    if not chain.whole and any(word.kind == "part" for word in chain.words):
        doubts.append(_why_unsure(chain))
    doubts += [
        Doubt("renamed", word.text) for word in chain.words if word.kind in ("was", "once") and not reading.others
    ]
    if not reading.others and not chain.whole:
        place, end, more = _completed(chain, text)
        doubts += more
    rest = text[end:].strip(" -—>/.·")
    if not doubts or all(doubt.why == "renamed" for doubt in doubts):
        doubts += _again(rest, place)
    if len(glued) > 4:
        doubts.append(Doubt("place-inside", glued))
    return Found(place, rest.split(), doubts, kept, _alone(chain))


def _alone(chain: Chain) -> tuple[str, ...]:
    return (chain.words[0].text,) if len(chain.words) == 1 and chain.words[0].kind == "short" else ()


def _undecided(places: tuple[Place, ...], chain: Chain) -> tuple[Place, str]:
    """What the places have in common, and the words that do not stand in it."""
    common = _common(places)
    last = {place.district for place in places}
    if len(last) == 1 and "" not in last:
        return common._replace(district=last.pop()), chain.between
    return common, " ".join(word.text for word in chain.words)


def _common(places: tuple[Place, ...]) -> Place:
    """What several places have in common, from the province down."""
    parts = []
    for level in zip(*places, strict=True):
        if len(set(level)) > 1:
            break
        parts.append(level[0])
    return Place(*(parts + [""] * 3)[:3])


def _why_unsure(chain: Chain) -> Doubt:
    word = next((word for word in chain.words if word.kind == "part"), chain.words[-1])
    return Doubt("divided" if word.kind in ("part", "was", "once") else "short-name", word.text)


def _completed(chain: Chain, text: str) -> tuple[Place, int, list[Doubt]]:
    """A missing district: one of another city of the province that follows, or a zone; else it is missing."""
    place = chain.place
    position = chain.end + len(text[chain.end :]) - len(text[chain.end :].lstrip(" -"))
    if place.level == 1:
        return place, chain.end, [Doubt("no-city")]
    for length in table().lengths.get(text[position : position + 1], ()):
        word = text[position : position + length]
        found = {one.place for one in table().words.get(word, ()) if one.kind in ("full", "was", "once", "says")}
        inside = [other for other in found if other.province == place.province and other.level == 3]
        if len(inside) == 1 and length > 2 and word[-1] in "区县市旗":
            return inside[0], position + length, [Doubt("not-there", word)]
    if zone := _ZONE.match(text, position):
        return place._replace(district=zone[0]), zone.end(), [Doubt("zone", zone[0])]
    return place, chain.end, [Doubt("no-district")]


def _again(street: str, place: Place) -> list[Doubt]:
    """Another place in the street: at its beginning, or named with two levels or its province further on."""
    words, lengths = table().words, table().lengths
    for n, first in enumerate(street):
        for length in lengths.get(first, ()):
            word = street[n : n + length]
            if length < 3 or len(word) < length or word[-1] not in "省市区县旗州盟":
                continue
            others = [one.place for one in words.get(word, ()) if one.kind == "full" and not one.inside]
            if not others or any(place.within(one) or one.within(place) for one in others):
                continue
            behind = street[n + length : n + length + 16].split(" ")[0]
            reading = reading_at(street, n)
            deep = reading is not None and len(reading.chain.words) > 1 and not place.within(reading.chain.place)
            if n == 0 or deep or others[0].level == 1 or not _COMPANY.search(behind):
                return [Doubt("two-places", word)]
    return []
