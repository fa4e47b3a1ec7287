"""Province, city and district at the beginning of a text, read word by word in every way that fits. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sellerkit.addresses.names_of_places import CITIES_OF_THEIR_OWN
from sellerkit.addresses.table import FAR, Kind, Meaning, Place, table

_SPACE = re.compile(r"[\s\0\-—>/,;、|.·]*")
# Words between the levels that name no place.
_FILLERS = (
    "中华人民共和国", "中国", "中国大陆", "省直辖县级行政区划", "省直辖县级行政单位", "省直辖行政单位", "自治区直辖县级行政区划",
    "自治区直辖县级行政单位", "省直辖县", "直辖县级", "直辖县", "市辖区",
)  # fmt: skip
# A short name before these is the name of a road, a town or a house: 南京西路, 武汉大学.
_NAME_OF_SOMETHING = re.compile(
    r"(?:[东西南北中]|[一二三四五六七八九十])?大?(?:路|街|道|巷|弄|胡同)|(?:镇|乡|村|社区|小区|花园|新村|大厦|广场|宾馆|酒店|饭店|大学|学院|中学|小学|医院|公园|"
    r"机场|火车站|大桥|码头|商城|国际|公司|分公司|银行|公寓)"
)
_TOWN = re.compile(r"[^\s\d路区县市]{1,6}?(?:镇|乡|街道|苏木)|[^\s\d区县市]{1,5}?路街道")
# The army's divisions and new areas over several districts stand between the levels; they stay before the street.
_BETWEEN = re.compile(
    r"(?:新疆)?(?:生产建设)?兵团(?:农?第?[一二三四五六七八九十\d]+师)?|(?:农|第)[一二三四五六七八九十]+师|"
    r"(?:雄安|西咸|两江|天府|江北|贵安|湘江|西海岸|金普|赣江|滇中)新区"
)


class Word(NamedTuple):
    """A word of a chain: what it was, and whether a separator or the end of the text stood behind it."""

    text: str
    kind: Kind
    place: Place
    alone: bool


class Chain(NamedTuple):
    """A place and the words that named it; `end` is where the rest of the text begins."""

    place: Place
    words: tuple[Word, ...]
    end: int
    between: str = ""

    @property
    def whole(self) -> bool:
        """Whether no level is missing."""
        return self.place.level == 3 or self.place in table().whole

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much it says: levels, words in full, characters."""
        full = sum({"full": 2, "short": 0, "once": 0}.get(word.kind, 1) for word in self.words)
        return (3 if self.whole else self.place.level, full, sum(len(word.text) for word in self.words))


class Reading(NamedTuple):
    """The best chain of a text and others that are as good but mean another place."""

    chain: Chain
    others: tuple[Place, ...] = ()


def reading_at(text: str, start: int = 0) -> Reading | None:
    """The chain that begins at `start` and says most; None when no place is named there."""
    chains = [chain for chain in _walk(text, start, None, (), "") if chain.words]
    if not chains:
        return None
    best = max(chains, key=lambda chain: chain.weight)
    others = {chain.place for chain in chains if chain.weight == best.weight and chain.place != best.place}
    return Reading(best, tuple(sorted(others)))


def _walk(text: str, start: int, place: Place | None, words: tuple[Word, ...], between: str) -> Iterator[Chain]:
    """Every chain that continues here, the one that ends here included."""
    if place is not None:
        yield Chain(place, words, start, between)
    position = _SPACE.match(text, start).end() if words else start  # type: ignore[union-attr]
    for filler in _FILLERS if text[position : position + 1] in "中省自直市" else ():
        if text.startswith(filler, position):
            yield from _walk(text, position + len(filler), place, words, between)
    if words and not between and (army := _BETWEEN.match(text, position)):
        yield from (chain for chain in _walk(text, army.end(), place, words, army[0]) if chain.end > army.end())
    if place is not None and place.province == "重庆市" and text.startswith("县", position):
        yield from _walk(text, position + 1, place, words, between)
    found = table()
    for length in found.lengths.get(text[position : position + 1], ()):
        word = text[position : position + length]
        for meaning in found.words.get(word, ()) if len(word) == length else ():
            end = position + length
            if (step := _step(text, end, place, meaning)) is not None:
                alone = end == len(text) or _SPACE.match(text, end).end() > end  # type: ignore[union-attr]
                yield from _walk(text, end, step, (*words, Word(word, meaning.kind, meaning.place, alone)), between)


def _step(text: str, end: int, place: Place | None, meaning: Meaning) -> Place | None:
    """Where the chain stands after this word; None when the word does not fit there."""
    short = meaning.kind == "short"
    if short and _NAME_OF_SOMETHING.match(text, end):
        return None
    if short and meaning.place.level == 3 and text.startswith(("市", "县", "州", "盟", "地区"), end):
        return None  # 思茅市 is not 思茅区
    if place is None:
        return None if meaning.inside else meaning.place
    if meaning.place != place and meaning.place.within(place):
        return meaning.place
    if not place.within(meaning.place) or meaning.kind in ("was", "once", "part"):
        return None
    # Said again. A short name said again is rather the town or the road that is called like it.
    alone = end == len(text) or text[end] == " "
    return place if not short or (alone and place.level < 3) else None


def certain(reading: Reading, text: str) -> bool:
    """Whether the words leave no doubt which place is meant, as far as they go."""
    chain = reading.chain
    if reading.others or any(word.kind == "part" for word in chain.words):
        return False
    last = chain.words[-1]
    deepest = next((word for word in reversed(chain.words) if word.place == chain.place), last)
    if deepest.kind != "short":
        # Alone, a former suffix may be a mistake (永康区), and some names stand in Taiwan too.
        far = any(one.inside and one.place.province in FAR for one in table().words[deepest.text])
        return len(chain.words) > 1 or (deepest.kind != "once" and not far)
    if deepest.alone:
        return True
    own = chain.place.province in CITIES_OF_THEIR_OWN and chain.place.level == 2
    if len(chain.words) > 1 and (len(deepest.text) > 2 or not chain.place.district):
        return True
    county = (chain.place.district or chain.place.city)[-1:] in ("县", "市", "旗")
    return own or (county and bool(_TOWN.match(text, chain.end)))
