"""Units of stock: pieces, or grams for goods sold by weight; what a unit's word in a sheet means. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sellerkit.base.measures import GRAMS, grams
from sellerkit.base.money import decimal_of
from sellerkit.model.item import Item
from sellerkit.stock.unit_words import is_unit

PIECE, GRAM = "piece", "g"
_DOZENS = """
打 dozen dozens doz dz dzn dutzend dtzd docena docenas douzaine douzaines dozzina dozzine tuzin tucet
дюжина дюжины дюжин дюж
"""
_CARTONS = """
箱 整箱 case cases carton cartons ctn ctns karton kartons caja cajas cartone cartoni kiste kisten
кор короб короба коробов коробка коробки коробок ящик ящика ящиков
"""
DOZENS, CARTONS = frozenset(_DOZENS.split()), frozenset(_CARTONS.split())
_AMOUNT = re.compile(r"^([+\-−－]?[\d.,'’\s０-９．，]*[\d０-９])\s*([^\W\d_]+|㎏)?\.?$")
# 1'200, as Switzerland groups its thousands.
_SWISS = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
_TIMES = r"\s*[*x×X]\s*"
_BAGS = re.compile(rf"\d+(?:\.\d+)?\s*([a-zA-Z]+|斤|公斤|克|千克|两){_TIMES}(\d+)\s*([^\W\d_]*)")
_CASES = re.compile(rf"(\d+)\s*([^\W\d_]+){_TIMES}(\d+)\s*([^\W\d_]*)")
_WEIGHT = r"\d+(?:\.\d+)?\s*(?:g|kg|克|千克|公斤|斤|两|г|кг)"
_MEASURE = rf"(?:{_WEIGHT}|\d+(?:\.\d+)?\s*(?:ml|l|毫升|升|мл|л))(?:装|/[^\W\d_]+)?"
_PACK = re.compile(
    rf"(?:(?:1|{_MEASURE}){_TIMES})?(?P<count>\d+)\s*(?P<word>[^\W\d_]*)(?:{_TIMES}{_MEASURE})?(?P<per>\s*/\s*[^\W\d_]+)?",
    re.I,
)
# 2.5kg/箱, 5斤装: what one of it weighs; how many there are in a carton is not said.
_ONE_WEIGHS = re.compile(rf"{_WEIGHT}(?:装|\s*/\s*[^\W\d_]+)?", re.I)
_IN_PACK = re.compile(rf"(?<![\d.]){_WEIGHT}", re.I)


class Pack(int):
    """How many pieces a carton holds, where its words say the weight of a piece too: 500g*20袋."""

    each_g: int

    def __new__(cls, count: int, each_g: int) -> Pack:
        made = super().__new__(cls, count)
        made.each_g = each_g
        return made


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as it was written: a number and perhaps a unit's word ("" where there was none)."""

    value: Decimal
    word: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of a unit's word is: `factor` of `base` ("piece" or "g"). `shown` is the word to show it by."""

    base: str
    factor: int
    shown: str | None = None


def amount_of(text: str, *, decimal_comma: bool = False) -> Amount:
    """`1,234`, `１２`, `12件`, `100 斤`, `-3`, `500g*20袋` (20 bags), `2箱*12` (24). Raises ValueError for everything else."""
    bags = _BAGS.fullmatch(text.strip())
    if bags and bags[1].lower() in GRAMS:
        return Amount(Decimal(bags[2]), bags[3])
    cases = _CASES.fullmatch(text.strip())
    if cases and cases[2].lower() in CARTONS:
        return Amount(Decimal(cases[1]) * int(cases[3]), cases[4])
    match = _AMOUNT.match(text.strip())
    if not match:
        raise ValueError(text)
    word = match[2] or ""
    if not is_unit(word):
        raise ValueError(text)
    number = match[1] if "," in match[1] else _SWISS.sub("", match[1])
    return Amount(decimal_of(number, decimal_comma=decimal_comma), word)


def pack_of(text: str) -> int | None:
    """How many pieces a carton holds by such words: 12, `12件`, `12件/箱`, `1*12`, `500g*20袋`, `20袋*500g`; None for others."""
    written = text.strip()
    if _ONE_WEIGHS.fullmatch(written) and not written.isdecimal():
        return 1
    match = _PACK.fullmatch(written)
    return (int(match["count"]) or None) if match else None


def weight_of_pack(text: str) -> int | None:
    """What a piece weighs by words of a pack, in grams: `500g*20袋` 500, `5斤装*4` 2500, `2.5kg/箱` 2500; else None."""
    found = _IN_PACK.findall(text)
    if len(found) != 1 or pack_of(text) is None:
        return None
    try:
        return grams(found[0].replace(" ", ""))
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def unit_of(word: str, pack: int | None) -> Unit:
    """The unit that a word means. A carton of a known pack size is that many pieces; an unknown word counts pieces.

    Raises ValueError for a weight that is no whole number of grams (lb, oz).
    """
    plain = word.strip().rstrip(".").lower()
    if plain in GRAMS:
        factor = GRAMS[plain]
        if not isinstance(factor, int):
            raise ValueError(word)
        return Unit(GRAM, factor, word.strip())
    if plain in DOZENS:
        return Unit(PIECE, 12)
    if plain in CARTONS and pack:
        return Unit(PIECE, pack)
    return Unit(PIECE, 1, word.strip() or None)


def same_unit(one: str, other: str, pack: int | None) -> bool:
    """Whether two words mean the same number of the same thing."""
    first, second = unit_of(one, pack), unit_of(other, pack)
    return (first.base, first.factor) == (second.base, second.factor)


def shown_quantity(quantity: int, item: Item) -> str:
    """A quantity as a person reads it: `12`, `12 瓶`, `3.5 斤`."""
    number = Decimal(quantity) / item.shown_factor
    word = item.shown_unit or (item.unit if item.unit == GRAM else "")
    text = f"{number.normalize():f}"
    return f"{text} {word}" if word else text
