"""What stands around a price table in words and belongs to every price: dates, currency, 抛比, rounding, what 一区 is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sellerkit.rates.areas import Area, areas_of

_DAY = r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"
_SPAN = re.compile(rf"{_DAY}\s*(?:起)?\s*(?:至|到|-|—|~)+\s*{_DAY}")
_FROM = re.compile(rf"{_DAY}\s*(?:起|开始|生效|执行)|(?:生效|执行|启用)\w{{0,4}}[::]?\s*{_DAY}")
_UNTIL = re.compile(rf"(?:有效期?至|截止到?|截至)[::]?\s*{_DAY}|{_DAY}\s*(?:止|前有效|失效)")
_DIVISOR = re.compile(
    r"(?:抛比|抛重比|体积系数|材积比|计抛)\D{0,6}?(\d{4,5})(?!\d)|高(?:\(?cm\)?)?\s*[/÷]\s*(\d{4,5})(?!\d)"
)
_CURRENCIES = {
    "人民币": "CNY",
    "港币": "HKD",
    "港元": "HKD",
    "美元": "USD",
    "美金": "USD",
    "台币": "TWD",
    "欧元": "EUR",
    "日元": "JPY",
}
_CURRENCY = re.compile(r"(?:单位|币种|货币)[::]?\s*([A-Z]{3}|人民币|港币|港元|美元|美金|台币|欧元|日元)")
_EXACT = re.compile(r"不进位|按实际重量|实际重量计费|按实重计")
_STEP = re.compile(
    r"(?:不足|不满)\s*(0\.1|0\.5|1|一|半)\s*(?:kg|公斤|千克)[^,,。;;]{0,4}按\s*(?:0\.1|0\.5|1|一|半)\s*(?:kg|公斤|千克)"
)
_ZONE_NAME = r"[一二三四五六七八九十\dA-Z]{1,3}[区类档]"
_ZONE = re.compile(rf"({_ZONE_NAME})[ \t]*[::][ \t]*([^\n::;;。]+?)(?=[ \t,,]*{_ZONE_NAME}[ \t]*[::]|[;;。\n]|$)")
_STEPS = {"一": "1", "半": "0.5"}


@dataclass(frozen=True, slots=True)
class Remarks:
    """`round_to` in kg, None where no word is said of it; `zones` are what 一区, 二区 … mean."""

    round_to: Decimal | None = None
    divisor: Decimal | None = None
    currency: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    zones: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)

    def zone(self, name: str) -> tuple[Area, ...]:
        """The places of a zone that the remarks explain; () for any other name."""
        return self.zones.get(name.strip(), ())


def remarks_of(texts: Iterable[str]) -> Remarks:
    """Read titles and remarks; what they do not say stays empty. Never raises: a remark that is none of this is a note."""
    text = "\n".join(unicodedata.normalize("NFKC", one) for one in texts)
    first, last = _dates(text)
    found = _DIVISOR.search(text)
    currency = _CURRENCY.search(text)
    return Remarks(
        _step(text),
        Decimal(found[1] or found[2]) if found else None,
        _CURRENCIES.get(currency[1], currency[1]) if currency else "",
        first,
        last,
        _zones(text),
    )


def _dates(text: str) -> tuple[date | None, date | None]:
    if span := _SPAN.search(text):
        return _day(*span.groups()[:3]), _day(*span.groups()[3:])
    first, last = _FROM.search(text), _UNTIL.search(text)
    ends = [next((g for g in (found.groups()[:3], found.groups()[3:]) if all(g)), None) if found else None for found in (first, last)]  # fmt: skip
    return (_day(*ends[0]) if ends[0] else None), (_day(*ends[1]) if ends[1] else None)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _step(text: str) -> Decimal | None:
    if found := _STEP.search(text):
        return Decimal(_STEPS.get(found[1], found[1]))
    return Decimal(0) if _EXACT.search(text) else None


def _zones(text: str) -> dict[str, tuple[Area, ...]]:
    zones = {}
    for name, places in _ZONE.findall(text):
        try:
            zones[name] = areas_of(places)
        except ValueError:
            continue
    return zones
