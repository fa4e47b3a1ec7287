"""The divisions of China as words that stand in addresses: each word and the places it may mean. Pure data, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from sellerkit.addresses.names_of_places import (
    CITIES_OF_THEIR_OWN,
    PROVINCES,
    former_names,
    middle_names,
    short_name,
)

# full: as its government writes it · says: another full form · was: an abolished name that means all of today's place
# once: the suffix it had before
# part: an abolished name or a zone that means a part of it · short: without its suffix
Kind = Literal["full", "says", "was", "once", "part", "short"]
_HERE = Path(__file__).parent
FAR = ("香港特别行政区", "澳门特别行政区", "台湾省")


class Place(NamedTuple):
    """A division; "" below its own level. 北京市 is its own city; 仙桃市 and 东莞市 are cities without districts."""

    province: str
    city: str = ""
    district: str = ""

    def within(self, other: Place) -> bool:
        """Whether it is the other one or lies in it."""
        return (
            self.province == other.province
            and other.city in ("", self.city)
            and other.district in ("", self.district)
        )  # fmt: skip

    @property
    def level(self) -> int:
        return 3 if self.district else 2 if self.city else 1


class Meaning(NamedTuple):
    """What a word may mean. `inside` says that it counts only behind a larger place (城区, 高新区, 台北's 中山区)."""

    place: Place
    kind: Kind
    inside: bool = False


class Table(NamedTuple):
    """Words, the lengths of words by their first character, and the cities that have no districts."""

    words: Mapping[str, tuple[Meaning, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    whole: frozenset[Place]


@cache
def table() -> Table:
    """The bundled table with later changes and other names."""
    places = list(_places())
    words: dict[str, list[Meaning]] = defaultdict(list)
    for place in sorted(places, key=lambda place: place.level):
        _add(words, place)
    with_districts = {(place.province, place.city) for place in places if place.district}
    whole = frozenset(p for p in places if p.level == 2 and (p.province, p.city) not in with_districts)
    for place in places:
        _add_former(words, place)
    _add_changes(words)
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[0]].add(len(word))
    return Table(
        {word: tuple(found) for word, found in words.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        whole,
    )


def divisions() -> Iterator[Place]:
    """Every province, city and district of the bundled table, with those founded later."""
    yield from dict.fromkeys(meaning.place for found in table().words.values() for meaning in found)


def _places() -> Iterator[Place]:
    province = ""
    for line in (_HERE / "divisions.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            province = line[1:]
            if province not in CITIES_OF_THEIR_OWN:
                yield Place(province)
            continue
        city, *districts = line.split(" ")
        yield Place(province, city)
        for district in districts:
            yield Place(province, city, district)


def _add(words: dict[str, list[Meaning]], place: Place) -> None:
    name = place.district or place.city or place.province
    inside = place.level == 3 and (len(name) < 3 or place.province in FAR)
    words[name].append(Meaning(place, "full", inside))
    if place.level == 1:
        stem = short_name(name.removesuffix("省") + "市") if name.endswith("省") else ""
        for word in PROVINCES.get(name, (stem,)):
            words[word].append(Meaning(place, "short"))
        return
    for word in middle_names(name, short_name(place.city)):
        words[word].append(Meaning(place, "says", inside or (len(name) > 5 and word[-1] == "区" and "族" not in name)))
    stem = short_name(name)
    if stem and not (place.district and stem == short_name(place.city)):
        # 河北 is the province, 西安 the city, unless a larger place stands before.
        larger = any(one.place.level < place.level and one.kind == "short" for one in words.get(stem, ()))
        words[stem].append(Meaning(place, "once" if stem.endswith("县") else "short", inside or larger))


def _add_former(words: dict[str, list[Meaning]], place: Place) -> None:
    """An older suffix, where no other place of the same city has that name today."""
    name = place.district or place.city
    if place.province in FAR or place.province == name:
        return
    former = former_names(name) if place.level == 3 else [(short_name(name) or "?") + "地区"] if name else []
    for word in former:
        taken = any(
            one.kind in ("full", "says") and (one.place.city == place.city or one.place.level < 3)
            for one in words.get(word, ())
        )
        if not taken and word != place.city:
            words[word].append(Meaning(place, "once"))


def _add_changes(words: dict[str, list[Meaning]]) -> None:
    for line in (_HERE / "changes.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        where, old, new, _year, how = line.split(" ")
        place = _changed(words, where, new)
        if how == "new":
            _add(words, place)
            continue
        kind: Kind = {"whole": "was", "part": "part", "says": "says" if old[-1] in "市县区旗州盟" else "short"}[how]
        words[old] = [one for one in words[old] if one.place.city != place.city or one.kind == "full"]
        words[old].append(Meaning(place, kind, len(old) < 3 or old in ("高新区", "城区", "郊区", "矿区", "新区")))


def _changed(words: Mapping[str, list[Meaning]], where: str, new: str) -> Place:
    """Today's place of a line of changes. Raises KeyError when the table has no such place."""
    inside = next((one.place for one in words[where] if one.kind == "full"), None)
    if inside is None:
        raise KeyError(where)
    if inside.level == 1:
        return next(one.place for one in words[new] if one.kind == "full" and one.place.level == 2)
    found = [one.place for one in words.get(new, ()) if one.kind == "full" and one.place.city == inside.city]
    return next((place for place in found if place.level == 3), Place(inside.province, inside.city, new))
